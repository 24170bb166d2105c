"""What independent bodies did and found, from a list."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.domain.finding_import import FindingReport, import_findings
from evaluation.exchange.delimited import Problem
from networkapp.errors import Refused

FILE_REFUSED = 1
ROWS_UNPLACED = 2


class Command(BaseCommand):
    help = (
        "Takes over reports, findings and replies of independent bodies from a CSV file: a tidy list (country or iso3, "
        "event or finding; and body, round, date, document, reference, strength, recommendation or subject, criterion, "
        "reply, reply_date, reply_document, measure, measure_date, measure_status, measure_by, source, source_url), or "
        "the list of GRETA's rounds (iso3, country, round, event, date, document, source_url). Running it again "
        "changes nothing. Exit code 0: all rows are in; 2: some could not be placed and are listed, the rest is in; "
        "1: nothing is in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--body", default="", help="which body it is about, where the rows do not say it")
        parser.add_argument("--source", default="", help="who publishes it; otherwise taken from the addresses")
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day of the list: 2024-06-30")
        parser.add_argument("--encoding", default="", help="where the file is not UTF-8")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            report = import_findings(
                content=file.read_bytes(),
                name=file.name,
                body=options["body"],
                source=options["source"],
                retrieved_on=options["as_of"],
                encoding=options["encoding"],
            )
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=FILE_REFUSED) from error
        except Refused as refusal:
            raise CommandError(f"{file}: {refusal}", returncode=FILE_REFUSED) from refusal
        self._tell(file, report)

    def _tell(self, file: Path, report: FindingReport) -> None:
        self._list(_("Taken over, and worth a look:"), file, report.doubts)
        self._list(_("Not placed:"), file, report.unplaced)
        counts = {name: getattr(report, name) for name in ("rows", "added", "revised", "known", "older", "responses")}
        self.stdout.write(
            _(
                "%(rows)s rows read: %(added)s events and findings added, %(revised)s revised, %(known)s known "
                "already, %(older)s older than what is kept; %(responses)s replies and measures added."
            )
            % counts
        )
        if report.unplaced:
            number = len(report.unplaced)
            words = ngettext(
                "%(number)s row could not be placed; all others are in.",
                "%(number)s rows could not be placed; all others are in.",
                number,
            )
            raise CommandError(words % {"number": number}, returncode=ROWS_UNPLACED)

    def _list(self, heading: str, file: Path, problems: Sequence[Problem]) -> None:
        if problems:
            self.stdout.write(heading)
        for problem in problems:
            self.stdout.write(f"  {file.name}:{problem.line}: {problem.reason}")
