"""What networkapp registers of its own, as any other plugin does, and what follows what. A file for each place to
register at; `apps.py` asks for all of it when the site starts.
"""

from django.apps import AppConfig

from networkapp.domain import desk_parts
from networkapp.domain.cards import sources as card_sources
from networkapp.domain.days import parts as day_parts
from networkapp.domain.reports import reported
from networkapp.domain.threads import parts as thread_parts
from networkapp.domain.threads import steps as thread_steps
from networkapp.registrations import (
    administration,
    clock_jobs,
    event_views,
    finding,
    following,
    notices,
    secret_addresses,
    site_parts,
    strands,
    subject_uses,
)

PARTS = (administration, clock_jobs, event_views, finding, notices, secret_addresses, site_parts, strands, subject_uses)


def register_all(app: AppConfig) -> None:
    for part in PARTS:
        part.register_all()
    card_sources.register_all()
    day_parts.register_parts()
    desk_parts.register_parts()
    thread_parts.register_parts()
    reported.register_parts()
    thread_steps.register_steps()
    following.register_all(app)
