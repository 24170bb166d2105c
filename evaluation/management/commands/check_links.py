"""Asks the addresses of evidence whether something still stands there, without waiting for the clock."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluation.conf import setting
from evaluation.domain.evidence_links import check_links, due


class Command(BaseCommand):
    help = (
        "Asks all addresses of evidence that are due whether something still stands there; the clock does so by "
        "itself, some at a time. Says how many do, how many lead nowhere, and of how many nothing could be found out."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not setting("LINK_READER"):
            raise CommandError("EVALUATION_LINK_READER is empty: this site asks no addresses.")
        now = timezone.now()
        counted = check_links(due(now).iterator(), at=now)
        self.stdout.write(", ".join(f"{state}: {number}" for state, number in counted.items()))
