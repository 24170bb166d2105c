"""Addresses of notes on sections. Add a row for each new view."""

from collections.abc import Callable
from typing import Any

from networkapp.permissions import Action
from tests.access.address import Address
from tests.access.places import Place, new_key


def _section(place: Place) -> list[Any]:
    return [place.section.pk]


def _note(place: Place) -> list[Any]:
    return [place.note.pk]


def _words(audience: str) -> Callable[[Place], dict[str, Any]]:
    return lambda place: {"body": "Something", "audience": audience, "client_key": new_key()}


NOTES = (
    Address(name="networkapp:section_notes", needs=(Action.READ_HANDBOOKS,), args=_section),
    Address(name="networkapp:section_margin", needs=(Action.READ_HANDBOOKS,), args=_section),
    Address(
        name="networkapp:edition_margin", needs=(Action.READ_HANDBOOKS,),
        args=lambda place: [place.edition.pk, place.section.pk],
    ),
    Address(name="networkapp:chapter_notes", needs=(Action.READ_HANDBOOKS,), args=lambda place: [place.chapter.pk]),
    *(
        Address(
            name="networkapp:section_notes", needs=(need,), known_by=(Action.READ_HANDBOOKS,), args=_section,
            method="POST", data=_words(audience), answers=302,
        )
        for audience, need in (
            ("private", Action.READ_HANDBOOKS),
            ("delegation", Action.NOTE_TO_DELEGATION),
            ("network", Action.NOTE_TO_NETWORK),
        )
    ),
    # A note for the network; test_notes.py tests notes with a smaller audience.
    Address(name="networkapp:note", needs=(Action.READ,), args=_note),
    *(
        Address(
            name=f"networkapp:{name}_note", needs=(need,), also=(Action.READ,), known_by=(Action.READ,), args=_note,
            method="POST", data=lambda place, data=data: data, answers=answers,  # type: ignore[misc]
        )
        for name, need, data, answers in (
            ("resolve", Action.EDIT_HANDBOOKS, {}, 302),
            ("reopen", Action.EDIT_HANDBOOKS, {}, 302),
            ("place", Action.EDIT_HANDBOOKS, {}, 302),
            ("answer", Action.EDIT_HANDBOOKS, {"done": "yes"}, 422),
            ("assign", Action.NOTE_TO_NETWORK, {}, 302),
            ("ask", Action.NOTE_TO_NETWORK, {}, 302),
            ("withdraw", Action.MODERATE, {}, 302),
            ("agenda", Action.CONDUCT_MEETINGS, {}, 422),
        )
    ),
    Address(
        name="networkapp:topic_note", needs=(Action.OPEN_TOPIC,), known_by=(Action.READ,), args=_note, method="POST",
        data=lambda place: {"title": "A topic", "body": "Something", "client_key": new_key()}, answers=302,
    ),
)  # fmt: skip
