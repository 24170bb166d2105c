"""Record when the current request arrived: a position has this time, and not the time at which it got the lock."""

from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils import timezone

ON_THE_WAY = timedelta(seconds=5)
"""How long a request may take and still count from its arrival. The clock waits as long before it records an end."""
_came: ContextVar[datetime | None] = ContextVar("came", default=None)


def comes_in() -> None:
    """Note that the request has arrived completely, so that nobody can send slowly and see the result first."""
    _came.set(timezone.now())


def is_answered() -> None:
    _came.set(None)


def came_at() -> datetime:
    """Return when the request arrived, at most ON_THE_WAY ago; otherwise, and for commands and jobs, the time now."""
    now, came = timezone.now(), _came.get()
    return came if came is not None and timedelta() <= now - came <= ON_THE_WAY else now
