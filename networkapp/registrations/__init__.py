"""What networkapp registers of its own, as any other plugin does, and what follows what. A file for each place to
register at; `apps.py` asks for all of it when the site starts.
"""

from django.apps import AppConfig

from networkapp.campaigns import days_sources as day_parts
from networkapp.registrations import (
    administration,
    clock_jobs,
    desk,
    finding,
    following,
    reports,
    secret_addresses,
    site_parts,
    strands,
    subject_uses,
)
from networkapp.registrations import metadata as card_sources

PARTS = (administration, clock_jobs, finding, secret_addresses, site_parts, strands, subject_uses)


def register_all(app: AppConfig) -> None:
    for part in PARTS:
        part.register_all()
    card_sources.register_all()
    day_parts.register_parts()
    desk.register_parts()
    reports.register_parts()
    following.register_all(app)
