"""Base of the commands that import a file of an independent source, row by row: output and exit codes."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.sources.observations_upsert import ProblemList
from networkapp.errors import Refused

FILE_REFUSED = 1
ROWS_UNPLACED = 2
ENDS = (
    " Importing the same file again changes nothing. Exit codes: 0 if all rows were imported; 2 if some rows were not "
    "(they are listed); 1 if nothing was imported."
)


class ImportCommand(BaseCommand):
    """A subclass imports the file in `take_over`, which returns a report with `counted`, `doubts` and `unplaced`."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="file to import")
        parser.add_argument("--encoding", default="", help="character encoding of the file, if it is not UTF-8")

    def take_over(self, file: Path, options: dict[str, Any]) -> Any:
        raise NotImplementedError

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            report = self.take_over(file, options)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=FILE_REFUSED) from error
        except Refused as refusal:
            raise CommandError(f"{file}: {refusal}", returncode=FILE_REFUSED) from refusal
        self._list(_("Imported, but please check:"), file, report.doubts)
        unplaced = self._list(_("Not imported:"), file, report.unplaced)
        self.stdout.write(report.counted)
        if unplaced:
            words = ngettext(
                "%(number)s row could not be imported; all others were.",
                "%(number)s rows could not be imported; all others were.",
                unplaced,
            )
            raise CommandError(words % {"number": unplaced}, returncode=ROWS_UNPLACED)

    def _list(self, heading: str, file: Path, problems: Any) -> int:
        """Write the problems by line and return their number, which may be larger than that of the listed ones."""
        listed, number = (
            (problems.listed, problems.number) if isinstance(problems, ProblemList) else (problems, len(problems))
        )
        if listed:
            self.stdout.write(heading)
        for problem in sorted(listed, key=lambda problem: problem.line):
            self.stdout.write(f"  {file.name}:{problem.line}: {problem.reason}")
        if number > len(listed):
            self.stdout.write("  " + _("and %(n)s more") % {"n": number - len(listed)})
        return int(number)
