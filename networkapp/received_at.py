"""Record when the current request arrived: a position has this time, and not the time at which it got the lock."""

from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils import timezone

IN_FLIGHT_LIMIT = timedelta(seconds=5)
"""How long a request may take and still count from its arrival. The clock waits as long before it records an end."""
_request_received_at: ContextVar[datetime | None] = ContextVar("came", default=None)


def mark_received() -> None:
    """Note that the request has arrived completely, so that nobody can send slowly and see the result first."""
    _request_received_at.set(timezone.now())


def clear_received() -> None:
    """Forget when the request was received, at the end of a request."""
    _request_received_at.set(None)


def received_at() -> datetime:
    """Return when the request arrived, at most ON_THE_WAY ago; otherwise, and for commands and jobs, the time now."""
    now, came = timezone.now(), _request_received_at.get()
    return came if came is not None and timedelta() <= now - came <= IN_FLIGHT_LIMIT else now
