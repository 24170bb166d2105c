"""Published versions for readers: what a reader can see of an assessment, and nothing else.

Every page, count and search takes its results from here. An assessment without a version has no results, whatever its
answers are; one whose versions are not for the reader has none for them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from evaluation.models import AssessmentVersion
from evaluation.values import ScoringRole, Status
from networkapp.models import Network
from networkapp.networks.queries.countries import country_name
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class PublishedCriterion:
    """One criterion within a result: its place in the base, its score from 0 to 100 where it has one."""

    series_id: str
    place: str
    status: str
    score: Fraction | None
    weight: int
    grade: str


@dataclass(frozen=True, kw_only=True)
class PublishedResult:
    """One recommendation of one country; numbers are exact.

    Few persons are protected: the criteria `banded` are counted at the midpoint of a range, `withheld` ones as missing.
    """

    code: int
    label: str
    band: str | None
    band_before_cap: str | None
    capped_by: tuple[str, ...]
    uncertain: bool
    point: Fraction | None
    lo: Fraction | None
    hi: Fraction | None
    coverage: Fraction | None
    completeness: Fraction | None
    answered: int
    asked: int
    applicable_weight: int
    valued_weight: int
    weakest: str
    weakest_score: Fraction | None
    criteria: tuple[PublishedCriterion, ...]
    banded: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """Return the band, or the label if there is none."""
        return self.band or self.label

    @property
    def is_lowered(self) -> bool:
        """Return whether an essential criterion lowers the band below that of the point."""
        return self.band != self.band_before_cap

    @property
    def is_whole(self) -> bool:
        """Return whether no scored criterion is missing."""
        return self.lo is not None and self.lo == self.hi


@dataclass(frozen=True, kw_only=True)
class PublishedSensitivity:
    """The stability of one recommendation's band in other calculations."""

    kept: int
    of: int
    lowest: Fraction
    highest: Fraction
    is_robust: bool
    decisive: tuple[str, ...]

    @property
    def is_stable(self) -> bool:
        """Return whether neither the method nor a single criterion decides about the band."""
        return self.is_robust and not self.decisive


@dataclass(frozen=True, kw_only=True)
class PublishedAssessment:
    """One version of one country's results in one year, as it was published; `audience` is "public", "members" or
    "closed"."""

    assessment_id: int
    country: str
    year: int
    framework_id: int
    network_id: int
    network: str
    is_sample: bool
    audience: str
    number: int
    reason: str
    published_at: datetime
    peer_reviewed: bool
    content_hash: str
    results: Mapping[int, PublishedResult]
    sensitivity: Mapping[int, PublishedSensitivity]
    counts: Mapping[str, int]
    median_width: Fraction | None
    has_wide_intervals: bool
    answers: Mapping[str, Any] = field(repr=False)
    review: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def name(self) -> str:
        """Return the country's name in the reader's language."""
        return country_name(code=self.country)

    @property
    def insufficient(self) -> int:
        return self.counts.get("insufficient", 0)

    @property
    def completeness(self) -> Fraction | None:
        """Return the share, by weight, of what applies that has a value or a reason."""
        rows = [(row.completeness, row.applicable_weight) for row in self.results.values()]
        return _share(
            (share * weight for share, weight in rows if share is not None), sum(weight for _, weight in rows)
        )


def newest_versions(user: AnyUser | None = None) -> QuerySet[AssessmentVersion]:
    """Return the newest version of every assessment that `user`, or else everybody, can read."""
    readable = AssessmentVersion.objects.readable_by(user)
    latest = readable.filter(assessment=OuterRef("assessment")).order_by("-number").values("number")
    found: QuerySet[AssessmentVersion] = readable.filter(number=Subquery(latest[:1])).select_related(
        "assessment__cycle__network", "assessment__delegation"
    )
    return found


def numbered_versions(number: int, user: AnyUser | None = None) -> QuerySet[AssessmentVersion]:
    """Return the version with this number of every assessment that `user`, or else everybody, can read."""
    found: QuerySet[AssessmentVersion] = (
        AssessmentVersion.objects.readable_by(user)
        .filter(number=number)
        .select_related("assessment__cycle__network", "assessment__delegation")
    )
    return found


def versions_of(keys: Collection[int]) -> QuerySet[AssessmentVersion]:
    """Return these versions with what `read` needs. The caller has checked that the user can read them."""
    return AssessmentVersion.objects.filter(pk__in=keys).select_related(
        "assessment__cycle__network", "assessment__delegation"
    )


def read_version(version: AssessmentVersion, *, only: int | None = None) -> PublishedAssessment:
    """Return the content of `version`, of every recommendation or of `only` one.

    The assessment's own answers, which may have changed since, are not read.
    """
    assessment, stored = version.assessment, version.results
    cycle = assessment.cycle
    wanted = stored["recommendations"] if only is None else {str(only)} & stored["recommendations"].keys()
    return PublishedAssessment(
        assessment_id=assessment.pk,
        country=str(assessment.delegation.country),
        year=cycle.year,
        framework_id=cycle.framework_id,
        network_id=cycle.network_id,
        network=cycle.network.name,
        is_sample=cycle.network.kind == Network.Kind.SAMPLE,
        audience=str(Network.Visibility.PUBLIC if version.for_everybody else cycle.network.visibility),
        number=version.number,
        reason=version.reason,
        published_at=version.published_at,
        peer_reviewed=version.peer_reviewed,
        content_hash=version.content_hash,
        results={int(code): _result(int(code), stored["recommendations"][code], version.answers) for code in wanted},
        sensitivity={int(code): _sensitivity(row) for code in wanted if (row := stored["sensitivity"].get(code))},
        counts=stored["counts"],
        median_width=_fraction(stored["median_width"]),
        has_wide_intervals=stored["has_wide_intervals"],
        answers=version.answers,
        review=version.review,
    )


def _result(code: int, row: Mapping[str, Any], answers: Mapping[str, Any]) -> PublishedResult:
    weakest = row["weakest"] or {"series_id": "", "score": None}
    criteria = tuple(_criterion(item) for item in row["criteria"])
    return PublishedResult(
        code=code,
        label=row["label"],
        band=row["band"],
        band_before_cap=row["band_before_cap"],
        capped_by=tuple(row["capped_by"]),
        uncertain=row["uncertain"],
        point=_fraction(row["point"]),
        lo=_fraction(row["lo"]),
        hi=_fraction(row["hi"]),
        coverage=_fraction(row["coverage"]),
        completeness=_fraction(row["completeness"]),
        answered=row["answered"],
        asked=row["asked"],
        applicable_weight=row["applicable_weight"],
        valued_weight=row["valued_weight"],
        weakest=weakest["series_id"],
        weakest_score=_fraction(weakest["score"]),
        criteria=criteria,
        banded=tuple(item.series_id for item in criteria if _is_banded(item, answers)),
        withheld=tuple(item.series_id for item in criteria if _is_withheld(item)),
    )


def _is_banded(item: PublishedCriterion, answers: Mapping[str, Any]) -> bool:
    return item.place == ScoringRole.SCORED and bool(answers.get(item.series_id, {}).get("band"))


def _is_withheld(item: PublishedCriterion) -> bool:
    return item.place == ScoringRole.MISSING and item.status == Status.SUPPRESSED_SMALL


def _criterion(item: Mapping[str, Any]) -> PublishedCriterion:
    return PublishedCriterion(
        series_id=item["series_id"],
        place=item["place"],
        status=item["status"],
        score=_fraction(item["score"]),
        weight=item["weight"],
        grade=item["grade"],
    )


def _sensitivity(row: Mapping[str, Any]) -> PublishedSensitivity:
    return PublishedSensitivity(
        kept=row["kept"],
        of=row["of"],
        lowest=Fraction(row["lowest"]),
        highest=Fraction(row["highest"]),
        is_robust=row["is_robust"],
        decisive=tuple(row["decisive"]),
    )


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _share(parts: Iterable[Fraction], whole: int) -> Fraction | None:
    return sum(parts, Fraction(0)) / whole if whole else None
