"""What packs and the documents in them contain."""

from io import BytesIO
from tempfile import NamedTemporaryFile
from zipfile import ZipFile

import pypandoc
import typst
from django.utils import timezone
from pypdf import PdfReader

from networkapp.documents.book.book import Book
from networkapp.documents.convert import DocumentFormat
from networkapp.meetings.models import Meeting, MeetingPack
from networkapp.meetings.packs.book import build_pack_book
from networkapp.meetings.packs.packs import (
    pack_contents,
)
from networkapp.models import Seat


def pack_text(pack: MeetingPack) -> str:
    with pack.file.open("rb") as opened:
        content = opened.read()
    if pack.form == "pdf":
        return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)
    with ZipFile(BytesIO(content)) as package:
        return " ".join(package.read(name).decode(errors="replace") for name in package.namelist())


def pdf_of(*pages: str) -> bytes:
    body = "\n#pagebreak()\n".join(pages)
    return bytes(typst.compile(f'#set document(title: "x")\n{body}'.encode(), format="pdf"))


def docx_of(html: str) -> bytes:
    with NamedTemporaryFile(suffix=".docx") as file:
        pypandoc.convert_text(html, "docx", format="html", outputfile=file.name)
        return file.read()


def pack_book(meeting: Meeting, seat: Seat) -> Book:
    contents = pack_contents(meeting=meeting, user=seat.user)
    return build_pack_book(contents, form=DocumentFormat.EPUB, made_at=timezone.now())


def chapters_of(meeting: Meeting, seat: Seat) -> list[tuple[int, str, list[tuple[str, str, str]]]]:
    """Return the chapters after the briefing: number, title, and number, title and facts of each document."""
    return [
        (chapter.number, chapter.title, [(one.number, one.title, one.law) for one in chapter.sections])
        for chapter in pack_book(meeting, seat).chapters[1:]
    ]


def document_html(meeting: Meeting, seat: Seat, title: str) -> str:
    [chapter] = [one for one in pack_book(meeting, seat).chapters if one.title == title]
    return chapter.sections[0].html
