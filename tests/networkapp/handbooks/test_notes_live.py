"""Open pages, updated by note events, equal reloaded pages for each reader, and events reach only the audience of a
note.
"""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from networkapp import events
from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.models import Annotation, ChapterPage, NoteAudience, Section
from networkapp.handbooks.notes import actions as notes
from networkapp.handbooks.notes import outcomes
from networkapp.handbooks.notes.actions import QuotedWords
from networkapp.handbooks.notes.reanchoring import carry_notes, move_note
from networkapp.live import messages
from networkapp.live.messages import Variant
from networkapp.models import Event, Seat
from tests.factories.annotations import note_on, rewrite, sections_of
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.networkapp.core.sockets import run_sync, socket

PRIVATE, DELEGATION, NETWORK = NoteAudience.PRIVATE, NoteAudience.DELEGATION, NoteAudience.NETWORK
BAIT = "A quetzal was here"
Act = Callable[[Annotation, Seat], object]


def make_text() -> ChapterPage:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="closed"))
    return make_chapter(handbook, sections=[section("help", "Help is owed at once. It is free."), section("law")])


def seat_of(network: Any, code: str, **kwargs: Any) -> Seat:
    seat: Seat = SeatFactory(network=network, delegation=DelegationFactory(code=code), **kwargs)
    return seat


def resolve(note: Annotation, seat: Seat) -> None:
    notes.resolve_note(note=note, user=seat.user)


def resolve_and_reopen(note: Annotation, seat: Seat) -> None:
    resolve(note, seat)
    notes.reopen_note(note=note, user=seat.user)


def ask(note: Annotation, seat: Seat) -> None:
    outcomes.request_change(note=note, user=seat.user, proposal="Help is owed.")


def ask_and_answer(note: Annotation, seat: Seat) -> None:
    ask(note, seat)
    editor = SeatFactory(network=note.network, capacity="expert", delegation=None, offices=["editor"])
    outcomes.answer_change_request(note=note, user=editor.user, done=False, answer="It is.")


def talk(note: Annotation, seat: Seat) -> None:
    outcomes.open_topic_from_note(note=note, user=seat.user, title="Help", body="Said.", client_key=uuid4())


def publish_anew(note: Annotation, seat: Seat) -> None:
    """Publish the chapter without the words of the note."""
    rewrite(ChapterPage.objects.get(pk=note.chapter_id), "Nothing is owed.", "The law.")
    carry_notes.call(note.chapter_id)
    note.refresh_from_db()
    assert not note.is_in_place


ACTS: dict[str, Act] = {
    "published anew": publish_anew,
    "written": lambda note, seat: note_on(note.section, seat.user, "It is free.", audience=note.audience, body=BAIT),
    "changed": lambda note, seat: notes.edit_note(note=note, user=seat.user, body=BAIT),
    "withdrawn": lambda note, seat: notes.withdraw_note(note=note, user=seat.user),
    "placed": lambda note, seat: move_note(note=note, user=seat.user, words=QuotedWords(quote="It is free.")),
    "settled": resolve,
    "opened again": resolve_and_reopen,
    "assigned": lambda note, seat: outcomes.assign_note(note=note, user=seat.user, seat=seat),
    "asked": ask,
    "answered": ask_and_answer,
    "talked about": talk,
    "shared": lambda note, seat: notes.share_note(note=note, user=seat.user, audience=NETWORK),
}
FOR = {PRIVATE: {"assigned", "asked", "answered"}, DELEGATION: {"asked", "answered", "shared"}, NETWORK: {"shared"}}
"""What is refused of a note for these."""


def parts(html: str) -> BeautifulSoup:
    soup = BeautifulSoup(html, "html.parser")
    for hidden in soup.find_all("input", attrs={"name": ["csrfmiddlewaretoken", "client_key"]}):
        hidden.extract()
    return soup


def shown(page: BeautifulSoup) -> list[str]:
    return [part.prettify() for part in page.find_all("own-part")]


def renew(client: Client, page: BeautifulSoup, frame: dict[str, Any]) -> None:
    """Reload the parts of the page that the event is about, as the browser does."""
    for part in page.find_all("own-part"):
        concerned = "data-of" not in part.attrs or str(frame["data"].get(part["data-of"])) == part["data-number"]
        if frame["kind"] in part["data-kinds"].split() and concerned:
            answer = client.get(part["data-address"], headers={"hx-request": "true"})
            part.clear()
            part.append(parts(answer.content.decode()) if answer.status_code == 200 else part.get("data-gone", ""))


def events_for(seat: Seat, page: BeautifulSoup) -> list[dict[str, Any]]:
    """Return the events that the socket of the page sends to the holder of the seat since it was loaded."""
    live: Any = page.find("live-network")
    variant = Variant(live["data-language"], live["data-zone"])
    log = events.events_after(seat.network_id, int(live["data-after"]), limit=99)
    coded, who = messages.encode_events(log, [variant]), events.reader_of(seat.network, seat.user)
    return [json.loads(coded[event.sequence, variant]) for event in log if events.is_visible_to(event, who)]


@pytest.mark.parametrize("audience", list(NoteAudience))
@pytest.mark.parametrize("act", ACTS)
def test_open_pages_updated_by_note_events_equal_reloaded_pages(
    db: None, client: Client, act: str, audience: NoteAudience
) -> None:
    if act in FOR[audience]:
        return
    chapter = make_text()
    network = chapter.handbook.network
    writer, other = seat_of(network, "XA"), seat_of(network, "XB")
    colleague = seat_of(network, "XA", capacity="adviser")
    editor = seat_of(network, "XD", capacity="expert", offices=["editor"])
    edition = publish_edition(handbook=chapter.handbook, user=editor.user, changes={})
    note = note_on(sections_of(chapter)[0], writer.user, "Help is owed at once.", audience=audience)
    addresses = [
        chapter.url,
        f"/handbooks/sections/{note.section_id}/notes/",
        f"/handbooks/notes/{note.pk}/",
        f"/handbooks/chapters/{chapter.pk}/notes/",
        f"/handbooks/editions/{edition.pk}/en/1/",
        "/handbooks/notes/",
        "/handbooks/notes/?request=asked",
    ]
    open_pages = {}
    for seat in (writer, colleague, other, editor):
        client.force_login(seat.user)
        answers = [(address, client.get(address)) for address in addresses]
        open_pages[seat] = {at: parts(got.content.decode()) for at, got in answers if got.status_code == 200}

    ACTS[act](note, writer)

    for seat, pages in open_pages.items():
        client.force_login(seat.user)
        for address, page in pages.items():
            for frame in events_for(seat, page):
                renew(client, page, frame)
            fresh = client.get(address)
            if fresh.status_code == 200:
                assert shown(page) == shown(parts(fresh.content.decode())), (seat, address)
            else:
                assert [part.get_text() for part in page.find_all("own-part")] == ["This note is no longer available."]


@pytest.mark.parametrize("audience", [PRIVATE, DELEGATION])
def test_events_of_private_and_delegation_notes_reach_their_audience_only(db: None, audience: NoteAudience) -> None:
    chapter = make_text()
    network = chapter.handbook.network
    writer, colleague, other = seat_of(network, "XA"), seat_of(network, "XA"), seat_of(network, "XB")
    chair = seat_of(network, "XC", offices=["chair"])
    note = note_on(sections_of(chapter)[0], writer.user, audience=audience, body=BAIT)
    notes.resolve_note(note=note, user=writer.user)
    by_reader = {
        seat: [event.kind for event in events.read_events(network, seat.user)] for seat in (colleague, other, chair)
    }
    assert [event.kind for event in events.read_events(network, writer.user)] == ["note.changed"] * 2
    assert by_reader[colleague] == (["note.changed"] * 2 if audience == DELEGATION else [])
    assert (by_reader[other], by_reader[chair]) == ([], [])
    assert [event.payload for event in Event.objects.filter(kind="note.changed")] == [
        {"note": note.pk, "section": note.section_id, "chapter": chapter.pk}
    ] * 2


def test_private_note_of_a_user_outside_the_network_records_no_event(db: None) -> None:
    chapter = make_chapter(make_handbook(NetworkFactory(slug="open", visibility="public")), 1, "law")
    stranger = SeatFactory(network=NetworkFactory(slug="other")).user
    note_on(sections_of(chapter)[0], stranger)
    assert Event.objects.filter(kind="note.changed").count() == 0


def test_chapter_page_opens_a_live_connection_for_readers_of_its_network_only(db: None, client: Client) -> None:
    chapter = make_chapter(make_handbook(NetworkFactory(slug="open", visibility="public")), 1, "law")
    assert "live-network" not in client.get(chapter.url).content.decode()
    client.force_login(SeatFactory(network=NetworkFactory(slug="other")).user)
    assert "<live-network" not in client.get(chapter.url).content.decode()
    client.force_login(SeatFactory(network=chapter.handbook.network).user)
    assert "<live-network" in client.get(chapter.url).content.decode()


@pytest.mark.django_db(transaction=True)
async def test_socket_sends_events_of_a_delegation_note_to_that_delegation_only() -> None:
    chapter = await run_sync(make_text)
    network = await run_sync(lambda: chapter.handbook.network)
    writer, colleague, other = [await run_sync(seat_of, network, code) for code in ("XA", "XA", "XB")]
    [first, _second] = await run_sync(sections_of, chapter)

    def write() -> None:
        for audience in (PRIVATE, DELEGATION, NETWORK):
            note_on(Section.objects.get(pk=first.pk), writer.user, audience=audience, body=BAIT)

    got = {}
    async with (
        socket("joint", writer.user, "?after=0") as hers,
        socket("joint", colleague.user, "?after=0") as colleagues,
        socket("joint", other.user, "?after=0") as others,
    ):
        await run_sync(write)
        for name, browser in (("hers", hers), ("colleagues", colleagues), ("others", others)):
            sent = await browser.until(3)
            assert BAIT not in json.dumps(sent)
            got[name] = [frame["sequence"] for frame in sent if frame["type"] == "event"]
    assert got == {"hers": [1, 2, 3], "colleagues": [2, 3], "others": [3]}


def test_carrying_many_notes_records_one_event_per_audience(db: None) -> None:
    chapter = make_text()
    writer, other = seat_of(chapter.handbook.network, "XA"), seat_of(chapter.handbook.network, "XB")
    first = sections_of(chapter)[0]
    for seat, audience in ((writer, PRIVATE), (writer, DELEGATION), (writer, NETWORK), (other, NETWORK)):
        for _number in range(2):
            note_on(first, seat.user, "Help is owed at once.", audience=audience)
    written = Event.objects.filter(kind="note.changed").count()
    rewrite(chapter, "Nothing is owed.", "The law.")
    carry_notes.call(chapter.pk)
    assert Event.objects.filter(kind="note.changed").count() - written == 3
    carry_notes.call(chapter.pk)
    assert Event.objects.filter(kind="note.changed").count() - written == 3
