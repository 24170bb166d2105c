"""Notify the delegations on the roll of a procedure and the leading seats of the network, at once and by the clock.

Notifications contain no position: positions are on the page, for the people who can see them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networkapp.decisions.models import DateAnswer, PositionAct, Procedure, ProcedureKind, ProcedureResult, RollEntry
from networkapp.decisions.procedures.outcomes import clock_of
from networkapp.models import Capacity, Notification, Seat
from networkapp.models.translations import LocalText, format_mixed
from networkapp.notifications.notices import notify_people, resolve_notices
from networkapp.permissions import ALLOWED, Action
from networkapp.registry import DeskItem
from networkapp.users import User

OPENED, ENDED, REMINDED = "procedure.opened", "procedure.ended", "procedure.reminder"
EXTENDED, STOPPED, RESUMED = "procedure.extended", "procedure.clock_stopped", "procedure.clock_resumed"
BY_SUBSTITUTE = "procedure.stated_by_substitute"
NOTICES = (OPENED, ENDED, REMINDED, EXTENDED, STOPPED, RESUMED, BY_SUBSTITUTE)
CHANGES = (ENDED, EXTENDED, STOPPED, RESUMED)
"""The kinds of event after which an open page shows something else; positions come on top."""
OPEN_PROCEDURE_NOTICES = (OPENED, REMINDED, EXTENDED, STOPPED, RESUMED)
REMINDER_LEAD_TIME = timedelta(days=1)
KINDS_WITH_REMINDER = (ProcedureKind.WRITTEN, ProcedureKind.SENSE_CHECK, ProcedureKind.DATE_POLL)


def people_acting_for(procedure: Procedure, delegations: Iterable[int]) -> set[int]:
    """Return the people (primary keys) who act for one of these delegations in the network today, or draft for it."""
    seats = Seat.objects.current().filter(network=procedure.network_id, delegation__in=delegations)
    able = seats.filter(user__is_active=True, capacity__in=ALLOWED[Action.PREPARE_POSITION])
    return set(able.order_by().values_list("user", flat=True))


def notify_delegations(procedure: Procedure, kind: str, *, key: str, except_user: Any = None) -> None:
    """Notify all delegations on the roll and the leading seats of the network, except the person who acted."""
    people = people_acting_for(procedure, procedure.roll.values_list("delegation", flat=True))
    reading = Seat.objects.current().filter(network=procedure.network_id, user__is_active=True)
    # Who leads by an office, and reads nothing, hears nothing.
    leading = reading.with_role(ALLOWED[Action.OPEN_PROCEDURE]).with_role(ALLOWED[Action.READ])
    people |= set(leading.order_by().values_list("user", flat=True))
    notify_people(network=procedure.network, kind=kind, key=key, people=people - {getattr(except_user, "pk", None)})


def notify_members_of_substitute(act: PositionAct) -> None:
    """Notify the members of the delegation that their substitute has stated a position, which their page shows."""
    if act.capacity != Capacity.SUBSTITUTE:
        return
    procedure = act.entry.procedure
    seats = Seat.objects.current().filter(network=procedure.network_id, delegation=act.entry.delegation_id)
    members = seats.filter(user__is_active=True, capacity=Capacity.MEMBER).exclude(user=act.stated_by_id)
    people = set(members.order_by().values_list("user", flat=True))
    notify_people(network=procedure.network, kind=BY_SUBSTITUTE, key=f"{procedure.pk}-{act.pk}", people=people)


def resolve_open_procedure_notices(procedure: Procedure) -> None:
    """Mark the notifications sent while the procedure was open as no longer new."""
    for kind in OPEN_PROCEDURE_NOTICES:
        keys = Notification.objects.filter(kind=kind, network=procedure.network_id, seen_at=None)
        for key in set(keys.filter(_notices_of(procedure)).values_list("key", flat=True)):
            resolve_notices(kind=kind, key=key)


def resolve_reminder(procedure: Procedure, delegation: int) -> None:
    """Stop reminding the members of a delegation that has stated a position."""
    resolve_notices(kind=REMINDED, key=str(procedure.pk), people=people_acting_for(procedure, [delegation]))


def send_reminders(*, now: datetime) -> int:
    """Remind delegations without a position a day before a procedure closes; return the number of procedures.

    Once, and again where the expiry was put off. What was opened less than a day before needs no reminder.
    """
    near = Procedure.objects.unrecorded().filter(
        kind__in=KINDS_WITH_REMINDER, reminded_at=None, expires_at__lte=now + REMINDER_LEAD_TIME
    )
    return sum(_send_reminder(procedure, now) for procedure in near.select_related("network").prefetch_related("stops"))


def render_notices(*, user: User, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """Return by primary key the texts of those of our notices that are still valid and for `user`."""
    by_key = {one.pk: int(one.key.partition("-")[0]) for one in notifications}
    readable = Procedure.objects.where(user, may=Action.READ).filter(pk__in=by_key.values())
    known = {
        found.pk: found
        for found in readable.select_related("network", "broken_by").prefetch_related("stops", "extensions")
    }
    items: dict[int, DeskItem] = {}
    stated = _positions_by_substitutes(user, notifications)
    for one in notifications:
        procedure = known.get(by_key[one.pk])
        if procedure is None:
            continue
        if one.kind == BY_SUBSTITUTE:
            if one.pk in stated:
                items[one.pk] = _substitute_notice(procedure, one, stated[one.pk])
        elif (one.kind == ENDED) == bool(procedure.result):
            items[one.pk] = _ended_notice(procedure, one) if one.kind == ENDED else _open_notice(procedure, one)
    return items


@transaction.atomic
def _send_reminder(procedure: Procedure, now: datetime) -> int:
    closes = clock_of(procedure).closes_at()
    if closes is None or not procedure.opened_at <= closes - REMINDER_LEAD_TIME <= now < closes:
        return 0
    if not Procedure.objects.filter(pk=procedure.pk, reminded_at=None).update(reminded_at=now):
        return 0
    people = people_acting_for(procedure, delegations_without_position(procedure))
    notify_people(network=procedure.network, kind=REMINDED, key=str(procedure.pk), people=people, at=now)
    return 1


def delegations_without_position(procedure: Procedure) -> list[int]:
    """Return the delegations on the roll without a position, by primary key."""
    spoke = Exists(PositionAct.objects.filter(entry=OuterRef("pk"))) | Exists(
        DateAnswer.objects.filter(entry=OuterRef("pk"))
    )
    return list(RollEntry.objects.filter(~Q(spoke), procedure=procedure).values_list("delegation", flat=True))


def _notices_of(procedure: Procedure) -> Q:
    return Q(key=str(procedure.pk)) | Q(key__startswith=f"{procedure.pk}-")


def _open_notice(procedure: Procedure, notice: Notification) -> DeskItem:
    kind = procedure.get_kind_display()
    words: Mapping[str, tuple[str, str]] = {
        OPENED: (_("Opened: %(kind)s, %(title)s"), _("New procedure")),
        REMINDED: (_("Respond for your delegation: %(title)s"), _("Respond to a procedure")),
        EXTENDED: (_("Deadline extended: %(title)s"), _("Procedure deadline extended")),
        STOPPED: (_("Deadline paused: %(title)s"), _("Procedure deadline paused")),
        RESUMED: (_("Deadline resumed: %(title)s"), _("Procedure deadline resumed")),
    }
    title, email_title = words[notice.kind]
    return DeskItem(
        title=format_mixed(title, kind=kind, title=LocalText(procedure.title, "")),
        email_title=email_title,
        detail=procedure.network.local_name,
        url=procedure.get_absolute_url(),
        deadline=clock_of(procedure).closes_at(),
        since=notice.notified_at,
        key=f"{notice.kind}-{notice.key}",
    )


def _positions_by_substitutes(user: User, notifications: Sequence[Notification]) -> dict[int, PositionAct]:
    """Return by notification what a substitute stated for a delegation for which `user` still acts; one query at
    most."""
    acts = {int(one.key.partition("-")[2]): one.pk for one in notifications if one.kind == BY_SUBSTITUTE}
    if not acts:
        return {}
    seats = Seat.objects.current().filter(
        user=user,
        network=OuterRef("entry__procedure__network"),
        delegation=OuterRef("entry__delegation"),
        capacity__in=ALLOWED[Action.PREPARE_POSITION],
    )
    found = PositionAct.objects.filter(Exists(seats), pk__in=acts).select_related("stated_by", "entry__delegation")
    return {acts[act.pk]: act for act in found}


def _substitute_notice(procedure: Procedure, notice: Notification, act: PositionAct) -> DeskItem:
    words = _("%(person)s, your substitute, recorded the position of %(code)s: %(title)s")
    fields = {"person": str(act.stated_by), "code": act.entry.delegation.code, "title": LocalText(procedure.title, "")}
    return DeskItem(
        title=format_mixed(words, **fields),
        email_title=_("Your substitute recorded a position"),
        detail=procedure.network.local_name,
        url=procedure.get_absolute_url(),
        since=notice.notified_at,
        key=f"{notice.kind}-{notice.key}",
    )


def _ended_notice(procedure: Procedure, notice: Notification) -> DeskItem:
    words = f"{capfirst(procedure.get_result_display())}: %(title)s"
    if procedure.result == ProcedureResult.BROKEN:
        words = _("Silence broken by %(delegation)s: %(title)s")
    broken_by = procedure.broken_by.code if procedure.broken_by else ""
    return DeskItem(
        title=format_mixed(words, title=LocalText(procedure.title, ""), delegation=broken_by),
        email_title=_("A procedure has ended"),
        detail=procedure.network.local_name,
        url=procedure.get_absolute_url(),
        since=notice.notified_at,
        key=f"{notice.kind}-{notice.key}",
    )
