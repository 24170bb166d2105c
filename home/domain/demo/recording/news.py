"""News of the demonstration, published; what is there already stays as its writers left it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from wagtail.models import Page

from networkapp.models import Network, Subject
from networkapp.news.actions.articles import create_news_pages
from networkapp.news.models import ArticlePage, NetworkNewsPage, NewsPage

BLOCKS = UUID("7f4f9f0a-6c02-4d3c-9e53-5d0c3a7b8e21")
"""The namespace in which the slug of an article and a place in it become the id of a block."""


@transaction.atomic
def open_news(
    *, front: Page, slug: str, title: str, introduction: str = "", translation_of: NewsPage | None = None
) -> NewsPage:
    """Create the list of news below `front` in its language, with a page for each network; an existing one stays."""
    known: NewsPage | None = NewsPage.objects.child_of(front).first()
    if known is not None:
        return known
    page = NewsPage(title=title, slug=slug, introduction=introduction, locale=front.locale, live=False)
    if translation_of is not None:
        page.translation_key = translation_of.translation_key
    front.add_child(instance=page)
    page.save_revision().publish()
    create_news_pages(index=page)
    return page


@transaction.atomic
def write_article(
    *,
    network: Network,
    language: str,
    slug: str,
    title: str,
    day: date,
    standfirst: str = "",
    blocks: Sequence[Mapping[str, Any]] = (),
    subjects: Iterable[Subject] = (),
    translation_of: ArticlePage | None = None,
    live: bool = True,
) -> ArticlePage:
    """The network has this article in the list of news in this language. One that is there already stays as it is.

    A block is {"type": "text", "value": "<p>...</p>"}, {"type": "box", "value": {"title", "text"}} or another one of
    models/news.py, in the form in which Wagtail stores it; HTML is the editors' own and is not cleaned here. Without
    `live` it is a draft.
    """
    place = NetworkNewsPage.objects.written_in().get(network=network, locale__language_code=language)
    known: ArticlePage | None = ArticlePage.objects.child_of(place).filter(slug=slug).first()
    if known is not None:
        return known
    page = ArticlePage(network=network, slug=slug, title=title, standfirst=standfirst, date=day, locale=place.locale)
    page.body = [{**block, "id": str(uuid5(BLOCKS, f"{slug}/{number}"))} for number, block in enumerate(blocks)]
    page.subjects = list(subjects)
    page.live = False
    if translation_of is not None:
        page.translation_key = translation_of.translation_key
    place.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    written: ArticlePage = ArticlePage.objects.get(pk=page.pk)
    return written
