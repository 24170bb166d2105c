"""One recommendation in every country: the results, over the years too, and the answers to each criterion."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from evaluation.assessments.cross_checks import series_beside
from evaluation.charts.geometry import Mark
from evaluation.frameworks.adopting import frameworks_for
from evaluation.models import Criterion, Cycle, Framework, Recommendation
from evaluation.results.cache import kept
from evaluation.results.comparison import Taking, cycles_of, published_years, takings_of
from evaluation.results.last_changed import newest_of_all
from evaluation.results.published_versions import Published, PublishedCriterion, PublishedResult, read, versions_of
from evaluation.results.result_rows import Brief, Line, Seen, briefs_of, key_of, lines, seen_by
from evaluation.results.trends import YEARS_SHOWN, Measures, marks_of, measures_of, window
from evaluation.scoring import Region, region_of
from evaluation.sources.observations import Observations
from networkapp.languages.sorting import alphabetical
from networkapp.models import Network
from networkapp.networks.queries.countries import country_name
from networkapp.users import AnyUser

Answer = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class CountryRow:
    """One country: what it published of the year, None where nothing, and its years, each a mark, oldest first."""

    country: str
    name: str
    published: Published | None
    result: PublishedResult | None
    marks: tuple[Mark, ...]

    @property
    def has_marks(self) -> bool:
        return any(mark.is_published for mark in self.marks)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one country published about one criterion: its frozen answer, and its place and score in the result."""

    row: CountryRow
    answer: Answer | None
    score: PublishedCriterion | None


@dataclass(frozen=True, kw_only=True)
class CriterionRow:
    criterion: Criterion
    said: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True)
class RecommendationResults:
    """One recommendation in the countries of one cycle, in alphabetical order; `region` names none of them."""

    cycle: Cycle
    rows: tuple[CountryRow, ...]
    criteria: tuple[CriterionRow, ...]
    region: Region

    @property
    def is_sample(self) -> bool:
        return bool(self.cycle.network.kind == Network.Kind.SAMPLE)

    @property
    def marks(self) -> list[tuple[str, Mark]]:
        """The year of the page in every country by name: exact if the page shows it exactly."""
        return [(row.name, _mark(self.cycle.year, row.result)) for row in self.rows]

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
    takings: tuple[Taking, ...]
    seen: Mapping[int, tuple[Seen, Seen]]

    @property
    def key(self) -> str:
        return key_of(
            self.recommendation.pk,
            self.year,
            self.takings,
            [newest for newest, _first in self.seen.values()],
            newest_of_all(),
        )

    @property
    def body(self) -> SafeString:
        """Results and criteria as the page shows them, made once for all who may read the same."""
        return kept("recommendation", self.key, self._made)

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
        history = _History.of(self.year, code, self.seen)
        return tuple(
            _results(cycle, code, criteria, _rows(cycle, code, self.takings, published, history))
            for cycle in self.cycles
            if cycle.framework_id == self.recommendation.framework_id
        )

    @cached_property
    def beside(self) -> Mapping[str, Observations]:
        return series_beside(
            (criterion.series_id for criterion in self.criteria),
            countries={taking.country for taking in self.takings},
        )

    @property
    def before(self) -> Recommendation | None:
        """The recommendation with the number before this one."""
        return max(self._beside(-1), key=lambda other: other.code, default=None)

    @property
    def after(self) -> Recommendation | None:
        return min(self._beside(1), key=lambda other: other.code, default=None)

    def _beside(self, side: int) -> list[Recommendation]:
        return [other for other in self.others if (other.code - self.recommendation.code) * side > 0]


def recommendation_page(*, code: int, year: int | None, user: AnyUser) -> RecommendationPage | None:
    """The page of recommendation `code` for `year`, or the latest; None where there is no such thing or year."""
    years = published_years(user)
    if year is not None and year not in years:
        return None
    chosen = year or next(iter(years), None)
    seen = seen_by(user, years=range(chosen - YEARS_SHOWN + 1, chosen + 1)) if chosen else {}
    takings = takings_of(chosen, seen) if chosen else []
    cycles = cycles_of(takings)
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
    )


def _published(assessments: Iterable[int], seen: Mapping[int, tuple[Seen, Seen]], code: int) -> dict[int, Published]:
    """What the newest versions of these assessments say about recommendation `code`."""
    wanted = [seen[pk][0].version_id for pk in assessments if pk in seen]
    return {item.assessment_id: item for item in (read(version, only=code) for version in versions_of(wanted))}


def _framework(cycles: list[Cycle], user: AnyUser) -> Framework | int | None:
    """The framework of the year's results; where there are none, the newest adopted one that `user` reads."""
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
class _History:
    """The years up to the one shown: published versions in short, their lines, and what was asked."""

    years: range
    known: list[Brief]
    lines: Mapping[int, Mapping[int, Line]]
    measures: Measures

    @classmethod
    def of(cls, year: int, code: int, seen: Mapping[int, tuple[Seen, Seen]]) -> "_History":
        known = briefs_of(newest.version_id for newest, _first in seen.values())
        oldest = min((brief.year for brief in known), default=year)
        return cls(
            years=window(newest=year, oldest=oldest),
            known=known,
            lines=lines([brief.version_id for brief in known], code=code),
            measures=measures_of(brief.framework_id for brief in known),
        )

    def marks(self, network: int, country: str, code: int) -> tuple[Mark, ...]:
        published = {
            brief.year: (brief.framework_id, self.lines.get(brief.version_id, {}))
            for brief in self.known
            if (brief.network_id, brief.country) == (network, country)
        }
        return marks_of(code, self.years, published, self.measures)


def _rows(
    cycle: Cycle,
    code: int,
    takings: Iterable[Taking],
    published: Mapping[int, Published],
    history: _History,
) -> list[CountryRow]:
    rows = []
    for taking in takings:
        if taking.cycle_id != cycle.pk:
            continue
        found, country = published.get(taking.assessment_id), taking.country
        rows.append(
            CountryRow(
                country=country,
                name=country_name(country),
                published=found,
                result=found.results.get(code) if found else None,
                marks=history.marks(cycle.network_id, country, code),
            )
        )
    return alphabetical(rows, name=lambda row: row.name)


def _results(cycle: Cycle, code: int, criteria: tuple[Criterion, ...], rows: list[CountryRow]) -> RecommendationResults:
    results = [row.result for row in rows if row.result is not None]
    return RecommendationResults(
        cycle=cycle,
        rows=tuple(rows),
        criteria=tuple(
            CriterionRow(criterion=criterion, said=tuple(_said(row, criterion.series_id) for row in rows))
            for criterion in criteria
        ),
        region=region_of(result.point if result.band else None for result in results),
    )


def _said(row: CountryRow, series_id: str) -> Said:
    return Said(
        row=row,
        answer=row.published.answers.get(series_id) if row.published else None,
        score=next((item for item in row.result.criteria if item.series_id == series_id), None) if row.result else None,
    )


def _mark(year: int, result: PublishedResult | None) -> Mark:
    if result is None:
        return Mark(year=year)
    return Mark(year=year, shown=result.shown, point=result.point, low=result.lo, high=result.hi)
