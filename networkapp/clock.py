"""The jobs of the clock: they record what time has decided. Nothing depends on their having run."""

import logging
from datetime import datetime

from networkapp import registry
from networkapp.models import is_open
from networkapp.networks.actions import seats

logger = logging.getLogger(__name__)


def run_jobs(now: datetime) -> dict[str, int]:
    """Run every registered job of an open part of the site; return the number of records that each made.

    A job that fails does not stop the others, and runs again in a minute.
    """
    recorded: dict[str, int] = {}
    for name, job in registry.clock_jobs.items():
        if not is_open(job):
            continue
        try:
            recorded[name] = job(now=now)
        except Exception:
            logger.exception("Clock job “%s” failed. Trying again in a minute.", name)
    return recorded


def end_seats(*, now: datetime) -> int:
    """Record the seats whose term has ended; return their number."""
    return seats.record_ended_seats(now=now)


def sync_all_groups(*, now: datetime) -> int:
    """Bring the members of Wagtail's groups in line with the roles held now; return the number of changes."""
    return seats.sync_groups()
