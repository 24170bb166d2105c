"""A pack as a book: the brief, the agenda, and a chapter for each item that has something to read."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.translation import gettext as _
from django_countries.fields import Country

from networkapp.documents.book.appendices import AppendixContent
from networkapp.documents.book.book import Book, BookChapter, BookSection, OriginalFile
from networkapp.documents.convert import DocumentFormat
from networkapp.files.generated import book_labels
from networkapp.languages.languages import own_name
from networkapp.meetings.models import AgendaItem, Meeting
from networkapp.meetings.packs.papers import MeetingDocument, file_content
from networkapp.meetings.queries.briefing import BriefingPart, MeetingBriefing
from networkapp.models import this_site
from networkapp.notifications.email import absolute

if TYPE_CHECKING:
    from networkapp.meetings.packs.packs import PackContents

MAX_ORIGINAL_BYTES = 50 * 1024 * 1024
"""Bytes of uploaded files in one pack."""
SCHEMES = frozenset({"http", "https", "mailto"})


class IncludedOriginals:
    """The uploaded files that go along with one pack, while there is room: with a PDF those that its pages do not show
    whole, in a ZIP all; with an EPUB, which cannot carry them, none."""

    def __init__(self, form: DocumentFormat) -> None:
        self.form, self.left = form, MAX_ORIGINAL_BYTES
        self.taken: list[OriginalFile] = []

    def original_note(self, sheet: MeetingDocument, appendix: AppendixContent, place: str) -> Iterator[str]:
        """Yield the note in the pack about the original of the document, which is included if possible."""
        is_whole = appendix.is_shown and appendix.shown >= appendix.pages
        paper = sheet.original
        if paper is None or self.form is DocumentFormat.EPUB or (self.form is DocumentFormat.PDF and is_whole):
            if paper is not None and not appendix.is_shown:
                yield _("The document cannot be shown in this file. Open it on the site.")
            return
        content = file_content(paper) if paper.size <= self.left else b""
        if content:
            name = f"{place} {paper.name}"
            self.left -= len(content)
            self.taken.append(
                OriginalFile(name=name, words=sheet.title, content_type=paper.content_type, content=content)
            )
            if self.form is DocumentFormat.PDF:
                yield _("The original is attached to this file as “%(name)s”.") % {"name": name}
            else:
                yield _("The original is in the same folder as this file: “%(name)s”.") % {"name": name}
        elif paper.size > self.left:
            size = filesizeformat(MAX_ORIGINAL_BYTES)
            yield _("The original would make this file larger than %(size)s. Open the document on the site.") % {
                "size": size
            }
        else:
            yield _("The document cannot be shown in this file. Open it on the site.")


def build_pack_book(contents: "PackContents", *, form: DocumentFormat, made_at: datetime) -> Book:
    """Return the content of the pack, in this format; documents are read and set for it, which takes its time."""
    meeting, pictures, originals = contents.meeting, dict[str, bytes](), IncludedOriginals(form)
    site = str(this_site().local_name)
    chapters = [_front_chapter(contents), *_item_chapters(contents, form, pictures, originals)]
    return Book(
        title=f"{meeting.label}: {meeting.local_title}",
        standfirst=meeting.local_text,
        language=contents.language,
        network=meeting.network.local_name,
        site=site,
        edition=_("meeting pack as of %(day)s") % {"day": date_format(made_at, "DATE_FORMAT")},
        facts=[
            (_("When"), _meeting_time(contents)),
            (_("Where"), _meeting_place(meeting)),
            (
                _("For"),
                _("people with access to all its documents in %(network)s") % {"network": meeting.network.local_name},
            ),
            (_("Language"), own_name(contents.language)),
            (_("Site"), site),
            (_("Created"), date_format(made_at, "DATETIME_FORMAT")),
            (_("Address"), absolute(meeting.get_absolute_url())),
            (_("Checksum (SHA-256)"), contents.digest),
        ],
        chapters=chapters,
        contents=_("Contents"),
        about=_("About this file"),
        glossary=_("Glossary"),
        words=book_labels(),
        dated=made_at,
        identifier=f"{absolute(meeting.get_absolute_url())}#{contents.digest}",
        pictures=pictures,
        originals=originals.taken,
        find=_link_target,
    )


def _front_chapter(contents: "PackContents") -> BookChapter:
    brief = contents.brief
    sections = [
        BookSection(number="", title=_("Briefing"), anchor="brief", law="", html=_brief_html(brief)),
        BookSection(number="", title=_("Agenda"), anchor="agenda", law="", html=_agenda_html(contents)),
    ]
    return BookChapter(number=0, title=_("Before the meeting"), standfirst="", sections=sections)


def _item_chapters(
    contents: "PackContents", form: DocumentFormat, pictures: dict[str, bytes], originals: IncludedOriginals
) -> Iterator[BookChapter]:
    """Yield a chapter for each item, numbered as its reader sees the agenda, with its papers."""
    for number, item in enumerate(contents.items, start=1):
        sections = []
        if item.text:
            html = "".join(f"<p>{escape(part)}</p>" for part in item.text.split("\n") if part.strip())
            sections.append(BookSection(number="", title=_("Description"), anchor=f"item{item.pk}", law="", html=html))
        for of_item, sheet in enumerate(contents.papers.get(item.pk, ()), start=1):
            content = sheet.read(form)
            pictures.update(content.pictures)
            place = f"{number}.{of_item}"
            notes = [*originals.original_note(sheet, content, place), *_reading_notes(content)]
            sections.append(_document_section(place, f"item{item.pk}-{of_item}", item, sheet, notes, content.html))
        yield BookChapter(
            number=number,
            title=item.title,
            standfirst=item.speaker,
            sections=sections,
            part=_("Agenda items and documents"),
        )


def _document_section(
    number: str, anchor: str, item: AgendaItem, sheet: MeetingDocument, notes: Iterable[str], html: str
) -> BookSection:
    """Return the document in a form that can be shown, below its type, its hash and its location.

    A document with the title of its item is titled by its type, so that a title appears once.
    """
    address = absolute(sheet.url) if sheet.url else ""
    link = format_html('<p>{}: <a href="{}">{}</a></p>', _("Address"), address, address) if address else ""
    of_paper, of_item = _word_set(sheet.title), _word_set(item.title)
    repeats = of_paper <= of_item or (sheet.original is None and of_item <= of_paper)
    return BookSection(
        number=number,
        title=f"{sheet.kind[:1].upper()}{sheet.kind[1:]}" if repeats else sheet.title,
        anchor=anchor,
        law="; ".join(sheet.facts if repeats else (sheet.kind, *sheet.facts)),
        html=f"{format_html_join('', '<p>{}</p>', ((words,) for words in notes))}{link}{html}",
    )


def _word_set(title: str) -> set[str]:
    return {word.strip(".:,;") for word in title.casefold().split()}


def _reading_notes(content: AppendixContent) -> Iterator[str]:
    if content.is_shown and content.shown < content.pages:
        yield _("Pages shown: the first %(shown)s of %(pages)s.") % {"shown": content.shown, "pages": content.pages}


def _brief_html(brief: MeetingBriefing) -> str:
    return "".join(
        _brief_part_html(part) for part in brief.parts if part.key != "agenda" and part.lines
    ) or format_html("<p>{}</p>", _("No news and no open tasks."))


def _brief_part_html(part: BriefingPart) -> str:
    rows = "".join(
        f'<li><a href="{escape(absolute(line.url))}">{escape(line.text)}</a> {escape(line.detail)}</li>'
        if line.url
        else f"<li>{escape(line.text)} {escape(line.detail)}</li>"
        for line in part.lines
    )
    return f"<h3>{escape(part.title)}</h3><ul>{rows}</ul>"


def _agenda_html(contents: "PackContents") -> str:
    rows = "".join(f"<li>{_agenda_item_html(contents, item)}</li>" for item in contents.items)
    if not rows:
        return format_html("<p>{}</p>", _("No agenda yet."))
    return f"<ol>{rows}</ol>"


def _agenda_item_html(contents: "PackContents", item: AgendaItem) -> str:
    starts = item.starts_at.astimezone(contents.meeting.zone).strftime("%H:%M") if item.starts_at else ""
    detail = "; ".join(part for part in (starts, item.speaker) if part)
    return f"{escape(item.title)}{f' ({escape(detail)})' if detail else ''}"


def _meeting_time(contents: "PackContents") -> str:
    meeting = contents.meeting
    begins, ends = meeting.local_start, meeting.local_end
    if begins is None or ends is None:
        return str(date_format(meeting.date, "DATE_FORMAT"))
    until = f"{ends:%H:%M}" if ends.date() == begins.date() else date_format(ends, "DATETIME_FORMAT")
    return f"{date_format(begins, 'DATETIME_FORMAT')} – {until} ({meeting.time_zone})"


def _meeting_place(meeting: Meeting) -> str:
    country = Country(str(meeting.country)).name if meeting.country else ""
    return ", ".join(part for part in (meeting.place, country) if part)


def _link_target(href: str) -> str:
    """Return where a link of a document leads: out to the web or the site, and nowhere if it is invalid."""
    if href.startswith("/"):
        return absolute(href)
    return href if urlsplit(href).scheme.lower() in SCHEMES else ""
