"""Letters on their way: made once, sent when due, tried again when a mail server fails, and never sent twice."""

import logging
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from smtplib import SMTPException
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django_tasks import task

from networkapp import registry
from networkapp.domain.watching import settings_of
from networkapp.host import host_accounts
from networkapp.models import Delivery, Notification, NotificationSettings, ReadMark, Rhythm, Topic
from networkapp.notifications import letter, reply_address
from networkapp.permissions import Action
from networkapp.registry import DeskItem

logger = logging.getLogger(__name__)

RECEIPT = "receipt"
"""The kind of notification that reminds of a receipt: reading the message does not settle it."""
MOST_TRIES = 6
LOST_AFTER = timedelta(minutes=15)
OLDEST = timedelta(days=30)
AHEAD = timedelta(days=14)
MOST_ITEMS = 100


def letters_at_once(notifications: QuerySet[Notification]) -> None:
    """Whoever wants letters at once has one of each of these on its way; in her quiet hours it waits for their end."""
    wanting = NotificationSettings.objects.filter(mail=Rhythm.AT_ONCE).select_related("user")
    known = {one.user_id: one for one in wanting.filter(user__in=notifications.values("user"))}
    for notification in notifications.filter(user__in=known):
        due = _after_quiet_hours(known[notification.user_id], timezone.now())
        _make(notification.user_id, Delivery.Way.MAIL, f"{notification.kind}-{notification.key}", due, [notification])


def make_digests(now: datetime) -> int:
    """Whoever is due a digest has one on its way; how many were made. A day or week without news has none."""
    news = Notification.objects.filter(deliveries=None, seen_at=None, told_at__gt=now - OLDEST, told_at__lte=now)
    users = {user.pk: user for user in get_user_model()._default_manager.filter(pk__in=news.values("user"))}
    chosen = {one.user_id: one for one in NotificationSettings.objects.filter(user__in=users)}
    made = 0
    for pk, user in users.items():
        wishes = chosen.get(pk) or NotificationSettings(user=user)
        due = _last_digest(wishes, _local(user, now))
        carried = list(news.filter(user=pk, told_at__lte=due)) if due else []
        if due and carried:
            made += _make(pk, Delivery.Way.DIGEST, due.date().isoformat(), now, carried)
    return made


def send_due(now: datetime) -> int:
    """Every delivery that is due is in the queue; one that was being sent when its worker died is given up."""
    Delivery.objects.filter(state=Delivery.State.SENDING, due_at__lt=now - LOST_AFTER).update(
        state=Delivery.State.FAILED, error="the worker ended while it was being sent"
    )
    due = list(Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=now).values_list("pk", flat=True))
    for pk in due:
        deliver.enqueue(pk)
    return len(due)


@task()
def deliver(pk: int) -> None:
    """The delivery is sent, or dropped where nothing in it is new to its reader or hers to read any more.

    May be called any number of times, also at once: whoever takes it out of the waiting sends it, the others do
    nothing. A mail server that fails is tried again later, each time after twice as long.
    """
    taken = Delivery.objects.filter(pk=pk, state=Delivery.State.WAITING, due_at__lte=timezone.now())
    if not taken.update(state=Delivery.State.SENDING, tries=F("tries") + 1, due_at=timezone.now()):
        return
    delivery = Delivery.objects.select_related("user").get(pk=pk)
    notifications = list(_still_new(delivery)[:MOST_ITEMS])
    if not notifications or settings_of(delivery.user).mail == Rhythm.NEVER or not delivery.user.is_active:
        _settle(delivery, Delivery.State.DROPPED)
        return
    deadlines = _deadlines(delivery.user) if delivery.way == Delivery.Way.DIGEST else []
    reply_to = _answered_at(delivery, notifications[0])
    try:
        letter(delivery, notifications=notifications, deadlines=deadlines, reply_to=reply_to).send()
    except (OSError, SMTPException) as failure:
        _try_again(delivery, failure)
    else:
        _settle(delivery, Delivery.State.SENT, sent_at=timezone.now())


@transaction.atomic
def _make(user: int, way: Delivery.Way, key: str, due_at: datetime, notifications: Iterable[Notification]) -> bool:
    delivery, made = Delivery.objects.get_or_create(user_id=user, way=way, key=key, defaults={"due_at": due_at})
    if made:
        delivery.notifications.set(notifications)
        if due_at <= timezone.now():
            transaction.on_commit(lambda: deliver.enqueue(delivery.pk), robust=True)
    return made


def _still_new(delivery: Delivery) -> QuerySet[Notification]:
    """Of what it carries: what its reader may read at this moment, and has not read or done in the site meanwhile."""
    mark = ReadMark.objects.filter(user=delivery.user, topic=OuterRef("topic")).values("sequence")
    found: QuerySet[Notification] = (
        delivery.notifications.filter(topic__in=Topic.objects.where(delivery.user, may=Action.READ))
        .filter(seen_at=None, message__withdrawn_at=None, message__hidden_at=None)
        .annotate(mark=Coalesce(Subquery(mark), Value(0)))
        .filter(Q(kind=RECEIPT) | Q(message__sequence__gt=F("mark")))
        .select_related(
            "message__receipt_request",
            "network",
            "message__topic__network",
            "message__seat__delegation",
            "message__author",
        )
    )
    return found


def _answered_at(delivery: Delivery, first: Notification) -> str:
    """Where its reader answers the one message of the letter, if she may write there; a digest is not answered."""
    topic = first.message.topic if first.message and delivery.way == Delivery.Way.MAIL else None
    is_answered = topic is not None and topic.is_open and topic.allows(delivery.user, Action.POST)
    return reply_address(delivery.user, topic) if topic and is_answered else ""


def _deadlines(user: Any) -> list[DeskItem]:
    until = timezone.now() + AHEAD
    items = [item for source in registry.needs_attention for item in source(user)]
    due = [item for item in items if item.deadline is not None and item.deadline <= until]
    return sorted(due, key=lambda item: item.deadline.timestamp() if item.deadline else 0)


def _try_again(delivery: Delivery, failure: Exception) -> None:
    logger.warning("Delivery %s could not be sent: %s", delivery.pk, failure)
    later = timezone.now() + timedelta(minutes=2**delivery.tries)
    state = Delivery.State.FAILED if delivery.tries >= MOST_TRIES else Delivery.State.WAITING
    _settle(delivery, state, due_at=later, error=str(failure)[:200])


def _settle(delivery: Delivery, state: Delivery.State, **changes: Any) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=state, **changes)


def _local(user: Any, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(host_accounts().time_zone_of(user) or "UTC"))


def _last_digest(wishes: NotificationSettings, here: datetime) -> datetime | None:
    """When her last digest was due, on her own clock; None where her rhythm knows none."""
    today = datetime.combine(here.date(), time(wishes.digest_hour), here.tzinfo)
    last = today if today <= here else today - timedelta(days=1)
    if wishes.mail == Rhythm.DAILY:
        return last
    if wishes.mail == Rhythm.WEEKLY:
        return last - timedelta(days=(last.weekday() - wishes.digest_weekday) % 7)
    return None


def _after_quiet_hours(wishes: NotificationSettings, now: datetime) -> datetime:
    begin, end = wishes.quiet_from, wishes.quiet_until
    if begin is None or end is None:
        return now
    here = _local(wishes.user, now)
    is_quiet = begin <= here.time() < end if begin <= end else here.time() >= begin or here.time() < end
    if not is_quiet:
        return now
    day = here.date() + timedelta(days=1) if here.time() >= end else here.date()
    return datetime.combine(day, end, here.tzinfo)
