"""Seats: who is given one, for how long, and what follows from its beginning and its end."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Case, Exists, F, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.editing.group_rights import ROLES_THAT_EDIT, group_name, sync_group_permissions
from networkapp.errors import Refused
from networkapp.models import Capacity, Delegation, Network, Office, ParticipationRecord, Seat, SeatOffice
from networkapp.networks.queries.participation import participation_changes_at, require_participating
from networkapp.permissions import VOICES, Action, Role
from networkapp.signals import seat_changed
from networkapp.users import User

WITHOUT_DELEGATION = frozenset({Capacity.SECRETARIAT, Capacity.EXPERT, Capacity.OBSERVER})
RANKS = [When(capacity=capacity, then=rank) for rank, capacity in enumerate(Capacity)]
OFFICES_OF_A_VOICE = frozenset({Office.CHAIR, Office.VICE_CHAIR, Office.RAPPORTEUR})


@transaction.atomic
def grant_seat(
    *,
    user: User,
    network: Network,
    capacity: Capacity,
    delegation: Delegation | None = None,
    organisation: str = "",
    offices: Iterable[Office] = (),
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    by: User | None = None,
) -> Seat:
    """Give `user` the seat for its term, with its rights.

    Asks for no permission: the caller has done so. Refused: what `check_seat` and `check_offices` refuse, and
    `seat_held`, if they hold the same seat already.
    """
    begins, office_names = starts_at or timezone.now(), set(offices)
    check_seat(network=network, capacity=capacity, delegation=delegation, starts_at=begins, ends_at=ends_at)
    check_offices(capacity=capacity, offices=office_names)
    same = Seat.objects.filter(user=user, network=network, capacity=capacity, delegation=delegation)
    if same.not_ended().exists():
        raise Refused("seat_held", _("This person already holds this seat."))
    seat = Seat.objects.create(
        user=user,
        network=network,
        capacity=capacity,
        delegation=delegation,
        organisation=organisation,
        starts_at=begins,
        ends_at=ends_at,
    )
    SeatOffice.objects.bulk_create(SeatOffice(seat=seat, office=office) for office in sorted(office_names))
    _follow(seat, events.SEAT_GRANTED, by)
    return seat


def check_seat(
    *,
    network: Network,
    capacity: Capacity,
    delegation: Delegation | None,
    starts_at: datetime,
    ends_at: datetime | None,
) -> None:
    """Check that a seat with this role and delegation is possible.

    Refused: `delegation_missing`, `delegation_elsewhere` (it does not take part in the network), `delegation_absent`
    (it is suspended or has withdrawn when the seat begins), and what `check_term` refuses.
    """
    if delegation is None and capacity not in WITHOUT_DELEGATION:
        raise Refused("delegation_missing", _("Choose a delegation for this role."), field="delegation")
    if delegation is not None and not network.delegations.filter(pk=delegation.pk).exists():
        raise Refused(
            "delegation_elsewhere", _("This delegation does not take part in the network."), field="delegation"
        )
    if delegation is not None:
        begins = max(starts_at, timezone.now())
        require_participating(network=network, delegation=delegation, at=begins)
    check_term(starts_at=starts_at, ends_at=ends_at)


def check_term(*, starts_at: datetime, ends_at: datetime | None) -> None:
    """Check that a seat can have this term. Refused: `term_backwards`, `term_over`."""
    if ends_at is not None and ends_at <= starts_at:
        raise Refused("term_backwards", _("The end of the term must be after the start."), field="ends_on")
    if ends_at is not None and ends_at <= timezone.now():
        raise Refused("term_over", _("The end of the term must be in the future."), field="ends_on")


def check_offices(*, capacity: Capacity, offices: Iterable[Office]) -> None:
    """Check that a seat of this capacity can hold these offices.

    Refused `office_needs_a_voice`: a network is led, and reported for, by its members and their substitutes.
    """
    if Role(capacity) not in VOICES and not OFFICES_OF_A_VOICE.isdisjoint(offices):
        raise Refused(
            "office_needs_a_voice",
            _("Only members and substitutes can be chair, vice-chair or rapporteur."),
            field="offices",
        )


@transaction.atomic
def end_seat(*, seat: Seat, user: User, at: datetime | None = None) -> None:
    """End the seat now, or at `at`, with its rights, its sockets and its Wagtail groups.

    A seat that has already ended is not changed. NotAllowed without a seat that can invite; Refused
    `last_secretariat`, if nobody would be left who can invite, at the end or when a recorded suspension begins.
    """
    # One end after the other: two who end each other's seats at once would leave nobody.
    Network.objects.select_for_update().get(pk=seat.network_id).require(user, Action.INVITE)
    locked, now = Seat.objects.select_for_update().get(pk=seat.pk), timezone.now()
    if locked.ends_at is not None and locked.ends_at <= now:
        return
    ends = max(at or now, now)
    _keep_a_secretariat(locked, ends)
    locked.ends_at = ends
    locked.starts_at = min(locked.starts_at, ends)
    locked.end_recorded_at = None if ends > now else now
    locked.save(update_fields=["starts_at", "ends_at", "end_recorded_at"])
    _follow(locked, events.SEAT_CHANGED if ends > now else events.SEAT_ENDED, user)


def _keep_a_secretariat(seat: Seat, ends: datetime) -> None:
    """Refuse to leave no other seat: at the end, or at a later moment of its term when a recorded suspension begins."""
    if seat.capacity != Capacity.SECRETARIAT:
        return
    others = Seat.objects.filter(network=seat.network, capacity=Capacity.SECRETARIAT, user__is_active=True)
    recorded = participation_changes_at(network=seat.network)
    later = [at for at in recorded if at > ends and (seat.ends_at is None or at < seat.ends_at)]
    if any(not others.exclude(pk=seat.pk).current(at).exists() for at in (ends, *later)):
        raise Refused(
            "last_secretariat",
            _("This is the network’s only secretariat seat. Give a secretariat seat to someone else first."),
        )


@transaction.atomic
def change_term(*, seat: Seat, ends_at: datetime | None, user: User) -> None:
    """Change when a current or future seat ends, or let it have no fixed end. Its beginning stays.

    The end that it already has changes nothing. NotAllowed without a seat that may invite; Refused `seat_ended`,
    `term_over` (to end a seat now is `end_seat`) and `term_backwards`.
    """
    seat.network.require(user, Action.INVITE)
    locked = Seat.objects.select_for_update().get(pk=seat.pk)
    _refuse_the_ended(locked)
    check_term(starts_at=locked.starts_at, ends_at=ends_at)
    if locked.ends_at == ends_at:
        return
    locked.ends_at = ends_at
    locked.save(update_fields=["ends_at"])
    _follow(locked, events.SEAT_CHANGED, user)


@transaction.atomic
def change_offices(*, seat: Seat, offices: Iterable[Office], user: User) -> None:
    """Replace the offices of the seat with exactly these.

    NotAllowed without a seat that may invite; Refused `seat_ended`, and what `check_offices` refuses.
    """
    seat.network.require(user, Action.INVITE)
    wanted = set(offices)
    _refuse_the_ended(Seat.objects.select_for_update().get(pk=seat.pk))
    check_offices(capacity=Capacity(seat.capacity), offices=wanted)
    seat.offices.exclude(office__in=wanted).delete()
    known = set(seat.offices.values_list("office", flat=True))
    SeatOffice.objects.bulk_create(SeatOffice(seat=seat, office=office) for office in sorted(wanted - known))
    _follow(seat, events.SEAT_CHANGED, user)


def _refuse_the_ended(seat: Seat) -> None:
    if seat.ends_at is not None and seat.ends_at <= timezone.now():
        raise Refused("seat_ended", _("This seat has ended. Invite the person to a new seat."))


def record_ended_seats(*, now: datetime) -> int:
    """Record every seat whose term has ended in the log of its network, once; return the number recorded.

    Its rights ended at that moment by themselves: this only records it.
    """
    over = Seat.objects.filter(ends_at__lte=now, end_recorded_at__isnull=True)
    return sum(_record_end(seat, now) for seat in over.select_related("network", "user"))


@transaction.atomic
def _record_end(seat: Seat, now: datetime) -> bool:
    recorded = bool(Seat.objects.filter(pk=seat.pk, end_recorded_at__isnull=True).update(end_recorded_at=now))
    if recorded:
        _follow(seat, events.SEAT_ENDED, None)
    return recorded


@transaction.atomic
def sync_groups(*, user: User | None = None) -> int:
    """Bring Wagtail's groups of `user`, or of everybody, in line with the editing roles held now.

    Returns the number of changes. Groups of the host stay as they are, and superusers are left out because they are
    allowed everything.
    """
    model = get_user_model()
    membership: Any = model._meta.get_field("groups").remote_field.through
    person = model._meta.get_field("groups").m2m_field_name()
    concerned = Q() if user is None else Q(**{person: user.pk})
    ours = {group_name(network=network, role=role): network for network, role in _editing()}
    there = membership.objects.filter(concerned, group__name__in=ours, **{f"{person}__is_superuser": False})
    present = {(row[1], row[2]): row[0] for row in there.values_list("pk", person, "group__name")}
    wanted = _members_wanted(user)
    membership.objects.filter(pk__in=[pk for key, pk in present.items() if key not in wanted]).delete()
    missing = wanted - present.keys()
    groups = _groups({name: ours[name] for _person, name in missing})
    membership.objects.bulk_create(
        (membership(**{f"{person}_id": who, "group": groups[name]}) for who, name in missing), ignore_conflicts=True
    )
    return len(missing) + len(present.keys() - wanted)


def sync_groups_of_ended_seats(*, user: User) -> None:
    """Update Wagtail's groups of `user` if a seat of theirs has ended, or its delegation no longer takes part, and the
    clock has not run since."""
    now = timezone.now()
    absences = ParticipationRecord.objects.absences(now).of_row(network="network", delegation="delegation")
    unseen = Exists(absences.filter(effect_recorded_at__isnull=True))
    if Seat.objects.filter(unseen | Q(ends_at__lte=now, end_recorded_at__isnull=True), user=user).exists():
        sync_groups(user=user)


def _editing() -> Iterable[tuple[Network, Role]]:
    return ((network, role) for network in Network.objects.all() for role in ROLES_THAT_EDIT)


def _members_wanted(user: User | None) -> set[tuple[Any, str]]:
    seats = Seat.objects.current().filter(user__is_superuser=False).with_role(ROLES_THAT_EDIT)
    current = (seats if user is None else seats.filter(user=user)).select_related("network").prefetch_related("offices")
    return {
        (seat.user_id, group_name(network=seat.network, role=role))
        for seat in current
        for role in {Role(seat.capacity), *(Role(row.office) for row in seat.offices.all())}
        if role in ROLES_THAT_EDIT
    }


def _groups(networks: dict[str, Network]) -> dict[str, Group]:
    """Return the groups of these names; those of a network that had none are made with the rights of their office."""
    known = {group.name: group for group in Group.objects.filter(name__in=networks)}
    for network in {networks[name] for name in networks.keys() - known.keys()}:
        sync_group_permissions(network=network)
    return {group.name: group for group in Group.objects.filter(name__in=networks)} if networks else known


def seats_of(*, network: Network, absent: bool = False) -> QuerySet[Seat]:
    """Return the current seats of the network by delegation and role, with what a list of them shows.

    If `absent`, also those of delegations that are suspended or have withdrawn.
    """
    seats: QuerySet[Seat] = (
        (Seat.objects.in_term() if absent else Seat.objects.current())
        .filter(network=network)
        .select_related("delegation", "user")
        .prefetch_related("offices")
        .order_by(F("delegation__code").asc(nulls_last=True), Case(*RANKS), "user_id", "pk")
    )
    return seats


def _follow(seat: Seat, kind: str, user: User | None) -> None:
    events.record(seat.network, kind, {"seat": seat.pk, "user": seat.user_id}, actor=user)
    events.notify_open_pages([seat.user_id])
    sync_groups(user=seat.user)
    transaction.on_commit(partial(seat_changed.send, sender=Seat, seat=seat))
