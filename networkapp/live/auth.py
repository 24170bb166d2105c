"""The reader of a socket, and whether they may still follow it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, NamedTuple, TypeVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string

from networkapp.conf import setting
from networkapp.db.prepared_statements import CompiledQuery, Param, user_param
from networkapp.events import Reader
from networkapp.live.sessions import request_of
from networkapp.models import Network, Seat
from networkapp.permissions import ALLOWED, OF_A_DELEGATION, Action


@dataclass(frozen=True, kw_only=True, eq=False)
class SignedIn:
    """A signed-in person, as read at one moment, and until when that is valid at most.

    `session` and `secret` (the hash of the password) are compared later.
    """

    reader: Reader
    until: datetime | None
    session: str
    secret: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Standing(SignedIn):
    """The right of a person to follow a network, as read at one moment.

    `head` is the network's newest sequence then; `until` the next moment at which one of their seats in it begins or
    ends. `heeds` are kinds of events after which it has to be read again, besides those about their seats.
    """

    network: int
    head: int
    heeds: frozenset[str] = frozenset()


Known = TypeVar("Known", bound=SignedIn)


def find_person(cookies: Mapping[str, str]) -> SignedIn | None:
    """Return the person with these cookies, with their personal data; None for nobody, or if the host's own rule
    objects."""
    request = request_of(cookies)
    if not request.user.is_authenticated or not _let_in(request):
        return None
    reader = Reader(user=request.user.pk)
    return SignedIn(reader=reader, until=None, session=request.session.session_key or "", secret=_secret(request))


def find_standing(slug: str, cookies: Mapping[str, str]) -> Standing | None:
    """Return the access of the person with these cookies to the network, or None if they cannot read it.

    An unknown network and a forbidden one are the same. Three queries that are compiled once: session, account, and the
    network with the person's seats in it.
    """
    request = request_of(cookies)
    if not request.user.is_authenticated:
        return None
    now = timezone.now()
    rows = [_Held(*row) for row in _network_and_seats.rows(slug=slug, user=request.user.pk, now=now)]
    if not rows or not _let_in(request):
        return None
    return _standing(request, rows[0].network, rows[0].head, _reader(request.user.pk, rows), _next_change(rows, now))


def is_signed_out(cookies: Mapping[str, str]) -> bool:
    """Return whether these cookies sign nobody in, for another reason than that their session ran its time.

    A session that only expired was ended by nobody, so what its reader is writing may stay on the screen.
    """
    return not request_of(cookies).user.is_authenticated and not _has_expired(cookies)


def doubtful(standings: Iterable[Known]) -> set[Known]:
    """Return those whose session has ended or whose account has changed since: their access must be read again."""
    known = set(standings)
    secrets: dict[int | None, str] = dict(
        get_user_model()
        ._default_manager.filter(pk__in={standing.reader.user for standing in known}, is_active=True)
        .values_list("pk", "password")
    )
    alive = _living_sessions({standing.session for standing in known})
    return {
        standing
        for standing in known
        if standing.session not in alive or secrets.get(standing.reader.user) != standing.secret
    }


def standing_in(network: Network, request: HttpRequest, reader: Reader) -> Standing | None:
    """Return how the sender of `request`, who can read as `reader`, follows the log of `network`.

    None if the host's own rule objects.
    """
    if not _let_in(request):
        return None
    now = timezone.now()
    terms = Seat.objects.filter(network=network, user=request.user.pk).values_list("starts_at", "ends_at")
    coming = [moment for term in terms for moment in term if moment is not None and moment > now]
    return _standing(request, network.pk, network.last_sequence, reader, min(coming, default=None))


def _standing(request: HttpRequest, network: int, head: int, reader: Reader, until: datetime | None) -> Standing:
    return Standing(
        network=network,
        head=head,
        reader=reader,
        until=until,
        session=request.session.session_key or "",
        secret=_secret(request),
    )


def _secret(request: HttpRequest) -> str:
    return str(getattr(request.user, "password", ""))


class _Held(NamedTuple):
    """A network that the person can read with one of their seats in it, and one of its offices, if any."""

    network: int
    head: int
    reads: bool
    delegation: int | None
    capacity: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    office: str | None


def _readable_network_with_seats() -> Any:
    user, now = user_param("user"), Param("now")
    reading = Seat.objects.current(now).with_role(ALLOWED[Action.READ]).filter(pk=OuterRef("hers__pk"))
    return (
        Network.objects.filter(slug=Param("slug"))
        .where(user, may=Action.READ, at=now)
        .annotate(hers=FilteredRelation("seats", condition=Q(seats__user=user)), reads=Exists(reading))
        .values_list(
            "pk",
            "last_sequence",
            "reads",
            *(f"hers__{name}" for name in ("delegation", "capacity", "starts_at", "ends_at", "offices__office")),
        )
        .order_by()
    )


_network_and_seats = CompiledQuery(_readable_network_with_seats)


def _reader(user: int, rows: Iterable[_Held]) -> Reader:
    reading = [row for row in rows if row.reads]
    return Reader(
        user=user,
        delegations=frozenset(
            row.delegation for row in reading if row.delegation is not None and row.capacity in OF_A_DELEGATION
        ),
        offices=frozenset(row.office for row in reading if row.office),
    )


def _next_change(rows: Iterable[_Held], now: datetime) -> datetime | None:
    moments = (moment for row in rows for moment in (row.starts_at, row.ends_at))
    return min((moment for moment in moments if moment is not None and moment > now), default=None)


def _has_expired(cookies: Mapping[str, str]) -> bool:
    model = _session_model(import_module(settings.SESSION_ENGINE).SessionStore)
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    return bool(model and key and model.objects.filter(session_key=key, expire_date__lte=timezone.now()).exists())


def _session_model(store: type[SessionBase]) -> Any:
    """Return the model of sessions that are kept in the database; None where they are kept elsewhere."""
    return getattr(store, "get_model_class", lambda: None)()


def _living_sessions(keys: set[str]) -> set[str]:
    store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
    model = _session_model(store)
    if model is None:
        return {key for key in keys if store().exists(key)}
    rows = model.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return set(rows.values_list("session_key", flat=True))


def _let_in(request: HttpRequest) -> bool:
    """Whether the host's own rule (NETWORKAPP_SOCKET_GUARD, such as a second factor) has no objection."""
    guard = setting("SOCKET_GUARD")
    return bool(import_string(guard)(request)) if guard else True
