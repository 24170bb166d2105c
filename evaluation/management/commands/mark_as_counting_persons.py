"""`manage.py mark_as_counting_persons`: withhold numbers of 1 to 4 persons of some adopted criteria."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from evaluation.frameworks.patches import mark_as_counting_persons
from evaluation.models import Criterion, Framework
from networkapp.errors import Refused


class Command(BaseCommand):
    help = (
        "Mark criteria of an adopted framework as counting persons. From then on, their numbers of 1 to 4 are "
        "withheld. The mark is recorded, and the note appears beside the criterion. The hash of the adopted criteria "
        "does not change."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("framework", help="version of the framework, as in the address of its page")
        parser.add_argument("series", nargs="+", help="series of the criteria, such as 6.1")
        parser.add_argument("--note", required=True, help="public note beside the criterion")

    def handle(self, *args: Any, **options: Any) -> None:
        framework = Framework.objects.filter(version=options["framework"]).first()
        if framework is None:
            raise CommandError(f"There is no framework with version {options['framework']}.")
        criteria = Criterion.objects.filter(recommendation__framework=framework).select_related(
            "recommendation__framework"
        )
        found = {criterion.series_id: criterion for criterion in criteria.filter(series_id__in=options["series"])}
        if missing := [series for series in options["series"] if series not in found]:
            raise CommandError(f"The framework has no criterion {', '.join(missing)}.")
        try:
            with transaction.atomic():
                for series in options["series"]:
                    mark_as_counting_persons(criterion=found[series], note=options["note"], user=None)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{len(found)} criteria marked. Publish assessments with answers to them again.")
