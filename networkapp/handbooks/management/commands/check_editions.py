"""`manage.py check_editions`: compare all editions with the hashes from their publication."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from networkapp.handbooks.editions.verification import check_editions


class Command(BaseCommand):
    help = (
        "Compare every edition of every handbook, with its pictures and documents, with the hash from its publication. "
        "Lists what has changed or is missing, and ends with an error if anything has or is. Also lists pictures that "
        "an edition shows to readers who cannot see them in the collection of their network."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        number = altered = 0
        for checked in check_editions():
            number += 1
            altered += bool(checked.altered)
            edition = checked.edition
            named = f"Edition {edition.pk}, {edition.label} of handbook {edition.handbook}"
            for problem in checked.altered:
                self.stdout.write(f"{named}: {problem}")
            for digest in checked.withheld:
                self.stdout.write(f"{named}: not all readers can see picture {digest} in its collection")
        if altered:
            raise CommandError(f"{altered} of {number} editions have changed since their publication.")
        self.stdout.write(f"Checked {number} editions. None has changed since its publication.")
