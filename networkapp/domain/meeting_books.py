"""A pack as a book: the brief, the agenda, and a chapter for each item that has something to read."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _
from django_countries.fields import Country

from networkapp.domain.languages import own_name
from networkapp.domain.made_files import words_of_books
from networkapp.domain.meeting_briefs import Brief, Part
from networkapp.domain.meeting_papers import Sheet
from networkapp.models import AgendaItem, Meeting
from networkapp.notifications import absolute
from networkapp.publishing.books import Book, Chapter, Section
from networkapp.publishing.documents import Form
from networkapp.publishing.uploaded import Told

if TYPE_CHECKING:
    from networkapp.domain.meeting_packs import Contents

SCHEMES = frozenset({"http", "https", "mailto"})


def book_of_pack(contents: "Contents", *, form: Form, made_at: datetime) -> Book:
    """All that the pack says, in this form; papers are read and set for it, which takes its time."""
    meeting, pictures = contents.meeting, dict[str, bytes]()
    chapters = [_before(contents), *_chapters(contents, form, pictures)]
    return Book(
        title=f"{meeting.label}: {meeting.local_title}",
        standfirst=meeting.local_text,
        language=contents.language,
        network=meeting.network.name,
        edition=_("pack of %(day)s") % {"day": date_format(made_at, "DATE_FORMAT")},
        facts=[
            (_("When"), _when(contents)),
            (_("Where"), _where(meeting)),
            (_("For"), _("whoever may read all that it holds in %(network)s") % {"network": meeting.network.name}),
            (_("Language"), own_name(contents.language)),
            (_("Made"), date_format(made_at, "DATETIME_FORMAT")),
            (_("Address"), absolute(meeting.get_absolute_url())),
            (_("Hash of all it says"), contents.digest),
        ],
        chapters=chapters,
        contents=_("Contents"),
        about=_("About this file"),
        glossary=_("Glossary"),
        words=words_of_books(),
        dated=made_at,
        identifier=f"{absolute(meeting.get_absolute_url())}#{contents.digest}",
        pictures=pictures,
        find=_leads,
    )


def _before(contents: "Contents") -> Chapter:
    brief = contents.brief
    sections = [
        Section(number="", title=_("In three minutes"), anchor="brief", law="", html=_brief(brief)),
        Section(number="", title=_("Agenda"), anchor="agenda", law="", html=_agenda(contents)),
    ]
    return Chapter(number=0, title=_("Before the meeting"), standfirst="", sections=sections)


def _chapters(contents: "Contents", form: Form, pictures: dict[str, bytes]) -> Iterator[Chapter]:
    for item in contents.items:
        sections = []
        if item.text:
            html = "".join(f"<p>{escape(part)}</p>" for part in item.text.split("\n") if part.strip())
            sections.append(Section(number="", title=_("What it is about"), anchor=f"item{item.pk}", law="", html=html))
        for number, sheet in enumerate(contents.papers.get(item.pk, ()), start=1):
            sections.append(_section(f"{item.position}.{number}", f"item{item.pk}-{number}", sheet, form, pictures))
        if sections:
            yield Chapter(number=item.position, title=item.title, standfirst=item.speaker, sections=sections)


def _section(number: str, anchor: str, sheet: Sheet, form: Form, pictures: dict[str, bytes]) -> Section:
    """The paper as it can be shown, under what is said of it in any case: what it is, its hash, where it lies."""
    told = sheet.tell(form)
    pictures.update(told.pictures)
    address = absolute(sheet.url) if sheet.url else ""
    link = format_html('<p>{} <a href="{}">{}</a></p>', _("On the site:"), address, address) if address else ""
    return Section(
        number=number,
        title=sheet.title,
        anchor=anchor,
        law="; ".join((sheet.kind, *sheet.facts)),
        html=f"{_said_of(told)}{link}{told.html}",
    )


def _said_of(told: Told) -> str:
    if not told.is_shown:
        return format_html("<p>{}</p>", _("It cannot be shown in this file. Open it on the site."))
    if told.shown < told.pages:
        words = _("Shown here: the first %(shown)s of %(pages)s pages.") % {"shown": told.shown, "pages": told.pages}
        return format_html("<p>{}</p>", words)
    return ""


def _brief(brief: Brief) -> str:
    return "".join(_part(part) for part in brief.parts if part.key != "agenda" and part.lines) or format_html(
        "<p>{}</p>", _("Nothing is new, and nothing is open.")
    )


def _part(part: Part) -> str:
    rows = "".join(
        f'<li><a href="{escape(absolute(line.url))}">{escape(line.text)}</a> {escape(line.detail)}</li>'
        if line.url
        else f"<li>{escape(line.text)} {escape(line.detail)}</li>"
        for line in part.lines
    )
    return f"<h3>{escape(part.title)}</h3><ul>{rows}</ul>"


def _agenda(contents: "Contents") -> str:
    rows = "".join(f"<li>{_item(contents, item)}</li>" for item in contents.items)
    if not rows:
        return format_html("<p>{}</p>", _("There is no agenda yet."))
    return f"<ol>{rows}</ol>"


def _item(contents: "Contents", item: AgendaItem) -> str:
    starts = item.starts_at.astimezone(contents.meeting.zone).strftime("%H:%M") if item.starts_at else ""
    told = "; ".join(part for part in (starts, item.speaker) if part)
    return f"{escape(item.title)}{f' ({escape(told)})' if told else ''}"


def _when(contents: "Contents") -> str:
    meeting = contents.meeting
    begins, ends = meeting.local_start, meeting.local_end
    if begins is None or ends is None:
        return str(date_format(meeting.date, "DATE_FORMAT"))
    until = f"{ends:%H:%M}" if ends.date() == begins.date() else date_format(ends, "DATETIME_FORMAT")
    return f"{date_format(begins, 'DATETIME_FORMAT')} – {until} ({meeting.time_zone})"


def _where(meeting: Meeting) -> str:
    country = Country(str(meeting.country)).name if meeting.country else ""
    return ", ".join(part for part in (meeting.place, country) if part)


def _leads(href: str) -> str:
    """Where a link of a paper leads: out to the web or the site, and nowhere by what is none."""
    if href.startswith("/"):
        return absolute(href)
    return href if urlsplit(href).scheme.lower() in SCHEMES else ""
