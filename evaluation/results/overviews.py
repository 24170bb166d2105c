"""The overview of one year: every cycle with published results, each made only if it has changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from evaluation.models import Cycle, Recommendation
from evaluation.results.cache import kept
from evaluation.results.comparison import (
    Cell,
    Column,
    History,
    Matrix,
    Row,
    Taking,
    columns_of,
    cycles_of,
    published_years,
    recommendations_of,
    takings_of,
)
from evaluation.results.result_rows import Brief, Line, Seen, briefs_of, key_of, lines, seen_by
from evaluation.results.trends import YEARS_SHOWN, Measures, changes_of_what_is_asked, measures_of
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the page of one cycle is made from: its assessments, and the versions of its network that are shown.

    `key` changes with everything published on it; the matrix is only made where it is asked for.
    """

    cycle: Cycle
    state: int | None
    takings: tuple[Taking, ...]
    versions: tuple[Seen, ...]

    @property
    def key(self) -> str:
        cycle = self.cycle
        dates = (cycle.due_at, cycle.is_due_over, cycle.is_locked_before_due)
        return key_of(cycle.pk, dates, self.state, self.takings, self.versions)

    @property
    def body(self) -> SafeString:
        """What the page shows of the cycle, made once for all who may read the same."""
        return kept("matrix", self.key, self._made)

    def _made(self) -> str:
        return render_to_string("evaluation/overview/matrix.html", {"matrix": self.matrix})

    @cached_property
    def matrix(self) -> Matrix:
        """The results of the cycle, in five queries."""
        known = briefs_of(seen.version_id for seen in self.versions)
        published = {brief.assessment_id: brief for brief in known if brief.year == self.cycle.year}
        found = lines([brief.version_id for brief in published.values()])
        columns = columns_of(self.cycle, published, self.takings)
        measures = measures_of(brief.framework_id for brief in known)
        return Matrix(
            cycle=self.cycle,
            columns=tuple(columns),
            rows=tuple(
                _row(recommendation, columns, found) for recommendation in recommendations_of([self.cycle.framework_id])
            ),
            histories=tuple(_histories(columns, known, measures)),
        )


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The cycles of one year, the years that can be chosen, and the cycles in which nothing is published yet."""

    year: int | None
    years: tuple[int, ...]
    sheets: tuple[Sheet, ...]
    under_way: tuple[Cycle, ...]


def overview(*, year: int | None, user: AnyUser | None) -> Overview | None:
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
    return Overview(
        year=chosen,
        years=years,
        sheets=tuple(_sheets(chosen, user)) if chosen else (),
        under_way=tuple(open_cycles.order_by("-year", "network__name")),
    )


def _sheets(year: int, user: AnyUser | None) -> Iterable[Sheet]:
    seen = seen_by(user, years=range(year - YEARS_SHOWN + 1, year + 1))
    takings = takings_of(year, seen)
    for cycle in cycles_of(takings):
        yield Sheet(
            cycle=cycle,
            state=cycle.state,
            takings=tuple(item for item in takings if item.cycle_id == cycle.pk),
            versions=tuple(newest for newest, _first in seen.values() if newest.network_id == cycle.network_id),
        )


def _row(recommendation: Recommendation, columns: Iterable[Column], found: Mapping[int, Mapping[int, Line]]) -> Row:
    return Row(
        recommendation=recommendation,
        cells=tuple(
            Cell(
                column=column,
                result=found.get(column.published.version_id, {}).get(recommendation.code)
                if column.published
                else None,
            )
            for column in columns
        ),
    )


def _histories(columns: Iterable[Column], known: Iterable[Brief], measures: Measures) -> Iterable[History]:
    """Return the countries of a cycle over all years for which its network has published anything, in the columns'
    order."""
    by_country: dict[str, dict[int, Brief]] = {}
    for brief in known:
        by_country.setdefault(brief.country, {})[brief.year] = brief
    seen = {year for years in by_country.values() for year in years}
    for column in columns:
        years = by_country.get(column.country, {})
        yield History(
            column=column,
            years=tuple(
                (year, years[year].counts if year in years else None) for year in range(min(seen), max(seen) + 1)
            ),
            breaks=changes_of_what_is_asked({year: brief.framework_id for year, brief in years.items()}, measures),
        )
