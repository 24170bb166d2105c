"""Notices: notifications of plugins that are not messages. Each is sent once, on the site, by e-mail and push."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from networkapp import events
from networkapp.models import Network, Notification
from networkapp.notifications.deliveries import emails_at_once, pushes_at_once
from networkapp.registry import notice_sources
from networkapp.signals import people_told


@transaction.atomic
def notify_people(*, network: Network, kind: str, key: str, people: Iterable[int], at: datetime | None = None) -> int:
    """Notify each of `people` (primary keys) of the thing `key` of this kind; return how many were not notified before.

    The source registered for the kind provides the text whenever it is read or sent. Raises KeyError for a kind that
    nobody registered.
    """
    if kind not in notice_sources:
        raise KeyError(kind)
    notified = set(Notification.objects.filter(kind=kind, key=key).values_list("user", flat=True))
    new = sorted(set(people) - notified)
    moment = at or timezone.now()
    Notification.objects.bulk_create(
        [Notification(user_id=user, network=network, kind=kind, key=key, notified_at=moment) for user in new],
        ignore_conflicts=True,
    )
    if new:
        made = Notification.objects.filter(kind=kind, key=key, user__in=new)
        emails_at_once(made)
        pushes_at_once(made)
        events.notify_open_pages(new)
        transaction.on_commit(lambda: people_told.send(sender=Notification, users=new), robust=True)
    return len(new)


def resolve_notices(*, kind: str, key: str, people: Iterable[Any] | None = None) -> None:
    """Mark the notices about the thing as resolved (or only those of `people`): new to nobody, and in no e-mail."""
    notifications = Notification.objects.filter(kind=kind, key=key, seen_at=None)
    if people is not None:
        notifications = notifications.filter(user__in=list(people))
    users = list(notifications.values_list("user", flat=True))
    notifications.update(seen_at=timezone.now())
    events.notify_open_pages(users)
