"""Which numbers of independent sources are withheld here, so that nobody can work out a small one from the others.

What a source keeps back itself ("<5") stays as it says. Beside that, the rules of scoring.suppression hold for its
breakdowns and totals too, over all revisions that can be read: they are marked when they are kept, so that whatever
shows them needs only look at the mark.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import QuerySet

from evaluation.models import ExternalObservation, ObservationFile, ObservationRevision
from evaluation.models.observations import Measured
from evaluation.scoring.suppression import Cell, Sum, kept_back

Dimension = ExternalObservation.Dimension
TABLE = ("indicator", "year")
"""What makes a table, within a country and a dataset."""
PLACE = ("dimension", "category", "occurrence", "sex", "age")
PLACES = len(PLACE)
TOTAL, UNKNOWN = "total", "unknown"
Place = tuple[str, str, int, str, str]
WHOLE: Collection[Place] = [(Dimension.TOTAL.value, "", occurrence, TOTAL, TOTAL) for occurrence in range(1, 10)]
"""What a country has in all: parts of it are withheld rather than this."""
State = tuple[Place, int]
Row = tuple[Any, ...]
"""A cell of a table as of one of its revisions."""


class Standing(NamedTuple):
    """What an observation, or one of its earlier values, says: no more than is needed of very many."""

    pk: int
    number: int
    value: Decimal | None
    at_least: Decimal | None
    below: Decimal | None
    is_withheld: bool
    replaced_at: datetime | None = None


def protect(*, file: ObservationFile) -> None:
    """Everything of the countries and sources that `file` added to or changed is marked anew, table by table."""
    touched = ExternalObservation.objects.filter(file=file, unit=ExternalObservation.Unit.PERSONS)
    for country, source, dataset in touched.order_by().values_list("country", "source", "dataset").distinct():
        told = ExternalObservation.objects.filter(
            country=country, source=source, dataset=dataset, unit=ExternalObservation.Unit.PERSONS
        )
        for table in _tables(told):
            _mark(table)


@dataclass
class _Table:
    """One indicator of one country and year of a source, in all its breakdowns; earlier values oldest first."""

    current: dict[Place, Standing] = field(default_factory=dict)
    earlier: dict[Place, list[Standing]] = field(default_factory=dict)

    def states(self) -> Iterator[tuple[State, Standing]]:
        for place, standing in self.current.items():
            yield (place, standing.number), standing
            for before in self.earlier.get(place, ()):
                yield (place, before.number), before

    def sums(self) -> list[Sum[State]]:
        """What adds up now, and did before each change."""
        now = {place: (place, standing.number) for place, standing in self.current.items()}
        moments = {before.replaced_at for held in self.earlier.values() for before in held if before.replaced_at}
        snapshots = [now, *(self._as_of(moment) for moment in sorted(moments))]
        return [
            Sum(snapshot[total], tuple(snapshot[part] for part in parts))
            for snapshot in snapshots
            for total, parts in totals(snapshot)
        ]

    def _as_of(self, moment: datetime) -> dict[Place, State]:
        """What stood in each place until `moment`."""
        found: dict[Place, State] = {}
        for place, standing in self.current.items():
            held = self.earlier.get(place, ())
            number = next((before.number for before in held if (before.replaced_at or moment) >= moment), None)
            found[place] = (place, number or standing.number)
        return found


def totals(places: Iterable[Place]) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    """Which places add up to which: sexes and ages within each category, and categories to what they are part of."""
    known = list(places)
    slices: dict[tuple[str, str, int], dict[tuple[str, str], Place]] = {}
    wholes: dict[tuple[str, str], list[Place]] = {}
    categories: dict[tuple[str, str, str], list[Place]] = {}
    for place in known:
        dimension, category, occurrence, sex, age = place
        slices.setdefault((dimension, category, occurrence), {})[sex, age] = place
        if dimension == Dimension.TOTAL:
            wholes.setdefault((sex, age), []).append(place)
        else:
            categories.setdefault((dimension, sex, age), []).append(place)
    for grid in slices.values():
        yield from _within(grid)
    for (_dimension, sex, age), parts in categories.items():
        for whole in wholes.get((sex, age), ()):
            yield whole, tuple(parts)


def _within(grid: Mapping[tuple[str, str], Place]) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    """Women, men and others to all of an age; children and adults to all of a sex; not known in either way once."""
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


def _tables(observations: QuerySet[ExternalObservation]) -> Iterator[_Table]:
    """Table by table, without holding them all."""
    said = ("pk", "revision", "value", "at_least", "below", "is_withheld")
    rows = observations.order_by(*TABLE, *PLACE).values_list(*TABLE, *PLACE, *said).iterator(chunk_size=2000)
    earlier = _earlier(observations)
    held = next(earlier, None)
    for key, group in _by_table(rows):
        table = _Table()
        for row in group:
            table.current[row[:PLACES]] = Standing(*row[PLACES:])
        if held is not None and held[0] == key:
            for row in held[1]:
                table.earlier.setdefault(row[:PLACES], []).append(Standing(*row[PLACES:]))
            held = next(earlier, None)
        yield table


def _earlier(observations: QuerySet[ExternalObservation]) -> Iterator[tuple[Row, Iterator[Row]]]:
    """Their earlier values, oldest first, of the same tables in the same order; many tables have none."""
    said = ("pk", "number", "value", "at_least", "below", "is_withheld", "replaced_at")
    of = [f"observation__{name}" for name in (*TABLE, *PLACE)]
    held = ObservationRevision.objects.filter(observation__in=observations)
    return _by_table(held.order_by(*of, "number").values_list(*of, *said).iterator(chunk_size=2000))


def _by_table(rows: Iterable[Row]) -> Iterator[tuple[Row, Iterator[Row]]]:
    """The rows of each table, without what names it."""
    for key, group in groupby(rows, key=lambda row: row[: len(TABLE)]):
        yield key, (row[len(TABLE) :] for row in group)


def _mark(table: _Table) -> None:
    states = dict(table.states())
    cells = {state: _cell(standing, is_whole=state[0] in WHOLE) for state, standing in states.items()}
    needs_care = any(cell.value is None or cell.is_few for cell in cells.values())
    withheld = kept_back(cells, table.sums()) if needs_care else frozenset()
    changed: dict[tuple[type[Measured], bool], list[int]] = {}
    for state, standing in states.items():
        is_withheld = state in withheld and standing.value is not None
        if is_withheld is not standing.is_withheld:
            kind: type[Measured] = ExternalObservation if standing.replaced_at is None else ObservationRevision
            changed.setdefault((kind, is_withheld), []).append(standing.pk)
    for (model, is_withheld), keys in changed.items():
        model._default_manager.filter(pk__in=keys).update(is_withheld=is_withheld)


def _cell(standing: Standing, *, is_whole: bool) -> Cell:
    if standing.value is not None:
        return Cell(int(standing.value), goes_last=is_whole)
    low = 0 if standing.at_least is None else int(standing.at_least)
    return Cell(None, low=low, high=None if standing.below is None else int(standing.below) - 1)
