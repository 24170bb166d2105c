"""Published results in short: written once at publication, read by pages that show many countries or years.

What stands here is a shorter form of answers and results of the same version, and never says more than they do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from evaluation.domain.countries import country_name
from evaluation.domain.published import Published, newest_versions, read
from evaluation.models import AssessmentVersion, ResultLine
from evaluation.scoring import display
from evaluation.values import Flag
from networkapp.models import Network

BREAKS = frozenset({Flag.B.value, Flag.D.value})
CONTEXT_KEPT = ("version", "kind", "status", "reason", "number", "date", "text", "flags", "grade")


@dataclass(frozen=True, kw_only=True)
class Brief:
    """One published version without its results: whose it is, when it came, and how much it says."""

    version_id: int
    assessment_id: int
    cycle_id: int
    network_id: int
    framework_id: int
    country: str
    year: int
    number: int
    is_sample: bool
    peer_reviewed: bool
    published_at: datetime
    counts: Mapping[str, int]
    completeness: Fraction | None
    answered: int
    asked: int
    context: Mapping[str, Any]

    @property
    def name(self) -> str:
        return country_name(self.country)

    @property
    def insufficient(self) -> int:
        return self.counts.get("insufficient", 0)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One recommendation of one version; numbers rounded as they are shown, the coverage exact."""

    code: int
    shown: str
    uncertain: bool
    point: Decimal | None
    low: Decimal | None
    high: Decimal | None
    coverage: Fraction | None
    valued: frozenset[str]
    flags: Mapping[str, frozenset[Flag]]


def write_lines(version: AssessmentVersion) -> None:
    """The short forms of `version` stand beside it. Whatever stood there before is replaced."""
    published = read(version)
    AssessmentVersion.objects.filter(pk=version.pk).update(brief=_brief(published))
    version.lines.all().delete()
    ResultLine.objects.bulk_create(_line(version, published, code) for code in sorted(published.results))


def briefs(versions: Iterable[int] | Any) -> list[Brief]:
    """These versions (primary keys, or a query for them) in short, in one query."""
    found = AssessmentVersion.objects.filter(pk__in=versions).order_by("assessment__cycle__year").values_list(*BRIEF)
    return [_read_brief(row) for row in found]


def newest(user: Any, **which: Any) -> Any:
    """The primary keys of the newest versions that `user` may read, as a query to filter others by."""
    return newest_versions(user).filter(**which).order_by().values("pk")


def lines(versions: Any, **which: Any) -> dict[int, dict[int, Line]]:
    """The lines of these versions, by version and recommendation, in one query."""
    found: dict[int, dict[int, Line]] = {}
    for row in ResultLine.objects.filter(version__in=versions, **which).order_by().values_list(*LINE):
        line = _read_line(row[1:])
        found.setdefault(row[0], {})[line.code] = line
    return found


BRIEF = (
    "pk",
    "assessment_id",
    "assessment__cycle_id",
    "assessment__cycle__network_id",
    "assessment__cycle__framework_id",
    "assessment__delegation__country",
    "assessment__cycle__year",
    "number",
    "assessment__cycle__network__kind",
    "peer_reviewed",
    "published_at",
    "brief",
)
LINE = ("version_id", "code", "shown", "uncertain", "point", "low", "high", "coverage", "valued", "flags")


def _read_brief(row: Sequence[Any]) -> Brief:
    pk, assessment, cycle, network, framework, country, year, number, kind, peer_reviewed, published_at, brief = row
    return Brief(
        version_id=pk,
        assessment_id=assessment,
        cycle_id=cycle,
        network_id=network,
        framework_id=framework,
        country=str(country),
        year=year,
        number=number,
        is_sample=kind == Network.Kind.SAMPLE,
        peer_reviewed=peer_reviewed,
        published_at=published_at,
        counts=brief.get("counts", {}),
        completeness=_share(brief.get("completeness")),
        answered=brief.get("answered", 0),
        asked=brief.get("asked", 0),
        context=brief.get("context", {}),
    )


def _read_line(row: Sequence[Any]) -> Line:
    code, shown, uncertain, point, low, high, coverage, valued, flags = row
    return Line(
        code=code,
        shown=shown,
        uncertain=uncertain,
        point=point,
        low=low,
        high=high,
        coverage=_share(coverage),
        valued=frozenset(valued),
        flags={series: frozenset(map(Flag, marks)) for series, marks in flags.items()},
    )


def _brief(published: Published) -> dict[str, Any]:
    rows = published.results.values()
    completeness = published.completeness
    return {
        "counts": dict(published.counts),
        "completeness": None if completeness is None else str(completeness),
        "answered": sum(row.answered for row in rows),
        "asked": sum(row.asked for row in rows),
        "context": {
            item.series_id: {name: published.answers[item.series_id][name] for name in CONTEXT_KEPT}
            for row in rows
            for item in row.criteria
            if item.place == "context" and item.series_id in published.answers
        },
    }


def _line(version: AssessmentVersion, published: Published, code: int) -> ResultLine:
    result = published.results[code]
    scored = [item for item in result.criteria if item.place != "context"]
    marks = {item.series_id: _marks(published.answers.get(item.series_id, {})) for item in scored}
    return ResultLine(
        version=version,
        code=code,
        shown=result.shown,
        uncertain=result.uncertain,
        point=_rounded(result.point),
        low=_rounded(result.lo),
        high=_rounded(result.hi),
        coverage="" if result.coverage is None else str(result.coverage),
        valued=[item.series_id for item in scored if item.score is not None],
        flags={series: found for series, found in marks.items() if found},
    )


def _marks(answer: Mapping[str, Any]) -> list[str]:
    return [flag for flag in answer.get("flags", []) if flag in BREAKS]


def _rounded(number: Fraction | None) -> Decimal | None:
    return None if number is None else display(number)


def _share(text: str | None) -> Fraction | None:
    return Fraction(text) if text else None
