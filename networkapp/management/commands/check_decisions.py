"""Holds all decisions against the hashes that they were adopted with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from networkapp.domain.decisions.checks import check_decisions


class Command(BaseCommand):
    help = (
        "Holds the text and the roll of every decision against their hashes, and looks for numbers that are missing. "
        "Names what was changed since, and ends with an error where anything was."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        number = altered = 0
        for checked in check_decisions():
            number += 1
            altered += bool(checked.altered)
            for what in checked.altered:
                self.stdout.write(f"{checked.decision.network.slug} {checked.decision.label}: {what}")
        if altered:
            raise CommandError(f"{altered} of {number} decisions are not as they were adopted.")
        self.stdout.write(f"{number} decisions are as they were adopted.")
