"""Collect the items of a desk; each source is asked only about readers for whom it can have something."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import registry
from networkapp.models import Seat, is_open
from networkapp.permissions import Role
from networkapp.registry import DeskItem, DeskSource
from networkapp.users import AnyUser, User

TERM_WARNING = timedelta(days=30)


def current_seats_of(user: User) -> tuple[Seat, ...]:
    """Return the current seats of `user` with their offices; two queries."""
    seats = Seat.objects.current().filter(user=user).select_related("network", "delegation")
    return tuple(seats.prefetch_related("offices"))


def attention_of(user: User, *, seats: Sequence[Seat] | None = None) -> Iterator[DeskItem]:
    """Return what needs `user`; `seats` are their current seats, if known already."""
    current = current_seats_of(user) if seats is None else seats
    yield from _terms_that_end(current)
    yield from _asked(registry.needs_attention, user, current)


def news_of(user: User, *, seats: Sequence[Seat]) -> Iterator[DeskItem]:
    """Yield the desk items about things that are new for `user`, who holds these seats."""
    return _asked(registry.whats_new, user, seats)


def _terms_that_end(seats: Iterable[Seat]) -> Iterator[DeskItem]:
    soon = timezone.now() + TERM_WARNING
    for seat in seats:
        if seat.ends_at and seat.ends_at <= soon:
            yield DeskItem(
                title=_("Your term ends: %(seat)s") % {"seat": seat.label},
                detail=seat.network.local_name,
                url=seat.network.get_absolute_url(),
                deadline=seat.ends_at,
                key=f"term-{seat.pk}",
            )


def _asked(sources: Iterable[DeskSource], user: User, seats: Iterable[Seat]) -> Iterator[DeskItem]:
    roles = _roles(user, seats)
    for source in sources:
        if is_open(source) and (source not in registry.desk_roles or registry.desk_roles[source] & roles):
            yield from source(user=user)


def _roles(user: AnyUser, seats: Iterable[Seat]) -> frozenset[str]:
    """Return the person's roles and offices in any network; superusers have all."""
    if user.is_active and user.is_superuser:
        return frozenset(Role)
    roles = ((seat.capacity, *(each.office for each in seat.offices.all())) for seat in seats)
    return frozenset(chain.from_iterable(roles))
