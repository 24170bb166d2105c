"""`manage.py prepare`: the database is at the newest migration, and a new site has its demonstration content."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from networkapp.models import Network


class Command(BaseCommand):
    help = "Migrate if there is something to migrate; load the demonstration content into a site that has no network."

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stderr.write("Migrating the database ...")
            call_command("migrate", verbosity=0)
        if settings.ALLOW_DEMONSTRATION and not Network.objects.exists():
            self.stderr.write("Loading the demonstration content ...")
            call_command("load_demo")
        self.stdout.write(f"\n  {settings.WAGTAILADMIN_BASE_URL}\n")
        if settings.ALLOW_DEMONSTRATION:
            self.stdout.write(LOG_INS)


LOG_INS = """  Demonstration log-ins, all with the password demo-password:
    secretariat@demo.example   chair@demo.example     editor@demo.example    translator@demo.example
    expert@demo.example        observer@demo.example  member.dk@demo.example and so on for each country:
    member, substitute, adviser, delegate, government . dk ee fi de is lv lt no pl ru se ax xa xb xc
  Mail is written to var/mail/. Stop with Ctrl+C.
"""
