"""`manage.py load_demo`: load the demonstration content of the site."""

from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.domain.demo import erase_demonstration, load_demonstration, load_water
from networkapp.errors import Refused


class Command(BaseCommand):
    help = "Load the demonstration content. Existing content is not changed, so you can run the command again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--fresh",
            action="store_true",
            help="First delete all networks, evaluations, pages and demonstration accounts.",
        )
        parser.add_argument(
            "--scenario",
            choices=["baltic", "water"],
            default="baltic",
            help="baltic: networks around the Baltic Sea (default). water: a small sample for an empty site.",
        )

    def handle(self, *args: Any, fresh: bool, scenario: str, verbosity: int, **options: Any) -> None:
        try:
            if fresh:
                erase_demonstration()
            if scenario == "water":
                counts = load_water()
            else:
                counts = load_demonstration(progress=self._progress if verbosity > 1 else lambda step: None)
            # Now, so that the search finds everything before the task worker has indexed it.
            call_command("update_index", verbosity=0, stdout=StringIO())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if verbosity:
            self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))

    def _progress(self, step: str) -> None:
        self.stdout.write(f"{step} ...")
