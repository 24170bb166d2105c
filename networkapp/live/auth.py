"""The reader of a socket, and whether they may still follow it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, NamedTuple, TypeVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Exists, FilteredRelation, OuterRef, Q, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string

from networkapp.conf import setting
from networkapp.db.prepared_statements import CompiledQuery, Param, user_param
from networkapp.events import Reader
from networkapp.live.sessions import request_from_cookies
from networkapp.models import Network, ParticipationRecord, Seat
from networkapp.permissions import ALLOWED, OF_A_DELEGATION, Action


@dataclass(frozen=True, kw_only=True, eq=False)
class UserAccess:
    """A signed-in person, as read at one moment, and until when that is valid at most.

    `session` and `password_hash` are compared later.
    """

    reader: Reader
    until: datetime | None
    session: str
    password_hash: str


@dataclass(frozen=True, kw_only=True, eq=False)
class NetworkAccess(UserAccess):
    """The right of a person to follow a network, as read at one moment.

    `head` is the network's newest sequence then; `until` the next moment at which one of their seats in it begins or
    ends, or the participation of its delegation does. `recheck_kinds` are kinds of events after which it has to be read
    again, besides those about their seats.
    """

    network: int
    head: int
    recheck_kinds: frozenset[str] = frozenset()


AccessT = TypeVar("AccessT", bound=UserAccess)


def find_user_access(cookies: Mapping[str, str]) -> UserAccess | None:
    """Return the person with these cookies, with their personal data; None for nobody, or if the host's own rule
    objects."""
    request = request_from_cookies(cookies)
    if not request.user.is_authenticated or not _host_allows(request):
        return None
    reader = Reader(user=request.user.pk)
    return UserAccess(
        reader=reader, until=None, session=request.session.session_key or "", password_hash=_password_hash(request)
    )


def find_network_access(slug: str, cookies: Mapping[str, str]) -> NetworkAccess | None:
    """Return the access of the person with these cookies to the network, or None if they cannot read it.

    An unknown network and a forbidden one are the same. Three queries: session, account, and the network with the
    person's seats in it.
    """
    request = request_from_cookies(cookies)
    if not request.user.is_authenticated:
        return None
    now = timezone.now()
    rows = [_SeatRow(*row) for row in _network_and_seats.rows(slug=slug, user=request.user.pk, now=now)]
    if not rows or not _host_allows(request):
        return None
    return _network_access(
        request, rows[0].network, rows[0].head, _reader(request.user.pk, rows), _next_change(rows, now)
    )


def is_signed_out(cookies: Mapping[str, str]) -> bool:
    """Return whether these cookies sign nobody in, for another reason than that their session ran its time.

    A session that only expired was ended by nobody, so what its reader is writing may stay on the screen.
    """
    return not request_from_cookies(cookies).user.is_authenticated and not _has_expired(cookies)


def find_outdated(accesses: Iterable[AccessT]) -> set[AccessT]:
    """Return those whose session has ended or whose account has changed since: their access must be read again."""
    remaining = set(accesses)
    password_hashes: dict[int | None, str] = dict(
        get_user_model()
        ._default_manager.filter(pk__in={access.reader.user for access in remaining}, is_active=True)
        .values_list("pk", "password")
    )
    valid_sessions = _valid_sessions({access.session for access in remaining})
    return {
        access
        for access in remaining
        if access.session not in valid_sessions or password_hashes.get(access.reader.user) != access.password_hash
    }


def network_access_of(network: Network, request: HttpRequest, reader: Reader) -> NetworkAccess | None:
    """Return how the sender of `request`, who can read as `reader`, follows the log of `network`.

    None if the host's own rule objects.
    """
    if not _host_allows(request):
        return None
    now = timezone.now()
    seats = Seat.objects.filter(network=network, user=request.user.pk).annotate(participation=_next_participation(now))
    seat_terms = seats.values_list("starts_at", "ends_at", "participation")
    upcoming = [moment for term in seat_terms for moment in term if moment is not None and moment > now]
    return _network_access(request, network.pk, network.last_sequence, reader, min(upcoming, default=None))


def _network_access(
    request: HttpRequest, network: int, head: int, reader: Reader, until: datetime | None
) -> NetworkAccess:
    return NetworkAccess(
        network=network,
        head=head,
        reader=reader,
        until=until,
        session=request.session.session_key or "",
        password_hash=_password_hash(request),
    )


def _password_hash(request: HttpRequest) -> str:
    return str(getattr(request.user, "password", ""))


class _SeatRow(NamedTuple):
    """A network that the person can read with one of their seats in it, and one of its offices, if any."""

    network: int
    head: int
    reads: bool
    delegation: int | None
    capacity: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    office: str | None
    participation: datetime | None


def _readable_network_with_seats() -> Any:
    user, now = user_param("user"), Param("now")
    readable_seats = Seat.objects.current(now).with_role(ALLOWED[Action.READ]).filter(pk=OuterRef("own_seats__pk"))
    return (
        Network.objects.filter(slug=Param("slug"))
        .where(user, may=Action.READ, at=now)
        .annotate(own_seats=FilteredRelation("seats", condition=Q(seats__user=user)), reads=Exists(readable_seats))
        .annotate(participation=_next_participation(now, network="pk", delegation="own_seats__delegation"))
        .values_list(
            "pk",
            "last_sequence",
            "reads",
            *(f"own_seats__{name}" for name in ("delegation", "capacity", "starts_at", "ends_at", "offices__office")),
            "participation",
        )
        .order_by()
    )


def _next_participation(now: Any, *, network: str = "network", delegation: str = "delegation") -> Subquery:
    """Return when the next record on the participation of a seat's delegation takes effect."""
    records = ParticipationRecord.objects.in_force().of_row(network=network, delegation=delegation)
    return Subquery(records.filter(takes_effect_at__gt=now).values("takes_effect_at")[:1])


_network_and_seats = CompiledQuery(_readable_network_with_seats)


def _reader(user: int, rows: Iterable[_SeatRow]) -> Reader:
    readable_seats = [row for row in rows if row.reads]
    return Reader(
        user=user,
        delegations=frozenset(
            row.delegation for row in readable_seats if row.delegation is not None and row.capacity in OF_A_DELEGATION
        ),
        offices=frozenset(row.office for row in readable_seats if row.office),
    )


def _next_change(rows: Iterable[_SeatRow], now: datetime) -> datetime | None:
    moments = (moment for row in rows for moment in (row.starts_at, row.ends_at, row.participation))
    return min((moment for moment in moments if moment is not None and moment > now), default=None)


def _has_expired(cookies: Mapping[str, str]) -> bool:
    model = _session_model(import_module(settings.SESSION_ENGINE).SessionStore)
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    return bool(model and key and model.objects.filter(session_key=key, expire_date__lte=timezone.now()).exists())


def _session_model(store: type[SessionBase]) -> Any:
    """Return the model of sessions that are kept in the database; None where they are kept elsewhere."""
    return getattr(store, "get_model_class", lambda: None)()


def _valid_sessions(keys: set[str]) -> set[str]:
    store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
    model = _session_model(store)
    if model is None:
        return {key for key in keys if store().exists(key)}
    rows = model.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return set(rows.values_list("session_key", flat=True))


def _host_allows(request: HttpRequest) -> bool:
    """Return whether the host's own rule (NETWORKAPP_SOCKET_GUARD, such as a second factor) has no objection."""
    guard = setting("SOCKET_GUARD")
    return bool(import_string(guard)(request)) if guard else True
