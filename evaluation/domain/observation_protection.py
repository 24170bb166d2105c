"""Which numbers of independent sources are withheld here, so that nobody can work out a small one from the others.

What a source keeps back itself ("<5") stays as it says. Beside that, the rules of scoring.suppression hold for its
breakdowns and totals too, over all revisions that can be read: they are marked when they are kept, so that whatever
shows them needs only look at the mark.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from evaluation.models import ExternalObservation, ObservationFile, ObservationRevision
from evaluation.scoring.suppression import Cell, Sum, kept_back

Dimension = ExternalObservation.Dimension
TABLE = ("country", "indicator", "unit", "source", "dataset", "year")
PLACE = ("dimension", "category", "occurrence", "sex", "age")
TOTAL, UNKNOWN = "total", "unknown"
Place = tuple[str, str, int, str, str]
WHOLE: Collection[Place] = [(Dimension.TOTAL.value, "", occurrence, TOTAL, TOTAL) for occurrence in range(1, 10)]
"""What a country has in all: parts of it are withheld rather than this."""
State = tuple[Place, int]
"""A cell of a table as of one of its revisions."""
Found = ExternalObservation | ObservationRevision


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
    """One indicator of one country and year of a source, in all its breakdowns and revisions."""

    current: dict[Place, ExternalObservation] = field(default_factory=dict)
    earlier: dict[Place, list[ObservationRevision]] = field(default_factory=dict)

    @property
    def states(self) -> Iterator[tuple[State, Found]]:
        for place, observation in self.current.items():
            for revision in self.earlier.get(place, ()):
                yield (place, revision.number), revision
            yield (place, observation.revision), observation

    def sums(self) -> list[Sum[State]]:
        """What adds up now, and did before each change."""
        now = {place: (place, observation.revision) for place, observation in self.current.items()}
        moments = sorted({revision.replaced_at for held in self.earlier.values() for revision in held})
        snapshots = [now, *(self._as_of(moment) for moment in moments)]
        return [
            Sum(snapshot[total], tuple(snapshot[part] for part in parts))
            for snapshot in snapshots
            for total, parts in totals(snapshot)
        ]

    def _as_of(self, moment: datetime) -> dict[Place, State]:
        """What stood in each place until `moment`."""
        found: dict[Place, State] = {}
        for place, observation in self.current.items():
            held = sorted(self.earlier.get(place, ()), key=lambda revision: revision.number)
            standing = next((revision.number for revision in held if revision.replaced_at >= moment), None)
            found[place] = (place, standing or observation.revision)
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


def _tables(observations: Any) -> Iterator[_Table]:
    """Table by table, in two queries for each chunk of them and without holding them all."""
    ordered = observations.order_by(*TABLE, *PLACE).prefetch_related("revisions").iterator(chunk_size=2000)
    for _key, rows in groupby(ordered, key=lambda item: tuple(str(getattr(item, name)) for name in TABLE)):
        table = _Table()
        for row in rows:
            place: Place = (row.dimension, row.category, row.occurrence, row.sex, row.age)
            table.current[place] = row
            held = list(row.revisions.all())
            if held:
                table.earlier[place] = held
        yield table


def _mark(table: _Table) -> None:
    states = dict(table.states)
    cells = {state: _cell(found, is_whole=state[0] in WHOLE) for state, found in states.items()}
    needs_care = any(cell.value is None or cell.is_few for cell in cells.values())
    withheld = kept_back(cells, table.sums()) if needs_care else frozenset()
    for model in (ExternalObservation, ObservationRevision):
        for is_withheld in (True, False):
            changed = [
                found.pk
                for state, found in states.items()
                if isinstance(found, model)
                and (state in withheld and found.value is not None) is is_withheld
                and found.is_withheld is not is_withheld
            ]
            if changed:
                model._default_manager.filter(pk__in=changed).update(is_withheld=is_withheld)


def _cell(found: Found, *, is_whole: bool) -> Cell:
    if found.value is not None:
        return Cell(int(found.value), goes_last=is_whole)
    low = 0 if found.at_least is None else int(found.at_least)
    return Cell(None, low=low, high=None if found.below is None else int(found.below) - 1)
