"""What networkapp registers of its own, as any other plugin does, and what follows what. A file for each place to
register at; `apps.py` asks for all of it when the site starts.
"""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from networkapp.administration.rights import keep_administrators_rights
from networkapp.registrations import (
    administration,
    clock_jobs,
    desk,
    finding,
    reports,
    secret_addresses,
    strands,
)
from networkapp.registrations import metadata as card_sources

PARTS = (administration, clock_jobs, finding, secret_addresses, strands)


def register_all(app: AppConfig) -> None:
    for part in PARTS:
        part.register_all()
    card_sources.register_all()
    desk.register_parts()
    reports.register_parts()
    post_migrate.connect(keep_administrators_rights, sender=app)
