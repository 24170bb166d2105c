"""Notify members that a delegation is suspended, has withdrawn, or takes part again.

This is the one notice that members of a suspended delegation get after its day: it says why the others stop.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networkapp.models import Network, Notification, ParticipationKind, ParticipationRecord, Seat
from networkapp.models.translations import format_mixed
from networkapp.notifications.notices import notify_people, resolve_notices
from networkapp.permissions import ALLOWED, Action
from networkapp.registry import DeskItem
from networkapp.users import User

PARTICIPATION = "participation.recorded"


def notify_of_participation(record: ParticipationRecord, *, user: User) -> None:
    """Notify all who hold a seat for the delegation, and all who can list the seats of the network, except `user`."""
    seats = Seat.objects.in_term().filter(network=record.network_id, user__is_active=True)
    own = seats.filter(delegation=record.delegation_id)
    reading = Seat.objects.current().filter(network=record.network_id, user__is_active=True)
    others = reading.with_role(ALLOWED[Action.LIST_SEATS])
    people = {pk for holders in (own, others) for pk in holders.order_by().values_list("user", flat=True)} - {user.pk}
    notify_people(network=record.network, kind=PARTICIPATION, key=str(record.pk), people=people)


def resolve_participation_notice(record: ParticipationRecord) -> None:
    """Mark the notifications about a record that was corrected as resolved."""
    resolve_notices(kind=PARTICIPATION, key=str(record.pk))


def render_notices(*, user: User, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """Return by primary key the texts of those about records in force, for people with a seat in their network."""
    keys = {one.pk: int(one.key) for one in notifications}
    mine = list(Seat.objects.in_term().filter(user=user).values_list("network", "delegation"))
    listing = set(
        Seat.objects.current().filter(user=user).with_role(ALLOWED[Action.LIST_SEATS]).values_list("network", flat=True)
    )
    records = ParticipationRecord.objects.in_force().filter(pk__in=keys.values())
    shown = {
        record.pk: record
        for record in records.select_related("network", "delegation")
        if record.network_id in listing or (record.network_id, record.delegation_id) in mine
    }
    return {
        one.pk: _item(shown[keys[one.pk]], one, lists=shown[keys[one.pk]].network_id in listing)
        for one in notifications
        if keys[one.pk] in shown
    }


def _item(record: ParticipationRecord, notice: Notification, *, lists: bool) -> DeskItem:
    words: Mapping[str, str] = {
        ParticipationKind.SUSPENDED: _("%(delegation)s: delegation suspended from %(day)s"),
        ParticipationKind.WITHDRAWN: _("%(delegation)s: delegation withdraws from %(day)s"),
        ParticipationKind.RETURNED: _("%(delegation)s: delegation takes part again from %(day)s"),
    }
    values: dict[str, Any] = {"delegation": record.delegation.label, "day": date_format(record.from_day, "DATE_FORMAT")}
    title = format_mixed(words[record.kind], **values)
    is_public = record.network.visibility == Network.Visibility.PUBLIC
    page = reverse("networkapp:participation", args=[record.network.slug]) if lists else reverse("networkapp:own_seats")
    return DeskItem(
        title=title,
        email_title=str(title) if is_public else _("Participation of a delegation"),
        detail=record.network.local_name,
        url=page,
        since=notice.notified_at,
        key=f"{notice.kind}-{notice.key}",
    )
