"""Links of texts to pages: in handbooks they lead to the page in the language of the text.

A reader who cannot read a page does not learn its address, even if a text that they read links to it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from networkapp.models.view_restrictions import unrestricted
from networkapp.pages.access import readable_pages
from networkapp.registry.pages import reading_rules
from networkapp.users import AnyUser

_TEXT_LOCALE: "ContextVar[int | None]" = ContextVar("locale of the text that is read", default=None)


@contextmanager
def links_in_locale(locale: int) -> Iterator[None]:
    """Make links to pages lead to their translation in this locale while the context is active."""
    before = _TEXT_LOCALE.set(locale)
    try:
        yield
    finally:
        _TEXT_LOCALE.reset(before)


class LocalizedPageLinkHandler(PageLinkHandler):
    """Wagtail's links to pages, which follow the language of the reader; within `links_in_locale` that of the text.

    A public page has its address. Any other has one that is made of its number and redirects people to whom Wagtail
    shows the page; an unpublished page has none, like a deleted one.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        found = _translated_pages(cls.get_many(attrs_list))
        live = Page.objects.live().filter(pk__in=[page.pk for page in found if page])
        visitor = AnonymousUser()
        public = set(unrestricted(readable_pages(pages=live, user=visitor), visitor).values_list("pk", flat=True))
        return [_opening_tag(page, is_public=page is not None and page.pk in public) for page in found]


def _translated_pages(pages: Sequence[Page | None]) -> list[Page | None]:
    locale = _TEXT_LOCALE.get()
    if locale is None:
        return [page and page.localized for page in pages]
    keys = {page.translation_key for page in pages if page and page.locale_id != locale}
    found = Page.objects.filter(translation_key__in=keys, locale=locale, live=True).defer_streamfields()
    there = {page.translation_key: page for page in found} if keys else {}
    return [page and there.get(page.translation_key, page) for page in pages]


def _opening_tag(page: Page | None, *, is_public: bool) -> str:
    if page is None or not page.live:
        return "<a>"
    return f'<a href="{escape(page.url if is_public else reverse("networkapp:page", args=[page.pk]))}">'


def addresses_of(page: Page) -> list[str]:
    """Return the addresses by which texts link to the page: its own, if it is in a site, and that of its number."""
    return [*([page.url] if page.url else []), reverse("networkapp:page", args=[page.pk])]


def find_page(*, pk: int, user: AnyUser) -> Page:
    """Return the published page; Http404 if it is in a handbook or in news that `user` cannot read."""
    page: Page = get_object_or_404(Page.objects.live(), pk=pk).specific
    for rule in reading_rules:
        rule(page=page, user=user)
    if page.url is None:
        raise Http404
    return page
