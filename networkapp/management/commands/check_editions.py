"""Holds all editions against the hashes that they were published with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from networkapp.domain.editions.checks import check_editions


class Command(BaseCommand):
    help = (
        "Holds every edition of every handbook, with its pictures, against the hash it was published with. Names what "
        "was changed or lost since, and ends with an error where anything was. Names, too, pictures of other networks "
        "that an edition shows to readers who may not see them there."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        number = altered = 0
        for checked in check_editions():
            number += 1
            altered += bool(checked.altered)
            edition = checked.edition
            named = f"Edition {edition.pk}, {edition.label} of handbook {edition.handbook}"
            for what in checked.altered:
                self.stdout.write(f"{named}: {what}")
            for digest in checked.withheld:
                self.stdout.write(
                    f"{named} shows the picture {digest}, which not all its readers may see where it lies."
                )
        if altered:
            raise CommandError(f"{altered} of {number} editions are not as they were published.")
        self.stdout.write(f"{number} editions are as they were published.")
