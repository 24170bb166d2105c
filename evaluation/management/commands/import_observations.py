"""Counts of independent sources from a table that they publish."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.domain.observation_import import ObservationReport, import_observations
from evaluation.domain.observation_keeping import Findings
from networkapp.errors import Refused

FILE_REFUSED = 1
ROWS_UNPLACED = 2


class Command(BaseCommand):
    help = (
        "Takes over what independent sources publish: UNODC's table on trafficking in persons (GLOTIP, CSV or XLSX), "
        "or a tidy CSV (country or iso3, indicator, year, value; and sex, age, form, citizenship, unit, flags, source, "
        "dataset, url, retrieved). Running it again changes nothing. "
        "Exit code 0: all rows are in; 2: some could not be placed and are listed, the rest is in; 1: nothing is in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="who publishes it, where the rows do not say it")
        parser.add_argument("--dataset", default="", help="what the publisher calls it")
        parser.add_argument("--url", default="", help="where it is published")
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day of the data: 2023-01-24")
        parser.add_argument("--encoding", default="", help="where the file is not UTF-8")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with file.open("rb") as opened:
                report = import_observations(
                    file=opened,
                    name=file.name,
                    source=options["source"],
                    dataset=options["dataset"],
                    url=options["url"],
                    retrieved_on=options["as_of"],
                    encoding=options["encoding"],
                )
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=FILE_REFUSED) from error
        except Refused as refusal:
            raise CommandError(f"{file}: {refusal}", returncode=FILE_REFUSED) from refusal
        self._tell(file, report)

    def _tell(self, file: Path, report: ObservationReport) -> None:
        self._list(_("Taken over, and worth a look:"), file, report.doubts)
        self._list(_("Not placed:"), file, report.unplaced)
        self.stdout.write(
            _(
                "%(rows)s numbers read: %(added)s added, %(revised)s revised, %(known)s known already, %(repeated)s "
                "said twice, %(older)s older than what is kept, %(empty)s places without a number."
            )
            % {
                "rows": report.rows,
                "added": report.added,
                "revised": report.revised,
                "known": report.known,
                "repeated": report.repeated,
                "older": report.older,
                "empty": report.without_value,
            }
        )
        if report.unplaced.number:
            words = ngettext(
                "%(number)s row could not be placed; all others are in.",
                "%(number)s rows could not be placed; all others are in.",
                report.unplaced.number,
            )
            raise CommandError(words % {"number": report.unplaced.number}, returncode=ROWS_UNPLACED)

    def _list(self, heading: str, file: Path, problems: Findings) -> None:
        if problems.listed:
            self.stdout.write(heading)
        for problem in sorted(problems.listed, key=lambda problem: problem.line):
            self.stdout.write(f"  {file.name}:{problem.line}: {problem.reason}")
        if problems.number > len(problems.listed):
            self.stdout.write(_("  and %(number)s more") % {"number": problems.number - len(problems.listed)})
