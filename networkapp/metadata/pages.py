"""Metadata of Wagtail pages of any type for search engines and link previews."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from wagtail.models import Page

from networkapp.pages.access import readable_pages
from networkapp.permissions import Action
from networkapp.registry.metadata import Card, Text


def public_pages() -> QuerySet[Page]:
    """Return the pages that everybody can read, in all languages, without aliases."""
    pages = Page.objects.live().public().filter(depth__gt=1, alias_of=None).order_by("path")
    found: QuerySet[Page] = readable_pages(pages=pages, user=AnonymousUser()).select_related("locale")
    return found


def page_card(page: Page, *, title: Text = "", description: Text = "", **more: Any) -> Card:
    """Return the card of a page, with its search description if an editor wrote one, else `description`.

    An alias has the address of its original.
    """
    path = (page.alias_of or page).get_url() or "/"
    return Card(
        title=page.seo_title or title or page.title,
        description=page.search_description or description,
        path=path,
        language=page.locale.language_code,
        **more,
    )


def any_page_card(page: Page) -> Card:
    """Return the metadata of a Wagtail page of a type without a card of its own."""
    standfirst = getattr(page, "standfirst", "") or getattr(page, "introduction", "")
    return page_card(page, description=standfirst, facts={"@type": "WebPage", **days_of(page)})


def organisation(network: Any) -> dict[str, Any]:
    """Return the network's name, and its address if its page is public."""
    data = {"@type": "Organization", "name": network.name}
    return data | ({"url": network.get_absolute_url()} if network.allows(AnonymousUser(), Action.SEE) else {})


def days_of(page: Page) -> dict[str, Any]:
    """Return when the page was published first and last."""
    return {"datePublished": page.first_published_at, "dateModified": page.last_published_at}
