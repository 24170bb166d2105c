"""Gives a network its first secretariat seat, whose holder then invites everybody else."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from networkapp.domain.seats.granting import grant_seat
from networkapp.errors import Refused
from networkapp.host import host_accounts
from networkapp.models import Capacity, Network


class Command(BaseCommand):
    help = "Gives the account of an address a secretariat seat in a network, for instance its first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("network", help="the short name in the network's address")
        parser.add_argument("email", help="the address of an account, such as that of a site administrator")
        parser.add_argument("--organisation", default="", help="whose secretariat it is")

    def handle(self, *args: Any, network: str, email: str, organisation: str, **options: Any) -> None:
        found = Network.objects.filter(slug=network).first()
        user = host_accounts().find(email)
        if found is None:
            raise CommandError(f"There is no network {network}; make it under /admin/ first.")
        if user is None:
            raise CommandError(f"There is no account at {email}.")
        try:
            seat = grant_seat(user=user, network=found, capacity=Capacity.SECRETARIAT, organisation=organisation)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{user}: {seat.label}, {found}")
