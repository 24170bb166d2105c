"""Search for news."""

from collections.abc import Iterable

from wagtail.models import Page

from networkapp.news.models import ArticlePage
from networkapp.registry import SearchHit
from networkapp.search.pages import search_pages
from networkapp.search.words import excerpt
from networkapp.users import AnyUser


def find_news(*, user: AnyUser, query: str, limit: int, every_language: bool = False) -> Iterable[SearchHit]:
    """Yield the articles that `user` can read and that match `query`, at most `limit`."""
    readable = ArticlePage.objects.published_for(user).order_by().values("pk")
    for page in search_pages(Page.objects.filter(pk__in=readable), query, limit, every_language):
        yield SearchHit(
            kind="news",
            title=page.title,
            url=page.url,
            excerpt=excerpt(page.standfirst, query),
            language=page.locale.language_code,
            date=page.first_published_at,
        )
