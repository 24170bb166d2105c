"""`manage.py import_findings`: import activities and findings of independent bodies."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from evaluation.management.importing import ENDS, ImportCommand
from evaluation.sources.findings_import import FindingReport, import_findings


class Command(ImportCommand):
    help = (
        "Import reports, findings and replies of independent bodies from a CSV file: either a list with one row per "
        "entry and the columns country or iso3, event or finding, and optionally body, round, date, document, "
        "reference, strength, recommendation or subject, criterion, reply, reply_date, reply_document, measure, "
        "measure_date, measure_status, measure_by, source, source_url; or the list of GRETA's rounds "
        "(iso3, country, round, event, date, document, source_url)." + ENDS
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--body", default="", help="monitoring body, if the rows do not name it")
        parser.add_argument("--source", default="", help="publisher (default: derived from the web addresses)")
        parser.add_argument("--as-of", type=date.fromisoformat, help="date of the list, for example 2024-06-30")

    def take_over(self, file: Path, options: dict[str, Any]) -> FindingReport:
        return import_findings(
            content=file.read_bytes(),
            name=file.name,
            body=options["body"],
            source=options["source"],
            retrieved_on=options["as_of"],
            encoding=options["encoding"],
        )
