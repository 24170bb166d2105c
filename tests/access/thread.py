"""Addresses of dossiers, of links from one thing to another, and of briefings. Add a row for each new
view."""

from typing import Any

from networkapp.permissions import Action
from tests.access.address import Address
from tests.access.places import Place


def _topic(place: Place) -> list[Any]:
    return [place.network.slug, place.topic.pk]


def _message(place: Place) -> list[str]:
    return [f"message-{place.message.pk}"]


def _reply(place: Place) -> str:
    return f"reply-{place.case.replies.get().pk}"


THREAD = (
    Address(name="networkapp:dossier", needs=(Action.READ,), args=_message, open=True),
    Address(name="networkapp:dossier_file", needs=(Action.READ,), args=_message),
    Address(name="networkapp:dossier", needs=(Action.SEE,), args=lambda place: [_reply(place)], open=True),
    Address(name="networkapp:choose_section", needs=(Action.SEE,), args=lambda place: [_reply(place)]),
    Address(
        name="networkapp:choose_section_in", needs=(Action.NOTE_TO_NETWORK, Action.EDIT_HANDBOOKS),
        args=lambda place: [_reply(place), place.section.page.handbook.pk],
    ),
    *(
        Address(
            name="networkapp:make_for_section", needs=(Action.NOTE_TO_NETWORK, Action.EDIT_HANDBOOKS), method=method,
            args=lambda place: [_reply(place), place.section.pk], answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 422))
    ),
    Address(name="networkapp:pick_messages", needs=(Action.PROPOSE,), known_by=(Action.READ,), args=_topic),
    *(
        Address(
            name="networkapp:propose_from_messages", needs=(Action.PROPOSE,), known_by=(Action.READ,), args=_topic,
            method=method, data=lambda place: {"message": place.message.pk}, answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 422))
    ),
    *(
        Address(
            name="networkapp:inquire_from", needs=(Action.INQUIRE,), method=method, answers=answers,
            args=lambda place: [f"decision-{place.decision.pk}"],
        )
        for method, answers in (("GET", 200), ("POST", 422))
    ),
    Address(name="networkapp:country_brief", needs=(Action.READ,), args=lambda place: [place.network.slug, "xa"]),
)  # fmt: skip
