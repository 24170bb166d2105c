"""When what is being answered came in: what a delegation states is dated by that, not by its turn at the lock."""

from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils import timezone

ON_THE_WAY = timedelta(seconds=5)
"""So long after it came in something counts as of then; the clock leaves an end alone for as long."""
_came: ContextVar[datetime | None] = ContextVar("came", default=None)


def comes_in() -> None:
    """What is answered from here on is there now, to its last byte: else who sends slowly could see an end first."""
    _came.set(timezone.now())


def is_answered() -> None:
    _came.set(None)


def came_at() -> datetime:
    """When it came in, where that is no longer ago than ON_THE_WAY; else this moment, as for a command or a job."""
    now, came = timezone.now(), _came.get()
    return came if came is not None and timedelta() <= now - came <= ON_THE_WAY else now
