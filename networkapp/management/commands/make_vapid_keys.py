"""Makes the key with which the site wakes browsers."""

from typing import Any

from django.core.management.base import BaseCommand

from networkapp.push import make_private_key


class Command(BaseCommand):
    help = "Prints a new private key for NETWORKAPP_VAPID_PRIVATE_KEY. Keep it: with another key all browsers are lost."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(make_private_key())
