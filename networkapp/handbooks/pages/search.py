"""Searching inside one handbook, or inside one of its editions: sections in reading order, in the text's own language.

A handbook has hundreds of sections, not thousands: they are searched as they are, without an index.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation

from networkapp.handbooks.models import EditionSection, EditionText, HandbookPage, Section
from networkapp.handbooks.pages.queries import chapters_of
from networkapp.search.words import LONGEST_QUERY, excerpt, with_all_words
from networkapp.users import AnyUser

MAX_PASSAGES = 50


@dataclass(frozen=True, kw_only=True)
class FoundPassage:
    """A section in which all words occur, and the piece of its text around the first of them."""

    number: str
    title: str
    address: str
    excerpt: str


@dataclass(frozen=True, kw_only=True)
class HandbookSearchResults:
    """The results in reading order; `more` if there are more than these."""

    found: list[FoundPassage]
    more: bool


def search_handbook(*, handbook: HandbookPage, query: str, user: AnyUser) -> HandbookSearchResults:
    """Return the sections of the handbook that contain all words, in chapters that `user` can read."""
    chapters = {chapter.pk: chapter for chapter in chapters_of(handbook=handbook, user=user)}
    sections = Section.objects.current().filter(page__in=chapters).order_by("page__path", "position")

    def place(section: Any) -> str:
        return f"{chapters[section.page_id].url}#{section.anchor}"

    return _passages(sections, query, handbook.locale.language_code, "text", place)


def search_edition(*, text: EditionText, query: str) -> HandbookSearchResults:
    """Return the sections of the edition that contain all words."""
    sections = EditionSection.objects.filter(chapter__text=text).select_related("chapter")

    def place(section: Any) -> str:
        chapter = reverse("networkapp:edition_chapter", args=[text.edition_id, text.language, section.chapter.position])
        return f"{chapter}#{section.anchor}"

    return _passages(sections.order_by("chapter__position", "position"), query, text.language, "plain", place)


def _passages(
    sections: Any, query: str, language: str, field: str, place: Callable[[Any], str]
) -> HandbookSearchResults:
    wanted = " ".join(query[:LONGEST_QUERY].split())
    if not wanted:
        return HandbookSearchResults(found=[], more=False)
    # Forms of words are those of the language of the text, not of its reader's interface.
    with translation.override(language):
        found = list(with_all_words(sections, wanted, "title", field)[: MAX_PASSAGES + 1])
        passages = [
            FoundPassage(
                number=one.number, title=one.title, address=place(one), excerpt=excerpt(getattr(one, field), wanted)
            )
            for one in found[:MAX_PASSAGES]
        ]
    return HandbookSearchResults(found=passages, more=len(found) > MAX_PASSAGES)
