"""`manage.py check_links`: check web addresses now, without waiting for `run_clock`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from networkapp.conf import setting
from networkapp.links.checking import check_links
from networkapp.links.http import LinkState

NAMES = {LinkState.THERE: "working", LinkState.NOWHERE: "dead", LinkState.UNSURE: "not checked"}


class Command(BaseCommand):
    help = (
        "Check all web addresses that are due for a check (evidence, publications, organisations, sections of "
        "handbooks). run_clock also checks them, a few at a time. Prints the number of links that work, that are dead, "
        "and that could not be checked."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not setting("LINK_READER"):
            raise CommandError("NETWORKAPP_LINK_READER is empty: this site does not check links.")
        counted = check_links(at=timezone.now())
        self.stdout.write(", ".join(f"{NAMES[state]}: {number}" for state, number in counted.items()))
