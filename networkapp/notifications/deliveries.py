"""E-mails and push notifications to send: created once, sent when due, tried again when a server fails, and never sent
twice."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks import task

from networkapp.models import (
    Delivery,
    EmailFrequency,
    Notification,
    NotificationSettings,
    PushSubscription,
    WatchLevel,
)
from networkapp.models.notifications import NAMED
from networkapp.networks.queries.audience import with_network_of_access
from networkapp.notifications.contents import (
    RECEIPT,
    answered_at,
    deadlines_of,
    notices_of,
    unread_contents,
    without_resolved,
)
from networkapp.notifications.email import activate_for_user, email_of
from networkapp.notifications.preferences import settings_of
from networkapp.notifications.push import SubscriptionExpired, public_key, send_push
from networkapp.notifications.schedule import after_quiet_hours, last_digest
from networkapp.notifications.smtp import PermanentFailure, ServerUnreachable, TemporaryFailure, UnknownOutcome, send

logger = logging.getLogger(__name__)

PRESSING = (*NAMED, RECEIPT)
State, Channel = Delivery.State, Delivery.Channel
PRIORITY: dict[str, int] = {Channel.PUSH: -10, Channel.MAIL: -10, Channel.DIGEST: -20}
# Two days: 2, 4, 8 ... minutes, then every four hours.
MOST_TRIES, LONGEST_PAUSE = 19, timedelta(hours=4)
LOST_AFTER, QUEUED_FOR = timedelta(minutes=15), timedelta(hours=1)
MOST_ITEMS = 100
OLDEST = timedelta(days=30)


def emails_at_once(notifications: QuerySet[Notification]) -> None:
    """Queue an e-mail for each user who wants e-mails at once; during quiet hours it waits until they end.

    A notice goes with an e-mail of notices of the same network that has not left yet.
    """
    wanting = NotificationSettings.objects.filter(mail=EmailFrequency.AT_ONCE).select_related("user")
    known = {one.user_id: one for one in wanting.filter(user__in=notifications.values("user"))}
    for notification in notifications.filter(user__in=known).order_by("pk"):
        if notification.topic_id is None and _joins(notification):
            continue
        due = after_quiet_hours(known[notification.user_id], timezone.now())
        _make(notification.user_id, Channel.MAIL, f"{notification.kind}-{notification.key}", due, [notification])


@transaction.atomic
def _joins(notice: Notification) -> bool:
    """Return whether the notice is sent with a waiting e-mail of its reader that has notices of this network alone."""
    mails = Delivery.objects.filter(user=notice.user_id, way=Channel.MAIL, state=State.WAITING, tries=0)
    mails = mails.filter(notifications__topic=None, notifications__network=notice.network_id)
    for mail in mails.distinct().order_by("pk"):
        # Written to, so that no worker takes the e-mail before this transaction ends.
        if Delivery.objects.filter(pk=mail.pk, state=State.WAITING).update(queued_at=F("queued_at")):
            mail.notifications.add(notice)
            return True
    return False


def pushes_at_once(notifications: QuerySet[Notification]) -> None:
    """Create a push notification for every browser of the notified people; what falls into quiet hours is sent once
    after them."""
    if not public_key():
        return
    devices: dict[int, list[PushSubscription]] = defaultdict(list)
    for device in PushSubscription.objects.filter(user__in=notifications.values("user")):
        devices[device.user_id].append(device)
    chosen = {one.user_id: one for one in NotificationSettings.objects.filter(user__in=devices)}
    for notification in notifications.filter(user__in=devices).select_related("user"):
        wishes = chosen.get(notification.user_id) or NotificationSettings(user=notification.user)
        is_pressing = notification.kind in PRESSING or notification.topic_id is None
        if wishes.push == WatchLevel.ALL or (wishes.push == WatchLevel.MENTIONS and is_pressing):
            for device in devices[notification.user_id]:
                _make_push(notification, device, wishes)


def _make_push(notification: Notification, device: PushSubscription, wishes: NotificationSettings) -> None:
    now = timezone.now()
    due = after_quiet_hours(wishes, now)
    thing = f"{notification.kind}-{notification.key}" if due == now else f"{due:%Y%m%d%H%M}"
    _make(notification.user_id, Channel.PUSH, f"{device.pk}-{thing}", due, [notification], device)


def make_digests(*, now: datetime) -> int:
    """Create the digests that are due, and return their number. A day or week without news has none.

    A digest also contains immediate e-mails that were not sent because the reader has chosen digests meanwhile.
    """
    by_email = Delivery.objects.exclude(way=Channel.PUSH).exclude(way=Channel.MAIL, state=State.DROPPED)
    carried = by_email.filter(notifications__isnull=False).values("notifications")
    news = Notification.objects.exclude(pk__in=carried)
    news = news.filter(seen_at=None, notified_at__gt=now - OLDEST, notified_at__lte=now)
    users = {user.pk: user for user in get_user_model()._default_manager.filter(pk__in=news.values("user"))}
    chosen = {one.user_id: one for one in NotificationSettings.objects.filter(user__in=users)}
    made = 0
    for pk, user in users.items():
        wishes = chosen.get(pk) or NotificationSettings(user=user)
        due = last_digest(wishes, now)
        hers = list(news.filter(user=pk, notified_at__lte=due)) if due else []
        if due and hers:
            made += _make(pk, Channel.DIGEST, due.date().isoformat(), now, hers)
    return made


def send_due(*, now: datetime) -> int:
    """Enqueue every delivery that is due, at most once an hour; give up those that a worker did not finish."""
    Delivery.objects.filter(state=State.SENDING, due_at__lt=now - LOST_AFTER).update(
        state=State.FAILED, error="The task worker stopped during sending. It may have been sent."
    )
    forgotten = Q(queued_at=None) | Q(queued_at__lte=now - QUEUED_FOR) | Q(queued_at__gt=now + QUEUED_FOR)
    due = Delivery.objects.filter(forgotten, state=State.WAITING, due_at__lte=now)
    ways = dict(due.order_by("pk").values_list("pk", "way"))
    due.filter(pk__in=ways).update(queued_at=now)
    for pk, way in ways.items():
        _queue(pk, way)
    return len(ways)


def _queue(pk: int, way: str) -> None:
    """Queue the delivery, behind notifications if the queue supports priorities, and a digest behind everything."""
    ranked = deliver.using(priority=PRIORITY[way]) if deliver.get_backend().supports_priority else deliver
    ranked.enqueue(pk)


@task()
def deliver(pk: int) -> None:
    """Send the delivery, or drop it if nothing in it is still new and visible to its reader.

    May be called any number of times, also at once: the first caller sends it, the others do nothing. A mail server or
    push service that fails is tried again later, each time after twice as long; if nobody can know whether it was
    accepted, it is not sent again. E-mails that were created earlier for the same reader go first.
    """
    this = Delivery.objects.filter(pk=pk, way=Channel.MAIL)
    earlier = Delivery.objects.filter(user__in=this.values("user"), way=Channel.MAIL, state=State.WAITING, pk__lt=pk)
    for one in [*earlier.filter(due_at__lte=timezone.now()).order_by("pk").values_list("pk", flat=True), pk]:
        _deliver(one)


def _deliver(pk: int) -> None:
    now = timezone.now()
    taken = Delivery.objects.filter(pk=pk, state=State.WAITING, due_at__lte=now)
    if not taken.update(state=State.SENDING, tries=F("tries") + 1, due_at=now):
        return
    delivery = Delivery.objects.select_related("user", "device").get(pk=pk)
    notifications = without_resolved(delivery.user, list(unread_contents(delivery)[:MOST_ITEMS]))
    wishes = settings_of(delivery.user)
    if not notifications or not _is_wanted(delivery, wishes):
        _settle(delivery, State.DROPPED)
        return
    later = now if delivery.way == Channel.DIGEST else after_quiet_hours(wishes, now)
    if later > now:
        _settle(delivery, State.WAITING, due_at=later, queued_at=None, tries=delivery.tries - 1)
        return
    _try(delivery, notifications)


def _try(delivery: Delivery, notifications: Sequence[Notification]) -> None:
    try:
        _send(delivery, notifications)
    except SubscriptionExpired:
        PushSubscription.objects.filter(user=delivery.user, endpoint=getattr(delivery.device, "endpoint", "")).delete()
        _settle(delivery, State.DROPPED, error="The push service no longer knows the browser.")
    except ServerUnreachable as failure:
        later = _try_again(delivery, failure)
        others = Delivery.objects.filter(state=State.WAITING, due_at__lt=later).exclude(way=Channel.PUSH)
        others.update(due_at=later, queued_at=None)
    except (TemporaryFailure, OSError, OperationalError, InterfaceError) as failure:
        # The content of an e-mail is read from the database now, not once it is being sent.
        _try_again(delivery, failure)
    except (PermanentFailure, UnknownOutcome) as failure:
        _give_up(delivery, failure)
    except Exception as failure:
        logger.exception("Could not prepare delivery %s.", delivery.pk)
        _give_up(delivery, failure)
    else:
        _settle(delivery, State.SENT, sent_at=timezone.now())


def _is_wanted(delivery: Delivery, wishes: NotificationSettings) -> bool:
    if not delivery.user.is_active:
        return False
    if delivery.way == Channel.PUSH:
        is_hers = delivery.device is not None and delivery.device.user_id == delivery.user_id
        return is_hers and wishes.push != WatchLevel.NOTHING
    return wishes.mail in (
        {EmailFrequency.AT_ONCE} if delivery.way == Channel.MAIL else {EmailFrequency.DAILY, EmailFrequency.WEEKLY}
    )


def _send(delivery: Delivery, notifications: Sequence[Notification]) -> None:
    if delivery.device is not None:
        device = delivery.device
        with activate_for_user(delivery.user):
            words, language = _("You have a new notification."), get_language() or ""
        send_push(endpoint=device.endpoint, p256dh=device.p256dh, auth=device.auth, words=words, language=language)
        return
    more = unread_contents(delivery).count() - MOST_ITEMS if len(notifications) == MOST_ITEMS else 0
    carried = with_network_of_access(user=delivery.user, notifications=[one for one in notifications if one.topic_id])
    notices = notices_of(delivery.user, notifications)
    is_digest = delivery.way == Channel.DIGEST
    deadlines = deadlines_of(delivery.user, notifications=carried, notices=notices) if is_digest else []
    reply_to = answered_at(delivery, carried[0]) if carried else ""
    send(email_of(delivery, notifications=carried, notices=notices, deadlines=deadlines, reply_to=reply_to, more=more))


@transaction.atomic
def _make(
    user: int,
    way: Delivery.Channel,
    key: str,
    due_at: datetime,
    notifications: Iterable[Notification],
    device: PushSubscription | None = None,
) -> bool:
    delivery, made = Delivery.objects.get_or_create(
        user_id=user, way=way, key=key, defaults={"due_at": due_at, "device": device}
    )
    if made or way == Channel.PUSH:
        delivery.notifications.add(*notifications)
    if made and due_at <= timezone.now():
        transaction.on_commit(lambda: _queue(delivery.pk, way), robust=True)
    return made


def _try_again(delivery: Delivery, failure: Exception) -> datetime:
    logger.warning("Could not send delivery %s. Trying again later: %s", delivery.pk, failure)
    later = timezone.now() + min(timedelta(minutes=2**delivery.tries), LONGEST_PAUSE)
    state = State.FAILED if delivery.tries >= MOST_TRIES else State.WAITING
    _settle(delivery, state, due_at=later, queued_at=None, error=str(failure)[:200])
    return later


def _give_up(delivery: Delivery, failure: Exception) -> None:
    logger.warning("Could not send delivery %s. Not trying again: %s", delivery.pk, failure)
    doubt = "It may have been sent: " if isinstance(failure, UnknownOutcome) else ""
    _settle(delivery, State.FAILED, error=f"{doubt}{failure}"[:200])


def _settle(delivery: Delivery, state: Delivery.State, **changes: Any) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=state, **changes)
