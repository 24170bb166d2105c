"""What Wagtail pages state about themselves for search engines and link previews: handbooks, their chapters, and any
other."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from networkapp.handbooks.models import ChapterPage, HandbookIndexPage, HandbookPage, PartPage
from networkapp.handbooks.pages.access import readable_pages
from networkapp.permissions import Action
from networkapp.registry.metadata import Card, Text


def public_pages() -> QuerySet[Page]:
    """The pages that anybody may read, in all languages, but none that only mirrors another (an alias of Wagtail)."""
    pages = Page.objects.live().public().filter(depth__gt=1, alias_of=None).order_by("path")
    found: QuerySet[Page] = readable_pages(pages=pages, user=AnonymousUser()).select_related("locale")
    return found


def page_card(page: Page, *, title: Text = "", description: Text = "", **more: Any) -> Card:
    """The card of a page: its own words for search engines where an editor wrote some, else `description`.

    One that mirrors another has the address of that.
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
    standfirst = getattr(page, "standfirst", "") or getattr(page, "introduction", "")
    return page_card(page, description=standfirst, facts={"@type": "WebPage", **_days(page)})


def index_card(page: HandbookIndexPage) -> Card:
    return page_card(page, description=page.introduction, facts={"@type": "CollectionPage"})


def handbook_card(page: HandbookPage) -> Card:
    facts = {"@type": "Book", "publisher": organisation(page.network), **_licence(page), **_days(page)}
    return page_card(page, description=page.standfirst, over=page.network.local_name, way=_shelf(page), facts=facts)


def part_card(page: PartPage) -> Card:
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
        **_days(page),
    }
    over = f"{handbook.title}, {page.number}"
    description = page.standfirst or handbook.standfirst
    return page_card(page, description=description, over=over, way=_in_book(handbook), facts=facts)


def organisation(network: Any) -> dict[str, Any]:
    """Return the network's name, and its address if its page is public."""
    said = {"@type": "Organization", "name": network.name}
    return said | ({"url": network.get_absolute_url()} if network.allows(AnonymousUser(), Action.SEE) else {})


def _book(handbook: HandbookPage) -> dict[str, Any]:
    return {"@type": "Book", "name": handbook.title, "url": handbook.get_url()}


def _shelf(handbook: HandbookPage) -> tuple[tuple[Text, str], ...]:
    return ((_("Handbooks"), handbook.index_url()),)


def _in_book(handbook: HandbookPage) -> tuple[tuple[Text, str], ...]:
    return (*_shelf(handbook), (handbook.title, handbook.get_url() or "/"))


def _licence(handbook: HandbookPage) -> dict[str, Any]:
    licence = handbook.licensed
    return {"license": licence.link or licence.name} if licence else {}


def _days(page: Page) -> dict[str, Any]:
    return {"datePublished": page.first_published_at, "dateModified": page.last_published_at}
