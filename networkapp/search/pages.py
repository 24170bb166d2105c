"""Pages of Wagtail in the search, in the language of their reader if there is one."""

import re
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.query import PageQuerySet

from networkapp.languages.languages import unique_languages
from networkapp.registry import SearchHit, search_sources
from networkapp.search.words import excerpt
from networkapp.users import AnyUser

MOST_VERSIONS = 4
"""How many hits are looked at for each that is shown: one page may be found in several languages."""


def search_pages(pages: PageQuerySet, query: str, limit: int, every_language: bool) -> list[Page]:
    """Return at most `limit` pages that Wagtail finds by the query's letters and digits.

    Other characters are left out because Wagtail's SQLite backend fails on quotation marks. Each page is returned once,
    in the reader's language or else its original; with `every_language`, in each of its languages.
    """
    words = re.findall(r"\w+", query)
    if not words:
        return []
    if every_language:
        return [page.specific for page in pages.search(" ".join(words))[:limit]]
    found = _for_reader(pages).select_related("locale").search(" ".join(words))[: limit * MOST_VERSIONS]
    return [page.specific for page in unique_languages(found)[:limit]]


def _for_reader(pages: PageQuerySet) -> PageQuerySet:
    """Return the pages without those that have a version in the reader's language among them and are not it."""
    hers = Q(locale__language_code=get_language() or "en")
    # Wagtail searches only what is filtered by fields that it indexes, hence by a list of keys.
    unversioned = ~Q(translation_key__in=pages.filter(hers).order_by().values("translation_key"))
    return Page.objects.filter(pk__in=pages.filter(hers | unversioned).order_by().values("pk"))


def find_pages(*, user: AnyUser, query: str, limit: int, every_language: bool = False) -> Iterable[SearchHit]:
    """Yield the public pages that match `query`, except those of types that other sources search."""
    found_otherwise = [model for source in search_sources for model in source.pages]
    pages = Page.objects.live().public().not_type(*found_otherwise).select_related("locale")
    for page in search_pages(pages, query, limit, every_language):
        if page.url:
            yield SearchHit(
                kind="pages",
                title=page.title,
                url=page.url,
                excerpt=excerpt(page.search_description or getattr(page, "standfirst", ""), query),
                language=page.locale.language_code,
                date=page.last_published_at,
            )
