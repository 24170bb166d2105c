"""`manage.py prepare`: the database is at the newest migration, and a new site has its pages.

With them comes the demonstration content, where the settings allow it, or a link for the first site administrator.
"""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from home.domain.demo.pages import make_frame
from home.models import HomePage
from networkapp.domain.rights.administrators import administrators
from networkapp.models import Network

OURS = frozenset({"accounts", "networkapp", "evaluation", "home"})


def migrate() -> None:
    """The database is at the newest migration.

    What others bring is migrated first: each of their many changes would draw anew all models of ours that stand.
    """
    executor = MigrationExecutor(connection)
    executor.migrate([target for target in executor.loader.graph.leaf_nodes() if target[0] not in OURS])
    call_command("migrate", verbosity=0)


class Command(BaseCommand):
    help = "Migrate the database if needed, and add pages or the demonstration content to a new site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--administrator",
            default="",
            metavar="ADDRESS",
            help="If there is no site administrator, print a one-time link for the first one, at this address.",
        )

    def handle(self, *args: Any, administrator: str, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stderr.write("Migrating the database ...")
            migrate()
        if settings.ALLOW_DEMONSTRATION and not Network.objects.exists():
            self.stderr.write("Loading the demonstration content ...")
            call_command("load_demo")
        elif not HomePage.objects.exists():
            self.stderr.write("Creating the front page and the pages in the menu ...")
            with transaction.atomic():
                make_frame()
        self.stdout.write(f"\n  {settings.WAGTAILADMIN_BASE_URL}\n")
        if settings.ALLOW_DEMONSTRATION:
            self.stdout.write(LOG_INS.format(mail=settings.DATA_DIR / "mail"))
        if administrator:
            self._offer_first_administrator(administrator)

    def _offer_first_administrator(self, address: str) -> None:
        if not administrators().exists():
            self.stdout.write(f"  Open this link to become the first site administrator, with the address {address}:")
            self.stdout.write("    ", ending="")
            call_command("invite_administrator", address, stdout=self.stdout)
            self.stdout.write("  The link works once. bin/serve --empty ADDRESS creates a link for another address.")
        self.stdout.write(f"  E-mails are written to {settings.DATA_DIR / 'mail'}/. Stop with Ctrl+C.\n")


LOG_INS = """  Demonstration accounts, all with the password demo-password:
    secretariat@demo.example   chair@demo.example     editor@demo.example    translator@demo.example
    expert@demo.example        observer@demo.example  administrator@demo.example (manages the site, has no seat)
    member.dk@demo.example and so on for each country:
    member, substitute, adviser, delegate, government . dk ee fi de is lv lt no pl ru se ax xa xb xc
    member.xb@demo.example has a decision to take, delegate.dk@demo.example an assessment to complete.
  E-mails are written to {mail}/. Stop with Ctrl+C.
"""
