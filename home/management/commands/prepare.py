"""`manage.py prepare`: migrate the database, and create the pages of a new site.

A new site also gets the demonstration content if the settings allow it, or a link for the first site administrator.
"""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from home.domain.demo.pages import make_frame
from home.models import HomePage
from networkapp.administration.rights import administrators
from networkapp.models import Network
from networkapp.registry.plugins import plugin_apps

SITE_APPS = frozenset({"accounts", "home"})


def migrate() -> None:
    """Migrate the database to the newest migration.

    Other apps are migrated first: with our models loaded, each of their many migrations would take longer.
    """
    ours = SITE_APPS | {config.label for config in plugin_apps()}
    executor = MigrationExecutor(connection)
    executor.migrate([target for target in executor.loader.graph.leaf_nodes() if target[0] not in ours])
    call_command("migrate", verbosity=0)


class Command(BaseCommand):
    help = "Migrate the database if needed. Create the pages of a new site, or load the demonstration content."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--administrator",
            default="",
            metavar="ADDRESS",
            help="If there is no site administrator yet, print a one-time link for this e-mail address.",
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
            self.stdout.write(SIGN_INS.format(mail=settings.DATA_DIR / "mail"))
        if administrator:
            self._offer_first_administrator(administrator)

    def _offer_first_administrator(self, address: str) -> None:
        if not administrators().exists():
            self.stdout.write(f"  Open this link to become the first site administrator ({address}):")
            self.stdout.write("    ", ending="")
            call_command("invite_administrator", address, stdout=self.stdout)
            self.stdout.write("  The link works once. For another e-mail address, run bin/serve --empty ADDRESS.")
        self.stdout.write(f"  E-mails are saved in {settings.DATA_DIR / 'mail'}/. Stop with Ctrl+C.\n")


SIGN_INS = """  Demonstration accounts, all with the password demo-password:
    secretariat@demo.example   chair@demo.example     editor@demo.example    translator@demo.example
    expert@demo.example        observer@demo.example  administrator@demo.example (site administrator, no seat)
    and for each country, for example member.dk@demo.example:
    member, substitute, adviser, delegate, government . dk ee fi de is lv lt no pl ru se ax xa xb xc
    Try member.xb@demo.example (open decisions) and delegate.dk@demo.example (an assessment to fill in).
  E-mails are saved in {mail}/. Stop with Ctrl+C.
"""
