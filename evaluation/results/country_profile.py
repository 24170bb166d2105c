"""One country's published results in one year, against its own earlier years and never against its neighbours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import get_language

from evaluation.charts.geometry import YearMark
from evaluation.frameworks.scoring_input import spec_of
from evaluation.models import AssessmentVersion, Criterion, CriterionTranslation, Recommendation
from evaluation.results.comparison import recommendations_with_translations
from evaluation.results.published_versions import (
    PublishedAssessment,
    PublishedResult,
    PublishedSensitivity,
    read_version,
    versions_of,
)
from evaluation.results.result_rows import ResultSummary, VersionSummary, newest_summaries, result_summaries
from evaluation.results.trends import Measures, marks_of, measure_of, shown_years
from evaluation.scoring import compare_years, series_order
from evaluation.treaties.status import Register, register_of
from evaluation.values import (
    CriterionScore,
    CriterionSpec,
    Flag,
    Grade,
    Measure,
    Progress,
    RatioReading,
    RecommendationResult,
    ResultLabel,
    ScoringRole,
    Status,
    YearLink,
)
from networkapp.users import AnyUser

Criteria = Mapping[int, Mapping[str, Criterion]]


@dataclass(frozen=True, kw_only=True)
class ProfileRow:
    """One recommendation: its result, what changed since last year, and the years before as marks, oldest first.

    `progress` is None where nothing was published of the year before.
    """

    recommendation: Recommendation
    result: PublishedResult
    weakest: Criterion | None
    progress: Progress | None
    sensitivity: PublishedSensitivity | None
    marks: tuple[YearMark, ...]

    @property
    def has_points(self) -> bool:
        return any(mark.point is not None for mark in self.marks)

    @property
    def breaks(self) -> tuple[int, ...]:
        """Return the years before which the criteria of this recommendation changed."""
        return tuple(mark.year for mark in self.marks if mark.link is YearLink.BREAK)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A country's public page: fifteen rows, and no overall mark. `briefs` are the years shown, oldest first.

    `before` is the year before, None if the reader can read nothing of it; `criteria_before` are its criteria.
    """

    published: PublishedAssessment
    before: PublishedAssessment | None
    years: tuple[int, ...]
    rows: tuple[ProfileRow, ...]
    versions: tuple[AssessmentVersion, ...]
    treaties: Register
    briefs: tuple[VersionSummary, ...]
    criteria: Mapping[str, Criterion]
    criteria_before: Mapping[str, Criterion]

    @property
    def previous_year(self) -> int:
        return self.published.year - 1

    @property
    def has_previous(self) -> bool:
        return self.previous_year in self.years

    @property
    def is_first_year(self) -> bool:
        """Return whether no earlier year is published, so that there is nothing to compare with."""
        return all(year >= self.published.year for year in self.years)

    @property
    def first_year(self) -> int:
        return self.rows[0].marks[0].year if self.rows else self.published.year

    @property
    def with_band(self) -> list[ProfileRow]:
        return [row for row in self.rows if row.sensitivity is not None]

    @property
    def stable(self) -> list[ProfileRow]:
        """Return the recommendations whose band is the same in nine of ten other calculations and without any one
        criterion."""
        return [row for row in self.with_band if row.sensitivity and row.sensitivity.is_stable]

    @property
    def leaning(self) -> list[ProfileRow]:
        """Return the other recommendations with a band: it depends on the method or on single criteria."""
        return [row for row in self.with_band if row.sensitivity and not row.sensitivity.is_stable]


@dataclass(frozen=True, kw_only=True)
class ProfileSource:
    """The data of the page of one country and year; the profile is only made when it is needed."""

    brief: VersionSummary
    known: tuple[VersionSummary, ...]
    versions: tuple[AssessmentVersion, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years for which this country published something, latest first."""
        return tuple(sorted({brief.year for brief in self.known}, reverse=True))

    @property
    def shown(self) -> tuple[VersionSummary, ...]:
        """Return one version a year, of the years that are shown, oldest first."""
        years = shown_years(newest=self.brief.year, oldest=min(self.years))
        return tuple(brief for brief in self.known if brief.year in years)

    @cached_property
    def profile(self) -> Profile:
        return _profile(self)


def profile_source(*, country: str, year: int | None = None, user: AnyUser | None = None) -> ProfileSource | None:
    """Return the sheet of `country` (two letters) for `year`, or for its latest; None if `user` can see nothing of
    it."""
    which = {"assessment__delegation__country": country.upper(), "assessment__delegation__assessed": True}
    by_year = {brief.year: brief for brief in newest_summaries(user, **which)}
    chosen = by_year.get(max(by_year, default=0) if year is None else year)
    if chosen is None:
        return None
    versions = AssessmentVersion.objects.readable_by(user).filter(assessment=chosen.assessment_id)
    return ProfileSource(
        brief=chosen,
        known=tuple(by_year.values()),
        versions=tuple(
            versions.select_related("assessment__cycle__network", "assessment__delegation")
            .defer("answers", "results", "basis", "brief")
            .order_by("-number")
        ),
    )


def profile(*, country: str, year: int | None = None, user: AnyUser | None = None) -> Profile | None:
    """Return the profile of `country` for `year`, or for its latest year; None if `user` can read none."""
    sheet = profile_source(country=country, year=year, user=user)
    return None if sheet is None else sheet.profile


def _profile(sheet: ProfileSource) -> Profile:
    shown = {brief.year: brief for brief in sheet.shown}
    now, before = _published_pair(sheet.brief, shown.get(sheet.brief.year - 1))
    criteria = _criteria(brief.framework_id for brief in shown.values())
    years = range(min(shown), sheet.brief.year + 1)
    history = _CountryHistory(
        years, shown, result_summaries([brief.version_id for brief in shown.values()]), _measures(criteria)
    )
    return Profile(
        published=now,
        before=before,
        years=sheet.years,
        rows=tuple(
            _row(recommendation, now, before, history, criteria)
            for recommendation in recommendations_with_translations([now.framework_id])
            if recommendation.code in now.results
        ),
        versions=sheet.versions,
        treaties=register_of(on=treaty_date(now.year), countries=[now.country]),
        briefs=tuple(shown.values()),
        criteria=criteria.get(now.framework_id, {}),
        criteria_before=criteria.get(before.framework_id, {}) if before else {},
    )


def treaty_date(year: int) -> date:
    """Return the day whose treaty status counts for a year: its last, or today before that."""
    return min(date(year, 12, 31), timezone.localdate())


@dataclass(frozen=True)
class _CountryHistory:
    years: range
    shown: Mapping[int, VersionSummary]
    lines: Mapping[int, Mapping[int, ResultSummary]]
    measures: Measures

    def marks(self, code: int) -> tuple[YearMark, ...]:
        published = {
            year: (brief.framework_id, self.lines.get(brief.version_id, {})) for year, brief in self.shown.items()
        }
        return marks_of(code, self.years, published, self.measures)


def _measures(criteria: Criteria) -> Measures:
    found: dict[int, dict[int, dict[str, Measure]]] = {}
    for framework, known in criteria.items():
        for series, item in known.items():
            if item.scored:
                found.setdefault(framework, {}).setdefault(item.recommendation.code, {})[series] = measure_of(item)
    return found


def _published_pair(
    chosen: VersionSummary, before: VersionSummary | None
) -> tuple[PublishedAssessment, PublishedAssessment | None]:
    """Return the two versions in full: of the year shown, and of the year before where it has one."""
    wanted = [brief.version_id for brief in (chosen, before) if brief]
    full = {version.pk: read_version(version) for version in versions_of(wanted)}
    return full[chosen.version_id], full[before.version_id] if before else None


def _criteria(framework_ids: Iterable[int]) -> Criteria:
    """Return the criteria by framework and series, with their titles in the reader's language."""
    found: dict[int, dict[str, Criterion]] = {}
    wanted = CriterionTranslation.objects.filter(language=get_language() or "en")
    rows = (
        Criterion.objects.filter(recommendation__framework__in=set(framework_ids))
        .select_related("recommendation")
        .prefetch_related(Prefetch("translations", queryset=wanted))
    )
    for criterion in rows:
        found.setdefault(criterion.recommendation.framework_id, {})[criterion.series_id] = criterion
    return found


def _row(
    recommendation: Recommendation,
    now: PublishedAssessment,
    before: PublishedAssessment | None,
    history: _CountryHistory,
    criteria: Criteria,
) -> ProfileRow:
    result = now.results[recommendation.code]
    return ProfileRow(
        recommendation=recommendation,
        result=result,
        weakest=criteria.get(now.framework_id, {}).get(result.weakest),
        progress=progress_between(recommendation.code, now, before, criteria) if before else None,
        sensitivity=now.sensitivity.get(recommendation.code),
        marks=history.marks(recommendation.code),
    )


def progress_between(code: int, now: PublishedAssessment, before: PublishedAssessment, criteria: Criteria) -> Progress:
    """Return what changed in one recommendation; `criteria` has those of both versions, by framework and series."""
    then = before.results.get(code)
    last_year = _as_scoring_result(then, before, criteria) if then else None
    return compare_years(_as_scoring_result(now.results[code], now, criteria), last_year)


def _specs(published: PublishedAssessment, code: int, criteria: Criteria) -> dict[str, CriterionSpec]:
    """Return the adopted criteria of one recommendation in that year."""
    known = criteria.get(published.framework_id, {})
    return {series: spec_of(item, published.year) for series, item in known.items() if item.recommendation.code == code}


def _band_of(answer: Mapping[str, Any]) -> RatioReading | None:
    """Return the reading of a published ratio of few persons; of all others nothing is needed here."""
    if not answer.get("band"):
        return None
    low, high = map(Fraction, answer["band"])
    return RatioReading(value=(low + high) / 2, numerator=None, denominator=None, band=(low, high), pooled=False)


def _as_scoring_result(
    result: PublishedResult, published: PublishedAssessment, criteria: Criteria
) -> RecommendationResult:
    """Return a published result in the form in which the scoring engine compares years."""
    specs = _specs(published, result.code, criteria)
    scores: Sequence[CriterionScore] = [
        CriterionScore(
            spec=specs[item.series_id],
            status=Status(item.status),
            place=ScoringRole(item.place),
            score=item.score,
            reading=_band_of(published.answers.get(item.series_id, {})),
            flags=frozenset(Flag(flag) for flag in published.answers.get(item.series_id, {}).get("flags", [])),
            grade=Grade(item.grade),
        )
        for item in result.criteria
        if item.series_id in specs
    ]
    return RecommendationResult(
        recommendation=result.code,
        label=ResultLabel(result.label),
        scores=tuple(sorted(scores, key=lambda score: series_order(score.spec.series_id))),
        applicable_weight=result.applicable_weight,
        valued_weight=result.valued_weight,
    )
