"""Withhold figures of independent sources, so that nobody can work out a small one from the others.

What a source keeps back itself ("<5") stays as it says. Beside that, the rules of scoring.suppression hold for its
breakdowns and totals too, over all revisions that can be read, and beside what the country itself published of the same
count: they are marked when they are kept and when the country publishes, so that whatever shows them needs only look at
the mark.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import QuerySet

from evaluation.models import (
    AssessmentVersion,
    ExternalObservation,
    ObservationFile,
    ObservationRevision,
    SeriesSource,
)
from evaluation.models.observations import MeasuredValue
from evaluation.scoring.suppression import CountCell, CountSum, withheld_cells

Dimension = ExternalObservation.Dimension
TABLE = ("indicator", "year")
"""What makes a table, within a country and a dataset."""
PLACE = ("dimension", "category", "occurrence", "sex", "age")
PLACES = len(PLACE)
TOTAL, UNKNOWN = "total", "unknown"
ObservationKey = tuple[str, str, int, str, str]
WHOLE: Collection[ObservationKey] = [
    (Dimension.TOTAL.value, "", occurrence, TOTAL, TOTAL) for occurrence in range(1, 10)
]
"""What a country has in all: parts of it are withheld rather than this."""
NAMES: Mapping[str, str] = {
    SeriesSource.Part.WHOLE: "number",
    SeriesSource.Part.NUMERATOR: "numerator",
    SeriesSource.Part.DENOMINATOR: "denominator",
}
"""Where a published answer says what a source counts."""
FIRST_WHOLE: ObservationKey = (Dimension.TOTAL.value, "", 1, TOTAL, TOTAL)
OWN: ObservationKey = ("own", "", 1, TOTAL, TOTAL)
ObservationVersion = tuple[ObservationKey, int]
TableKey = tuple[Any, ...]
"""A cell of a table as of one of its revisions."""


class ObservationState(NamedTuple):
    """The content of a figure, or of an earlier value, reduced to what suppression needs."""

    pk: int
    number: int
    value: Decimal | None
    at_least: Decimal | None
    below: Decimal | None
    is_withheld: bool
    replaced_at: datetime | None = None


def mark_withheld(*, file: ObservationFile) -> None:
    """Mark again, table by table, which figures are withheld of the countries and sources that `file` changed."""
    touched = ExternalObservation.objects.filter(file=file, unit=ExternalObservation.Unit.PERSONS)
    for country, source, dataset in touched.order_by().values_list("country", "source", "dataset").distinct():
        _mark_dataset(country, source, dataset)


def mark_withheld_for_country(*, country: str) -> None:
    """Mark again which figures of other sources are withheld, after `country` has published its own."""
    for source, dataset in _SAME.values_list("source", "dataset").order_by().distinct():
        _mark_dataset(country, source, dataset)


_SAME = SeriesSource.objects.filter(is_same=True)


def _mark_dataset(country: str, source: str, dataset: str) -> None:
    observations = ExternalObservation.objects.filter(
        country=country, source=source, dataset=dataset, unit=ExternalObservation.Unit.PERSONS
    )
    own = _own_numbers(country, source, dataset)
    for key, table in _tables(observations):
        _mark_table(table, own.get(key, frozenset()))


def _own_numbers(country: str, source: str, dataset: str) -> dict[TableKey, set[int]]:
    """Return by indicator and year what the country itself published of the same count, in any version and network."""
    found: dict[TableKey, set[int]] = {}
    same = _SAME.filter(source=source, dataset=dataset).values_list("series_id", "indicator", "part")
    if not same:
        return found
    versions = AssessmentVersion.objects.filter(assessment__delegation__country=country)
    for year, answers in versions.values_list("assessment__cycle__year", "answers"):
        for series_id, indicator, part in same:
            number = answers.get(series_id, {}).get(NAMES[part])
            if number is not None and Fraction(number).denominator == 1:
                found.setdefault((indicator, year), set()).add(int(Fraction(number)))
    return found


@dataclass
class _SuppressionTable:
    """One indicator of one country and year of a source, in all its breakdowns; earlier values oldest first."""

    current: dict[ObservationKey, ObservationState] = field(default_factory=dict)
    earlier: dict[ObservationKey, list[ObservationState]] = field(default_factory=dict)

    def states(self) -> Iterator[tuple[ObservationVersion, ObservationState]]:
        for place, observation in self.current.items():
            yield (place, observation.number), observation
            for before in self.earlier.get(place, ()):
                yield (place, before.number), before

    def sums(self) -> list[CountSum[ObservationVersion]]:
        """Return which figures add up to which, now and before each change."""
        now = {place: (place, observation.number) for place, observation in self.current.items()}
        moments = {
            before.replaced_at for revisions in self.earlier.values() for before in revisions if before.replaced_at
        }
        snapshots = [now, *(self._as_of(moment) for moment in sorted(moments))]
        return [
            CountSum(snapshot[total], tuple(snapshot[part] for part in parts))
            for snapshot in snapshots
            for total, parts in totals(snapshot)
        ]

    def _as_of(self, moment: datetime) -> dict[ObservationKey, ObservationVersion]:
        """Return the numbers of each key until `moment`."""
        found: dict[ObservationKey, ObservationVersion] = {}
        for place, observation in self.current.items():
            revisions = self.earlier.get(place, ())
            number = next((before.number for before in revisions if (before.replaced_at or moment) >= moment), None)
            found[place] = (place, number or observation.number)
        return found


def totals(places: Iterable[ObservationKey]) -> Iterator[tuple[ObservationKey, tuple[ObservationKey, ...]]]:
    """Yield which keys add up to which: sexes and ages to each category, and categories to what they are part of."""
    known = list(places)
    slices: dict[tuple[str, str, int], dict[tuple[str, str], ObservationKey]] = {}
    wholes: dict[tuple[str, str], list[ObservationKey]] = {}
    categories: dict[tuple[str, str, str], list[ObservationKey]] = {}
    for place in known:
        dimension, category, occurrence, sex, age = place
        slices.setdefault((dimension, category, occurrence), {})[sex, age] = place
        if dimension == Dimension.TOTAL:
            wholes.setdefault((sex, age), []).append(place)
        else:
            categories.setdefault((dimension, sex, age), []).append(place)
    for grid in slices.values():
        yield from _sums_within(grid)
    for (_dimension, sex, age), parts in categories.items():
        for whole in wholes.get((sex, age), ()):
            yield whole, tuple(parts)


def _sums_within(
    grid: Mapping[tuple[str, str], ObservationKey],
) -> Iterator[tuple[ObservationKey, tuple[ObservationKey, ...]]]:
    """Yield sums within a category: sexes of an age, and ages of a sex; unknown in both is counted once."""
    nobody_knows = grid.get((UNKNOWN, UNKNOWN))
    for (sex, age), whole in grid.items():
        by_sex = [place for (other, same), place in grid.items() if other != TOTAL and same == age]
        by_age = [place for (same, other), place in grid.items() if other != TOTAL and same == sex]
        for is_total, parts, unknown in (
            (sex == TOTAL, by_sex, (UNKNOWN, age)),
            (age == TOTAL, by_age, (sex, UNKNOWN)),
        ):
            if not is_total or not parts:
                continue
            adds = [nobody_knows] if nobody_knows and unknown not in grid and age == sex == TOTAL else []
            yield whole, (*parts, *adds)


def _tables(observations: QuerySet[ExternalObservation]) -> Iterator[tuple[TableKey, _SuppressionTable]]:
    """Yield each table with its indicator and year, without holding them all."""
    columns = ("pk", "revision", "value", "at_least", "below", "is_withheld")
    rows = observations.order_by(*TABLE, *PLACE).values_list(*TABLE, *PLACE, *columns).iterator(chunk_size=2000)
    earlier = _earlier(observations)
    revisions = next(earlier, None)
    for key, group in _by_table(rows):
        table = _SuppressionTable()
        for row in group:
            table.current[row[:PLACES]] = ObservationState(*row[PLACES:])
        if revisions is not None and revisions[0] == key:
            for row in revisions[1]:
                table.earlier.setdefault(row[:PLACES], []).append(ObservationState(*row[PLACES:]))
            revisions = next(earlier, None)
        yield key, table


def _earlier(observations: QuerySet[ExternalObservation]) -> Iterator[tuple[TableKey, Iterator[TableKey]]]:
    """Yield the earlier values of the observations, oldest first, for the same tables in the same order; many have
    none."""
    columns = ("pk", "number", "value", "at_least", "below", "is_withheld", "replaced_at")
    of = [f"observation__{name}" for name in (*TABLE, *PLACE)]
    revisions = ObservationRevision.objects.filter(observation__in=observations)
    return _by_table(revisions.order_by(*of, "number").values_list(*of, *columns).iterator(chunk_size=2000))


def _by_table(rows: Iterable[TableKey]) -> Iterator[tuple[TableKey, Iterator[TableKey]]]:
    """Yield the rows of each table, without what names it."""
    for key, group in groupby(rows, key=lambda row: row[: len(TABLE)]):
        yield key, (row[len(TABLE) :] for row in group)


def _mark_table(table: _SuppressionTable, own: Collection[int]) -> None:
    states = dict(table.states())
    cells = {state: _cell(observation, is_whole=state[0] in WHOLE) for state, observation in states.items()}
    sums = table.sums()
    for number in own:
        sums += _own_number_sums(number, table, cells)
    needs_care = any(cell.value is None or cell.is_few for cell in cells.values())
    withheld = withheld_cells(cells, sums) if needs_care else frozenset()
    changed: dict[tuple[type[MeasuredValue], bool], list[int]] = {}
    for state, observation in states.items():
        is_withheld = state in withheld and observation.value is not None
        if is_withheld is not observation.is_withheld:
            kind: type[MeasuredValue] = ExternalObservation if observation.replaced_at is None else ObservationRevision
            changed.setdefault((kind, is_withheld), []).append(observation.pk)
    for (model, is_withheld), keys in changed.items():
        model._default_manager.filter(pk__in=keys).update(is_withheld=is_withheld)


def _own_number_sums(
    number: int, table: _SuppressionTable, cells: dict[ObservationVersion, CountCell]
) -> list[CountSum[ObservationVersion]]:
    """Return the sums that hold if the country's own `number` is the source's total; it is shown as it is."""
    own: ObservationVersion = (OWN, number)
    known = {place: (place, observation.number) for place, observation in table.current.items()}
    same = [known[place] for place in WHOLE if place in known and cells[known[place]].value == number]
    says_total = any(place in known for place in WHOLE)
    if says_total and not same:
        return []
    cells[own] = CountCell(number, is_fixed=True)
    if same:
        return [CountSum(own, (state,)) for state in same]
    parts = [parts for total, parts in totals([*known, FIRST_WHOLE]) if total == FIRST_WHOLE]
    return [CountSum(own, tuple(known[place] for place in of)) for of in parts]


def _cell(observation: ObservationState, *, is_whole: bool) -> CountCell:
    if observation.value is not None:
        return CountCell(int(observation.value), goes_last=is_whole)
    low = 0 if observation.at_least is None else int(observation.at_least)
    return CountCell(None, low=low, high=None if observation.below is None else int(observation.below) - 1)
