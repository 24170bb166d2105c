"""Who is at the other end of a socket, and whether she may still be there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user, get_user_model
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string

from networkapp.conf import setting
from networkapp.events import Reader, reader_of
from networkapp.models import Network, Seat
from networkapp.permissions import Action


@dataclass(frozen=True, kw_only=True, eq=False)
class Standing:
    """Somebody's right to follow a network, as it was read at one moment.

    `head` is the network's newest sequence then; `until` the next moment at which one of her seats in it begins or
    ends; `session` and `secret` (her password's hash) tell later whether she is still logged in.
    """

    network: int
    head: int
    reader: Reader
    until: datetime | None
    session: str
    secret: str


def find_standing(slug: str, cookies: Mapping[str, str]) -> Standing | None:
    """The standing of whoever sends these cookies in the network, or None where she may not read it.

    Reads all it needs at once: session, account, network, seats. An unknown network and a forbidden one are the same.
    """
    request = request_of(cookies)
    network = Network.objects.filter(slug=slug).where(request.user, may=Action.READ).first()
    if network is None:
        return None
    return standing_in(network, request, reader_of(network, request.user))


def request_of(cookies: Mapping[str, str]) -> HttpRequest:
    """A request with the session and the user that these cookies stand for, as Django's middleware would make it."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    request = HttpRequest()
    request.COOKIES = dict(cookies)
    request.session = store(cookies.get(settings.SESSION_COOKIE_NAME))
    request.user = get_user(request)
    return request


def doubtful(standings: Iterable[Standing]) -> set[Standing]:
    """Those whose session is gone or whose account has changed since: their standing must be found anew."""
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
    """How whoever sends `request`, of whom it is known that she may read as `reader`, follows the log of `network`.

    None where the host's own rule objects.
    """
    if not _let_in(request):
        return None
    now = timezone.now()
    terms = Seat.objects.filter(network=network, user=request.user.pk).values_list("starts_at", "ends_at")
    coming = [moment for term in terms for moment in term if moment is not None and moment > now]
    return Standing(
        network=network.pk,
        head=network.last_sequence,
        reader=reader,
        until=min(coming, default=None),
        session=request.session.session_key or "",
        secret=str(getattr(request.user, "password", "")),
    )


def _living_sessions(keys: set[str]) -> set[str]:
    store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
    model: Any = getattr(store, "get_model_class", lambda: None)()
    if model is None:
        return {key for key in keys if store().exists(key)}
    rows = model.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return set(rows.values_list("session_key", flat=True))


def _let_in(request: HttpRequest) -> bool:
    """Whether the host's own rule (NETWORKAPP_SOCKET_GUARD, such as a second factor) has no objection."""
    guard = setting("SOCKET_GUARD")
    return bool(import_string(guard)(request)) if guard else True
