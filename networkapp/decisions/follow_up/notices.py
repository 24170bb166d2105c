"""Notify delegations of follow-up and remind them before its due date; the items of their desks."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from networkapp.decisions.models import FollowUp, FollowUpState
from networkapp.models import Notification, Seat
from networkapp.models.translations import LocalText, format_mixed, join_mixed
from networkapp.notifications.notices import notify_people, resolve_notices
from networkapp.permissions import ALLOWED, Action
from networkapp.registry import DeskItem
from networkapp.users import User

ASKED, DUE_SOON = "follow_up.asked", "follow_up.due_soon"
KINDS = (ASKED, DUE_SOON)
REMINDER_LEAD_TIME = timedelta(days=7)
OPEN = (FollowUpState.OPEN, FollowUpState.UNDER_WAY)


def notify_follow_ups_opened(made: Sequence[FollowUp]) -> None:
    """Notify the people who state for the delegations, once for each task."""
    for follow_up in made:
        _notify(ASKED, follow_up)


def resolve_reminders(follow_up: FollowUp) -> None:
    """Mark the notifications as resolved: the delegation has reported."""
    for kind in KINDS:
        resolve_notices(kind=kind, key=str(follow_up.pk))


def send_reminders(*, now: datetime) -> int:
    """Remind people once, a week before the due date, if their delegation has not done it; return the number."""
    last_day = (now + REMINDER_LEAD_TIME).date()
    due = FollowUp.objects.filter(state__in=OPEN, reminded_at=None, due_on__lte=last_day)
    return sum(_send_reminder(follow_up, now) for follow_up in due.select_related("decision__network", "delegation"))


def open_follow_ups_for(user: User) -> QuerySet[FollowUp]:
    """Return the open follow-up of the delegations for which `user` can report."""
    here = {"network": OuterRef("decision__network"), "delegation": OuterRef("delegation")}
    seats = Seat.objects.current().filter(user=user, user__is_active=True, **here).with_role(ALLOWED[Action.STATE])
    waiting = FollowUp.objects.filter(Exists(seats), state__in=OPEN)
    return waiting.select_related("decision__network", "delegation").order_by("due_on", "pk")


def desk_items(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items for follow-up that decisions ask of the reader's delegations, with due dates."""
    for follow_up in open_follow_ups_for(user):
        yield _desk_item(follow_up)


def render_notices(*, user: User, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """Return by primary key the open tasks of `user`, in the words of the desk."""
    items = {str(follow_up.pk): _desk_item(follow_up) for follow_up in open_follow_ups_for(user)}
    return {one.pk: items[one.key] for one in notifications if one.kind in KINDS and one.key in items}


def _desk_item(follow_up: FollowUp) -> DeskItem:
    words = _("Report on a follow-up (%(delegation)s): %(task)s")
    return DeskItem(
        title=format_mixed(words, delegation=follow_up.delegation.label, task=LocalText(follow_up.task, "")),
        email_title=_("Your delegation has a task from a decision"),
        detail=join_mixed(
            LocalText(str(follow_up.decision), follow_up.decision.language), follow_up.decision.network.local_name
        ),
        url=follow_up.get_absolute_url(),
        deadline=follow_up.due_at,
        key=f"follow-up-{follow_up.pk}",
    )


@transaction.atomic
def _send_reminder(follow_up: FollowUp, now: datetime) -> int:
    taken = FollowUp.objects.filter(pk=follow_up.pk, reminded_at=None).update(reminded_at=now)
    if taken:
        _notify(DUE_SOON, follow_up, at=now)
    return taken


def _notify(kind: str, follow_up: FollowUp, *, at: datetime | None = None) -> None:
    network = follow_up.decision.network
    seats = Seat.objects.current().filter(network=network, delegation=follow_up.delegation, user__is_active=True)
    people = set(seats.with_role(ALLOWED[Action.STATE]).order_by().values_list("user", flat=True))
    notify_people(network=network, kind=kind, key=str(follow_up.pk), people=people, at=at)
