"""`manage.py check_decisions`: compare all decisions with the hashes from their adoption."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from networkapp.decisions.procedures.verification import check_decisions


class Command(BaseCommand):
    help = (
        "Compare the text and the roll of every decision with their hashes from its adoption, and look for missing "
        "numbers. Lists what has changed. Ends with an error if anything has."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        number = altered = 0
        for checked in check_decisions():
            number += 1
            altered += bool(checked.altered)
            for problem in checked.altered:
                self.stdout.write(f"{checked.decision.network.slug} {checked.decision.label}: {problem}")
        if altered:
            raise CommandError(f"{altered} of {number} decisions have changed since their adoption.")
        self.stdout.write(f"Checked {number} decisions. None has changed since its adoption.")
