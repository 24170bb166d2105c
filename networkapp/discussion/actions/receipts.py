"""Formal messages: every delegation is asked to confirm receipt, and the message shows which have."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.discussion.actions.post import hold, record_in_all
from networkapp.discussion.models import Message, Receipt, ReceiptRequest, Topic
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Delegation, Network, Notification, Seat
from networkapp.models.translations import LocalText, in_a_row, mixed
from networkapp.networks.queries.seats import require_seat_for
from networkapp.notifications.contents import RECEIPT, receipt_key
from networkapp.notifications.deliveries import letters_at_once, pushes_at_once
from networkapp.permissions import ALLOWED, Action
from networkapp.registry import DeskItem
from networkapp.signals import people_told
from networkapp.users import User

RECEIPT_ASKED = "message.receipt_asked"
MESSAGE_ACKNOWLEDGED = "message.acknowledged"
REMINDED_BEFORE = timedelta(days=1)
LONGEST = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Roll:
    """The delegations that have confirmed receipt and those that are still asked; the same for every reader."""

    request: ReceiptRequest | None
    seen: tuple[Receipt, ...]
    waiting: tuple[Delegation, ...]


@dataclass(frozen=True, kw_only=True)
class Standing(Roll):
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
    if due_at > now + LONGEST:
        raise Refused("due_too_far", _("Choose a date within the next year."), field="due_at")
    message = _hold(message)
    request, made = ReceiptRequest.objects.get_or_create(
        message=message, defaults={"requested_by": seat, "due_at": due_at}
    )
    if made or request.due_at != due_at:
        request.due_at, request.reminded_at = due_at, None
        request.save(update_fields=["due_at", "reminded_at"])
        record_in_all(message.topic, RECEIPT_ASKED, _payload(message), user=user)
    return request


@transaction.atomic
def acknowledge(*, message: Message, user: User) -> None:
    """Confirm receipt for the delegation for which `user` acts; the first confirmation stays on record.

    Refused: `not_asked`, `sealed`; NotAllowed without a seat that may acknowledge in a network where the topic appears.
    """
    speaking = _speaking(message.topic, user)
    if not speaking:
        raise NotAllowed(Action.ACKNOWLEDGE)
    message = _hold(message)
    request = ReceiptRequest.objects.filter(message=message).first()
    if request is None:
        raise Refused("not_asked", _("No receipt was requested for this message."))
    for seat in speaking:
        receipt, made = Receipt.objects.get_or_create(
            request=request, delegation=seat.delegation, defaults={"seat": seat}
        )
        if made:
            payload = {**_payload(message), "delegation": receipt.delegation_id}
            record_in_all(message.topic, MESSAGE_ACKNOWLEDGED, payload, user=user)
            _no_reminder(message, receipt.delegation)


def roll_of(*, message: Message) -> Roll:
    """Return which delegations have confirmed receipt of the message and which have not, if receipts were requested."""
    request = ReceiptRequest.objects.filter(message=message).select_related("requested_by__delegation").first()
    seen = tuple(request.receipts.all()) if request else ()
    known = {receipt.delegation_id for receipt in seen}
    waiting = tuple(_asked(message.topic).exclude(pk__in=known)) if request else ()
    return Roll(request=request, seen=seen, waiting=waiting)


def standing_of(*, message: Message, user: User) -> Standing:
    """Return which delegations have confirmed receipt of the message and which have not, and what `user` can do."""
    roll = roll_of(message=message)
    known = {receipt.delegation_id for receipt in roll.seen}
    speaking = _speaking(message.topic, user) if roll.request else []
    return Standing(
        request=roll.request,
        seen=roll.seen,
        waiting=roll.waiting,
        may_ask=message.topic.allows(user, Action.REQUEST_RECEIPT),
        speaks_for=tuple(seat.delegation for seat in speaking if seat.delegation and seat.delegation.pk not in known),
    )


def may_confirm(seat: Seat | None) -> bool:
    """Return whether the seat confirms receipt for a delegation, where receipts are requested."""
    return seat is not None and seat.delegation_id is not None and seat.capacity in ALLOWED[Action.ACKNOWLEDGE]


def on_the_desk(user: User) -> Iterable[DeskItem]:
    """Return the desk items for messages whose receipt a delegation of the reader has not confirmed, with due dates."""
    here = Q(network=OuterRef("message__topic__network"))
    here |= Q(network__shared_topics__topic=OuterRef("message__topic"))
    seats = (
        _acknowledging()
        .filter(here)
        .filter(user=user)
        .exclude(Exists(Receipt.objects.filter(request=OuterRef(OuterRef("pk")), delegation=OuterRef("delegation"))))
    )
    requests = (
        _standing_requests()
        .filter(message__topic__in=Topic.objects.where(user, may=Action.READ))
        .annotate(read_in=Subquery(seats.order_by("pk").values("network")[:1]))
        .filter(read_in__isnull=False)
    )
    networks = Network.objects.in_bulk({request.read_in for request in requests})
    for request in requests:
        message, network = request.message, networks[request.read_in]
        yield DeskItem(
            title=mixed(_("Confirm receipt: %(topic)s"), topic=LocalText(message.topic.title, "")),
            letter_title=_("Confirm receipt of a message"),
            detail=in_a_row(message.author, network.local_name),
            url=reverse("networkapp:message", args=[network.slug, message.topic_id, message.pk]),
            deadline=request.due_at,
            key=receipt_key(request),
        )


def remind(now: datetime) -> int:
    """Remind people whose delegation has not confirmed receipt once, a day before the due date; return the number of
    messages."""
    due = _standing_requests().filter(reminded_at=None, due_at__gt=now, due_at__lte=now + REMINDED_BEFORE)
    return sum(_remind(request, now) for request in due)


@transaction.atomic
def _remind(request: ReceiptRequest, now: datetime) -> int:
    taken = ReceiptRequest.objects.filter(pk=request.pk, reminded_at=None).update(reminded_at=now)
    if not taken:
        return 0
    message, known = request.message, request.receipts.values("delegation")
    networks = {network.pk: network for network in message.topic.networks()}
    seats = _acknowledging().filter(network__in=networks).exclude(delegation__in=known)
    told = {
        user: Notification(
            user_id=user, network=networks[network], topic=message.topic, message=message, kind=RECEIPT,
            key=f"{message.pk}-{now:%Y%m%d}",
        )
        for user, network in seats.order_by("pk").values_list("user", "network")
    }  # fmt: skip
    Notification.objects.bulk_create(told.values(), ignore_conflicts=True)
    reminders = Notification.objects.filter(message=message, kind=RECEIPT, seen_at=None)
    letters_at_once(reminders)
    pushes_at_once(reminders)
    events.notify_open_pages(told)
    transaction.on_commit(lambda: people_told.send(sender=Notification, users=list(told)), robust=True)
    return taken


def _hold(message: Message) -> Message:
    hold(message.topic)
    held: Message = Message.objects.select_for_update(of=("self",)).select_related("topic__network").get(pk=message.pk)
    if held.is_sealed:
        raise Refused("sealed", _("This message has been withdrawn or hidden."))
    return held


def _payload(message: Message) -> dict[str, int]:
    return {"topic": message.topic_id, "message": message.pk}


def _standing_requests() -> QuerySet[ReceiptRequest]:
    """Return the requests for receipts of messages that are not sealed."""
    shown = ReceiptRequest.objects.filter(message__withdrawn_at=None, message__hidden_at=None)
    return shown.select_related("message__topic__network", "message__author")


def _acknowledging() -> QuerySet[Seat]:
    seats: QuerySet[Seat] = Seat.objects.current().with_role(ALLOWED[Action.ACKNOWLEDGE])
    return seats.filter(user__is_active=True, delegation__isnull=False)


def _asked(topic: Topic) -> QuerySet[Delegation]:
    seats = _acknowledging().filter(network__in=topic.networks()).order_by().values("delegation")
    return Delegation.objects.filter(pk__in=seats).order_by("code")


def _speaking(topic: Topic, user: User) -> list[Seat]:
    """Return for each delegation for which `user` acts where the topic appears the seat from which they do."""
    seats = _acknowledging().filter(network__in=topic.networks(), user=user).select_related("delegation")
    return list({seat.delegation_id: seat for seat in seats.order_by("-pk")}.values())


def _no_reminder(message: Message, delegation: Delegation) -> None:
    """Stop reminding the delegation about receipts that it has confirmed."""
    theirs = _acknowledging().filter(network__in=message.topic.networks(), delegation=delegation).values("user")
    reminders = Notification.objects.filter(kind=RECEIPT, message=message, user__in=theirs, seen_at=None)
    events.notify_open_pages(list(reminders.values_list("user", flat=True)))
    reminders.update(seen_at=timezone.now())
