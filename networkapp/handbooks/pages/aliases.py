"""Aliases of Wagtail show whatever their original says later: none shows the words of another network."""

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from networkapp.handbooks.models import ChapterPage, HandbookPage, PartPage


def require_no_foreign_alias(*, page: Page, parent: Page) -> None:
    """Raise PermissionDenied unless everything that is ever published of `page` can be below `parent`."""
    books = _networks_by_path()
    if isinstance(page, ChapterPage | PartPage) and _network_of(page, books) != _network_of(parent, books):
        raise PermissionDenied


def foreign_aliases() -> list[Page]:
    """Return the parts and chapters that are aliases of those of another network's handbook."""
    mirrors = Page.objects.type(PartPage, ChapterPage).filter(alias_of__isnull=False).select_related("alias_of")
    found = list(mirrors)
    books = _networks_by_path() if found else {}
    return [page for page in found if _network_of(page, books) != _network_of(page.alias_of, books)]


def unalias_foreign_pages(**message: Any) -> None:
    """Turn aliases of another network's pages into independent pages that keep their current text.

    Receives Wagtail's post_page_move, and page_published of handbooks, because both can change the network of a page.
    """
    Page.objects.filter(pk__in=[page.pk for page in foreign_aliases()]).update(alias_of=None)


def _networks_by_path() -> dict[str, int]:
    return dict(HandbookPage.objects.order_by().values_list("path", "network_id"))


def _network_of(page: Page, books: dict[str, int]) -> int | None:
    above = (page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen))
    return next((books[path] for path in above if path in books), None)
