"""A whole handbook in one language, from an edition or as it is today: for printing and for offline copies.

The content of a section is the HTML of its page; callers add what surrounds it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from networkapp.handbooks.editions.actions import sections_for_all_readers
from networkapp.handbooks.editions.queries import sections_by_chapter, terms_in
from networkapp.handbooks.glossary.actions import terms_of
from networkapp.handbooks.models import ChapterPage, EditionChapter, EditionSection, EditionText, HandbookPage
from networkapp.handbooks.models.pages import ContentsPart, readable_sections
from networkapp.handbooks.models.section_translations import TranslationStatus
from networkapp.handbooks.models.section_views import WrittenSection
from networkapp.handbooks.models.sections import SectionQuerySet
from networkapp.handbooks.pages.queries import chapters_of
from networkapp.handbooks.rules.term_matching import TermMatcher
from networkapp.handbooks.takeaway.formats import unrestricted_contents
from networkapp.models import Network
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class WholeSection:
    """A section to read; `pk` is its permanent number, `address` the permanent one.

    Its translation status is `frozen` in an edition, and `translation_status` today.
    """

    pk: int
    address: str
    anchor: str
    number: str
    title: str
    law_as_of: date | None
    law_undecided: bool
    law_undated: bool
    sources: int
    html: str
    frozen: EditionSection | None = None
    translation_status: TranslationStatus | None = None


@dataclass(frozen=True, kw_only=True)
class WholeChapter:
    """A chapter of a whole text, with its sections."""

    number: int
    title: str
    label: str
    part: str
    standfirst: str
    address: str
    sections: list[WholeSection]


@dataclass(frozen=True, kw_only=True)
class WholeText:
    """A handbook with all its chapters. `edition` is its label, empty for the current text; `day` is its date.

    `key` identifies it: kind, number and language. Glossary `terms` are not marked in it yet.
    """

    key: str
    handbook: str
    title: str
    standfirst: str
    language: str
    network: Network
    edition: str
    day: datetime
    address: str
    terms: TermMatcher
    chapters: list[WholeChapter]


def whole_edition(*, text: EditionText) -> WholeText:
    """Return the whole text of the edition in the language of `text`; three queries."""
    edition, language = text.edition, text.language
    return WholeText(
        key=f"edition-{edition.pk}-{language}",
        handbook=f"{edition.handbook}-{language}",
        title=text.title,
        standfirst=text.standfirst,
        language=language,
        network=edition.network,
        edition=edition.label,
        day=edition.published_at,
        address=text.get_absolute_url(),
        terms=terms_in(text=text),
        chapters=[_edition_chapter(text, chapter, sections) for chapter, sections in sections_by_chapter(text=text)],
    )


def _edition_chapter(text: EditionText, chapter: EditionChapter, sections: Iterable[EditionSection]) -> WholeChapter:
    where = [text.edition_id, text.language, chapter.position]
    return WholeChapter(
        number=chapter.number,
        title=chapter.title,
        label=chapter.label,
        part=chapter.part,
        standfirst=chapter.standfirst,
        address=reverse("networkapp:edition_chapter", args=where),
        sections=[_edition_section(text, section) for section in sections],
    )


def _edition_section(text: EditionText, section: EditionSection) -> WholeSection:
    return WholeSection(
        pk=section.section,
        address=reverse("networkapp:edition_section", args=[text.edition_id, section.section]),
        anchor=section.anchor,
        number=section.number,
        title=section.title,
        law_as_of=section.law_as_of,
        law_undecided=section.law.get("undecided", False),
        law_undated=section.named_law.undated,
        sources=section.sources,
        html=section.html,
        frozen=section,
    )


def whole_handbook(*, handbook: HandbookPage, user: AnyUser, is_offline_copy: bool = False) -> WholeText:
    """Return the whole current text of the handbook, without chapters that `user` cannot read.

    An offline copy (`is_offline_copy`) contains no chapter that Wagtail hides from any reader of the handbook, and
    names no section that some of them cannot read, like an edition.
    """
    language = handbook.locale.language_code
    if is_offline_copy:
        contents = unrestricted_contents(handbook)
        known = sections_for_all_readers(kept={chapter.pk for group in contents for chapter in group.chapters})
    else:
        contents, known = handbook.contents(), readable_sections(user)
    readable = {chapter.pk for chapter in chapters_of(handbook=handbook, user=user)}
    with translation.override(language):
        chapters = list(_current_chapters(contents, readable, known))
    return WholeText(
        key=f"today-{handbook.pk}-{language}",
        handbook=f"{handbook.translation_key}-{language}",
        title=handbook.title,
        standfirst=handbook.standfirst,
        language=language,
        network=handbook.network,
        edition="",
        day=timezone.now(),
        address=handbook.url,
        terms=terms_of(network=handbook.network_id, language=language),
        chapters=chapters,
    )


def _current_chapters(
    contents: Iterable[ContentsPart], readable: set[int], known: SectionQuerySet
) -> Iterator[WholeChapter]:
    full = ChapterPage.objects.select_related("locale").in_bulk(readable)
    for group in contents:
        for chapter in (full[listed.pk] for listed in group.chapters if listed.pk in readable):
            yield WholeChapter(
                number=chapter.number,
                title=chapter.title,
                label=chapter.label,
                part=group.part.title if group.part else "",
                standfirst=chapter.standfirst,
                address=chapter.url,
                sections=[
                    _current_section(written)
                    for written in chapter.written_sections(known=known)
                    if written.pk is not None
                ],
            )


def _current_section(written: WrittenSection) -> WholeSection:
    context = {"section": written, "LANGUAGE_CODE": translation.get_language()}
    assert written.pk is not None
    return WholeSection(
        pk=written.pk,
        address=reverse("networkapp:section", args=[written.pk]),
        anchor=written.anchor,
        number=written.number,
        title=written.value["title"],
        law_as_of=written.value["law_as_of"],
        law_undecided=written.law.undecided,
        law_undated=written.law.undated,
        sources=written.value.sources(),
        html=render_to_string("networkapp/handbooks/section_text.html", context).strip(),
        translation_status=written.translation_status,
    )
