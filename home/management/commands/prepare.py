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
    help = "Migrate if there is something to migrate; give a new site its pages, or the demonstration content."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--administrator",
            default="",
            metavar="ADDRESS",
            help="Print a one-time link for the first site administrator at this address, while there is none.",
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
            self.stderr.write("Making the front page and the pages in the menu ...")
            with transaction.atomic():
                make_frame()
        self.stdout.write(f"\n  {settings.WAGTAILADMIN_BASE_URL}\n")
        if settings.ALLOW_DEMONSTRATION:
            self.stdout.write(LOG_INS.format(mail=settings.DATA_DIR / "mail"))
        if administrator:
            self._offer_first_administrator(administrator)

    def _offer_first_administrator(self, address: str) -> None:
        if not administrators().exists():
            self.stdout.write(f"  Open this link to become the first site administrator, as {address}:")
            self.stdout.write("    ", ending="")
            call_command("invite_administrator", address, stdout=self.stdout)
            self.stdout.write("  It works once. bin/serve --empty ADDRESS makes a link for another address.")
        self.stdout.write(f"  Mail is written to {settings.DATA_DIR / 'mail'}/. Stop with Ctrl+C.\n")


LOG_INS = """  Demonstration log-ins, all with the password demo-password:
    secretariat@demo.example   chair@demo.example     editor@demo.example    translator@demo.example
    expert@demo.example        observer@demo.example  administrator@demo.example (runs the site, has no seat)
    member.dk@demo.example and so on for each country:
    member, substitute, adviser, delegate, government . dk ee fi de is lv lt no pl ru se ax xa xb xc
    member.xb@demo.example has something to decide, delegate.dk@demo.example an assessment to fill in.
  Mail is written to {mail}/. Stop with Ctrl+C.
"""
