"""`manage.py import_treaty_actions`: import a list of the UN Treaty Collection or the Council of Europe."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from evaluation.management.importing import ENDS, ImportCommand
from evaluation.treaties.importing import ImportReport, import_treaty_actions


class Command(ImportCommand):
    help = (
        "Import treaty actions from a CSV file: the UN Treaty Collection's participation list (untc_chapter_treaty, "
        "treaty, participant, signature, bound, how); a table of one Council of Europe convention (iso3, country, "
        "signed, ratified, in_force, source_url); or a list with one row per action and the columns country or iso3, "
        "instrument, act, date, and optionally articles, text, source, source_url, checked." + ENDS
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--instrument", default="", help="key or symbol of the treaty, if the rows do not name it")
        parser.add_argument("--source", default="", help="publisher of the list (default: derived from the file)")
        parser.add_argument("--checked", type=date.fromisoformat, help="date of the check, for example 2015-03-31")

    def take_over(self, file: Path, options: dict[str, Any]) -> ImportReport:
        return import_treaty_actions(
            content=file.read_bytes(),
            name=file.name,
            instrument=options["instrument"],
            source=options["source"],
            checked_on=options["checked"],
            encoding=options["encoding"],
        )
