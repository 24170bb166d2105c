"""Deletes what the libraries keep of the past: finished tasks and expired sessions."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

KEPT, FAILED_KEPT = timedelta(days=1), timedelta(days=14)


def delete_expired(*, now: datetime) -> int:
    """Return how many finished tasks and expired sessions were deleted: once an hour, in its first minute.

    A task that failed is kept for two weeks, so that somebody can look at it.
    """
    if now.minute != 0:
        return 0
    expired = (
        Session.objects.filter(expire_date__lt=now),
        DBTaskResult.objects.successful().filter(finished_at__lt=now - KEPT),
        DBTaskResult.objects.failed().filter(finished_at__lt=now - FAILED_KEPT),
    )
    return sum(rows.delete()[0] for rows in expired)
