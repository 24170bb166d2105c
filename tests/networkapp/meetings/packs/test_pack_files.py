"""Documents in a pack: pictures, first pages, originals in ZIP and PDF, and missing files."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.utils import timezone
from pypdf import PdfReader

from networkapp.documents.convert import DocumentFormat
from networkapp.errors import Refused
from networkapp.meetings.models import Meeting, MeetingPack
from networkapp.meetings.packs.packs import (
    maintain_packs,
    pack_contents,
    request_pack,
)
from networkapp.models import Seat
from tests.factories.agendas import make_item, put_on
from tests.factories.attachments import photo
from tests.networkapp.meetings.packs.pack_files import pack_text, pdf_of


def test_pack_contains_pictures_and_escaped_text_files(
    seat: Seat, meeting: Meeting, create_pack: Callable[..., MeetingPack]
) -> None:
    item = make_item(meeting)
    put_on(item, "map.jpg", photo(), title="The map")
    put_on(item, "note.txt", "Quetzal <b>žmonių</b>\n\nsecond".encode())
    words = pack_text(create_pack(seat.user))
    assert "Quetzal &lt;b&gt;žmonių&lt;/b&gt;" in words
    assert 'alt="The map"' in words


def test_pack_contains_the_first_pages_of_a_long_pdf_and_states_the_limit(
    seat: Seat, meeting: Meeting, create_pack: Callable[..., MeetingPack], monkeypatch: Any
) -> None:
    monkeypatch.setattr("networkapp.documents.book.appendices.MAX_PAGES", 2)
    put_on(make_item(meeting), "long.pdf", pdf_of("One", "Two", "Three"))
    words = pack_text(create_pack(seat.user))
    assert "Pages shown: the first 2 of 3." in words
    assert "Three" not in words


def test_old_packs_are_deleted_with_their_files(
    seat: Seat, meeting: Meeting, create_pack: Callable[..., MeetingPack]
) -> None:
    pack = create_pack(seat.user)
    kept = pack.file.path
    now = timezone.now()
    MeetingPack.objects.update(asked_at=now - timedelta(days=31))
    assert maintain_packs(now=now) == 1
    assert not MeetingPack.objects.exists()
    with pytest.raises(FileNotFoundError):
        open(kept, "rb").close()


def test_number_of_queued_packs_is_limited(seat: Seat, meeting: Meeting, settings: Any) -> None:
    settings.NETWORKAPP_FILES_WAITING = 0
    with pytest.raises(Refused) as refused:
        request_pack(contents=pack_contents(meeting=meeting, user=seat.user), form=DocumentFormat.PDF, user=seat.user)
    assert refused.value.code == "many_waiting"


def test_zip_pack_contains_the_epub_and_all_original_documents(
    seat: Seat, meeting: Meeting, create_pack: Callable[..., MeetingPack]
) -> None:
    item, note = make_item(meeting), b"Quetzal"
    put_on(item, "note.txt", note)
    put_on(item, "Ülevaade №1.pptx", b"PK slides")
    with (
        create_pack(seat.user, DocumentFormat.ZIP).file.open("rb") as opened,
        ZipFile(BytesIO(opened.read())) as package,
    ):
        originals = {name: package.read(name) for name in package.namelist() if name != "pack.epub"}
        with ZipFile(BytesIO(package.read("pack.epub"))) as book:
            words = " ".join(book.read(name).decode(errors="replace") for name in book.namelist())
    assert originals == {"originals/1.1 note.txt": note, "originals/1.2 Ülevaade №1.pptx": b"PK slides"}
    assert "The original is in the same folder as this file: “1.2 Ülevaade №1.pptx”." in words
    assert "Quetzal" in words


def test_zip_pack_is_refused_without_uploaded_documents(seat: Seat, meeting: Meeting) -> None:
    with pytest.raises(Refused) as refused:
        request_pack(contents=pack_contents(meeting=meeting, user=seat.user), form=DocumentFormat.ZIP, user=seat.user)
    assert refused.value.code == "no_originals"


def test_pdf_pack_attaches_originals_up_to_the_size_limit_and_names_the_others(
    seat: Seat, meeting: Meeting, create_pack: Callable[..., MeetingPack], monkeypatch: Any
) -> None:
    monkeypatch.setattr("networkapp.meetings.packs.book.MAX_ORIGINAL_BYTES", 20)
    item = make_item(meeting)
    for name, size in (("first.xlsx", 15), ("large.xlsx", 10), ("last.xlsx", 5)):
        put_on(item, name, b"x" * size)
    pack = create_pack(seat.user, DocumentFormat.PDF)
    with pack.file.open("rb") as opened:
        assert list(PdfReader(BytesIO(opened.read())).attachments) == ["1.1 first.xlsx", "1.3 last.xlsx"]
    assert pack_text(pack).count("The original would make this file larger than 20 bytes.") == 1


def test_pack_states_that_a_missing_file_cannot_be_shown(
    seat: Seat, meeting: Meeting, create_pack: Callable[..., MeetingPack]
) -> None:
    paper = put_on(make_item(meeting), "gone.xlsx", b"PK")
    paper.document.file.storage.delete(paper.document.file.name)
    assert "The document cannot be shown in this file. Open it on the site." in pack_text(
        create_pack(seat.user, DocumentFormat.PDF)
    )
