"""Counts of independent sources from a table that they publish."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from evaluation.domain.observations.importing import ObservationReport, import_observations
from evaluation.management.importing import ENDS, ImportCommand


class Command(ImportCommand):
    help = (
        "Takes over what independent sources publish: UNODC's table on trafficking in persons (GLOTIP, CSV or XLSX), "
        "or a tidy CSV (country or iso3, indicator, year, value; and sex, age, form, citizenship, unit, flags, source, "
        "dataset, url, retrieved)." + ENDS
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--source", default="", help="who publishes it, where the rows do not say it")
        parser.add_argument("--dataset", default="", help="what the publisher calls it")
        parser.add_argument("--url", default="", help="where it is published")
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day of the data: 2023-01-24")

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
