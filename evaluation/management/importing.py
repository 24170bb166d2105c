"""What commands have in common that take over a file of others, row by row: what they say, and how they end."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.domain.observations.keeping import Findings
from networkapp.errors import Refused

FILE_REFUSED = 1
ROWS_UNPLACED = 2
ENDS = (
    " Running it again changes nothing. Exit code 0: all rows are in; 2: some could not be placed and are listed, the "
    "rest is in; 1: nothing is in."
)


class ImportCommand(BaseCommand):
    """One says how a file is taken over; its report has `counted`, `doubts` and `unplaced`."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--encoding", default="", help="where the file is not UTF-8")

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
        """They are listed by line; how many there are, which may be more than are listed."""
        listed, number = (
            (problems.listed, problems.number) if isinstance(problems, Findings) else (problems, len(problems))
        )
        if listed:
            self.stdout.write(heading)
        for problem in sorted(listed, key=lambda problem: problem.line):
            self.stdout.write(f"  {file.name}:{problem.line}: {problem.reason}")
        if number > len(listed):
            self.stdout.write(_("  and %(number)s more") % {"number": number - len(listed)})
        return int(number)
