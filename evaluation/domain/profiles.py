"""One country's published results in one year, against its own earlier years and never against its neighbours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils import timezone

from evaluation.domain.published import Published, PublishedResult, PublishedSensitivity, newest_versions, read
from evaluation.domain.results import recommendations_of
from evaluation.domain.specs import spec_of
from evaluation.domain.treaties import Register, register_of
from evaluation.models import AssessmentVersion, Criterion, Recommendation
from evaluation.scoring import is_same_measure, progress, series_order
from evaluation.values import (
    CriterionScore,
    CriterionSpec,
    Flag,
    Grade,
    Label,
    Place,
    Progress,
    RecommendationResult,
    Status,
)

YEARS_SHOWN = 5
Specs = Mapping[str, CriterionSpec]
Point = tuple[int, Fraction | None]


@dataclass(frozen=True, kw_only=True)
class ProfileRow:
    """One recommendation: its result, what changed since last year, and the points of the years before.

    `progress` is None where nothing was published of the year before. `breaks` are the years before which the
    criteria of this recommendation changed.
    """

    recommendation: Recommendation
    result: PublishedResult
    weakest: Criterion | None
    progress: Progress | None
    sensitivity: PublishedSensitivity | None
    points: tuple[Point, ...]
    breaks: tuple[int, ...]

    @property
    def has_points(self) -> bool:
        return any(point is not None for _year, point in self.points)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A country's public page: fifteen rows, and no overall mark."""

    published: Published
    years: tuple[int, ...]
    rows: tuple[ProfileRow, ...]
    versions: tuple[AssessmentVersion, ...]
    treaties: Register

    @property
    def previous_year(self) -> int:
        return self.published.year - 1

    @property
    def has_previous(self) -> bool:
        return self.previous_year in self.years

    @property
    def first_year(self) -> int:
        return self.rows[0].points[0][0] if self.rows else self.published.year

    @property
    def with_band(self) -> list[ProfileRow]:
        return [row for row in self.rows if row.sensitivity is not None]

    @property
    def robust(self) -> list[ProfileRow]:
        """The recommendations whose band is kept in nine of ten other ways of computing it."""
        return [row for row in self.with_band if row.sensitivity and row.sensitivity.is_robust]

    @property
    def leaning(self) -> list[ProfileRow]:
        """The recommendations whose band hangs on choices, or on single criteria."""
        return [
            row
            for row in self.with_band
            if row.sensitivity and (row.sensitivity.decisive or not row.sensitivity.is_robust)
        ]


def profile(*, country: str, year: int | None = None, user: Any = None) -> Profile | None:
    """The page of `country` (two letters) for `year`, or for its latest; None where nothing of it is for `user`."""
    versions = newest_versions(user).filter(
        assessment__delegation__country=country.upper(), assessment__delegation__assessed=True
    )
    by_year = {item.year: item for item in map(read, versions.order_by("assessment__cycle__year"))}
    chosen = by_year.get(max(by_year, default=0) if year is None else year)
    if chosen is None:
        return None
    window = range(max(min(by_year), chosen.year - YEARS_SHOWN + 1), chosen.year + 1)
    criteria = _criteria(by_year[seen] for seen in window if seen in by_year)
    return Profile(
        published=chosen,
        years=tuple(sorted(by_year, reverse=True)),
        rows=tuple(
            _row(recommendation, chosen, by_year, window, criteria)
            for recommendation in recommendations_of([chosen.framework_id])
            if recommendation.code in chosen.results
        ),
        versions=tuple(
            AssessmentVersion.objects.readable_by(user)
            .filter(assessment=chosen.assessment_id)
            .defer("answers", "results")
            .order_by("-number")
        ),
        treaties=register_of(on=as_of(chosen.year), countries=[chosen.country]),
    )


def as_of(year: int) -> date:
    """The day on which the treaties of a year are looked at: its last, or today where that is to come."""
    return min(date(year, 12, 31), timezone.localdate())


def _criteria(years: Iterable[Published]) -> dict[int, dict[str, Criterion]]:
    """The criteria of the frameworks of these years, by framework and series."""
    found: dict[int, dict[str, Criterion]] = {}
    rows = (
        Criterion.objects.filter(recommendation__framework__in={item.framework_id for item in years})
        .select_related("recommendation")
        .prefetch_related("translations")
    )
    for criterion in rows:
        found.setdefault(criterion.recommendation.framework_id, {})[criterion.series_id] = criterion
    return found


def _row(
    recommendation: Recommendation,
    chosen: Published,
    by_year: Mapping[int, Published],
    window: range,
    criteria: Mapping[int, Mapping[str, Criterion]],
) -> ProfileRow:
    code = recommendation.code
    result, before = chosen.results[code], by_year.get(chosen.year - 1)
    specs = {year: _specs(by_year[year], code, criteria) for year in window if year in by_year}
    return ProfileRow(
        recommendation=recommendation,
        result=result,
        weakest=criteria.get(chosen.framework_id, {}).get(result.weakest),
        progress=_progress(code, chosen, before, specs) if before else None,
        sensitivity=chosen.sensitivity.get(code),
        points=tuple((year, _point(by_year.get(year), code)) for year in window),
        breaks=tuple(year for year in window if _is_break(specs.get(year - 1), specs.get(year))),
    )


def _point(published: Published | None, code: int) -> Fraction | None:
    result = published.results.get(code) if published else None
    return result.point if result else None


def _specs(published: Published, code: int, criteria: Mapping[int, Mapping[str, Criterion]]) -> Specs:
    """What was adopted about the criteria of one recommendation in that year."""
    known = criteria.get(published.framework_id, {})
    return {series: spec_of(item) for series, item in known.items() if item.recommendation.code == code}


def _is_break(before: Specs | None, after: Specs | None) -> bool:
    """Whether the scored criteria of two neighbouring years are not the same measures."""
    if before is None or after is None:
        return False
    old, new = _scored(before), _scored(after)
    return old.keys() != new.keys() or not all(is_same_measure(new[series], old[series]) for series in new)


def _scored(specs: Specs) -> Specs:
    return {series: spec for series, spec in specs.items() if spec.scored}


def _progress(code: int, now: Published, before: Published, specs: Mapping[int, Specs]) -> Progress:
    then = before.results.get(code)
    last_year = _as_scored(then, before, specs[before.year]) if then else None
    return progress(_as_scored(now.results[code], now, specs[now.year]), last_year)


def _as_scored(result: PublishedResult, published: Published, specs: Specs) -> RecommendationResult:
    """A published result in the form in which the scoring engine compares years."""
    scores: Sequence[CriterionScore] = [
        CriterionScore(
            spec=specs[item.series_id],
            status=Status(item.status),
            place=Place(item.place),
            score=item.score,
            flags=frozenset(Flag(flag) for flag in published.answers.get(item.series_id, {}).get("flags", [])),
            grade=Grade(item.grade),
        )
        for item in result.criteria
        if item.series_id in specs
    ]
    return RecommendationResult(
        recommendation=result.code,
        label=Label(result.label),
        scores=tuple(sorted(scores, key=lambda score: series_order(score.spec.series_id))),
        applicable_weight=result.applicable_weight,
        valued_weight=result.valued_weight,
    )
