"""Treaty actions from a list that the UN Treaty Collection or the Council of Europe publishes."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.domain.treaty_import import ImportReport, import_treaty_actions
from evaluation.exchange.delimited import Problem
from networkapp.errors import Refused

FILE_REFUSED = 1
ROWS_UNPLACED = 2


class Command(BaseCommand):
    help = (
        "Takes over treaty actions from a CSV file: the UN Treaty Collection's participation list "
        "(untc_chapter_treaty, treaty, participant, signature, bound, how), a table of one Council of Europe "
        "convention (iso3, country, signed, ratified, in_force, source_url), or a tidy list (country or iso3, "
        "instrument, act, date; and articles, text, source, source_url, checked). Running it again changes nothing. "
        "Exit code 0: all rows are in; 2: some could not be placed and are listed, the rest is in; 1: nothing is in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--instrument", default="", help="key or symbol, where the rows do not name it")
        parser.add_argument("--source", default="", help="who publishes the list; otherwise taken from the file")
        parser.add_argument("--checked", type=date.fromisoformat, help="the day of the list's status: 2015-03-31")
        parser.add_argument("--encoding", default="", help="where the file is not UTF-8")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            report = import_treaty_actions(
                content=file.read_bytes(),
                name=file.name,
                instrument=options["instrument"],
                source=options["source"],
                checked_on=options["checked"],
                encoding=options["encoding"],
            )
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=FILE_REFUSED) from error
        except Refused as refusal:
            raise CommandError(f"{file}: {refusal}", returncode=FILE_REFUSED) from refusal
        self._tell(file, report)

    def _tell(self, file: Path, report: ImportReport) -> None:
        self._list(_("Taken over, and worth a look:"), file, report.doubts)
        self._list(_("Not placed:"), file, report.unplaced)
        self.stdout.write(
            _(
                "%(rows)s rows read: %(added)s acts added, %(known)s known already, %(rechecked)s marked as checked, "
                "%(replaced)s replaced, %(older)s older than what is kept."
            )
            % {
                "rows": report.rows,
                "added": report.added,
                "known": report.known,
                "rechecked": report.rechecked,
                "replaced": report.replaced,
                "older": report.older,
            }
        )
        if report.unplaced:
            number = len(report.unplaced)
            words = ngettext(
                "%(number)s row could not be placed; all others are in.",
                "%(number)s rows could not be placed; all others are in.",
                number,
            )
            raise CommandError(words % {"number": number}, returncode=ROWS_UNPLACED)

    def _list(self, heading: str, file: Path, problems: tuple[Problem, ...]) -> None:
        if problems:
            self.stdout.write(heading)
        for problem in problems:
            self.stdout.write(f"  {file.name}:{problem.line}: {problem.reason}")
