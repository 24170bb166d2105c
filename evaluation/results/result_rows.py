"""Published results in short: written once at publication, read by pages that show many countries or years.

They are a shorter form of answers and results of the same version, and never contain more. A page is made from briefs
and lines; the versions that it shows tell whether a cached one is still valid, because none of them changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any, NamedTuple

from evaluation.models import AssessmentVersion, ResultLine
from evaluation.results.published_versions import PublishedAssessment, newest_versions, read_version
from evaluation.scoring import round_for_display
from evaluation.values import NUMERIC_KINDS, Flag, ScoringRole
from networkapp.models import Network
from networkapp.networks.queries.countries import country_name
from networkapp.users import AnyUser

NOTHING: Mapping[str, Any] = {"kind": ""}
UNSCORED = frozenset({ScoringRole.CONTEXT.value, ScoringRole.SHADOW.value})
BREAKS = frozenset({Flag.B.value, Flag.D.value})
KEPT = ("version", "kind", "status", "reason", "value", "band", "number", "numerator", "denominator", "flags")


class VersionReference(NamedTuple):
    """A version as its cheapest summary."""

    version_id: int
    assessment_id: int
    network_id: int
    published_at: datetime


@dataclass(frozen=True, kw_only=True)
class VersionSummary:
    """One published version without its results: whose it is, when it came, and how much it says."""

    version_id: int
    assessment_id: int
    network_id: int
    framework_id: int
    network: str
    country: str
    year: int
    number: int
    is_sample: bool
    audience: str
    peer_reviewed: bool
    published_at: datetime
    counts: Mapping[str, int]
    completeness: Fraction | None
    answered: int
    asked: int
    context: Mapping[str, Any]

    @property
    def name(self) -> str:
        return country_name(code=self.country)

    @property
    def insufficient(self) -> int:
        return self.counts.get("insufficient", 0)

    @property
    def seen(self) -> VersionReference:
        return VersionReference(self.version_id, self.assessment_id, self.network_id, self.published_at)


@dataclass(frozen=True, kw_only=True)
class ResultSummary:
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


def store_summaries(version: AssessmentVersion) -> None:
    """Store the short forms of `version` beside it, replacing earlier ones."""
    published = read_version(version)
    AssessmentVersion.objects.filter(pk=version.pk).update(brief=_brief(published))
    version.lines.all().delete()
    ResultLine.objects.bulk_create(_line(version, published, code) for code in sorted(published.results))


def newest_summaries(user: AnyUser | None, **which: Any) -> list[VersionSummary]:
    """Return the newest versions of matching assessments that `user` can read, oldest year first; one query."""
    return _briefs(newest_versions(user).filter(**which))


def summaries_of(versions: Iterable[int]) -> list[VersionSummary]:
    """Return these versions, oldest year first, in one query. The caller has checked that the user can read them."""
    return _briefs(AssessmentVersion.objects.filter(pk__in=list(versions)))


def versions_seen_by(user: AnyUser | None, *, years: range) -> dict[int, tuple[VersionReference, VersionReference]]:
    """Return newest and first version of these years that `user` can read, by assessment; one query."""
    readable = AssessmentVersion.objects.readable_by(user).filter(assessment__cycle__year__in=list(years))
    rows = readable.order_by("assessment__cycle__year", "assessment_id", "number").values_list(
        "pk", "assessment_id", "assessment__cycle__network_id", "published_at"
    )
    found: dict[int, tuple[VersionReference, VersionReference]] = {}
    for row in map(VersionReference._make, rows):
        found[row.assessment_id] = (row, found[row.assessment_id][1] if row.assessment_id in found else row)
    return found


def cache_key(*parts: object) -> str:
    """Return a hash of the content of a part of a page: equal parts have equal keys."""
    return sha256(repr(parts).encode()).hexdigest()


def result_summaries(versions: Any, **which: Any) -> dict[int, dict[int, ResultSummary]]:
    """Return the results in these versions, by version and recommendation; one query."""
    found: dict[int, dict[int, ResultSummary]] = {}
    for row in ResultLine.objects.filter(version__in=versions, **which).order_by().values_list(*LINE):
        line = _read_line(row[1:])
        found.setdefault(row[0], {})[line.code] = line
    return found


BRIEF = (
    "pk",
    "assessment_id",
    "assessment__cycle__network_id",
    "assessment__cycle__framework_id",
    "assessment__cycle__network__name",
    "assessment__delegation__country",
    "assessment__cycle__year",
    "number",
    "assessment__cycle__network__kind",
    "for_everybody",
    "assessment__cycle__network__visibility",
    "peer_reviewed",
    "published_at",
    "brief",
)
LINE = ("version_id", "code", "shown", "uncertain", "point", "low", "high", "coverage", "valued", "flags")


def _briefs(versions: Any) -> list[VersionSummary]:
    found = versions.order_by("assessment__cycle__year", "assessment__cycle__network", "pk")
    return [_read_brief(row) for row in found.values_list(*BRIEF)]


def _read_brief(row: Sequence[Any]) -> VersionSummary:
    *ids, country, year, number, kind, for_everybody, visibility, peer_reviewed, published_at, brief = row
    version, assessment, network_id, framework, network = ids
    return VersionSummary(
        version_id=version,
        assessment_id=assessment,
        network_id=network_id,
        framework_id=framework,
        network=network,
        country=str(country),
        year=year,
        number=number,
        is_sample=kind == Network.Kind.SAMPLE,
        audience=str(Network.Visibility.PUBLIC if for_everybody else visibility),
        peer_reviewed=peer_reviewed,
        published_at=published_at,
        counts=brief.get("counts", {}),
        completeness=_share(brief.get("completeness")),
        answered=brief.get("answered", 0),
        asked=brief.get("asked", 0),
        context=brief.get("context", {}),
    )


def _read_line(row: Sequence[Any]) -> ResultSummary:
    code, shown, uncertain, point, low, high, coverage, valued, flags = row
    return ResultSummary(
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


def _brief(published: PublishedAssessment) -> dict[str, Any]:
    rows = published.results.values()
    completeness = published.completeness
    return {
        "counts": dict(published.counts),
        "completeness": None if completeness is None else str(completeness),
        "answered": sum(row.answered for row in rows),
        "asked": sum(row.asked for row in rows),
        "context": {
            item.series_id: {name: answer[name] for name in KEPT}
            for row in rows
            for item in row.criteria
            if item.place in UNSCORED
            and (answer := published.answers.get(item.series_id, NOTHING))["kind"] in NUMERIC_KINDS
        },
    }


def _line(version: AssessmentVersion, published: PublishedAssessment, code: int) -> ResultLine:
    result = published.results[code]
    scored = [item for item in result.criteria if item.place not in UNSCORED]
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
    return None if number is None else round_for_display(number)


def _share(text: str | None) -> Fraction | None:
    return Fraction(text) if text else None
