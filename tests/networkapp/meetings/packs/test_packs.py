"""A pack contains exactly what its reader can see, in a file that readers with the same access share."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from django.db.models import F
from django.http import Http404
from django.utils import timezone
from pypdf import PdfReader

from networkapp.discussion.models import Topic
from networkapp.documents.convert import DocumentFormat
from networkapp.files import generated
from networkapp.handbooks.models import Section
from networkapp.handbooks.takeaway.device_copies import valid_copies
from networkapp.meetings.models import AgendaItem, Meeting, MeetingPack
from networkapp.meetings.packs import packs as meeting_packs
from networkapp.meetings.packs.device_copies import pack_key
from networkapp.meetings.packs.packs import (
    find_pack,
    make_pack,
    pack_contents,
    packs_by_format,
    request_pack,
)
from networkapp.models import Seat
from tests.factories.agendas import make_item, put_on
from tests.factories.attachments import PDF as BROKEN_PDF
from tests.factories.discussion import start_topic
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.inquiries import file_answer, make_case, make_inquiry
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.factories.procedures import chair_of, make_procedure, make_proposal, states, voice
from tests.networkapp.meetings.packs.pack_files import chapters_of, document_html, docx_of, pack_text, pdf_of

State = MeetingPack.State


ORIGINAL = {
    DocumentFormat.PDF: "The original is attached to this file as “2.3 figures.xlsx”.",
    DocumentFormat.EPUB: "The document cannot be shown in this file",
}


def test_pack_contains_briefing_agenda_and_documents_as_epub_and_pdf(
    seat: Seat, meeting: Meeting, create_pack: Callable[..., MeetingPack]
) -> None:
    chapter = make_chapter(make_handbook(seat.network), sections=[section("law", text="Kakapo of the handbook")])
    make_item(meeting, "Law", about=Section.objects.get(page=chapter), text="Why we talk about it", speaker="The chair")
    papers = make_item(meeting, "Attachments")
    put_on(papers, "report.pdf", pdf_of("Quetzal on page one", "Takahe on page two"), title="The report")
    put_on(papers, "note.docx", docx_of("<h1>Head</h1><p>Ocelot of the note</p>"), title="The note")
    table = put_on(papers, "figures.xlsx", b"PK figures", title="The figures")
    for form in (DocumentFormat.PDF, DocumentFormat.EPUB):
        pack = create_pack(seat.user, form)
        assert (pack.state, pack.step, pack.asked_by_id) == (State.READY, generated.ALL_STEPS, None)
        words = pack_text(pack)
        for item in (
            "Axolotl", "Law", "Why we talk about it", "The chair", "Kakapo of the handbook", "The report", "The note",
            "Ocelot of the note", "The figures", table.sha256[:20], ORIGINAL[form],
            pack_contents(meeting=meeting, user=seat.user).digest[:20],
        ):  # fmt: skip
            assert item in words, (form, item)
    assert "Takahe on page two" in pack_text(MeetingPack.objects.get(form="epub"))
    with MeetingPack.objects.get(form="pdf").file.open("rb") as opened:
        reader = PdfReader(BytesIO(opened.read()))
        assert "pdfuaid" in str(reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else "")
        assert len([image for page in reader.pages for image in page.images]) == 2
        assert reader.attachments == {"2.3 figures.xlsx": [b"PK figures"]}
        assert "Contents" in " ".join(page.extract_text() for page in reader.pages)


def test_members_with_the_same_access_share_one_pack(
    seat: Seat, meeting: Meeting, create_pack: Callable[..., MeetingPack]
) -> None:
    other = SeatFactory(network=seat.network)
    make_item(meeting, "Title")
    first, second = create_pack(seat.user), create_pack(other.user)
    assert first == second
    assert find_pack(slug=meeting.slug, pk=first.pk, user=other.user) == first


def test_pack_returns_404_for_users_who_cannot_see_its_contents(
    seat: Seat, meeting: Meeting, create_pack: Callable[..., MeetingPack]
) -> None:
    pack = create_pack(seat.user)
    guest, outside = SeatFactory(network=seat.network, capacity="government"), SeatFactory()
    for reader in (guest.user, outside.user):
        with pytest.raises(Http404):
            find_pack(slug=meeting.slug, pk=pack.pk, user=reader)
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    with pytest.raises(Http404):
        find_pack(slug=meeting.slug, pk=pack.pk, user=seat.user)


def test_pack_with_a_removed_agenda_item_is_no_longer_served(
    seat: Seat, meeting: Meeting, create_pack: Callable[..., MeetingPack]
) -> None:
    item = make_item(meeting, "Quetzal")
    pack = create_pack(seat.user)
    AgendaItem.objects.filter(pk=item.pk).delete()
    with pytest.raises(Http404):
        find_pack(slug=meeting.slug, pk=pack.pk, user=seat.user)
    again = create_pack(seat.user)
    assert again.digest != pack.digest
    assert "Quetzal" not in pack_text(again)


def test_pack_omits_handbook_sections_that_its_reader_may_not_read(
    seat: Seat, meeting: Meeting, create_pack: Callable[..., MeetingPack]
) -> None:
    elsewhere = SeatFactory(network__slug="elsewhere")
    chapter = make_chapter(make_handbook(elsewhere.network), sections=[section("law", text="Quetzal")])
    make_item(meeting, "Law", about=Section.objects.get(page=chapter))
    SeatFactory(user=elsewhere.user, network=seat.network)
    assert "Quetzal" not in pack_text(create_pack(seat.user))
    assert "Quetzal" in pack_text(create_pack(elsewhere.user))


def test_offline_copy_is_invalid_after_a_topic_in_its_briefing_moved_away(
    seat: Seat, meeting: Meeting, create_pack: Callable[..., MeetingPack]
) -> None:
    there = SeatFactory(network__slug="elsewhere").network
    moved, stays = (start_topic(seat, title=title) for title in ("Quetzal", "Kakapo"))
    pack = create_pack(seat.user)
    assert [title in pack_text(pack) for title in ("Quetzal", "Kakapo")] == [True, True]
    key = pack_key(pack)
    # The topic is too old to be listed again but still readable.
    Topic.objects.filter(pk=stays.pk).update(opened_at=timezone.now() - timedelta(days=999))
    assert list(valid_copies(keys=[key], user=seat.user)) == [key]
    Topic.objects.filter(pk=moved.pk).update(network=there)
    assert valid_copies(keys=[key], user=seat.user) == {}


def test_pack_omits_personal_desk_items(monkeypatch: Any, seat: Seat, meeting: Meeting) -> None:
    item = meeting_packs.pack_contents(meeting=meeting, user=seat.user)
    voice = [part for part in item.brief.parts if part.key == "voice"]
    assert [part.lines for part in voice] == [()]


def test_queued_pack_is_created_from_the_contents_at_that_time(
    seat: Seat, meeting: Meeting, django_capture_on_commit_callbacks: Any
) -> None:
    before = request_pack(
        contents=pack_contents(meeting=meeting, user=seat.user), form=DocumentFormat.EPUB, user=seat.user
    )
    make_item(meeting, "Added since")
    with django_capture_on_commit_callbacks(execute=True):
        make_pack.func(before.pk)
    [pack] = MeetingPack.objects.all()
    assert (pack.pk != before.pk, pack.state) == (True, State.READY)
    assert "Added since" in pack_text(pack)


def test_queued_pack_is_not_created_if_the_requester_lost_the_seat(seat: Seat, meeting: Meeting) -> None:
    pack = request_pack(
        contents=pack_contents(meeting=meeting, user=seat.user), form=DocumentFormat.EPUB, user=seat.user
    )
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    make_pack.func(pack.pk)
    assert not MeetingPack.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("broken.pdf", BROKEN_PDF), ("no.pdf", b"%PDF-1.7 nothing"), ("no.docx", b"PK\x03\x04 no"), ("no.png", b"no")],
)
def test_broken_document_is_named_in_the_pack_and_does_not_prevent_it(
    seat: Seat, meeting: Meeting, create_pack: Callable[..., MeetingPack], name: str, content: bytes
) -> None:
    put_on(make_item(meeting), name, content, title="The broken one")
    pack = create_pack(seat.user, DocumentFormat.PDF)
    assert pack.state == State.READY
    assert "The broken one" in pack_text(pack)


def test_pack_chapters_are_numbered_as_the_agenda_without_repeated_titles(seat: Seat, meeting: Meeting) -> None:
    make_item(meeting, "Opening")
    proposal = make_proposal(seat.network, by=seat.user, title="Takahe")
    make_item(meeting, f"{proposal.label} Takahe", about=proposal)
    put_on(make_item(meeting, "Reports"), "note.txt", b"Ocelot", title="The note")
    AgendaItem.objects.filter(meeting=meeting).order_by("-position").update(position=F("position") + 5)
    assert chapters_of(meeting, seat) == [
        (1, "Opening", []),
        (2, f"{proposal.label} Takahe", [("2.1", "Proposal", "Version 1; Proposal: draft")]),
        (3, "Reports", [("3.1", "The note", f"TXT; note.txt; SHA-256 {sha256(b'Ocelot').hexdigest()}")]),
    ]


def test_pack_contains_answers_to_inquiries_and_results_of_procedures(seat: Seat, meeting: Meeting) -> None:
    procedure = make_procedure(chair_of(seat.network, "XC"), "silence")
    states(procedure, voice(seat.network, "XA"), "object")
    make_item(meeting, "Statement", about=procedure)
    inquiry = make_inquiry(seat.network, title="Convictions")
    case = make_case(inquiry, "XA")
    embargo = timezone.now() + timedelta(days=2)
    file_answer(case, number=1, quotation="Twelve [[Kakapo]].", withheld_because="Names")
    file_answer(case, number=2, quotation="Quetzal", embargo_until=embargo)
    make_item(meeting, "Answers", about=inquiry)
    keeper = SeatFactory(network=seat.network, capacity="secretariat", delegation=None)
    other = SeatFactory(network=seat.network, delegation=DelegationFactory(code="XB"))
    statement, answers = chapters_of(meeting, other)
    assert statement[2][0][2] == "Procedure; Silence procedure: silence broken (XA)"
    assert answers[2][0][2] == "Inquiry; Sent to 1 parliament (partly answered: 1)"
    html = {reader: document_html(meeting, reader, "Answers") for reader in (other, keeper)}
    assert "Twelve [withheld: Names]." in html[other]
    assert [word for word in ("Kakapo", "Quetzal", "Confidential: passages") if word in html[other]] == []
    assert [word for word in ("Kakapo", "Quetzal", "Confidential: passages") if word not in html[keeper]] == []
    assert (
        pack_contents(meeting=meeting, user=other.user).digest
        != pack_contents(meeting=meeting, user=keeper.user).digest
    )


def test_pack_is_in_the_language_of_its_reader(seat: Seat, meeting: Meeting) -> None:
    english, german = (pack_contents(meeting=meeting, user=seat.user, language=tag) for tag in ("en", "de"))
    assert english.digest != german.digest
    assert [form for form, _pack in packs_by_format(english)] == [DocumentFormat.PDF, DocumentFormat.EPUB]
