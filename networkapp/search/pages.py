"""Pages of Wagtail in the search: handbooks, news and plain pages, in the language of their reader if there is one."""

import re
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.query import PageQuerySet

from networkapp.handbooks.models import ChapterPage, Section
from networkapp.handbooks.pages.access import IN_HANDBOOKS, readable_pages
from networkapp.languages.languages import each_once
from networkapp.models.view_restrictions import unbarred
from networkapp.news.actions.articles import IN_NEWS
from networkapp.news.models import ArticlePage
from networkapp.registry import SearchHit
from networkapp.search.words import excerpt, in_all_forms, words_of
from networkapp.users import AnyUser

MOST_VERSIONS = 4
"""How many hits are looked at for each that is shown: one page may be found in several languages."""


def find_in_handbooks(user: AnyUser, query: str, limit: int, *, every_language: bool = False) -> Iterable[SearchHit]:
    open_to_her = unbarred(Page.objects.live().type(*IN_HANDBOOKS), user)
    pages = readable_pages(pages=Page.objects.filter(pk__in=open_to_her.values_list("pk", flat=True)), user=user)
    found = _search_pages(pages, query, limit, every_language)
    sections = _sections_with(query, [page.pk for page in found])
    for page in found:
        section = sections.get(page.pk)
        yield SearchHit(
            kind="handbooks",
            title=f"{page.number} {page.title}" if isinstance(page, ChapterPage) else page.title,
            url=f"{page.url}#{section.anchor}" if section else page.url,
            excerpt=excerpt(section.text if section else getattr(page, "standfirst", ""), query),
            language=page.locale.language_code,
            date=page.last_published_at,
        )


def _search_pages(pages: PageQuerySet, query: str, limit: int, every_language: bool) -> list[Page]:
    """What Wagtail finds of the query's letters and digits; its SQLite backend stumbles over quotation marks."""
    words = re.findall(r"\w+", query)
    if not words:
        return []
    if every_language:
        return [page.specific for page in pages.search(" ".join(words))[:limit]]
    found = _for_reader(pages).select_related("locale").search(" ".join(words))[: limit * MOST_VERSIONS]
    return [page.specific for page in each_once(found)[:limit]]


def _for_reader(pages: PageQuerySet) -> PageQuerySet:
    """Return the pages without those that have a version in the reader's language among them and are not it."""
    hers = Q(locale__language_code=get_language() or "en")
    # Wagtail searches only what is filtered by fields that it indexes, hence by a list of keys.
    unversioned = ~Q(translation_key__in=pages.filter(hers).order_by().values("translation_key"))
    return Page.objects.filter(pk__in=pages.filter(hers | unversioned).order_by().values("pk"))


def _sections_with(query: str, pages: list[int]) -> dict[int, Section]:
    """Return for each of these chapters the first section in which a word of the query occurs."""
    sought = "|".join(map(in_all_forms, words_of(query)))
    anywhere = Q(text__iregex=sought) | Q(title__iregex=sought)
    found = Section.objects.current().filter(anywhere, page__in=pages).order_by("-position")
    return {section.page_id: section for section in found}


def find_pages(user: AnyUser, query: str, limit: int, *, every_language: bool = False) -> Iterable[SearchHit]:
    pages = Page.objects.live().public().not_type(*IN_HANDBOOKS, *IN_NEWS).select_related("locale")
    for page in _search_pages(pages, query, limit, every_language):
        if page.url:
            yield SearchHit(
                kind="pages",
                title=page.title,
                url=page.url,
                excerpt=excerpt(page.search_description or getattr(page, "standfirst", ""), query),
                language=page.locale.language_code,
                date=page.last_published_at,
            )


def find_news(user: AnyUser, query: str, limit: int, *, every_language: bool = False) -> Iterable[SearchHit]:
    readable = ArticlePage.objects.published_for(user).order_by().values("pk")
    for page in _search_pages(Page.objects.filter(pk__in=readable), query, limit, every_language):
        yield SearchHit(
            kind="news",
            title=page.title,
            url=page.url,
            excerpt=excerpt(page.standfirst, query),
            language=page.locale.language_code,
            date=page.first_published_at,
        )
