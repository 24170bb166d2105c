"""Links from running text to pages: in handbooks they lead to the page in the language of the text that is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

_READ_IN: "ContextVar[int | None]" = ContextVar("locale of the text that is read", default=None)


@contextmanager
def read_in(locale: int) -> Iterator[None]:
    """Meanwhile links to pages lead to their translation in this locale, whatever the language of the reader is."""
    before = _READ_IN.set(locale)
    try:
        yield
    finally:
        _READ_IN.reset(before)


class LinksInLanguage(PageLinkHandler):
    """Wagtail's links to pages, which follow the language of the reader; within `read_in` that of the text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        locale = _READ_IN.get()
        if locale is None:
            links: list[str] = super().expand_db_attributes_many(attrs_list)
            return links
        pages = cls.get_many(attrs_list)
        keys = {page.translation_key for page in pages if page and page.locale_id != locale}
        found = Page.objects.filter(translation_key__in=keys, locale=locale, live=True).defer_streamfields()
        there = {page.translation_key: page for page in found} if keys else {}
        led = (there.get(page.translation_key, page) if page else None for page in pages)
        return [f'<a href="{escape(page.url)}">' if page else "<a>" for page in led]
