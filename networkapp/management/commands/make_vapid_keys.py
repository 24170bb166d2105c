"""`manage.py make_vapid_keys`: create the key for push notifications."""

from typing import Any

from django.core.management.base import BaseCommand

from networkapp.notifications.push import make_private_key


class Command(BaseCommand):
    help = (
        "Print a new private key for NETWORKAPP_VAPID_PRIVATE_KEY. If you change the key later, all browsers stop "
        "receiving push notifications."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(make_private_key())
