"""Holds all editions against the hashes that they were published with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from networkapp.domain.editions.checks import check_editions


class Command(BaseCommand):
    help = (
        "Holds every edition of every handbook, with its pictures, against the hash it was published with. Names what "
        "was changed or lost since, and ends with an error where anything was."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        number = altered = 0
        for checked in check_editions():
            number += 1
            altered += bool(checked.altered)
            for what in checked.altered:
                edition = checked.edition
                self.stdout.write(f"Edition {edition.pk}, {edition.label} of handbook {edition.handbook}: {what}")
        if altered:
            raise CommandError(f"{altered} of {number} editions are not as they were published.")
        self.stdout.write(f"{number} editions are as they were published.")
