"""Notes on sections in the browser: writing without a pointer, refused forms, and actions on notes."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from networkapp.discussion.models import Topic
from networkapp.handbooks.models import Annotation, ChapterPage, NoteAudience, Section
from networkapp.handbooks.notes.actions import digest_of
from networkapp.handbooks.notes.reanchoring import carry_notes
from networkapp.models import Seat
from networkapp.networks.actions.erasure import erase_person
from networkapp.networks.actions.personal_data import personal_data
from networkapp.networks.actions.seats import sync_groups
from tests.factories.annotations import note_on, rewrite, sections_of
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db
TEXT = "Help is owed at once. Ask the minister. It lasts a month at least. Ask the minister. Shelter is free."
VICTIM = "Anna Svensson, born 12.05.1998"


@pytest.fixture
def chapter() -> ChapterPage:
    network = NetworkFactory(slug="joint", visibility="public")
    return make_chapter(make_handbook(network), sections=[section("help", TEXT), section("law")])


@pytest.fixture
def helped(chapter: ChapterPage) -> Section:
    return sections_of(chapter)[0]


@pytest.fixture
def seat(chapter: ChapterPage, client: Client) -> Any:
    seat = SeatFactory(network=chapter.handbook.network)
    client.force_login(seat.user)
    return seat


def note_data(**fields: Any) -> dict[str, Any]:
    return {"body": "Ask about this.", "audience": "private", "client_key": str(uuid4()), **fields}


def new_note_url(section: Section) -> str:
    return f"/handbooks/sections/{section.pk}/notes/"


def test_note_on_a_selected_sentence_is_shown_beside_the_section(
    client: Client, chapter: ChapterPage, helped: Section, seat: Any
) -> None:
    start = TEXT.index("It lasts")
    page = client.get(new_note_url(helped)).content.decode()
    assert f'<option value="{start}-{start + 26}">It lasts a month at least.' in page
    sent = note_data(sentence=f"{start}-{start + 26}", wording=digest_of(text=helped.text))
    answer = client.post(new_note_url(helped), sent)
    note, shown = Annotation.objects.get(), client.get(chapter.url).content.decode()
    assert (answer.status_code, answer["Location"]) == (302, f"{chapter.url}#note-{note.pk}")
    assert note.quote == "It lasts a month at least."
    assert "Ask about this." in shown
    assert f'id="note-{note.pk}"' in shown


def test_marked_words_in_the_url_are_filled_into_the_note_form(client: Client, helped: Section, seat: Any) -> None:
    marked = {"quote": "Ask the minister.", "before": "a month at least.", "after": "Shelter is"}
    form = client.get(new_note_url(helped), marked).context["form"]
    assert {name: form[name].value() for name in marked} == marked
    client.post(new_note_url(helped), note_data(**marked))
    assert Annotation.objects.get().start == TEXT.rindex("Ask the minister.")


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"quote": "Ask the minister."}, "quote", "The quoted words appear more than once."),
        ({"quote": "Ask nobody."}, "quote", "The quoted words are not in the current text."),
        ({"sentence": "0-21", "wording": "of yesterday"}, "sentence", "The section changed while you were writing."),
        ({"body": " "}, "body", "Enter some text."),
        ({"audience": "everybody"}, "audience", "Select a valid choice."),
        ({"client_key": "none"}, "client_key", "Enter a valid UUID."),
    ],
    ids=["often", "not there", "changed", "empty", "for whom", "key"],
)
def test_invalid_note_shows_the_error_at_its_field_and_keeps_the_entered_text(
    client: Client, helped: Section, seat: Any, sent: dict[str, str], field: str, words: str
) -> None:
    answer = client.post(new_note_url(helped), note_data(**sent))
    form = answer.context["form"]
    assert (answer.status_code, [error.startswith(words) for error in form.errors[field]]) == (422, [True])
    assert all(form[name].value() == value for name, value in sent.items() if name != "wording")
    assert Annotation.objects.count() == 0


def test_possible_personal_data_in_a_shared_note_must_be_confirmed(client: Client, helped: Section, seat: Any) -> None:
    answer = client.post(new_note_url(helped), note_data(audience="network", body=VICTIM))
    assert (answer.status_code, "Possible personal data" in answer.content.decode()) == (422, True)
    assert client.post(new_note_url(helped), note_data(body=VICTIM)).status_code == 302
    sent = note_data(audience="network", body=VICTIM, checked="on")
    assert client.post(new_note_url(helped), sent).status_code == 302
    private = Annotation.objects.get(audience="private").get_absolute_url()
    assert client.post(f"{private}body/", {"body": f"{VICTIM}!"}).status_code == 302
    answer = client.post(f"{private}share/", {"audience": "network"})
    assert (answer.status_code, "Possible personal data" in answer.content.decode()) == (422, True)
    assert client.post(f"{private}share/", {"audience": "network", "checked": "on"}).status_code == 302
    assert client.post(f"{private}body/", {"body": f"{VICTIM}?"}).status_code == 422


def test_note_on_a_removed_section_returns_404_with_the_entered_text(
    client: Client, chapter: ChapterPage, seat: Any
) -> None:
    law = sections_of(chapter)[1]
    rewrite(chapter, TEXT)
    answer = client.post(new_note_url(law), note_data(body="Much thought went into this."))
    assert (answer.status_code, "Much thought went into this." in answer.content.decode()) == (404, True)


def test_note_page_of_a_lost_note_shows_both_texts_and_accepts_a_new_position(
    client: Client, chapter: ChapterPage, helped: Section, seat: Any
) -> None:
    note = note_on(helped, seat.user, "It lasts a month at least.")
    rewrite(chapter, TEXT.replace("a month", "a year"), "law")
    carry_notes.call(chapter.pk)
    page = client.get(note.get_absolute_url()).content.decode()
    for part in (
        '<mark class="marked">It lasts a month at least.</mark>',
        "Nearby text has changed: check the note",
        '[removed from here] </span>month<span class="visually-hidden">',
        '[added from here] </span>year<span class="visually-hidden">',
    ):
        assert part in page
    beside = client.get(chapter.url).content.decode()
    assert ("data-quote" in beside, "Choose new passage" in beside) == (False, True)
    sent = {"quote": "It lasts a year at least."}
    assert client.post(f"{note.get_absolute_url()}place/", sent).status_code == 302
    assert 'data-quote="It lasts a year at least."' in client.get(chapter.url).content.decode()


def test_refused_position_is_shown_on_the_note_page(client: Client, helped: Section, seat: Any) -> None:
    note = note_on(helped, seat.user, audience=NoteAudience.NETWORK)
    answer = client.post(f"{note.get_absolute_url()}place/", {"quote": "Ask the minister."})
    assert (answer.status_code, "in_many_places") == (
        422,
        answer.context["place_form"].errors.as_data()["quote"][0].code,
    )
    again = {"title": "", "body": "Why?", "client_key": str(uuid4())}
    assert client.post(f"{note.get_absolute_url()}topic/", again).status_code == 422
    assert client.post(f"{note.get_absolute_url()}topic/", {**again, "title": "Why?"}).status_code == 302
    assert Annotation.objects.get().topic == Topic.objects.latest("pk")
    assert "Topic: Why?" in client.get(note.get_absolute_url()).content.decode()


def test_each_action_on_a_note_redirects_to_the_note(client: Client, helped: Section, seat: Any) -> None:
    note = note_on(helped, seat.user)
    acts = {
        "body": {"body": "Another."},
        "share": {"audience": "network"},
        "resolve": {},
        "reopen": {},
        "ask": {"proposal": "Help is always owed."},
        "assign": {"seat": seat.pk},
    }
    for name, sent in acts.items():
        answer = client.post(f"{note.get_absolute_url()}{name}/", sent)
        assert (name, answer.status_code, answer["Location"]) == (name, 302, note.get_absolute_url())
        assert client.get(f"{note.get_absolute_url()}{name}/")["Location"] == note.get_absolute_url()
    found = Annotation.objects.get()
    assert (found.body, found.audience, found.request, found.proposal, found.assigned_to) == (
        *("Another.", "network", "asked", "Help is always owed."),
        seat,
    )
    assert client.post(f"{note.get_absolute_url()}withdraw/")["Location"] == "/handbooks/notes/"


def test_list_of_own_notes_is_filtered_by_handbook_audience_position_and_state(
    client: Client, chapter: ChapterPage, helped: Section, seat: Any
) -> None:
    law = sections_of(chapter)[1]
    lost = note_on(helped, seat.user, "It lasts a month at least.", body="lost")
    shared = note_on(law, seat.user, audience=NoteAudience.NETWORK, body="shared")
    settled = note_on(law, seat.user, body="settled")
    client.post(f"{settled.get_absolute_url()}resolve/")
    rewrite(chapter, "Nothing of it.", "law")
    carry_notes.call(chapter.pk)
    elsewhere = sections_of(make_chapter(make_handbook(NetworkFactory(slug="other", visibility="public"))))[0]
    other = note_on(elsewhere, seat.user, body="other")
    handbook = chapter.handbook.pk
    for query, expected in (
        ("", [other, settled, shared, lost]),
        (f"?handbook={handbook}", [settled, shared, lost]),
        ("?audience=network", [shared]),
        ("?place=lost&state=open", [lost]),
        ("?place=sure&state=open", [other, shared]),
        ("?state=open", [other, shared, lost]),
        ("?state=resolved", [settled]),
        ("?request=asked", []),
        ("?handbook=x&audience=nobody&place=here&state=all&page=99", [other, settled, shared, lost]),
    ):
        found = client.get(f"/handbooks/notes/{query}").context["page_obj"]
        assert [note.body for note in found] == [note.body for note in expected], query
    states = client.get("/handbooks/notes/").context["form"].fields["state"].choices
    assert [str(words) for _value, words in states] == ["All statuses", "open", "resolved"]


def test_personal_data_lists_notes_and_erasure_deletes_private_ones(helped: Section, seat: Any) -> None:
    other = SeatFactory(network=seat.network)
    private, shared = note_on(helped, seat.user), note_on(helped, seat.user, audience=NoteAudience.NETWORK)
    of_another = note_on(helped, other.user, audience=NoteAudience.NETWORK, body="of another")
    Annotation.objects.filter(pk=of_another.pk).update(assigned_to=seat, resolved_by=seat)
    annotation = personal_data(user=seat.user)["annotation"]
    assert {record["id"] for record in annotation} == {private.pk, shared.pk}
    Seat.objects.filter(pk=seat.pk).update(ends_at=seat.starts_at)
    erase_person(user=seat.user)
    assert set(Annotation.objects.values_list("pk", flat=True)) == {shared.pk, of_another.pk}


def test_chapter_edit_form_shows_shared_notes_to_editors(
    client: Client, chapter: ChapterPage, helped: Section, seat: Any
) -> None:
    note_on(helped, seat.user, "Shelter is free.", audience=NoteAudience.NETWORK, body="For how long?")
    note_on(helped, seat.user, body="Nobody else's.")
    seat.offices.create(office="editor")
    client.force_login(SeatFactory(network=seat.network, offices=["editor"]).user)

    sync_groups()
    page = client.get(f"/admin/pages/{chapter.pk}/edit/").content.decode()
    assert ("For how long?" in page, "Shelter is free." in page, "Nobody else" in page) == (True, True, False)


def test_note_lists_skip_no_heading_level(client: Client, helped: Section, seat: Any) -> None:
    note_on(helped, seat.user)
    for address in ("/handbooks/notes/", f"/handbooks/chapters/{helped.page_id}/notes/"):
        page = client.get(address).content.decode()
        assert page.index("<h1") < page.index("1 note</h2>") < page.index("<h3"), address
