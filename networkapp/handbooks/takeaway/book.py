"""Putting a book together: what its file says, from the rows of an edition or from the pages of today."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networkapp.documents.book.book import Book, BookChapter, BookSection, BookTerm
from networkapp.files.generated import book_labels
from networkapp.handbooks.editions.actions import sections_for_all_readers
from networkapp.handbooks.editions.pictures import current_pictures, pictures_in_edition
from networkapp.handbooks.editions.queries import terms_in
from networkapp.handbooks.glossary.actions import terms_of
from networkapp.handbooks.models import ChapterPage, EditionText, HandbookFile, HandbookPage
from networkapp.handbooks.models import Section as PublishedSection
from networkapp.handbooks.models.section_views import WrittenSection
from networkapp.handbooks.pages.section_heads import current_section_line, edition_section_line
from networkapp.handbooks.rules.term_matching import TermEntry, TermMatcher
from networkapp.handbooks.takeaway.formats import Takeaway, unrestricted_contents
from networkapp.languages.languages import own_name
from networkapp.models import Network, this_site
from networkapp.models.licences import Licence
from networkapp.notifications.email import absolute
from networkapp.text.html_text import with_cell_lines

Scope = HandbookFile.Scope
PERMANENT = re.compile(r"/sections/(\d+)/$")
OF_BLOCK = re.compile(r"/sections/(\d+/[0-9a-f-]{36})/$")


@dataclass(frozen=True, kw_only=True)
class BookSource:
    """The source of a book: an edition, or the published text of today."""

    chapters: Sequence[BookChapter]
    law_dates: Sequence[date]
    terms: Sequence[BookTerm]
    pictures: Mapping[str, bytes]
    address: str
    edition: str
    facts: Sequence[tuple[str, str]]
    dated: datetime
    title: str
    standfirst: str
    licence: Licence | None


@dataclass(kw_only=True)
class CollectedChapters:
    """The chapters collected so far, with their texts and law dates."""

    chapters: list[BookChapter] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    law_dates: list[date] = field(default_factory=list)

    def add(self, html: str, law_as_of: date | None) -> None:
        self.texts.append(html)
        if law_as_of:
            self.law_dates.append(law_as_of)


@dataclass(frozen=True, kw_only=True)
class CurrentPicture:
    """A picture of today, as the templates of an edition ask for it."""

    address: str
    width: int = 0
    height: int = 0

    def get_absolute_url(self) -> str:
        return self.address


def build_book(takeaway: Takeaway) -> Book:
    """Return the content of the file, in the language of the handbook."""
    with translation.override(takeaway.language):
        source = _edition_source(takeaway) if takeaway.text else _current_source(takeaway)
        whole, site = takeaway.scope == Scope.HANDBOOK, str(this_site().local_name)
        law = [(_("Law date"), _date_range(source.law_dates))] if source.law_dates else []
        licence = [(_("Licence"), _licence_text(source.licence))] if source.licence else []
        return Book(
            title=takeaway.title,
            of="" if whole else source.title,
            standfirst=source.standfirst if whole else "",
            language=takeaway.language,
            network=takeaway.network.name,
            site=site,
            edition=source.edition,
            facts=[
                *source.facts[:1],
                (_("Language"), own_name(takeaway.language)),
                *law,
                *licence,
                (_("Site"), site),
                *source.facts[1:],
            ],
            licence=_licence_text(source.licence) if source.licence else "",
            chapters=source.chapters,
            terms=source.terms,
            contents=_("Contents"),
            about=_("About this file"),
            glossary=_("Glossary"),
            words=book_labels(),
            dated=source.dated,
            identifier=f"{source.address}#{takeaway.scope}-{takeaway.subject}",
            whole=whole,
            is_section=takeaway.scope == Scope.SECTION,
            pictures=source.pictures,
            find=_link_rewriter(source.address, source.chapters),
        )


def _edition_source(takeaway: Takeaway) -> BookSource:
    text = takeaway.text
    assert text is not None
    edition = text.edition
    gathered = _collect_edition(takeaway, text)
    address = absolute(text.get_absolute_url())
    return BookSource(
        chapters=gathered.chapters,
        law_dates=gathered.law_dates,
        terms=_used_terms(terms_in(text=text), gathered.texts),
        pictures=pictures_in_edition(edition=edition, texts=gathered.texts),
        address=address,
        edition=_("edition %(edition)s") % {"edition": edition.label},
        facts=[
            (_("Edition"), edition.label),
            (capfirst(_("published")), _day_text(edition.published_at)),
            (_("Permanent address"), address),
            (_("Checksum (SHA-256)"), edition.digest),
        ],
        dated=edition.published_at,
        title=text.title,
        standfirst=text.standfirst,
        licence=text.licensed,
    )


def _collect_edition(takeaway: Takeaway, text: EditionText) -> CollectedChapters:
    gathered = CollectedChapters()
    for chapter in text.chapters.prefetch_related("sections"):
        if takeaway.scope == Scope.CHAPTER and chapter.page != takeaway.subject:
            continue
        sections = []
        for section in chapter.sections.all():
            if takeaway.scope == Scope.SECTION and section.section != takeaway.subject:
                continue
            section.chapter = chapter
            law = edition_section_line(section)
            sections.append(_section(section.number, section.section, section.title, law, section.html))
            gathered.add(section.html, section.law_as_of)
        if sections or takeaway.scope != Scope.SECTION:
            gathered.chapters.append(_chapter(chapter, chapter.part, sections))
    return gathered


def _current_source(takeaway: Takeaway) -> BookSource:
    handbook = takeaway.page
    assert handbook is not None
    gathered, dated, pictures = _collect_current(takeaway, handbook)
    day = {"day": _day_text(dated)}
    address = absolute(handbook.get_url() or "/")
    return BookSource(
        chapters=gathered.chapters,
        law_dates=gathered.law_dates,
        terms=_used_terms(terms_of(network=handbook.network_id, language=takeaway.language), gathered.texts),
        pictures=pictures,
        address=address,
        edition=_("text as of %(day)s, not an edition") % day,
        facts=[
            (_("Text"), _("Current text on %(day)s. It is not an edition and may have changed since then.") % day),
            (_("Address"), address),
        ],
        dated=dated,
        title=handbook.title,
        standfirst=handbook.standfirst,
        licence=handbook.licensed,
    )


def _collect_current(
    takeaway: Takeaway, handbook: HandbookPage
) -> tuple[CollectedChapters, datetime, dict[str, bytes]]:
    """Return the content of the pages, their latest publication date, and their pictures by address."""
    gathered = CollectedChapters()
    pictures: dict[str, bytes] = {}
    moments = [handbook.last_published_at]
    known = sections_for_all_readers(
        kept={page.pk for group in unrestricted_contents(handbook) for page in group.chapters}
    )
    for page, part in _chapters_with_parts(takeaway):
        sections = []
        moments.append(page.last_published_at)
        for written in page.written_sections(known=known):
            if written.pk is None or (takeaway.scope == Scope.SECTION and written.pk != takeaway.subject):
                continue
            html, shown = _frozen_html(written, handbook.network)
            pictures |= shown
            law = current_section_line(written)
            sections.append(_section(written.number, written.pk, written.value["title"], law, html))
            gathered.add(html, written.law.as_of)
        gathered.chapters.append(_chapter(page, part, sections))
    return gathered, max(moment for moment in moments if moment), pictures


def current_section_html(*, page: ChapterPage, section: int) -> tuple[str, dict[str, bytes]]:
    """Return a published section and its pictures by address; empty if it is not published."""
    for written in page.written_sections(known=sections_for_all_readers(kept={page.pk})):
        if written.pk == section:
            return _frozen_html(written, page.handbook.network)
    return "", {}


def _used_terms(terms: TermMatcher, texts: Iterable[str]) -> list[BookTerm]:
    """Return the glossary terms in these texts, each with its meaning and its source."""
    used: dict[int, TermEntry] = {}
    for html in texts:
        terms.mark(html, used)
    return [
        BookTerm(entry.title, f"{entry.text} ({entry.taken_from})" if entry.taken_from else entry.text)
        for entry in used.values()
    ]


def _frozen_html(written: WrittenSection, network: Network) -> tuple[str, dict[str, bytes]]:
    """Return a section of today as an edition would freeze it, and its pictures by their addresses."""
    shown = current_pictures(section=written.value, network=network)
    frozen = {pk: CurrentPicture(address=address) for pk, (address, _content) in shown.items()}
    context = {"section": written, "frozen": frozen, "LANGUAGE_CODE": translation.get_language()}
    return render_to_string("networkapp/handbooks/section_text.html", context), dict(shown.values())


def _chapters_with_parts(takeaway: Takeaway) -> Iterable[tuple[ChapterPage, str]]:
    """Return the chapters with their text, and the title of the part of each."""
    handbook = takeaway.page
    assert handbook is not None
    groups = unrestricted_contents(handbook) if takeaway.scope == Scope.HANDBOOK else handbook.contents()
    wanted = [(chapter.pk, group.part.title if group.part else "") for group in groups for chapter in group.chapters]
    if takeaway.scope == Scope.CHAPTER:
        wanted = [(pk, part) for pk, part in wanted if pk == takeaway.subject]
    elif takeaway.scope == Scope.SECTION:
        here = set(ChapterPage.objects.filter(published_sections=takeaway.subject).values_list("pk", flat=True))
        wanted = [(pk, part) for pk, part in wanted if pk in here]
    full = ChapterPage.objects.in_bulk([pk for pk, _part in wanted])
    for page in full.values():
        page.handbook = handbook
    return ((full[pk], part) for pk, part in wanted if pk in full)


def _chapter(chapter: Any, part: str, sections: Sequence[BookSection]) -> BookChapter:
    return BookChapter(
        number=chapter.number, title=chapter.title, standfirst=chapter.standfirst, part=part, sections=sections
    )


def _section(number: str, pk: int, title: str, law: str, html: str) -> BookSection:
    return BookSection(number=number, title=title, anchor=f"s{pk}", law=law, html=with_cell_lines(html))


def _licence_text(licence: Licence) -> str:
    return f"{licence.name}, {licence.link}" if licence.link else licence.name


def _link_rewriter(address: str, chapters: Sequence[BookChapter]) -> Callable[[str], str]:
    """Return a function that rewrites links for the book: to a section in it, to the site or the web, or to nothing.

    Pages of an edition lead to each other by paths that begin at a chapter, one step below `address`.
    """
    anchors = {section.anchor for chapter in chapters for section in chapter.sections}
    rows = PublishedSection.objects.filter(pk__in=[int(anchor[1:]) for anchor in anchors])
    blocks = {f"{page}/{block_id}": f"s{pk}" for page, block_id, pk in rows.values_list("page", "block_id", "pk")}

    def find(href: str) -> str:
        permanent = PERMANENT.search(href)
        block = OF_BLOCK.search(href)
        wanted = f"s{permanent[1]}" if permanent else blocks.get(block[1], "") if block else href.partition("#")[2]
        if wanted in anchors:
            return f"#{wanted}"
        if not href or href.startswith("#"):
            return ""
        try:
            return urljoin(f"{address}1/", href)
        except ValueError:
            return ""

    return find


def _date_range(days: Sequence[date]) -> str:
    first, last = min(days), max(days)
    if first == last:
        return date_format(first)
    return _("%(first)s to %(last)s, depending on the section") % {
        "first": date_format(first),
        "last": date_format(last),
    }


def _day_text(moment: datetime) -> str:
    return date_format(moment, "DATE_FORMAT")
