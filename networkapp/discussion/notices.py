"""Notify people of a message: everyone who can read it where it appears and wants to be notified, once each."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from networkapp import events
from networkapp.discussion.actions.mentions import people_mentioned
from networkapp.discussion.models import Message, ReadMark, Topic
from networkapp.models import Notification, Seat, WatchLevel
from networkapp.models.notifications import MENTION, MESSAGE, NAMED, REPLY
from networkapp.models.translations import LocalText, join_mixed
from networkapp.notifications.contents import RECEIPT
from networkapp.notifications.deliveries import emails_at_once, pushes_at_once
from networkapp.notifications.preferences import levels_in
from networkapp.permissions import ALLOWED, Action
from networkapp.registry import DeskItem
from networkapp.signals import people_told
from networkapp.users import User

logger = logging.getLogger(__name__)

QUEUE_TIME = timedelta(minutes=2)
"""How long the queue has for the notifications of a message, before the clock checks."""


def enqueue_notifications(message: Message) -> None:
    """Have a background task send the notifications of the message after commit. A queue that cannot be reached does
    not undo the post."""
    transaction.on_commit(lambda: notify_about_message.enqueue(message.pk), robust=True)


@task()
def notify_about_message(pk: int) -> None:
    """Create notifications for everybody who reads the topic of the message and watches it, and their immediate
    e-mails.

    May run any number of times: nobody is notified of one message twice.
    """
    message = Message.objects.select_related("topic", "reply_to").filter(pk=pk).first()
    if message is None or message.is_sealed:
        return
    with transaction.atomic():
        notifications = _notifications(message)
        Notification.objects.bulk_create(notifications, ignore_conflicts=True)
        made = Notification.objects.filter(message=message)
        emails_at_once(made)
        pushes_at_once(made)
    events.notify_open_pages(one.user_id for one in notifications)
    people_told.send(sender=Notification, users=[one.user_id for one in notifications])


def notify_missed(*, now: datetime) -> int:
    """Notify people who were not notified of a message, because a worker died or there was no queue; return how many.

    Notifying is one transaction, so a message without notifications was not begun, or concerns nobody. Each minute this
    checks the newest messages, and at the full hour those of a day.
    """
    span, most = (timedelta(days=1), 2000) if now.minute == 0 else (timedelta(minutes=15), 200)
    newest = Message.objects.order_by("-pk").values("pk")[:most]
    missed = Message.objects.filter(pk__in=list(newest.values_list("pk", flat=True)), withdrawn_at=None, hidden_at=None)
    missed = missed.filter(posted_at__gt=now - span, posted_at__lt=now - QUEUE_TIME)
    missed = missed.exclude(Exists(Notification.objects.filter(message=OuterRef("pk")))).order_by("pk")
    return sum(_notify(message) for message in missed.values_list("pk", flat=True))


def _notify(pk: int) -> bool:
    notify_about_message.call(pk)
    return bool(Notification.objects.filter(message=pk).exists())


def notifications_of(user: User) -> QuerySet[Any]:
    """Return the notifications of `user` that they can still read, newest first, each with `is_new`: not seen, and not
    read since.

    Notices of plugins are included while the user holds a seat in their network; `described` returns their text.
    """
    both = Q(pk__in=message_notifications(user).order_by().values("pk"))
    both |= Q(pk__in=notice_notifications(user).order_by().values("pk"))
    return _with_is_new(Notification.objects.filter(both, user=user), user)


def message_notifications(user: User, at: Any = None) -> QuerySet[Any]:
    """Return those of the person's notifications that are about messages they can read, with `is_new`."""
    readable = Notification.objects.filter(user=user, topic__in=Topic.objects.where(user, may=Action.READ, at=at))
    return _with_is_new(readable.filter(message__withdrawn_at__isnull=True, message__hidden_at__isnull=True), user)


def notice_notifications(user: User, at: Any = None) -> QuerySet[Any]:
    """Return those that are notices of plugins, from networks where the person holds a seat, with `is_new`."""
    seats = Seat.objects.current(at).filter(user=user, network=OuterRef("network"))
    return _with_is_new(Notification.objects.filter(Exists(seats), user=user, topic__isnull=True), user)


def _with_is_new(found: QuerySet[Any], user: User) -> QuerySet[Any]:
    mark = ReadMark.objects.filter(user=user, topic=OuterRef("topic")).values("sequence")
    stays_new = Q(kind=RECEIPT) | Q(topic__isnull=True) | Q(message__sequence__gt=F("mark"))
    marked: QuerySet[Any] = (
        found.annotate(mark=Coalesce(Subquery(mark), Value(0)))
        .annotate(is_new=Q(seen_at__isnull=True) & stays_new)
        .select_related("network", "topic", "message__seat__delegation", "message__author", "message__topic__network")
    )
    return marked


def mark_all_seen(*, user: User) -> None:
    """Mark all notifications that the person has so far as seen."""
    Notification.objects.filter(user=user, seen_at__isnull=True).update(seen_at=timezone.now())
    events.notify_open_pages([user.pk])


def desk_items(*, user: User) -> list[DeskItem]:
    """Return the desk items for the newest unread messages that mention the reader or reply to them."""
    found = [one for one in message_notifications(user).filter(kind__in=NAMED)[:20] if one.is_new][:5]
    return [
        DeskItem(
            title=notification_text(one),
            detail=join_mixed(LocalText(one.topic.title, ""), one.network.local_name),
            url=one.message.get_absolute_url(),
            since=one.notified_at,
            key=f"notification-{one.pk}",
        )
        for one in found
    ]


def notification_text(notification: Notification) -> str:
    """Return what happened in words: who mentioned the reader, replied or wrote, or that a receipt is due."""
    if notification.kind == RECEIPT or notification.message is None:
        return _("Your delegation is asked to confirm receipt of a message")
    words = {
        MENTION: _("%(person)s, %(whose)s, mentioned you"),
        REPLY: _("%(person)s, %(whose)s, replied to you"),
    }.get(notification.kind, _("%(person)s, %(whose)s, posted a message"))
    seat = notification.message.seat
    whose = seat.delegation.label if seat.delegation else seat.label
    return words % {"person": str(notification.message.author), "whose": whose}


def _notifications(message: Message) -> list[Notification]:
    named = set(people_mentioned(message=message).values_list("pk", flat=True))
    answered = message.reply_to.author_id if message.reply_to else None
    notifications: dict[int, Notification] = {}
    for network in _home_first(message.topic):
        readers = _readers(network).exclude(user=message.author_id).exclude(user__in=notifications)
        users = set(readers.values_list("user", flat=True))
        for user, level in levels_in(users=users, topic=message.topic, network=network).items():
            kind = MENTION if user in named else REPLY if user == answered else MESSAGE
            if level == WatchLevel.NOTHING or (level == WatchLevel.MENTIONS and kind not in NAMED):
                continue
            notifications[user] = Notification(
                user_id=user, network=network, topic=message.topic, message=message, kind=kind, key=str(message.pk)
            )
    return list(notifications.values())


def _home_first(topic: Topic) -> list[Any]:
    return sorted(topic.networks(), key=lambda network: (network.pk != topic.network_id, network.pk))


def _readers(network: Any) -> QuerySet[Seat]:
    readers: QuerySet[Seat] = (
        Seat.objects.current().filter(network=network, user__is_active=True).with_role(ALLOWED[Action.READ]).order_by()
    )
    return readers
