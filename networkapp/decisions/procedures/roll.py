"""The roll of a procedure: which delegations can vote in it, fixed at opening, and who acts for each today.

A delegation that joins the network later is not on it; one that leaves stays on it, with its position. One that is
suspended, or withdraws, stays on it and is not counted. A person who holds a voting seat of it in the network at this
moment acts for it, so that a successor can vote.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.decisions.models import Procedure, ProcedureKind, RollEntry
from networkapp.errors import NotAllowed
from networkapp.meetings.models import Attendance
from networkapp.models import Delegation, Network, ParticipationRecord, Seat
from networkapp.networks.queries.delegations import delegation_label
from networkapp.networks.queries.seats import strongest_seat
from networkapp.permissions import ALLOWED, VOICES, Action
from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class VotingSeat:
    """A delegation on the roll, and the seat from which somebody acts for it."""

    entry: RollEntry
    seat: Seat


def voting_delegations(network: Network) -> QuerySet[Delegation]:
    """Return the delegations that take part in the network, and those with a voting seat in it today; by code.

    A parliament whose chambers take part is left out: each chamber has a vote of its own. So are delegations that are
    suspended or have withdrawn.
    """
    seated = voting_seats_in(network, timezone.now()).filter(delegation=OuterRef("pk"))
    all_taking_part = network.delegations.through.objects.filter(network=network)
    taking_part = all_taking_part.filter(delegation=OuterRef("pk"))
    by_chamber = all_taking_part.filter(delegation__parliament=OuterRef("pk"))
    found = Delegation.objects.filter(Q(Exists(taking_part)) | Q(Exists(seated)))
    absences = ParticipationRecord.objects.absences().filter(network=network, delegation=OuterRef("pk"))
    return found.exclude(Exists(by_chamber)).exclude(Exists(absences)).order_by("code")


def voting_seats_in(network: Network, at: datetime) -> QuerySet[Seat]:
    """Return the voting seats that are currently held in the network, from an active account."""
    seats: QuerySet[Seat] = Seat.objects.current(at).filter(network=network, capacity__in=VOICES)
    return seats.filter(delegation__isnull=False, user__is_active=True).order_by("delegation", "capacity", "pk")


def freeze_roll(procedure: Procedure, at: datetime) -> None:
    """Store the roll: each delegation once, with the seats that can vote for it at `at`, even if there are none."""
    entries = RollEntry.objects.bulk_create(
        RollEntry(procedure=procedure, delegation=delegation) for delegation in voting_delegations(procedure.network)
    )
    by_delegation: dict[int | None, RollEntry] = {entry.delegation_id: entry for entry in entries}
    through = RollEntry.seats.through
    through.objects.bulk_create(
        through(rollentry_id=by_delegation[seat.delegation_id].pk, seat_id=seat.pk)
        for seat in voting_seats_in(procedure.network, at)
        if seat.delegation_id in by_delegation
    )


def voting_seats_of(
    *, procedure: Procedure, user: User, action: Action = Action.TAKE_POSITION
) -> tuple[VotingSeat, ...]:
    """Return the delegations on the roll for which `user` can do `action` today, each with their strongest seat for
    it; by code."""
    current = Seat.objects.current().filter(user=user, user__is_active=True, network=procedure.network_id)
    seats: dict[int | None, list[Seat]] = defaultdict(list)
    for seat in current.with_role(ALLOWED[action]).filter(delegation__isnull=False).select_related("delegation"):
        seats[seat.delegation_id].append(seat)
    entries = procedure.roll.select_related("delegation").order_by("delegation__code")
    found = ((entry, strongest_seat(able=seats[entry.delegation_id], home=procedure.network_id)) for entry in entries)
    return tuple(VotingSeat(entry=entry, seat=seat) for entry, seat in found if seat is not None)


def reason_without_vote(*, procedure: Procedure, user: User) -> str:
    """Return why `user`, who reads the procedure, speaks for no delegation in it, in a sentence."""
    seats = voting_seats_in(procedure.network, timezone.now()).filter(user=user).select_related("delegation")
    delegation = next((seat.delegation for seat in seats), None)
    if delegation is None:
        return _("You cannot vote: only members and substitutes of a delegation can.")
    here = procedure.network.delegations.filter(parliament=delegation)
    if here.exists():
        words = _("Your delegation, %(name)s, is not on this roll because its chambers vote: %(chambers)s.")
        return words % {"name": delegation.label, "chambers": ", ".join(str(one.label) for one in here)}
    words = _("Your delegation, %(name)s, is not on this roll because it joined after the roll was closed.")
    return words % {"name": delegation.label}


def delegations_of(seats: Iterable[VotingSeat]) -> tuple[Delegation, ...]:
    """Return the delegations of these seats, in the same order."""
    return tuple(voice.entry.delegation for voice in seats)


def require_voting_seats(
    *, procedure: Procedure, user: User, action: Action = Action.TAKE_POSITION
) -> tuple[VotingSeat, ...]:
    """Return the delegations on the roll for which `user` can do `action` today; NotAllowed if there are none."""
    voices = voting_seats_of(procedure=procedure, user=user, action=action)
    if not voices:
        raise NotAllowed(action)
    return voices


def require_voting_seat(
    *, procedure: Procedure, user: User, action: Action = Action.TAKE_POSITION, delegation: int | None = None
) -> VotingSeat:
    """Return the delegation on the roll for which `user` can do `action` today: `delegation`, by primary key, or
    their only one.

    NotAllowed if they cannot. Refused: `delegation_label`, if they can for several and have named none.
    """
    voices = require_voting_seats(procedure=procedure, user=user, action=action)
    meant = [voice for voice in voices if delegation in (None, voice.entry.delegation_id)]
    if not meant:
        raise NotAllowed(action)
    if len(meant) > 1:
        raise delegation_label()
    return meant[0]


def roll_at(procedure: Procedure, at: datetime) -> QuerySet[Any]:
    """Return the roll; each entry with `is_away`, whether its delegation does not take part in the network at `at`."""
    absences = ParticipationRecord.objects.absences(at).filter(network=procedure.network_id)
    return procedure.roll.annotate(is_away=Exists(absences.filter(delegation=OuterRef("delegation"))))


@dataclass(frozen=True, kw_only=True)
class RollPresence:
    """The delegations on a roll (by primary key) for which nobody could vote at a moment, and those not counted."""

    absent: frozenset[int]
    not_counted: frozenset[int]


def presence_at(procedure: Procedure, at: datetime) -> RollPresence:
    """Return for which delegations on the roll nobody could vote at that moment, and which are not counted because they
    did not take part in the network.

    At a meeting whose attendance was recorded, those too are absent that took no part in it.
    """
    spoken_for = set(voting_seats_in(procedure.network, at).values_list("delegation", flat=True))
    if procedure.kind == ProcedureKind.MEETING:
        there = Attendance.objects.delegations_at(procedure.meeting_id)
        if there is not None:
            spoken_for &= there
    on_roll = list(roll_at(procedure, at).values_list("delegation", "is_away"))
    return RollPresence(
        absent=frozenset(delegation for delegation, _away in on_roll if delegation not in spoken_for),
        not_counted=frozenset(delegation for delegation, is_away in on_roll if is_away),
    )
