"""Addresses of procedures. Add a row for each new view."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from networkapp.permissions import Action
from tests.access.address import Address, in_network
from tests.access.places import Place, new_key


def _procedure(place: Place) -> list[Any]:
    return [place.network.slug, place.procedure.pk]


def _draft(place: Place) -> list[Any]:
    return [place.network.slug, place.put_forward.number]


def _later() -> str:
    return f"{timezone.now() + timedelta(days=9):%Y-%m-%dT%H:%M}"


# Leading offices have their rights only together with reading rights: a chair with a government's seat has none.
_LED: dict[str, Any] = {"also": (Action.READ,), "known_by": (Action.READ,)}

PROCEDURES = (
    Address(name="networkapp:procedures", needs=(Action.READ,), args=in_network),
    Address(name="networkapp:procedure", needs=(Action.READ,), args=_procedure),
    Address(name="networkapp:procedure_voice", needs=(Action.READ,), args=_procedure),
    Address(
        name="networkapp:state_position", needs=(Action.TAKE_POSITION,), known_by=(Action.READ,), args=_procedure,
        method="POST", data=lambda place: {"stance": "agree", "client_key": new_key()}, answers=302,
    ),
    Address(
        name="networkapp:withdraw_objection", needs=(Action.TAKE_POSITION,), known_by=(Action.READ,), args=_procedure,
        method="POST", data=lambda place: {"withdrawal-client_key": new_key()}, answers=422,
    ),
    Address(
        name="networkapp:prepare_objection", needs=(Action.TAKE_POSITION,), known_by=(Action.READ,), args=_procedure,
        method="POST", answers=422,
    ),
    Address(
        name="networkapp:prepare_position", needs=(Action.PREPARE_POSITION,), known_by=(Action.READ,), args=_procedure,
        method="POST", answers=422,
    ),
    Address(name="networkapp:open_procedure", needs=(Action.OPEN_PROCEDURE,), args=_draft, **_LED),
    Address(
        name="networkapp:open_procedure", needs=(Action.OPEN_PROCEDURE,), args=_draft, method="POST", answers=302,
        data=lambda place: {"kind": "silence", "expires_at": _later(), "base": 1, "client_key": new_key()}, **_LED,
    ),
    Address(name="networkapp:keep_procedure", needs=(Action.STOP_CLOCK,), args=_procedure, **_LED),
    Address(
        name="networkapp:extend_procedure", needs=(Action.OPEN_PROCEDURE,), args=_procedure, method="POST", answers=302,
        data=lambda place: {"extension-expires_at": _later(), "extension-reason": "Holidays"}, **_LED,
    ),
    Address(
        name="networkapp:withdraw_procedure", needs=(Action.OPEN_PROCEDURE,), args=_procedure, method="POST",
        data=lambda place: {"end-words": "A better text"}, answers=302, **_LED,
    ),
    Address(
        name="networkapp:close_procedure", needs=(Action.OPEN_PROCEDURE,), args=_procedure, method="POST", answers=422,
        **_LED,
    ),
    Address(
        name="networkapp:stop_clock", needs=(Action.STOP_CLOCK,), args=_procedure, method="POST", answers=302,
        data=lambda place: {"stop-language": "ru", "stop-words": "The end"}, **_LED,
    ),
    Address(
        name="networkapp:resume_clock", needs=(Action.STOP_CLOCK,), args=_procedure, method="POST", answers=422,
        data=lambda place: {"resume-language": "ru"}, **_LED,
    ),
)  # fmt: skip
