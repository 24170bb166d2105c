"""The overview of one year: every cycle with published results, each made only if it has changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from evaluation.models import Cycle, Recommendation
from evaluation.results.cache import cached_html
from evaluation.results.comparison import (
    BandHistory,
    CountryColumn,
    CycleAssessment,
    MatrixCell,
    MatrixRow,
    ResultMatrix,
    assessments_of_year,
    country_columns,
    cycles_with_results,
    published_years,
    recommendations_with_translations,
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
from evaluation.results.trends import YEARS_SHOWN, Measures, criteria_change_years, measures_of
from networkapp.models import Network, ParticipationRecord
from networkapp.networks.queries.participation import absences_of_countries
from networkapp.permissions import Action
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class CycleResults:
    """The data of the page of one cycle: its assessments, and the versions of its network that are shown; by country,
    the records of delegations that do not take part, if the reader can see the network.

    `key` changes with everything published on it; the matrix is only made where it is asked for.
    """

    cycle: Cycle
    state: int | None
    takings: tuple[CycleAssessment, ...]
    versions: tuple[VersionReference, ...]
    absences: Mapping[str, ParticipationRecord]

    @property
    def key(self) -> str:
        cycle = self.cycle
        dates = (cycle.due_at, cycle.is_due_over, cycle.is_locked_before_due)
        absent = sorted((country, record.pk) for country, record in self.absences.items())
        return cache_key(cycle.pk, dates, self.state, self.takings, self.versions, absent)

    @property
    def body(self) -> SafeString:
        """Return the page's part about the cycle, cached for all who can read the same."""
        return cached_html("matrix", self.key, self._made)

    def _made(self) -> str:
        context = {"matrix": self.matrix, "absences": self.absences}
        return render_to_string("evaluation/overview/matrix.html", context)

    @cached_property
    def matrix(self) -> ResultMatrix:
        """Return the results of the cycle, in five queries."""
        known = summaries_of(seen.version_id for seen in self.versions)
        published = {brief.assessment_id: brief for brief in known if brief.year == self.cycle.year}
        found = result_summaries([brief.version_id for brief in published.values()])
        columns = country_columns(self.cycle, published, self.takings)
        measures = measures_of(brief.framework_id for brief in known)
        return ResultMatrix(
            cycle=self.cycle,
            columns=tuple(columns),
            rows=tuple(
                _row(recommendation, columns, found)
                for recommendation in recommendations_with_translations([self.cycle.framework_id])
            ),
            histories=tuple(_histories(columns, known, measures)),
        )


@dataclass(frozen=True, kw_only=True)
class ResultsOverview:
    """The cycles of one year, the years that can be chosen, and the cycles in which nothing is published yet."""

    year: int | None
    years: tuple[int, ...]
    sheets: tuple[CycleResults, ...]
    under_way: tuple[Cycle, ...]


def results_overview(*, year: int | None, user: AnyUser | None) -> ResultsOverview | None:
    """Return the results of `year`, or of the latest year that has any; None for a year without published results.

    Only what `user` can read; a cycle of which they can read anything names all its countries, so that missing ones are
    visible. Cycles in progress are shown for networks that they can know of.
    """
    years = published_years(user)
    if year is not None and year not in years:
        return None
    chosen = year or next(iter(years), None)
    open_cycles = (
        Cycle.objects.filter(network__in=Network.objects.where(user, may=Action.SEE))
        .exclude(assessments__versions__isnull=False)
        .filter(closed_at=None)
        .select_related("network")
    )
    return ResultsOverview(
        year=chosen,
        years=years,
        sheets=tuple(_cycle_results(chosen, user)) if chosen else (),
        under_way=tuple(open_cycles.order_by("-year", "network__name")),
    )


def _cycle_results(year: int, user: AnyUser | None) -> Iterable[CycleResults]:
    seen = versions_seen_by(user, years=range(year - YEARS_SHOWN + 1, year + 1))
    takings = assessments_of_year(year, seen)
    cycles = cycles_with_results(takings)
    absences = absences_of_countries(networks=[cycle.network_id for cycle in cycles], user=user)
    for cycle in cycles:
        yield CycleResults(
            cycle=cycle,
            state=cycle.state,
            takings=tuple(item for item in takings if item.cycle_id == cycle.pk),
            versions=tuple(newest for newest, _first in seen.values() if newest.network_id == cycle.network_id),
            absences={
                country: record for (network, country), record in absences.items() if network == cycle.network_id
            },
        )


def _row(
    recommendation: Recommendation, columns: Iterable[CountryColumn], found: Mapping[int, Mapping[int, ResultSummary]]
) -> MatrixRow:
    return MatrixRow(
        recommendation=recommendation,
        cells=tuple(
            MatrixCell(
                column=column,
                result=found.get(column.published.version_id, {}).get(recommendation.code)
                if column.published
                else None,
            )
            for column in columns
        ),
    )


def _histories(
    columns: Iterable[CountryColumn], known: Iterable[VersionSummary], measures: Measures
) -> Iterable[BandHistory]:
    """Return the countries of a cycle over all years for which its network has published anything, in the columns'
    order."""
    by_country: dict[str, dict[int, VersionSummary]] = {}
    for brief in known:
        by_country.setdefault(brief.country, {})[brief.year] = brief
    seen = {year for years in by_country.values() for year in years}
    for column in columns:
        years = by_country.get(column.country, {})
        yield BandHistory(
            column=column,
            years=tuple(
                (year, years[year].counts if year in years else None) for year in range(min(seen), max(seen) + 1)
            ),
            breaks=criteria_change_years({year: brief.framework_id for year, brief in years.items()}, measures),
        )
