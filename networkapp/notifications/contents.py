"""The content of a delivery: what is still new to its reader and visible to them, and its heading."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from networkapp.desk.sources import attention_of
from networkapp.discussion.models import ReadMark, ReceiptRequest, Topic
from networkapp.events import PARTICIPATION_RECORDED
from networkapp.models import Delivery, Network, Notification, Seat
from networkapp.notifications.email import activate_for_user, render_plugin_notices, reply_address
from networkapp.notifications.subjects import task_of
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User

RECEIPT = "receipt"
"""The kind of notification that reminds of a receipt: reading the message does not resolve it."""
AHEAD = timedelta(days=14)


def unread_contents(delivery: Delivery) -> QuerySet[Notification]:
    """Return what its reader may read at this moment, of what it carries, and has not read or done meanwhile."""
    mark = ReadMark.objects.filter(user=delivery.user, topic=OuterRef("topic")).values("sequence")
    seats = Seat.objects.current().filter(user=delivery.user, network=OuterRef("network"))
    # People of a suspended delegation get one e-mail more: that it is suspended.
    own_seats = Seat.objects.in_term().filter(user=delivery.user, network=OuterRef("network"))
    of_suspension = Q(kind=PARTICIPATION_RECORDED) & Q(Exists(own_seats))
    of_messages = Q(topic__in=Topic.objects.where(delivery.user, may=Action.READ))
    of_messages &= Q(message__withdrawn_at=None, message__hidden_at=None)
    of_messages &= Q(kind=RECEIPT) | Q(message__sequence__gt=F("mark"))
    found: QuerySet[Notification] = (
        delivery.notifications.filter(seen_at=None)
        .annotate(mark=Coalesce(Subquery(mark), Value(0)))
        .filter(of_messages | (Q(topic__isnull=True) & Q(Exists(seats))) | of_suspension)
        .select_related(
            "message__receipt_request",
            "network",
            "message__topic__network",
            "message__seat__delegation",
            "message__author",
        )
        .prefetch_related("message__attachments")
    )
    return found


def without_resolved(user: AnyUser, notifications: list[Notification]) -> list[Notification]:
    """Return the notifications without the notices of plugins that their source no longer has words for."""
    rendered = render_plugin_notices(user, notifications)
    return [one for one in notifications if one.topic_id or one.pk in rendered]


def notices_of(user: AnyUser, notifications: Sequence[Notification]) -> list[tuple[Network, DeskItem]]:
    """Return what the notices of plugins among these say, each with its network, oldest first."""
    with activate_for_user(user):
        words = render_plugin_notices(user, notifications)
    ordered = sorted(notifications, key=lambda one: (one.notified_at, one.pk))
    return [(one.network, words[one.pk]) for one in ordered if one.pk in words]


def answered_at(delivery: Delivery, first: Notification) -> str:
    """Return where its reader answers the one message of the e-mail; empty for a digest, or who may not write."""
    topic = first.message.topic if first.message and delivery.way == Delivery.Channel.MAIL else None
    is_answered = topic is not None and topic.is_open and topic.allows(delivery.user, Action.POST)
    return reply_address(delivery.user, topic) if topic and is_answered else ""


def deadlines_of(
    user: User, *, notifications: Iterable[Notification], notices: Iterable[tuple[Network, DeskItem]]
) -> list[DeskItem]:
    """Return the tasks on the desk of `user` that are due within 14 days, next first, in words for e-mails.

    Tasks that the notifications and notices of the same e-mail are about are left out.
    """
    until = timezone.now() + AHEAD
    named = {task_of(item) for _network, item in notices}
    confirmed = {
        receipt_key(one.message.receipt_request) for one in notifications if one.kind == RECEIPT and one.message
    }
    with activate_for_user(user):
        items = [item for item in attention_of(user) if task_of(item) not in named and item.key not in confirmed]
    due = [item for item in items if item.deadline is not None and item.deadline <= until]
    outside = [replace(item, title=item.email_title or item.title) for item in due]
    return sorted(outside, key=lambda item: item.deadline.timestamp() if item.deadline else 0)


def receipt_key(request: ReceiptRequest) -> str:
    """Return the key of the desk item that asks for the receipt."""
    return f"receipt-{request.pk}"
