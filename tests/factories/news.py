"""News to test with, in Wagtail's own first site."""

from datetime import date
from typing import Any

from home.domain.demo.recording.news import write_article
from networkapp.editing.group_rights import sync_group_permissions
from networkapp.models import Network
from networkapp.news.models import ArticlePage, NewsPage
from tests.factories.handbooks import front_page


def news_index(language: str = "en") -> NewsPage:
    front = front_page(language)
    known: NewsPage | None = NewsPage.objects.child_of(front).first()
    if known:
        return known
    index = NewsPage(title="News", slug="news", locale=front.locale)
    original = NewsPage.objects.first()
    if original:
        index.translation_key = original.translation_key
    front.add_child(instance=index)
    return index


def make_article(network: Network, *, language: str = "en", text: str = "What is new", **fields: Any) -> ArticlePage:
    """A published article of one paragraph; with `live=False` a draft."""
    news_index(language)
    sync_group_permissions(network=network)
    original = fields.get("translation_of")
    values = {
        "slug": original.slug if original else f"article-of-{network.slug}",
        "title": f"Article of {network.slug}",
        "day": date(2026, 5, 1),
        "blocks": [{"type": "text", "value": f"<p>{text}</p>"}],
        **fields,
    }
    return write_article(network=network, language=language, **values)
