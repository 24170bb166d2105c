"""`manage.py import_observations`: import figures that independent sources publish."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from evaluation.management.importing import ENDS, ImportCommand
from evaluation.sources.observations_import import ObservationReport, import_observations


class Command(ImportCommand):
    help = (
        "Import figures of independent sources: UNODC's table on trafficking in persons (GLOTIP, CSV or XLSX), or a "
        "CSV file with one row per figure and the columns country or iso3, indicator, year, value, and optionally sex, "
        "age, form, citizenship, unit, flags, source, dataset, url, retrieved." + ENDS
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--source", default="", help="publisher, if the rows do not name it")
        parser.add_argument("--dataset", default="", help="name of the dataset at the publisher")
        parser.add_argument("--url", default="", help="web address of the dataset")
        parser.add_argument("--as-of", type=date.fromisoformat, help="date of the data, for example 2023-01-24")

    def take_over(self, file: Path, options: dict[str, Any]) -> ObservationReport:
        with file.open("rb") as opened:
            return import_observations(
                file=opened,
                name=file.name,
                source=options["source"],
                dataset=options["dataset"],
                url=options["url"],
                retrieved_on=options["as_of"],
                encoding=options["encoding"],
            )
