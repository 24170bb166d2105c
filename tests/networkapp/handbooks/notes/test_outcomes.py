"""What follows from a note: an assignment, a topic, a change request, an agenda item."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from networkapp.dossiers.actions import agenda_notes
from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.models import Annotation, ChapterPage, NoteAudience, NotePlace
from networkapp.handbooks.notes import outcomes
from networkapp.handbooks.notes.actions import find_note
from networkapp.handbooks.notes.notices import ASSIGNED, desk_items, render_notices
from networkapp.handbooks.notes.queries import notes_for
from networkapp.meetings.models import Meeting
from networkapp.models import Notification
from tests.factories.annotations import note_on, sections_of
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.meetings import call, was
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db
PRIVATE, DELEGATION, NETWORK = NoteAudience.PRIVATE, NoteAudience.DELEGATION, NoteAudience.NETWORK


@pytest.fixture
def chapter() -> ChapterPage:
    return make_chapter(make_handbook(NetworkFactory(slug="joint", visibility="public"), title="The handbook"))


def seat_in(chapter: ChapterPage, code: str = "XA", **kwargs: Any) -> Any:
    return SeatFactory(network=chapter.handbook.network, delegation=DelegationFactory(code=code), **kwargs)


def noted(chapter: ChapterPage, writer: Any, audience: NoteAudience = NETWORK) -> Annotation:
    note = note_on(sections_of(chapter)[0], writer, "first", audience=audience, body="Why first?")
    return find_note(pk=note.pk, user=writer)


def test_assignee_of_a_note_is_notified_and_has_it_on_the_desk(chapter: ChapterPage) -> None:
    writer, other = seat_in(chapter), seat_in(chapter, "XB")
    note = noted(chapter, writer.user)
    outcomes.assign_note(note=note, user=writer.user, seat=other)
    [notice] = Notification.objects.filter(kind=ASSIGNED)
    assert notice.user == other.user
    [item] = render_notices(user=other.user, notifications=[notice]).values()
    assert str(item.title) == "Resolve the note on section 1.1 About first (assigned to you)"
    assert [line.key for line in desk_items(user=other.user)] == [f"note-{note.pk}"]
    outcomes.assign_note(note=note, user=writer.user, seat=None)
    assert (render_notices(user=other.user, notifications=[notice]), list(desk_items(user=other.user))) == ({}, [])


def test_note_can_be_assigned_only_to_people_who_can_see_it(chapter: ChapterPage) -> None:
    writer, other = seat_in(chapter), seat_in(chapter, "XB")
    with pytest.raises(Refused) as refused:
        outcomes.assign_note(note=noted(chapter, writer.user, DELEGATION), user=writer.user, seat=other)
    assert refused.value.code == "cannot_see_it"
    with pytest.raises(Refused) as refused:
        outcomes.assign_note(note=noted(chapter, writer.user, PRIVATE), user=writer.user, seat=writer)
    assert refused.value.code == "private_note"
    observer = SeatFactory(network=chapter.handbook.network, delegation=None, capacity="observer").user
    with pytest.raises(NotAllowed):
        outcomes.assign_note(note=noted(chapter, writer.user), user=observer, seat=None)


def test_note_becomes_one_topic_about_its_section(chapter: ChapterPage) -> None:
    writer = seat_in(chapter)
    note, key = noted(chapter, writer.user), uuid4()
    fields = {"title": "Why first?", "body": outcomes.quote_note(note), "client_key": key}
    topic = outcomes.open_topic_from_note(note=note, user=writer.user, **fields)
    assert (topic.about, topic.messages.get().body) == (note.section, "> first\n\nWhy first?")
    assert outcomes.open_topic_from_note(note=note, user=writer.user, **fields) == topic
    with pytest.raises(Refused) as refused:
        outcomes.open_topic_from_note(note=note, user=writer.user, **{**fields, "client_key": uuid4()})
    assert refused.value.code == "has_topic"


def test_only_its_author_opens_a_topic_from_a_note_of_the_delegation(chapter: ChapterPage) -> None:
    writer, other = seat_in(chapter), seat_in(chapter)
    note = noted(chapter, writer.user, DELEGATION)
    fields = {"title": "Why first?", "body": "Why?", "client_key": uuid4()}
    with pytest.raises(NotAllowed):
        outcomes.open_topic_from_note(note=find_note(pk=note.pk, user=other.user), user=other.user, **fields)
    assert outcomes.open_topic_from_note(note=note, user=writer.user, **fields).title == "Why first?"


def test_change_request_is_on_the_desk_of_editors_until_they_answer_it(chapter: ChapterPage) -> None:
    writer = seat_in(chapter)
    editor = seat_in(chapter, capacity="expert", offices=["editor"]).user
    note = noted(chapter, writer.user)
    outcomes.request_change(note=note, user=writer.user, proposal="At first.")
    assert [str(line.title) for line in desk_items(user=editor)] == ["Answer 1 change request"]
    assert list(desk_items(user=writer.user)) == []
    with pytest.raises(NotAllowed):
        outcomes.answer_change_request(note=note, user=writer.user, done=True, answer="")
    with pytest.raises(Refused) as refused:
        outcomes.answer_change_request(note=note, user=editor, done=False, answer=" ")
    assert (refused.value.code, refused.value.field) == ("no_reason", "answer")
    outcomes.answer_change_request(note=note, user=editor, done=False, answer="It is right.")
    assert (note.request, note.answer, note.settled_by.user) == ("declined", "It is right.", editor)
    assert list(desk_items(user=editor)) == []
    with pytest.raises(Refused) as refused:
        outcomes.answer_change_request(note=note, user=editor, done=True, answer="")
    assert refused.value.code == "not_now"


def test_change_request_requires_a_note_for_the_network(chapter: ChapterPage) -> None:
    writer = seat_in(chapter)
    with pytest.raises(Refused) as refused:
        outcomes.request_change(note=noted(chapter, writer.user, DELEGATION), user=writer.user, proposal="")
    assert refused.value.code == "not_for_the_network"


def test_notifications_and_desk_items_of_notes_omit_sections_the_user_can_no_longer_read(chapter: ChapterPage) -> None:
    writer, other, editor = seat_in(chapter), seat_in(chapter, "XB"), seat_in(chapter, "XC", offices=["editor"])
    note = noted(chapter, writer.user)
    outcomes.assign_note(note=note, user=writer.user, seat=other)
    outcomes.request_change(note=note, user=writer.user, proposal="")
    Annotation.objects.update(place=NotePlace.ORPHANED)
    [notice] = Notification.objects.filter(kind=ASSIGNED)
    readers = (writer.user, other.user, editor.user)

    def notified() -> list[int]:
        return [
            *(len([*desk_items(user=reader)]) for reader in readers),
            len(render_notices(user=other.user, notifications=[notice])),
            *(notes_for(user=reader, handbooks=[chapter.handbook]).count() for reader in readers[:2]),
            notes_for(user=editor.user, handbooks=[chapter.handbook], request="asked").count(),
        ]

    assert notified() == [1, 2, 1, 1, 1, 1, 1]
    PageViewRestriction.objects.create(page=chapter, restriction_type=PageViewRestriction.GROUPS)
    assert notified() == [0] * 7


def test_topic_of_a_note_moved_to_another_network_is_named_to_its_readers_only(
    chapter: ChapterPage, client: Client
) -> None:
    writer, other = seat_in(chapter), seat_in(chapter, "XB")
    note = noted(chapter, writer.user)
    topic = outcomes.open_topic_from_note(note=note, user=writer.user, title="Bait", body="Why?", client_key=uuid4())
    client.force_login(other.user)
    pages = (note.get_absolute_url(), chapter.url)

    def named() -> list[bool]:
        return [topic.get_absolute_url() in client.get(page).content.decode() for page in pages]

    assert named() == [True, True]
    topic.network = NetworkFactory(slug="hidden", visibility="closed")
    topic.save()
    assert named() == [False, False]
    assert not any(b"Bait" in client.get(page).content or b"hidden/" in client.get(page).content for page in pages)


def secretariat_and_meeting(chapter: ChapterPage, days: int = -10) -> tuple[Any, Meeting]:
    """Return a seat of the secretariat and a meeting this number of days ago, or ahead if it is negative."""
    clerk = SeatFactory(network=chapter.handbook.network, capacity="secretariat", delegation=None)
    return clerk, was(call(clerk), days=days, is_held=False)


def test_note_is_added_to_the_agenda_of_a_future_meeting_and_links_to_it(chapter: ChapterPage) -> None:
    clerk, meeting = secretariat_and_meeting(chapter)
    note = noted(chapter, seat_in(chapter).user)
    assert list(agenda_notes.meetings_for_note(note=note, user=clerk.user)) == [meeting]
    item = agenda_notes.put_note_on_agenda(
        note=note, user=clerk.user, meeting=meeting, title="Whether help comes first"
    )
    assert (item.about, item.internal) == (note, True)
    assert list(agenda_notes.agenda_items_with(note=note, user=clerk.user)) == [item]
    with pytest.raises(Refused, match="already"):
        agenda_notes.put_note_on_agenda(note=note, user=clerk.user, meeting=meeting, title="Again")


@pytest.mark.parametrize("audience", [PRIVATE, DELEGATION, NETWORK])
def test_agenda_links_to_a_note_only_for_people_who_can_see_it(
    client: Client, chapter: ChapterPage, audience: NoteAudience
) -> None:
    _clerk, meeting = secretariat_and_meeting(chapter)
    chair = seat_in(chapter, offices=["chair"])
    note = noted(chapter, chair.user, audience)
    agenda_notes.put_note_on_agenda(note=note, user=chair.user, meeting=meeting, title="Whether help comes first")
    readers = {
        "writer": (chair, True),
        "delegation": (seat_in(chapter), audience != PRIVATE),
        "other": (seat_in(chapter, "XB"), audience == NETWORK),
    }
    for seat, sees in readers.values():
        client.force_login(seat.user)
        page = client.get(meeting.get_absolute_url()).content.decode()
        shown = ("Whether help comes first" in page, "Why first?" in page, note.get_absolute_url() in page)
        assert shown == (True, sees, sees)
    client.logout()
    assert "Whether help comes first" not in client.get(meeting.get_absolute_url()).content.decode()


def test_only_conductors_add_notes_to_the_agenda_of_a_future_meeting_of_the_network(chapter: ChapterPage) -> None:
    clerk, meeting = secretariat_and_meeting(chapter)
    member = seat_in(chapter)
    note = noted(chapter, member.user)
    with pytest.raises(NotAllowed):
        agenda_notes.put_note_on_agenda(note=note, user=member.user, meeting=meeting, title="Mine")
    assert not agenda_notes.meetings_for_note(note=note, user=member.user).exists()
    elsewhere = SeatFactory(network=NetworkFactory(slug="other"), capacity="secretariat", delegation=None)
    with pytest.raises(Refused, match="a meeting of this network"):
        agenda_notes.put_note_on_agenda(note=note, user=clerk.user, meeting=call(elsewhere), title="There")
    was(meeting, days=2, is_held=False)
    assert not agenda_notes.meetings_for_note(note=note, user=clerk.user).exists()


def test_note_page_offers_the_agenda_to_conductors_of_meetings_only(client: Client, chapter: ChapterPage) -> None:
    clerk, meeting = secretariat_and_meeting(chapter)
    member = seat_in(chapter)
    note = noted(chapter, member.user)
    client.force_login(member.user)
    assert "Add to agenda" not in client.get(note.get_absolute_url()).content.decode()
    address = f"{note.get_absolute_url()}agenda/"
    sent = {"meeting": meeting.pk, "title": "Whether help comes first"}
    assert client.post(address, sent).status_code == 403
    client.force_login(clerk.user)
    assert "Add to agenda" in client.get(note.get_absolute_url()).content.decode()
    assert client.post(address, {**sent, "title": " "}).status_code == 422
    assert client.post(address, sent)["Location"] == f"/meetings/{meeting.slug}/agenda/"
    assert (
        "On the agenda of Meeting 1: Whether help comes first" in client.get(note.get_absolute_url()).content.decode()
    )
