"""One recommendation in every country: the results, over the years too, and the answers to each criterion."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from evaluation.assessments.cross_checks import observations_by_series
from evaluation.charts.geometry import YearMark
from evaluation.frameworks.adopting import frameworks_for
from evaluation.models import Criterion, Cycle, Framework, Recommendation
from evaluation.results.cache import cached_html
from evaluation.results.comparison import CycleAssessment, assessments_of_year, cycles_with_results, published_years
from evaluation.results.last_changed import latest_keys
from evaluation.results.published_versions import (
    PublishedAssessment,
    PublishedCriterion,
    PublishedResult,
    read_version,
    versions_of,
)
from evaluation.results.result_rows import (
    ResultSummary,
    VersionReference,
    VersionSummary,
    cache_key,
    result_summaries,
    summaries_of,
    versions_seen_by,
)
from evaluation.results.trends import YEARS_SHOWN, Measures, marks_of, measures_of, shown_years
from evaluation.scoring import RegionSummary, region_of
from evaluation.sources.observations import Observations
from networkapp.languages.sorting import alphabetical
from networkapp.models import Network, ParticipationRecord
from networkapp.networks.queries.countries import country_name
from networkapp.networks.queries.participation import absences_of_countries
from networkapp.users import AnyUser

Answer = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class CountryRow:
    """One country: what it published of the year, None where nothing, and its years, each a mark, oldest first.

    `absence` is the record by which its delegation does not take part now, if the reader can see the network.
    """

    country: str
    name: str
    published: PublishedAssessment | None
    result: PublishedResult | None
    marks: tuple[YearMark, ...]
    absence: ParticipationRecord | None

    @property
    def has_marks(self) -> bool:
        return any(mark.is_published for mark in self.marks)

    @property
    def is_public(self) -> bool:
        """Return whether everybody can read what is published of the year."""
        return self.published is not None and self.published.audience == Network.Visibility.PUBLIC


@dataclass(frozen=True, kw_only=True)
class CountryAnswer:
    """A country's published answer to one criterion: frozen answer, and its role and score in the result."""

    row: CountryRow
    answer: Answer | None
    score: PublishedCriterion | None


@dataclass(frozen=True, kw_only=True)
class CriterionAnswers:
    """The published answers of all countries to one criterion."""

    criterion: Criterion
    answers: tuple[CountryAnswer, ...]


@dataclass(frozen=True, kw_only=True)
class RecommendationResults:
    """One recommendation in the countries of one cycle, in alphabetical order; `region` names none of them."""

    cycle: Cycle
    rows: tuple[CountryRow, ...]
    criteria: tuple[CriterionAnswers, ...]
    region: RegionSummary

    @property
    def is_sample(self) -> bool:
        return bool(self.cycle.network.kind == Network.Kind.SAMPLE)

    @property
    def marks(self) -> list[tuple[str, YearMark]]:
        """Return the result of the year by name of the country; exact if the page shows it exactly."""
        return [(row.name, _mark(self.cycle.year, row.result)) for row in self.rows]

    @property
    def has_public(self) -> bool:
        return any(row.is_public for row in self.rows)

    @property
    def first_year(self) -> int:
        return self.rows[0].marks[0].year if self.rows else int(self.cycle.year)


@dataclass(frozen=True, kw_only=True)
class RecommendationPage:
    """`results` is empty if nothing is published; the recommendation and its criteria are shown anyway.

    `key` changes with everything published on the page; criteria and results are only made on request. `beside` is what
    independent sources publish, by criterion.
    """

    recommendation: Recommendation
    year: int | None
    years: tuple[int, ...]
    others: tuple[Recommendation, ...]
    cycles: tuple[Cycle, ...]
    takings: tuple[CycleAssessment, ...]
    seen: Mapping[int, tuple[VersionReference, VersionReference]]
    absences: Mapping[tuple[int, str], ParticipationRecord]

    @property
    def key(self) -> str:
        return cache_key(
            self.recommendation.pk,
            self.year,
            self.takings,
            [newest for newest, _first in self.seen.values()],
            sorted((*place, record.pk) for place, record in self.absences.items()),
            latest_keys(),
        )

    @property
    def body(self) -> SafeString:
        """Return results and criteria of the page, cached for all who can read the same."""
        return cached_html("recommendation", self.key, self._made)

    def _made(self) -> str:
        return render_to_string("evaluation/recommendations/body.html", {"page": self})

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(self.recommendation.criteria.prefetch_related("translations"))

    @cached_property
    def results(self) -> tuple[RecommendationResults, ...]:
        if self.year is None:
            return ()
        code, criteria = self.recommendation.code, self.criteria
        published = _published([item.assessment_id for item in self.takings], self.seen, code)
        history = _RecommendationHistory.of(self.year, code, self.seen)
        return tuple(
            _results(cycle, code, criteria, _rows(cycle, code, self.takings, published, history, self.absences))
            for cycle in self.cycles
            if cycle.framework_id == self.recommendation.framework_id
        )

    @cached_property
    def beside(self) -> Mapping[str, Observations]:
        return observations_by_series(
            (criterion.series_id for criterion in self.criteria),
            countries={taking.country for taking in self.takings},
        )

    @property
    def before(self) -> Recommendation | None:
        """Return the recommendation with the number before this one."""
        return max(self._beside(-1), key=lambda other: other.code, default=None)

    @property
    def after(self) -> Recommendation | None:
        return min(self._beside(1), key=lambda other: other.code, default=None)

    def _beside(self, side: int) -> list[Recommendation]:
        return [other for other in self.others if (other.code - self.recommendation.code) * side > 0]


def recommendation_page(*, code: int, year: int | None, user: AnyUser) -> RecommendationPage | None:
    """Return the page of recommendation `code` for `year`, or the latest; None without such results."""
    years = published_years(user)
    if year is not None and year not in years:
        return None
    chosen = year or next(iter(years), None)
    seen = versions_seen_by(user, years=range(chosen - YEARS_SHOWN + 1, chosen + 1)) if chosen else {}
    takings = assessments_of_year(chosen, seen) if chosen else []
    cycles = cycles_with_results(takings)
    others = [] if (framework := _framework(cycles, user)) is None else list(_recommendations(framework))
    recommendation = next((other for other in others if other.code == code), None)
    if recommendation is None:
        return None
    return RecommendationPage(
        recommendation=recommendation,
        year=chosen,
        years=years,
        others=tuple(others),
        cycles=tuple(cycles),
        takings=tuple(takings),
        seen=seen,
        absences=absences_of_countries(networks=[cycle.network_id for cycle in cycles], user=user),
    )


def _published(
    assessments: Iterable[int], seen: Mapping[int, tuple[VersionReference, VersionReference]], code: int
) -> dict[int, PublishedAssessment]:
    """Return the results about recommendation `code` in the newest versions of these assessments."""
    wanted = [seen[pk][0].version_id for pk in assessments if pk in seen]
    return {item.assessment_id: item for item in (read_version(version, only=code) for version in versions_of(wanted))}


def _framework(cycles: list[Cycle], user: AnyUser) -> Framework | int | None:
    """Return the framework of the year's results; where there are none, the newest adopted one that `user` reads."""
    if cycles:
        return int(cycles[0].framework_id)
    found: Framework | None = frameworks_for(user=user).first()
    return found


def _recommendations(framework: Framework | int) -> Any:
    return (
        Recommendation.objects.filter(framework=framework)
        .select_related("subject")
        .prefetch_related("translations")
        .order_by("code")
    )


@dataclass(frozen=True, kw_only=True)
class _RecommendationHistory:
    """The years up to the one shown: published versions in short, their lines, and what was asked."""

    years: range
    known: list[VersionSummary]
    lines: Mapping[int, Mapping[int, ResultSummary]]
    measures: Measures

    @classmethod
    def of(
        cls, year: int, code: int, seen: Mapping[int, tuple[VersionReference, VersionReference]]
    ) -> "_RecommendationHistory":
        known = summaries_of(newest.version_id for newest, _first in seen.values())
        oldest = min((brief.year for brief in known), default=year)
        return cls(
            years=shown_years(newest=year, oldest=oldest),
            known=known,
            lines=result_summaries([brief.version_id for brief in known], code=code),
            measures=measures_of(brief.framework_id for brief in known),
        )

    def marks(self, network: int, country: str, code: int) -> tuple[YearMark, ...]:
        published = {
            brief.year: (brief.framework_id, self.lines.get(brief.version_id, {}))
            for brief in self.known
            if (brief.network_id, brief.country) == (network, country)
        }
        return marks_of(code, self.years, published, self.measures)


def _rows(
    cycle: Cycle,
    code: int,
    takings: Iterable[CycleAssessment],
    published: Mapping[int, PublishedAssessment],
    history: _RecommendationHistory,
    absences: Mapping[tuple[int, str], ParticipationRecord],
) -> list[CountryRow]:
    rows = []
    for taking in takings:
        if taking.cycle_id != cycle.pk:
            continue
        found, country = published.get(taking.assessment_id), taking.country
        rows.append(
            CountryRow(
                country=country,
                name=country_name(code=country),
                published=found,
                result=found.results.get(code) if found else None,
                marks=history.marks(cycle.network_id, country, code),
                absence=absences.get((cycle.network_id, country)),
            )
        )
    return alphabetical(rows, name=lambda row: row.name)


def _results(cycle: Cycle, code: int, criteria: tuple[Criterion, ...], rows: list[CountryRow]) -> RecommendationResults:
    results = [row.result for row in rows if row.result is not None]
    return RecommendationResults(
        cycle=cycle,
        rows=tuple(rows),
        criteria=tuple(
            CriterionAnswers(
                criterion=criterion, answers=tuple(_country_answer(row, criterion.series_id) for row in rows)
            )
            for criterion in criteria
        ),
        region=region_of(result.point if result.band else None for result in results),
    )


def _country_answer(row: CountryRow, series_id: str) -> CountryAnswer:
    return CountryAnswer(
        row=row,
        answer=row.published.answers.get(series_id) if row.published else None,
        score=next((item for item in row.result.criteria if item.series_id == series_id), None) if row.result else None,
    )


def _mark(year: int, result: PublishedResult | None) -> YearMark:
    if result is None:
        return YearMark(year=year)
    return YearMark(year=year, shown=result.shown, point=result.point, low=result.lo, high=result.hi)
