"""Metadata of handbooks, chapters and editions for search engines and link previews."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from networkapp.handbooks.models import (
    ChapterPage,
    Edition,
    EditionChapter,
    EditionText,
    HandbookIndexPage,
    HandbookPage,
    PartPage,
)
from networkapp.metadata.pages import days_of, organisation, page_card
from networkapp.registry.metadata import Card, Text


def index_card(page: HandbookIndexPage) -> Card:
    """Return the metadata of the list of handbooks."""
    return page_card(page, description=page.introduction, facts={"@type": "CollectionPage"})


def handbook_card(page: HandbookPage) -> Card:
    """Return the metadata of the page of a handbook."""
    facts = {"@type": "Book", "publisher": organisation(page.network), **_licence(page), **days_of(page)}
    return page_card(page, description=page.standfirst, over=page.network.local_name, way=_shelf(page), facts=facts)


def part_card(page: PartPage) -> Card:
    """Return the metadata of the page of a part."""
    facts = {"@type": "WebPage", "isPartOf": _book(page.handbook)}
    return page_card(page, over=page.handbook.title, way=_in_book(page.handbook), facts=facts)


def chapter_card(page: ChapterPage) -> Card:
    """Return its description: its standfirst, otherwise the beginning of its first section."""
    handbook = page.handbook
    facts = {
        "@type": "Chapter",
        "position": page.number,
        "isPartOf": _book(handbook),
        "publisher": organisation(handbook.network),
        **_licence(handbook),
        **days_of(page),
    }
    over = f"{handbook.title}, {page.number}"
    description = page.standfirst or handbook.standfirst
    return page_card(page, description=description, over=over, way=_in_book(handbook), facts=facts)


def _book(handbook: HandbookPage) -> dict[str, Any]:
    return {"@type": "Book", "name": handbook.title, "url": handbook.get_url()}


def _shelf(handbook: HandbookPage) -> tuple[tuple[Text, str], ...]:
    return ((_("Handbooks"), handbook.index_url()),)


def _in_book(handbook: HandbookPage) -> tuple[tuple[Text, str], ...]:
    return (*_shelf(handbook), (handbook.title, handbook.get_url() or "/"))


def _licence(handbook: HandbookPage) -> dict[str, Any]:
    licence = handbook.licensed
    return {"license": licence.link or licence.name} if licence else {}


def edition_card(text: EditionText) -> Card:
    """Return the metadata of the page of an edition in one language, with links to its other languages."""
    edition = text.edition
    facts = {
        "@type": "Book",
        "bookEdition": edition.label,
        "datePublished": edition.published_at,
        "publisher": organisation(edition.network),
    }
    return Card(
        title=text.title,
        description=text.standfirst or text.changes,
        path=text.get_absolute_url(),
        language=text.language,
        over=_label(edition),
        under=date_format(timezone.localdate(edition.published_at)),
        way=_way_to_editions(edition),
        versions={other.language: other.get_absolute_url() for other in edition.texts.all()},
        facts=facts,
    )


def edition_chapter_card(chapter: EditionChapter) -> Card:
    """Return the metadata of the page of a chapter of an edition."""
    text = chapter.text
    return Card(
        title=f"{chapter.number} {chapter.title}",
        description=chapter.standfirst,
        path=reverse("networkapp:edition_chapter", args=[text.edition_id, text.language, chapter.position]),
        language=text.language,
        over=_label(text.edition),
        under=date_format(timezone.localdate(text.edition.published_at)),
        way=(*_way_to_editions(text.edition), (text.title, text.get_absolute_url())),
        facts={"@type": "Chapter", "isPartOf": {"@type": "Book", "name": text.title}},
    )


def _label(edition: Edition) -> Any:
    return _("%(title)s, edition %(edition)s") % {"title": edition.network.local_name, "edition": edition.label}


def _way_to_editions(edition: Edition) -> tuple[tuple[Any, str], ...]:
    return ((_("Editions"), reverse("networkapp:editions", args=[edition.handbook])),)
