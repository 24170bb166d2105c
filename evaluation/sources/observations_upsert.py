"""Observations kept: what is new is added, what changed is revised, what is known stays. Chunk by chunk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.exchange.delimited import RowProblem
from evaluation.models import ExternalObservation, ObservationFile, ObservationRevision
from evaluation.sources.row_matching import MatchedObservation
from evaluation.sources.suppression import mark_withheld

CHUNK = 1000
LISTED = 5_000
WHAT_IT_SAYS = ("value", "at_least", "below", "flags", "file_id", "line", "retrieved_on", "url")
CHANGES = (*WHAT_IT_SAYS, "revision", "seen_in_id")


@dataclass
class ProblemList:
    """Problems by line: all are counted, the first of them are listed, so that a bad file fills no memory."""

    listed: list[RowProblem] = field(default_factory=list)
    number: int = 0

    def add(self, problem: RowProblem) -> None:
        self.number += 1
        if len(self.listed) < LISTED:
            self.listed.append(problem)


@dataclass
class ObservationCounts:
    """The number of rows by result. `older` rows were ignored, because a later file has changed the figure since."""

    added: int = 0
    revised: int = 0
    known: int = 0
    repeated: int = 0
    older: int = 0
    doubts: ProblemList = field(default_factory=ProblemList)


def store_observations(*, observed: Iterable[MatchedObservation], file: ObservationFile) -> ObservationCounts:
    """Store every number with its origin, and its earlier value as a revision. Repeating it changes nothing.

    Two numbers of one file for the very same thing are both kept and named; the same number twice is one. A number from
    before the day of the one that is kept changes nothing. What may not be shown is marked. Memory does not grow with
    the rows: what was seen in this file is marked in the database.
    """
    kept = ObservationCounts()
    rows = iter(observed)
    with transaction.atomic():
        while chunk := list(islice(rows, CHUNK)):
            _ObservationUpsert(chunk, file, kept).keep()
        mark_withheld(file=file)
    return kept


class _ObservationUpsert:
    """Some rows of a file with the stored figures of the same keys."""

    def __init__(self, rows: Sequence[MatchedObservation], file: ObservationFile, kept: ObservationCounts) -> None:
        self.rows, self.file, self.kept = rows, file, kept
        self.known: dict[str, list[ExternalObservation]] = {}
        found = ExternalObservation.objects.filter(key__in={row.key for row in rows}).order_by("key", "occurrence")
        for observation in found:
            self.known.setdefault(observation.key, []).append(observation)
        self.seen: list[int] = []
        self.still: dict[date, list[int]] = {}
        self.new: list[ExternalObservation] = []
        self.changed: dict[int, ExternalObservation] = {}
        self.revisions: list[ObservationRevision] = []

    def keep(self) -> None:
        """Store the numbers, known ones first, so that of several numbers of one thing the others are compared."""
        for row in [row for row in self.rows if not self._is_known(row)]:
            if not self._is_known(row):
                self._revise_or_add(row)
        ExternalObservation.objects.filter(pk__in=self.seen).update(seen_in=self.file)
        for day, known in self.still.items():
            ExternalObservation.objects.filter(pk__in=known).update(retrieved_on=day)
        ExternalObservation.objects.bulk_create(self.new)
        ObservationRevision.objects.bulk_create(self.revisions)
        # Much faster than `bulk_update`, whose statement has a condition for each row and field.
        ExternalObservation.objects.bulk_create(
            self.changed.values(), update_conflicts=True, unique_fields=["pk"], update_fields=CHANGES
        )

    def _is_known(self, row: MatchedObservation) -> bool:
        same = next((item for item in self.known.get(row.key, ()) if _content_of(item) == row.content), None)
        if same is None:
            return False
        if same.seen_in_id == self.file.pk:
            self.kept.repeated += 1
            self._doubt(row, _("duplicates line %(line)s; stored once"), same)
        else:
            self.kept.known += 1
            same.seen_in = self.file
            self.seen.append(same.pk)
            self._stands_still(same, row.retrieved_on)
        return True

    def _stands_still(self, same: ExternalObservation, day: date | None) -> None:
        """Give a repeated figure the date of the later file; count figures of earlier ones as older."""
        if day is not None and (same.retrieved_on is None or same.retrieved_on < day):
            same.retrieved_on = day
            self.still.setdefault(day, []).append(same.pk)

    def _revise_or_add(self, row: MatchedObservation) -> None:
        known = self.known.setdefault(row.key, [])
        before = next((item for item in known if item.seen_in_id != self.file.pk), None)
        if before is None:
            if known:
                self._doubt(row, _("differs from line %(line)s about the same thing; both are recorded"), known[0])
            self.kept.added += 1
            self.new.append(self._added(row, len(known) + 1))
            known.append(self.new[-1])
        elif _is_older(row, before):
            self.kept.older += 1
        else:
            self.kept.revised += 1
            self.revisions.append(_revision_of(before, self.file))
            self._write(before, row)
            before.revision += 1
            self.changed[before.pk] = before

    def _added(self, row: MatchedObservation, occurrence: int) -> ExternalObservation:
        places = ("country", "year", "indicator", "dimension", "category", "sex", "age", "unit", "source", "dataset")
        added = ExternalObservation(key=row.key, occurrence=occurrence, **{name: getattr(row, name) for name in places})
        self._write(added, row)
        return added

    def _write(self, observation: ExternalObservation, row: MatchedObservation) -> None:
        observation.value, observation.at_least = row.reading.value, row.reading.at_least
        observation.below, observation.flags = row.reading.below, row.flags
        observation.file, observation.line = self.file, row.line
        observation.retrieved_on, observation.url = row.retrieved_on, row.url
        observation.seen_in = self.file

    def _doubt(self, row: MatchedObservation, words: str, other: ExternalObservation) -> None:
        place = other.line if other.file_id == self.file.pk else "–"
        if row.line is not None:
            self.kept.doubts.add(RowProblem(line=row.line, reason=words % {"line": place}))


def _content_of(item: ExternalObservation) -> tuple[object, ...]:
    return (item.value, item.at_least, item.below, item.flags)


def _is_older(row: MatchedObservation, before: ExternalObservation) -> bool:
    if row.retrieved_on is None or before.retrieved_on is None:
        return False
    return row.retrieved_on < before.retrieved_on


def _revision_of(observation: ExternalObservation, replaced_by: ObservationFile) -> ObservationRevision:
    """Return the revision that keeps the replaced values; all that one file replaces has the same time."""
    return ObservationRevision(
        observation=observation,
        number=observation.revision,
        replaced_at=replaced_by.imported_at,
        is_withheld=observation.is_withheld,
        **{name: getattr(observation, name) for name in WHAT_IT_SAYS},
    )
