"""Formal messages: every delegation is asked to confirm receipt, and the message shows which have."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.discussion.actions.post import lock_topic, record_in_networks
from networkapp.discussion.models import Message, Receipt, ReceiptRequest, Topic
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Delegation, Network, Notification, Seat
from networkapp.models.translations import LocalText, format_mixed, join_mixed
from networkapp.networks.queries.seats import require_seat_for
from networkapp.notifications.contents import RECEIPT, receipt_key
from networkapp.notifications.deliveries import emails_at_once, pushes_at_once
from networkapp.permissions import ALLOWED, Action
from networkapp.registry import DeskItem
from networkapp.signals import people_told
from networkapp.users import User

RECEIPT_ASKED = "message.receipt_asked"
MESSAGE_ACKNOWLEDGED = "message.acknowledged"
REMINDED_BEFORE = timedelta(days=1)
LONGEST_PERIOD = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class ReceiptRoll:
    """The delegations that have confirmed receipt and those that are still asked; the same for every reader."""

    request: ReceiptRequest | None
    confirmed: tuple[Receipt, ...]
    waiting: tuple[Delegation, ...]


@dataclass(frozen=True, kw_only=True)
class ReceiptChoices(ReceiptRoll):
    """The roll of receipts, whether its reader can ask for them, and for which delegations they can confirm."""

    may_ask: bool
    speaks_for: tuple[Delegation, ...]


@transaction.atomic
def ask_for_receipt(*, message: Message, user: User, due_at: datetime) -> ReceiptRequest:
    """Ask every delegation that can confirm for a receipt by `due_at`, on their desks. Asking again changes the date.

    Refused: `sealed`, `due_past`, `due_too_far` (more than a year); NotAllowed without a seat that may ask for
    receipts where the topic is at home.
    """
    seat = require_seat_for(topic=message.topic, user=user, action=Action.REQUEST_RECEIPT)
    now = timezone.now()
    if due_at <= now:
        raise Refused("due_past", _("Choose a later date."), field="due_at")
    if due_at > now + LONGEST_PERIOD:
        raise Refused("due_too_far", _("Choose a date within the next year."), field="due_at")
    message = _lock(message)
    request, created = ReceiptRequest.objects.get_or_create(
        message=message, defaults={"requested_by": seat, "due_at": due_at}
    )
    if created or request.due_at != due_at:
        request.due_at, request.reminded_at = due_at, None
        request.save(update_fields=["due_at", "reminded_at"])
        record_in_networks(topic=message.topic, kind=RECEIPT_ASKED, payload=_payload(message), user=user)
    return request


@transaction.atomic
def acknowledge(*, message: Message, user: User) -> None:
    """Confirm receipt for the delegation for which `user` acts; the first confirmation stays on record.

    Refused: `not_asked`, `sealed`; NotAllowed without a seat that may acknowledge in a network where the topic appears.
    """
    seats = _seats_of_user(message.topic, user)
    if not seats:
        raise NotAllowed(Action.ACKNOWLEDGE)
    message = _lock(message)
    request = ReceiptRequest.objects.filter(message=message).first()
    if request is None:
        raise Refused("not_asked", _("No receipt was requested for this message."))
    for seat in seats:
        receipt, created = Receipt.objects.get_or_create(
            request=request, delegation=seat.delegation, defaults={"seat": seat}
        )
        if created:
            payload = {**_payload(message), "delegation": receipt.delegation_id}
            record_in_networks(topic=message.topic, kind=MESSAGE_ACKNOWLEDGED, payload=payload, user=user)
            _dismiss_reminders(message, receipt.delegation)


def receipt_roll(*, message: Message) -> ReceiptRoll:
    """Return which delegations have confirmed receipt of the message and which have not, if receipts were requested."""
    request = ReceiptRequest.objects.filter(message=message).select_related("requested_by__delegation").first()
    confirmed = tuple(request.receipts.all()) if request else ()
    confirmed_keys = {receipt.delegation_id for receipt in confirmed}
    waiting = tuple(_asked_delegations(message.topic).exclude(pk__in=confirmed_keys)) if request else ()
    return ReceiptRoll(request=request, confirmed=confirmed, waiting=waiting)


def receipt_choices(*, message: Message, user: User) -> ReceiptChoices:
    """Return which delegations have confirmed receipt of the message and which have not, and what `user` can do."""
    roll = receipt_roll(message=message)
    confirmed_keys = {receipt.delegation_id for receipt in roll.confirmed}
    seats = _seats_of_user(message.topic, user) if roll.request else []
    return ReceiptChoices(
        request=roll.request,
        confirmed=roll.confirmed,
        waiting=roll.waiting,
        may_ask=message.topic.allows(user, Action.REQUEST_RECEIPT),
        speaks_for=tuple(
            seat.delegation for seat in seats if seat.delegation and seat.delegation.pk not in confirmed_keys
        ),
    )


def may_confirm(*, seat: Seat | None) -> bool:
    """Return whether the seat confirms receipt for a delegation, where receipts are requested."""
    return seat is not None and seat.delegation_id is not None and seat.capacity in ALLOWED[Action.ACKNOWLEDGE]


def desk_items(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items for messages whose receipt a delegation of the reader has not confirmed, with due dates."""
    here = Q(network=OuterRef("message__topic__network"))
    here |= Q(network__shared_topics__topic=OuterRef("message__topic"))
    seats = (
        _confirming_seats()
        .filter(here)
        .filter(user=user)
        .exclude(Exists(Receipt.objects.filter(request=OuterRef(OuterRef("pk")), delegation=OuterRef("delegation"))))
    )
    requests = (
        _open_requests()
        .filter(message__topic__in=Topic.objects.where(user, may=Action.READ))
        .annotate(read_in=Subquery(seats.order_by("pk").values("network")[:1]))
        .filter(read_in__isnull=False)
    )
    networks = Network.objects.in_bulk({request.read_in for request in requests})
    for request in requests:
        message, network = request.message, networks[request.read_in]
        yield DeskItem(
            title=format_mixed(_("Confirm receipt: %(topic)s"), topic=LocalText(message.topic.title, "")),
            email_title=capfirst(_("confirm receipt of a message")),
            detail=join_mixed(message.author, network.local_name),
            url=reverse("networkapp:message", args=[network.slug, message.topic_id, message.pk]),
            deadline=request.due_at,
            key=receipt_key(request),
        )


def send_reminders(*, now: datetime) -> int:
    """Remind people whose delegation has not confirmed receipt once, a day before the due date; return the number of
    messages."""
    due = _open_requests().filter(reminded_at=None, due_at__gt=now, due_at__lte=now + REMINDED_BEFORE)
    return sum(_send_reminder(request, now) for request in due)


@transaction.atomic
def _send_reminder(request: ReceiptRequest, now: datetime) -> int:
    updated = ReceiptRequest.objects.filter(pk=request.pk, reminded_at=None).update(reminded_at=now)
    if not updated:
        return 0
    message, confirmed_keys = request.message, request.receipts.values("delegation")
    networks = {network.pk: network for network in message.topic.networks()}
    seats = _confirming_seats().filter(network__in=networks).exclude(delegation__in=confirmed_keys)
    notifications = {
        user: Notification(
            user_id=user, network=networks[network], topic=message.topic, message=message, kind=RECEIPT,
            key=f"{message.pk}-{now:%Y%m%d}",
        )
        for user, network in seats.order_by("pk").values_list("user", "network")
    }  # fmt: skip
    Notification.objects.bulk_create(notifications.values(), ignore_conflicts=True)
    reminders = Notification.objects.filter(message=message, kind=RECEIPT, seen_at=None)
    emails_at_once(reminders)
    pushes_at_once(reminders)
    events.notify_open_pages(notifications)
    transaction.on_commit(lambda: people_told.send(sender=Notification, users=list(notifications)), robust=True)
    return updated


def _lock(message: Message) -> Message:
    lock_topic(topic=message.topic)
    locked: Message = (
        Message.objects.select_for_update(of=("self",)).select_related("topic__network").get(pk=message.pk)
    )
    if locked.is_sealed:
        raise Refused("sealed", _("This message has been withdrawn or hidden."))
    return locked


def _payload(message: Message) -> dict[str, int]:
    return {"topic": message.topic_id, "message": message.pk}


def _open_requests() -> QuerySet[ReceiptRequest]:
    """Return the requests for receipts of messages that are not sealed."""
    open_requests = ReceiptRequest.objects.filter(message__withdrawn_at=None, message__hidden_at=None)
    return open_requests.select_related("message__topic__network", "message__author")


def _confirming_seats() -> QuerySet[Seat]:
    seats: QuerySet[Seat] = Seat.objects.current().with_role(ALLOWED[Action.ACKNOWLEDGE])
    return seats.filter(user__is_active=True, delegation__isnull=False)


def _asked_delegations(topic: Topic) -> QuerySet[Delegation]:
    seats = _confirming_seats().filter(network__in=topic.networks()).order_by().values("delegation")
    return Delegation.objects.filter(pk__in=seats).order_by("code")


def _seats_of_user(topic: Topic, user: User) -> list[Seat]:
    """Return for each delegation for which `user` acts where the topic appears the seat from which they do."""
    seats = _confirming_seats().filter(network__in=topic.networks(), user=user).select_related("delegation")
    return list({seat.delegation_id: seat for seat in seats.order_by("-pk")}.values())


def _dismiss_reminders(message: Message, delegation: Delegation) -> None:
    """Stop reminding the delegation about receipts that it has confirmed."""
    confirming_users = (
        _confirming_seats().filter(network__in=message.topic.networks(), delegation=delegation).values("user")
    )
    reminders = Notification.objects.filter(kind=RECEIPT, message=message, user__in=confirming_users, seen_at=None)
    events.notify_open_pages(list(reminders.values_list("user", flat=True)))
    reminders.update(seen_at=timezone.now())
