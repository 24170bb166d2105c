"""Letters and pushes on their way: made once, sent when due, tried again when a server fails, and never sent twice."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from smtplib import SMTPException
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from networkapp import registry
from networkapp.domain.watching import settings_of
from networkapp.host import host_accounts
from networkapp.models import (
    Delivery,
    Notification,
    NotificationSettings,
    PushSubscription,
    ReadMark,
    Rhythm,
    Topic,
    WatchLevel,
)
from networkapp.models.notifications import NAMED
from networkapp.notifications import as_read_by, letter, reply_address
from networkapp.permissions import Action
from networkapp.push import Gone, public_key, wake
from networkapp.registry import DeskItem

logger = logging.getLogger(__name__)

RECEIPT = "receipt"
"""The kind of notification that reminds of a receipt: reading the message does not settle it."""
PRESSING = (*NAMED, RECEIPT)
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


def pushes_at_once(notifications: QuerySet[Notification]) -> None:
    """Every browser of those who are told is on its way to be woken; what falls into quiet hours wakes it once."""
    if not public_key():
        return
    devices: dict[int, list[PushSubscription]] = defaultdict(list)
    for device in PushSubscription.objects.filter(user__in=notifications.values("user")):
        devices[device.user_id].append(device)
    chosen = {one.user_id: one for one in NotificationSettings.objects.filter(user__in=devices)}
    for notification in notifications.filter(user__in=devices).select_related("user"):
        wishes = chosen.get(notification.user_id) or NotificationSettings(user=notification.user)
        if wishes.push == WatchLevel.ALL or (wishes.push == WatchLevel.MENTIONS and notification.kind in PRESSING):
            for device in devices[notification.user_id]:
                _make_push(notification, device, wishes)


def _make_push(notification: Notification, device: PushSubscription, wishes: NotificationSettings) -> None:
    now = timezone.now()
    due = _after_quiet_hours(wishes, now)
    thing = f"{notification.kind}-{notification.key}" if due == now else f"{due:%Y%m%d%H%M}"
    _make(notification.user_id, Delivery.Way.PUSH, f"{device.pk}-{thing}", due, [notification], device)


def make_digests(now: datetime) -> int:
    """Whoever is due a digest has one on its way; how many were made. A day or week without news has none."""
    by_letter = Delivery.objects.exclude(way=Delivery.Way.PUSH).values("notifications")
    news = Notification.objects.exclude(pk__in=by_letter.filter(notifications__isnull=False))
    news = news.filter(seen_at=None, told_at__gt=now - OLDEST, told_at__lte=now)
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
    nothing. A mail server or push service that fails is tried again later, each time after twice as long.
    """
    taken = Delivery.objects.filter(pk=pk, state=Delivery.State.WAITING, due_at__lte=timezone.now())
    if not taken.update(state=Delivery.State.SENDING, tries=F("tries") + 1, due_at=timezone.now()):
        return
    delivery = Delivery.objects.select_related("user", "device").get(pk=pk)
    notifications = list(_still_new(delivery)[:MOST_ITEMS])
    if not notifications or not _is_wanted(delivery):
        _settle(delivery, Delivery.State.DROPPED)
        return
    try:
        _send(delivery, notifications)
    except Gone:
        PushSubscription.objects.filter(user=delivery.user, endpoint=getattr(delivery.device, "endpoint", "")).delete()
        _settle(delivery, Delivery.State.DROPPED, error="the push service does not know the browser")
    except (OSError, SMTPException) as failure:
        _try_again(delivery, failure)
    else:
        _settle(delivery, Delivery.State.SENT, sent_at=timezone.now())


def _is_wanted(delivery: Delivery) -> bool:
    if not delivery.user.is_active:
        return False
    if delivery.way == Delivery.Way.PUSH:
        return delivery.device is not None and delivery.device.user_id == delivery.user_id
    return settings_of(delivery.user).mail != Rhythm.NEVER


def _send(delivery: Delivery, notifications: Sequence[Notification]) -> None:
    if delivery.device is not None:
        device = delivery.device
        with as_read_by(delivery.user):
            words = _("There is something new for you.")
        wake(endpoint=device.endpoint, p256dh=device.p256dh, auth=device.auth, words=words)
        return
    deadlines = _deadlines(delivery.user) if delivery.way == Delivery.Way.DIGEST else []
    reply_to = _answered_at(delivery, notifications[0])
    letter(delivery, notifications=notifications, deadlines=deadlines, reply_to=reply_to).send()


@transaction.atomic
def _make(
    user: int,
    way: Delivery.Way,
    key: str,
    due_at: datetime,
    notifications: Iterable[Notification],
    device: PushSubscription | None = None,
) -> bool:
    delivery, made = Delivery.objects.get_or_create(
        user_id=user, way=way, key=key, defaults={"due_at": due_at, "device": device}
    )
    if made or way == Delivery.Way.PUSH:
        delivery.notifications.add(*notifications)
    if made and due_at <= timezone.now():
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
    outside = [replace(item, title=item.letter_title or item.title) for item in due]
    return sorted(outside, key=lambda item: item.deadline.timestamp() if item.deadline else 0)


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
