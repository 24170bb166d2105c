"""Seats: who is given one, for how long, and what follows from its beginning and its end."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.domain.handbook_rights import OFFICES_THAT_EDIT, group_name
from networkapp.errors import Refused
from networkapp.models import Capacity, Delegation, Network, Office, Seat, SeatOffice
from networkapp.permissions import Action
from networkapp.signals import seat_changed

GRANTED, ENDED, CHANGED = "seat.granted", "seat.ended", "seat.changed"
WITHOUT_DELEGATION = frozenset({Capacity.SECRETARIAT, Capacity.EXPERT, Capacity.OBSERVER})


@transaction.atomic
def grant_seat(
    *,
    user: Any,
    network: Network,
    capacity: Capacity,
    delegation: Delegation | None = None,
    organisation: str = "",
    offices: Iterable[Office] = (),
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    by: Any = None,
) -> Seat:
    """`user` holds the seat for its term, and its rights with it.

    Refused: what `check_place` refuses, and `seat_held`, where she holds the same seat already.
    """
    begins = starts_at or timezone.now()
    check_place(network=network, capacity=capacity, delegation=delegation, starts_at=begins, ends_at=ends_at)
    same = Seat.objects.filter(user=user, network=network, capacity=capacity, delegation=delegation)
    if same.not_ended().exists():
        raise Refused("seat_held", _("This person holds this seat already."))
    seat = Seat.objects.create(
        user=user,
        network=network,
        capacity=capacity,
        delegation=delegation,
        organisation=organisation,
        starts_at=begins,
        ends_at=ends_at,
    )
    SeatOffice.objects.bulk_create(SeatOffice(seat=seat, office=office) for office in sorted(set(offices)))
    _follow(seat, GRANTED, by)
    return seat


def check_place(
    *,
    network: Network,
    capacity: Capacity,
    delegation: Delegation | None,
    starts_at: datetime,
    ends_at: datetime | None,
) -> None:
    """Nothing, where there can be such a seat.

    Refused: `delegation_missing`, `delegation_elsewhere` (it does not take part in the network), `term_backwards`,
    `term_over`.
    """
    if delegation is None and capacity not in WITHOUT_DELEGATION:
        raise Refused(
            "delegation_missing", _("Say for which delegation: this capacity speaks for one."), field="delegation"
        )
    if delegation is not None and not network.delegations.filter(pk=delegation.pk).exists():
        raise Refused(
            "delegation_elsewhere", _("This delegation does not take part in this network."), field="delegation"
        )
    if ends_at is not None and ends_at <= starts_at:
        raise Refused("term_backwards", _("The term ends before it begins."), field="ends_on")
    if ends_at is not None and ends_at <= timezone.now():
        raise Refused("term_over", _("The term is already over."), field="ends_on")


@transaction.atomic
def end_seat(*, seat: Seat, by: Any) -> None:
    """The seat has ended at this moment; its rights, its sockets and its Wagtail groups end with it.

    A seat that had ended stays as it was. NotAllowed without a seat that may invite; Refused `last_secretariat`,
    where nobody would be left who can invite.
    """
    seat.network.require(by, Action.INVITE)
    locked = Seat.objects.select_for_update().get(pk=seat.pk)
    now = timezone.now()
    if locked.ends_at is not None and locked.ends_at <= now:
        return
    _keep_a_secretariat(locked)
    Seat.objects.filter(pk=seat.pk).update(starts_at=min(locked.starts_at, now), ends_at=now, end_recorded_at=now)
    _follow(Seat.objects.get(pk=seat.pk), ENDED, by)


def _keep_a_secretariat(seat: Seat) -> None:
    others = Seat.objects.current().filter(network=seat.network, capacity=Capacity.SECRETARIAT).exclude(pk=seat.pk)
    if seat.capacity == Capacity.SECRETARIAT and not others.exists():
        raise Refused(
            "last_secretariat", _("This is the network's only secretariat seat. Give somebody else one first.")
        )


@transaction.atomic
def change_offices(*, seat: Seat, offices: Iterable[Office], by: Any) -> None:
    """The holder of the seat holds exactly these offices. NotAllowed without a seat that may invite."""
    seat.network.require(by, Action.INVITE)
    wanted = set(offices)
    seat.offices.exclude(office__in=wanted).delete()
    known = set(seat.offices.values_list("office", flat=True))
    SeatOffice.objects.bulk_create(SeatOffice(seat=seat, office=office) for office in sorted(wanted - known))
    _follow(seat, CHANGED, by)


def record_ended_seats() -> int:
    """Every seat that time has ended is in the log of its network, once; the number recorded now.

    Its rights ended by themselves at the moment itself: this only writes down what the clock decided.
    """
    now = timezone.now()
    over = Seat.objects.filter(ends_at__lte=now, end_recorded_at__isnull=True)
    for seat in over.select_related("network", "user"):
        with transaction.atomic():
            if Seat.objects.filter(pk=seat.pk, end_recorded_at__isnull=True).update(end_recorded_at=now):
                _follow(seat, ENDED, None)
    return len(over)


def record_begun_seats() -> None:
    """Whoever's term has begun since is in the groups of her offices, and whoever's has ended is in none."""
    seated = Seat.objects.filter(offices__office__in=OFFICES_THAT_EDIT).values("user")
    for user in get_user_model()._default_manager.filter(pk__in=seated):
        keep_groups_equal(user=user)


@transaction.atomic
def keep_groups_equal(*, user: Any) -> None:
    """Wagtail's groups of `user` are those of the editing offices she holds today; groups of a host stay."""
    held = SeatOffice.objects.filter(
        seat__in=Seat.objects.current().filter(user=user), office__in=OFFICES_THAT_EDIT
    ).select_related("seat__network")
    wanted = {group_name(network=held_office.seat.network, office=Office(held_office.office)) for held_office in held}
    ours = {
        group_name(network=network, office=office) for network in Network.objects.all() for office in OFFICES_THAT_EDIT
    }
    present = set(user.groups.filter(name__in=ours).values_list("name", flat=True))
    user.groups.remove(*Group.objects.filter(name__in=present - wanted))
    for name in wanted - present:
        user.groups.add(Group.objects.get_or_create(name=name)[0])


def seats_of(*, network: Network) -> QuerySet[Seat]:
    """The seats held in the network today, by delegation and capacity, with what showing them needs."""
    seats: QuerySet[Seat] = (
        Seat.objects.current()
        .filter(network=network)
        .select_related("delegation", "user")
        .prefetch_related("offices")
        .order_by("delegation__code", "capacity", "pk")
    )
    return seats


def _follow(seat: Seat, kind: str, by: Any) -> None:
    events.record(seat.network, kind, {"seat": seat.pk, "user": seat.user_id}, actor=by)
    keep_groups_equal(user=seat.user)
    transaction.on_commit(partial(seat_changed.send, sender=Seat, seat=seat))
