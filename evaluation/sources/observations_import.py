"""Counts of independent sources, imported from the tables that they publish."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.exchange.delimited import BrokenRow, RowProblem
from evaluation.models import ObservationFile
from evaluation.sources.formats.observation_files import ObservationRow, read_observation_file
from evaluation.sources.observations_upsert import ProblemList, store_observations
from evaluation.sources.row_matching import MatchedObservation, PublisherDetails, RowMatcher

BLOCK = 1 << 20


@dataclass(frozen=True, kw_only=True)
class ObservationReport:
    """The result of an import: numbers read, and how many were added, revised, known; what could not be assigned.

    `without_value` are positions where the source has no number. `repeated` occurred twice; `older` come from before
    the day of the stored data, and changed nothing. `doubts` were imported and look wrong; nothing of them is
    corrected.
    """

    rows: int
    added: int
    revised: int
    known: int
    repeated: int
    older: int
    without_value: int
    unplaced: ProblemList
    doubts: ProblemList

    @property
    def counted(self) -> str:
        """Return what became of the numbers, in a sentence."""
        return _(
            "%(rows)s numbers read: %(added)s added, %(revised)s revised, %(known)s already known, %(repeated)s "
            "repeated, %(older)s older than the stored values, %(empty)s cells without a number."
        ) % {
            "rows": self.rows,
            "added": self.added,
            "revised": self.revised,
            "known": self.known,
            "repeated": self.repeated,
            "older": self.older,
            "empty": self.without_value,
        }


def import_observations(
    *,
    file: BinaryIO,
    name: str,
    source: str = "",
    dataset: str = "",
    url: str = "",
    retrieved_on: date | None = None,
    encoding: str = "",
) -> ObservationReport:
    """Store every number of an open file that can be assigned, all at once, with its line. Twice is as good as once.

    `source`, `dataset`, `url` and `retrieved_on` (the day of the data) apply if the rows do not have them; a table of
    GLOTIP is UNODC's, and its title rows contain the day. Refuses a file that cannot be read completely, has other
    columns, or names no publisher; then nothing of it is stored. A row that cannot be assigned is reported and does not
    stop the others.
    """
    digest = _digest(file)
    table = read_observation_file(file, encoding=encoding)
    as_of = retrieved_on or table.dated
    origin = PublisherDetails(source=source, dataset=dataset, url=url, retrieved_on=as_of)
    counting = _ImportCounter(RowMatcher(form=table.form, origin=origin))
    with transaction.atomic():
        kept_file = ObservationFile.objects.create(name=name[-255:], sha256=digest, retrieved_on=as_of)
        kept = store_observations(observed=counting.placed(table.rows), file=kept_file)
        report = ObservationReport(
            rows=counting.rows,
            added=kept.added,
            revised=kept.revised,
            known=kept.known,
            repeated=kept.repeated,
            older=kept.older,
            without_value=counting.without_value,
            unplaced=counting.unplaced,
            doubts=kept.doubts,
        )
        _store_report(kept_file, report)
    return report


class _ImportCounter:
    """Places rows as they come, and counts what becomes of them on the way."""

    def __init__(self, places: RowMatcher) -> None:
        self._places = places
        self.rows = 0
        self.without_value = 0
        self.unplaced = ProblemList()

    def placed(self, rows: Iterator[ObservationRow | RowProblem]) -> Iterator[MatchedObservation]:
        for row in rows:
            self.rows += 1
            if isinstance(row, RowProblem):
                self.unplaced.add(row)
                continue
            try:
                observed = self._places.place(row)
            except BrokenRow as error:
                self.unplaced.add(RowProblem(line=row.line, reason=error.reason))
                continue
            if observed.reading.is_empty:
                self.without_value += 1
                continue
            yield observed


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := file.read(BLOCK):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


def _store_report(file: ObservationFile, report: ObservationReport) -> None:
    file.rows, file.added, file.revised = report.rows, report.added, report.revised
    file.known, file.unplaced = report.known, report.unplaced.number
    file.save(update_fields=["rows", "added", "revised", "known", "unplaced"])
