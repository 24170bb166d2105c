"""`manage.py seat_secretariat`: give a network its first secretariat seat, whose holder then invites the others."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from networkapp.errors import Refused
from networkapp.host import host_accounts
from networkapp.models import Capacity, Network
from networkapp.networks.actions.seats import grant_seat


class Command(BaseCommand):
    help = "Give an account a secretariat seat in a network, usually the first one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("network", help="slug of the network, as in its address")
        parser.add_argument("email", help="e-mail address of the account, for example of a site administrator")
        parser.add_argument("--organisation", default="", help="organisation that runs the secretariat")

    def handle(self, *args: Any, network: str, email: str, organisation: str, **options: Any) -> None:
        found = Network.objects.filter(slug=network).first()
        user = host_accounts().find(email)
        if found is None:
            raise CommandError(f"There is no network {network}. Create it under /admin/ first.")
        if user is None:
            raise CommandError(f"There is no account with the e-mail address {email}.")
        try:
            seat = grant_seat(user=user, network=found, capacity=Capacity.SECRETARIAT, organisation=organisation)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{user}: {seat.label}, {found}")
