"""`manage.py import_treaty_actions`: import a status table of a depositary, or a list of treaty actions."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from evaluation.management.importing import ENDS, ImportCommand
from evaluation.treaties.importing import ImportReport, import_treaty_actions


class Command(ImportCommand):
    help = (
        "Import treaty actions from a saved web page, an XLSX or a CSV file: a status table of the UN Treaty "
        "Collection, a chart of the Council of Europe, or a table of NORMLEX; the UN's participation list "
        "(untc_chapter_treaty, treaty, participant, signature, bound, how); a table of one convention (iso3, country, "
        "signed, ratified, in_force, source_url); or a list with one row per action and the columns country or iso3, "
        "instrument, act, date, and optionally articles, territories, text, source, source_url, as_of, takes_effect, "
        "checked." + ENDS
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--instrument", default="", help="key or symbol of the treaty, if the rows do not name it")
        parser.add_argument("--source", default="", help="publisher of the list (default: derived from the file)")
        parser.add_argument("--as-of", default="", help="date of the list, if it has none: 2015, 2015-03 or 2015-03-31")
        parser.add_argument("--checked", type=date.fromisoformat, help="day of access, for example 2026-11-30")

    def take_over(self, file: Path, options: dict[str, Any]) -> ImportReport:
        return import_treaty_actions(
            content=file.read_bytes(),
            name=file.name,
            instrument=options["instrument"],
            source=options["source"],
            as_of=options["as_of"],
            checked_on=options["checked"],
            encoding=options["encoding"],
        )
