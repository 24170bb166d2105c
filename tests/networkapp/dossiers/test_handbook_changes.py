"""Sections of handbooks to be changed after a decision: found, requested, resolved, and linked in both directions."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import Client

from networkapp.dossiers.actions.change_requests import (
    ask_for_section_change,
    chapters_to_change,
    chosen_handbook,
    handbooks_to_change,
    section_to_change,
    sections_to_change,
)
from networkapp.handbooks.models import Annotation, RequestState
from networkapp.handbooks.notes.outcomes import resolve_change_request
from networkapp.models import Network
from networkapp.provenance.links import causes_of, effects_of
from tests.factories.annotations import sections_of
from tests.factories.decisions import adopt
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.inquiries import file_answer, make_case, make_open_inquiry
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat() -> Any:
    return SeatFactory(offices=["chair"])


def handbook_of(network: Network, text: str = "Victims must testify.") -> Any:
    chapter = make_chapter(make_handbook(network), sections=[section("testimony", text=text)])
    return sections_of(chapter)[0]


def test_decision_creates_one_change_request_for_a_section_per_client_key(seat: Any) -> None:
    decision, part, key = adopt(seat.network, seat=seat), handbook_of(seat.network), uuid4()
    actual = [
        ask_for_section_change(
            decision=decision, section=part, user=seat.user, body="Decided so.", proposal="Need not.", client_key=key
        )
        for _twice in range(2)
    ]
    note = Annotation.objects.get()
    assert actual == [note, note]
    assert (note.request, note.proposal) == (RequestState.ASKED, "Need not.")
    assert [link.it for link in effects_of(decision, seat.user)] == [note]
    assert {link.it for link in effects_of(note, seat.user)} == {part}


def test_sections_are_found_by_words_for_note_authors_and_editors_only(seat: Any) -> None:
    part = handbook_of(seat.network)
    editor = SeatFactory(network=seat.network, capacity="observer", offices=["editor"]).user
    for person, found in ((seat.user, [part]), (editor, [part]), (SeatFactory(network=NetworkFactory()).user, [])):
        assert sections_to_change(words="testimony", user=person) == found
        assert section_to_change(pk=part.pk, user=person) == (part if found else None)
    assert sections_to_change(words="testimony otherwise", user=seat.user) == []
    assert sections_to_change(words=" ", user=seat.user) == []


def change_request(decision: Any, part: Any, seat: Any) -> Annotation:
    return ask_for_section_change(
        decision=decision, section=part, user=seat.user, body="So.", proposal="Need not.", client_key=uuid4()
    )


def test_changed_section_links_to_the_decision_for_visitors_who_cannot_see_the_note(seat: Any) -> None:
    seat.network.visibility = Network.Visibility.PUBLIC
    seat.network.save()
    editor = SeatFactory(network=seat.network, capacity="observer", offices=["editor"]).user
    decision, part, nobody = adopt(seat.network, seat=seat), handbook_of(seat.network), AnonymousUser()
    kept, changed = (change_request(decision, part, seat) for _each in range(2))
    resolve_change_request(note=kept, user=editor, done=False, answer="It is right.")
    assert causes_of(part, nobody) == []
    resolve_change_request(note=changed, user=editor, done=True, answer="")
    assert [link.it for link in causes_of(part, nobody)] == [decision]
    assert part in {link.it for link in effects_of(decision, nobody)}


def test_sections_are_listed_by_handbook_and_chapter_for_users_who_can_request_changes(seat: Any) -> None:
    part, stranger = handbook_of(seat.network), SeatFactory(network=NetworkFactory(slug="else")).user
    handbook = part.page.handbook
    other = make_chapter(handbook, 2, sections=[section("help"), section("shelter")])
    found = handbooks_to_change(user=seat.user)
    assert (found, handbooks_to_change(user=stranger)) == ([handbook], [])
    chapters = chapters_to_change(handbook=found[0], user=seat.user)
    assert [(chapter.pk, sections) for chapter, sections in chapters] == [
        (part.page.pk, [part]), (other.pk, sections_of(other)),
    ]  # fmt: skip
    assert (chosen_handbook(handbooks=found, pk=None), chosen_handbook(handbooks=found, pk=handbook.pk)) == (
        handbook,
        handbook,
    )
    assert chosen_handbook(handbooks=[*found, handbook], pk=None) is None
    with pytest.raises(Http404):
        chosen_handbook(handbooks=[], pk=handbook.pk)


def test_section_selection_page_shows_one_handbook_and_returns_404_for_unrelated_ones(
    seat: Any, client: Client
) -> None:
    inquiry = make_open_inquiry(NetworkFactory(slug="asking"))
    reply = file_answer(make_case(inquiry))
    parts = [handbook_of(network) for network in (seat.network, NetworkFactory(slug="second"))]
    SeatFactory(network=parts[1].page.handbook.network, user=seat.user)
    foreign = handbook_of(NetworkFactory(slug="foreign", visibility="public")).page.handbook
    client.force_login(seat.user)
    place = f"/dossier/reply-{reply.pk}/section/"
    first = client.get(place).content.decode()
    ways = [f'href="{place}in/{part.page.handbook.pk}/#handbook"' in first for part in parts]
    assert (ways, "<details" in first, foreign.title in first) == ([True, True], False, False)
    second = client.get(f"{place}in/{parts[1].page.handbook.pk}/").content.decode()
    assert [f'href="{place}{part.pk}/"' in second for part in parts] == [False, True]
    assert client.get(f"{place}in/{foreign.pk}/").status_code == 404
