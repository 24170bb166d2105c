"""Notes on sections: who writes and sees them, the words they are about, and how they are resolved."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone

from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.models import Annotation, ChapterPage, NoteAudience, Section
from networkapp.handbooks.notes import actions as notes
from networkapp.handbooks.notes.actions import QuotedWords, find_note, find_noted_section, write_note
from tests.factories.annotations import note_on, sections_of
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db
PRIVATE, DELEGATION, NETWORK = NoteAudience.PRIVATE, NoteAudience.DELEGATION, NoteAudience.NETWORK
TEXT = "Help is owed at once. Ask the minister. It lasts a month. Ask the minister. Shelter is free."


@pytest.fixture
def chapter() -> ChapterPage:
    network = NetworkFactory(slug="joint", visibility="public")
    return make_chapter(make_handbook(network), sections=[section("help", TEXT), section("law")])


@pytest.fixture
def helped(chapter: ChapterPage) -> Section:
    return sections_of(chapter)[0]


def seat_in(chapter: ChapterPage, code: str = "XA", **kwargs: Any) -> Any:
    return SeatFactory(network=chapter.handbook.network, delegation=DelegationFactory(code=code), **kwargs)


def sees(user: Any, note: Annotation) -> bool:
    return bool(Annotation.objects.seen_by(user).filter(pk=note.pk).exists())


def test_note_is_positioned_on_the_quoted_words(chapter: ChapterPage, helped: Section) -> None:
    note = note_on(helped, seat_in(chapter).user, "It lasts a month")
    assert (note.quote, note.wording.text[note.start : note.end]) == ("It lasts a month", "It lasts a month")
    assert (note.place, note.section, note.chapter_id) == ("written", helped, chapter.pk)
    whole = note_on(helped, seat_in(chapter).user)
    assert (whole.quote, whole.wording) == ("", note.wording)


def test_quote_that_occurs_twice_requires_its_surrounding_text(chapter: ChapterPage, helped: Section) -> None:
    user = seat_in(chapter).user
    with pytest.raises(Refused) as refused:
        note_on(helped, user, "Ask the minister.")
    assert (refused.value.code, refused.value.field) == ("in_many_places", "quote")
    marked = QuotedWords(quote="Ask the minister.", before="lasts a month. ", after=" Shelter is")
    found = find_noted_section(pk=helped.pk, user=user)
    note = write_note(section=found, user=user, audience=PRIVATE, body="Here.", client_key=uuid4(), words=marked)
    assert note.start == TEXT.rindex("Ask the minister.")


def test_note_can_be_positioned_by_selecting_a_sentence(chapter: ChapterPage, helped: Section) -> None:
    user, start = seat_in(chapter).user, TEXT.rindex("Ask the minister.")
    found = find_noted_section(pk=helped.pk, user=user)
    chosen = QuotedWords(sentence=f"{start}-{start + 17}", wording=notes.digest_of(text=TEXT))
    fields = {"section": found, "user": user, "audience": PRIVATE, "body": "Here."}
    assert write_note(**fields, client_key=uuid4(), words=chosen).start == start
    with pytest.raises(Refused) as refused:
        write_note(**fields, client_key=uuid4(), words=QuotedWords(sentence=chosen.sentence, wording="another"))
    assert refused.value.code == "text_changed"


@pytest.mark.parametrize(
    ("quote", "code"), [("It lasts a year", "not_in_text"), ("a" * 2_001, "quote_too_long")], ids=["other", "long"]
)
def test_note_on_words_that_are_not_in_the_section_is_refused(
    chapter: ChapterPage, helped: Section, quote: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        note_on(helped, seat_in(chapter).user, quote)
    assert refused.value.code == code


def test_same_client_key_writes_one_note_and_is_refused_for_another_person(
    chapter: ChapterPage, helped: Section
) -> None:
    key, user = uuid4(), seat_in(chapter).user
    first = note_on(helped, user, client_key=key)
    assert note_on(helped, user, client_key=key) == first
    with pytest.raises(Refused) as refused:
        note_on(helped, seat_in(chapter, "XB").user, client_key=key)
    assert refused.value.code == "key_used"


def test_notes_are_visible_to_their_audience_only(chapter: ChapterPage, helped: Section) -> None:
    writer = seat_in(chapter).user
    private, delegation, network = (note_on(helped, writer, audience=one) for one in (PRIVATE, DELEGATION, NETWORK))
    yesterday = timezone.now() - timedelta(days=1)
    elsewhere = SeatFactory(delegation=DelegationFactory(code="XA")).user
    readers = {
        "herself": (writer, {private, delegation, network}),
        "her delegation": (seat_in(chapter, capacity="adviser").user, {delegation, network}),
        "another delegation": (seat_in(chapter, "XB").user, {network}),
        "an observer": (SeatFactory(network=private.network, delegation=None, capacity="observer").user, {network}),
        "her government": (seat_in(chapter, capacity="government").user, set()),
        "her delegation in another network": (elsewhere, set()),
        "an ended seat": (seat_in(chapter, starts_at=yesterday, ends_at=yesterday).user, set()),
        "an account without a seat": (UserFactory(), set()),
    }
    for who, (reader, seen) in readers.items():
        assert set(Annotation.objects.seen_by(reader)) == seen, who


def test_note_of_a_delegation_is_inherited_by_the_successor_of_its_author(
    chapter: ChapterPage, helped: Section
) -> None:
    seat = seat_in(chapter)
    note = note_on(helped, seat.user, audience=DELEGATION)
    type(seat).objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    successor = seat_in(chapter).user
    assert (sees(successor, note), sees(seat.user, note)) == (True, False)
    found = find_note(pk=note.pk, user=successor)
    with pytest.raises(NotAllowed):
        notes.edit_note(note=found, user=seat.user, body="Another.")
    notes.resolve_note(note=found, user=successor)
    assert Annotation.objects.get(pk=note.pk).resolved_by.user == successor


def test_observer_can_write_private_notes_only(chapter: ChapterPage, helped: Section) -> None:
    observer = SeatFactory(network=chapter.handbook.network, delegation=None, capacity="observer").user
    for audience in (DELEGATION, NETWORK):
        with pytest.raises(NotAllowed):
            note_on(helped, observer, audience=audience)
    assert note_on(helped, observer).owner == observer


def test_private_note_is_shared_once_and_then_belongs_to_a_seat(chapter: ChapterPage, helped: Section) -> None:
    seat = seat_in(chapter)
    note = note_on(helped, seat.user)
    notes.share_note(note=note, user=seat.user, audience=DELEGATION)
    assert (note.owner, note.author, note.seat, note.delegation) == (None, seat.user, seat, seat.delegation)
    with pytest.raises(Refused) as refused:
        notes.share_note(note=note, user=seat.user, audience=NETWORK)
    assert refused.value.code == "shared_already"


def test_withdrawn_private_note_is_deleted_and_a_shared_one_emptied(chapter: ChapterPage, helped: Section) -> None:
    user = seat_in(chapter).user
    private, shared = note_on(helped, user), note_on(helped, user, audience=NETWORK)
    for note in (private, shared):
        notes.withdraw_note(note=note, user=user)
    left = Annotation.objects.get()
    assert (left.pk, left.body, left.html, left.quote) == (shared.pk, "", "", "")
    assert not sees(user, shared)


def test_moderator_can_withdraw_only_notes_for_the_network(chapter: ChapterPage, helped: Section) -> None:
    writer, chair = seat_in(chapter).user, seat_in(chapter, offices=["chair"]).user
    note, of_delegation = note_on(helped, writer, audience=NETWORK), note_on(helped, writer, audience=DELEGATION)
    with pytest.raises(NotAllowed):
        notes.withdraw_note(note=find_note(pk=of_delegation.pk, user=chair), user=chair)
    notes.withdraw_note(note=find_note(pk=note.pk, user=chair), user=chair)
    with pytest.raises(Http404):
        find_note(pk=note.pk, user=writer)


def test_only_author_and_editors_resolve_a_note_for_the_network(chapter: ChapterPage, helped: Section) -> None:
    writer, other = seat_in(chapter).user, seat_in(chapter, "XB").user
    editor = seat_in(chapter, "XB", capacity="expert", offices=["editor"]).user
    note = note_on(helped, writer, audience=NETWORK)
    with pytest.raises(NotAllowed):
        notes.resolve_note(note=find_note(pk=note.pk, user=other), user=other)
    for person in (writer, editor):
        notes.resolve_note(note=find_note(pk=note.pk, user=person), user=person)
        assert Annotation.objects.get(pk=note.pk).resolved_at is not None
        notes.reopen_note(note=find_note(pk=note.pk, user=person), user=person)


def test_note_is_hidden_if_its_chapter_is_not_readable(chapter: ChapterPage, helped: Section) -> None:
    user = seat_in(chapter).user
    note = note_on(helped, user)
    chapter.unpublish()
    with pytest.raises(Http404):
        find_note(pk=note.pk, user=user)
