"""Check whether web addresses still work, without waiting for the clock."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from networkapp.conf import setting
from networkapp.domain.library.links import check_links


class Command(BaseCommand):
    help = (
        "Asks all addresses that are due (evidence, publications, organisations, sections of handbooks) whether "
        "something still stands there; the clock does so by itself, some at a time. Says how many do, how many lead "
        "nowhere, and of how many nothing could be found out."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not setting("LINK_READER"):
            raise CommandError("NETWORKAPP_LINK_READER is empty: this site asks no addresses.")
        counted = check_links(at=timezone.now())
        self.stdout.write(", ".join(f"{state}: {number}" for state, number in counted.items()))
