"""The status of a parliamentary question, who acts for it, and the record of its steps; every write of questions and
answers uses this."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.errors import NotAllowed, Refused
from networkapp.inquiries.models import CAST_TRANSITIONS, CaseState, CaseStep, Inquiry, ParliamentCase
from networkapp.models import Capacity, Delegation, Seat
from networkapp.networks.queries.seats import permitted_seat
from networkapp.permissions import ALLOWED, OF_A_DELEGATION, Action
from networkapp.users import User

Kind = CaseStep.Kind
EVENTS = {kind: f"cast.{kind.value}" for kind in Kind}
ACTING_ROLES = OF_A_DELEGATION & ALLOWED[Action.INQUIRE]


def local_date(*, delegation: Delegation) -> date:
    """Return the current date in the capital of the delegation."""
    return timezone.localdate(timezone=ZoneInfo(delegation.time_zone))


def state_at_day(*, case: ParliamentCase, today: date) -> CaseState:
    """Return its status on this day, whether or not the clock has recorded it."""
    state = CaseState(case.state)
    lapsed = state == CaseState.TABLED and case.lapses_on is not None and today > case.lapses_on
    return CaseState.LAPSED if lapsed else state


def acting_seat(*, inquiry: Inquiry, delegation: Delegation, user: User) -> Seat | None:
    """Return the seat from which `user` acts for this parliament: of its delegation, or of people who manage
    inquiries."""
    own_seats = Seat.objects.current().filter(network=inquiry.network_id, user=user, user__is_active=True)
    own = own_seats.filter(delegation=delegation, capacity__in=ACTING_ROLES).select_related("delegation")
    seats: list[Seat] = list(own)
    if seats:
        order = list(Capacity.values)
        return min(seats, key=lambda seat: (order.index(seat.capacity), seat.pk))
    return permitted_seat(network=inquiry.network, user=user, action=Action.KEEP_INQUIRIES)


def require_acting_seat(*, inquiry: Inquiry, delegation: Delegation, user: User) -> Seat:
    """Return the result of `acting_seat`; NotAllowed if there is none."""
    seat = acting_seat(inquiry=inquiry, delegation=delegation, user=user)
    if seat is None:
        raise NotAllowed(Action.INQUIRE)
    return seat


def lock_case(*, case: ParliamentCase) -> ParliamentCase:
    """Return the case with its row locked until the transaction ends."""
    found = ParliamentCase.objects.select_for_update(of=("self",)).select_related(
        "inquiry__network", "delegation", "instrument", "follows"
    )
    locked: ParliamentCase = found.get(pk=case.pk)
    return locked


def set_state(*, case: ParliamentCase, state: CaseState) -> None:
    """Set the status of the question. Raises ValueError for a move that CAST_TRANSITIONS does not have."""
    if state == case.state:
        return
    if state not in CAST_TRANSITIONS[CaseState(case.state)]:
        raise ValueError(f"{case.state} > {state}")
    case.state = state
    case.save(update_fields=["state"])


def record_step(
    *,
    case: ParliamentCase,
    kind: CaseStep.Kind,
    seat: Seat | None,
    user: User | None,
    words: str = "",
    facts: Mapping[str, Any] | None = None,
    alone: bool | None = None,
) -> None:
    """Record it in the steps of the question and in the log; for its delegation alone while it is not tabled, or if
    requested."""
    case.steps.create(kind=kind, words=words, facts=dict(facts or {}), seat=seat, done_by=user)
    narrow = case.tabled_on is None if alone is None else alone
    payload = {"inquiry": case.inquiry_id, "cast": case.pk}
    whose = case.delegation if narrow else None
    events.record(case.inquiry.network, EVENTS[kind], payload, actor=user, delegation=whose)


def require_released(*, case: ParliamentCase, user: User) -> None:
    """Check that a member has approved the form, or that `user` can table it without approval.

    Refused: `not_released`.
    """
    if case.released_at is None and not can_skip_release(case=case, user=user):
        raise Refused("not_released", _("A member of the delegation must approve the question first."))


def can_skip_release(*, case: ParliamentCase, user: User) -> bool:
    """Return whether `user` can table a form that no member has approved yet.

    A member or substitute of the delegation can: tabling it approves it. People who manage the inquiries can if the
    network allows it (`Network.tables_unreleased`).
    """
    network = case.inquiry.network
    seat = permitted_seat(network=network, user=user, action=Action.RELEASE)
    if seat is not None and seat.delegation_id == case.delegation_id:
        return True
    manages = permitted_seat(network=network, user=user, action=Action.KEEP_INQUIRIES) is not None
    return network.tables_unreleased and manages
