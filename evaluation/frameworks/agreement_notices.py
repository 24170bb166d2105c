"""Notify people whose country is asked for its position on a text, and remind them before the silence period ends."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from evaluation.frameworks.agreement_desk import roll_entries_awaiting, unanswered_roll_entries
from evaluation.models import Consultation, RollEntry
from evaluation.permissions import ALLOWED, Action
from networkapp.models import Notification, Seat
from networkapp.notifications.notices import notify_people, resolve_notices
from networkapp.registry import DeskItem
from networkapp.users import User

ASKED, ENDS_SOON = "framework.positions_asked", "framework.silence_ends_soon"
KINDS = (ASKED, ENDS_SOON)
BEFORE_END = timedelta(days=3)


def notify_countries(consultation: Consultation, *, at: datetime | None = None) -> None:
    """Notify the people who may state the position of a country on the roll, once."""
    _notify(ASKED, consultation, consultation.roll.all(), at)


def remind_of_silence(*, now: datetime) -> int:
    """Remind people who may speak for a country that has not responded, once, three days before silence ends."""
    running = Consultation.objects.filter(ended_at=None, due_at__gt=now, due_at__lte=now + BEFORE_END)
    return sum(
        _notify(ENDS_SOON, consultation, unanswered_roll_entries().filter(consultation=consultation), now)
        for consultation in running.select_related("framework__network")
    )


def resolve_position_notices(consultation: Consultation, *, entry: RollEntry | None = None) -> None:
    """Mark the notices as resolved for everybody; or, if a country has responded, for the people of this country."""
    people = None if entry is None else _speakers(consultation, RollEntry.objects.filter(pk=entry.pk))
    for kind in KINDS:
        resolve_notices(kind=kind, key=str(consultation.pk), people=people)


def render_notices(*, user: User, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """Return by primary key what is asked of `user` now, in the words of the desk."""
    items = {str(entry.consultation_id): item for entry, item in roll_entries_awaiting(user)}
    return {one.pk: items[one.key] for one in notifications if one.kind in KINDS and one.key in items}


def _notify(kind: str, consultation: Consultation, roll: QuerySet[RollEntry], at: datetime | None) -> int:
    network, people = consultation.framework.network, _speakers(consultation, roll)
    return notify_people(network=network, kind=kind, key=str(consultation.pk), people=people, at=at)


def _speakers(consultation: Consultation, roll: QuerySet[RollEntry]) -> set[int]:
    """Return the people (primary keys) who may state the position of these countries today."""
    seats = Seat.objects.current().filter(network=consultation.framework.network_id, user__is_active=True)
    speaking = seats.with_role(ALLOWED[Action.STATE_POSITION]).filter(delegation__in=roll.values("delegation"))
    return set(speaking.order_by().values_list("user", flat=True))
