"""Cards of public pages: which one a page has, what it says to machines, and which pages there are for everybody."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template import Context, Variable, VariableDoesNotExist
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page

from networkapp.addresses import is_open_view, open_path
from networkapp.metadata.pages import any_page_card
from networkapp.models import is_open, this_site
from networkapp.registry.metadata import Card, CardSource, FixedPage, SitemapEntry, fixed_pages, page_cards, sources
from networkapp.registry.metadata import listed_pages as more_pages

LONGEST = 200
"""Signs of a description; the engines cut what is longer."""
PAGES = "wagtail_serve"
PLACE, PAGE = "place", "page"
SAME_PAGE = ("year", "page")
"""What is asked of an address and makes another page of it, each by a number; whatever else narrows a list does not."""


@dataclass(frozen=True, kw_only=True)
class RenderedCard:
    """The card of a page, and where its picture is known by: the kind and the key."""

    card: Card
    kind: str
    key: str


def is_machine_or_stranger(request: HttpRequest) -> bool:
    """Return whether the request has no session, so that its page is what everybody sees.

    A page behind a Wagtail password opens only in a session, so this returns False there, too.
    """
    return not request.COOKIES.get(settings.SESSION_COOKIE_NAME)


def card_of_page(*, request: HttpRequest, context: Context) -> RenderedCard | None:
    """Return the card of the page for `request`; None for a page that is not described to search engines."""
    match = request.resolver_match
    if match is None or not is_machine_or_stranger(request):
        return None
    view = match.view_name
    if view == PAGES:
        return _shown_page(context.get("page"), context.get("also_in") or ())
    if view in fixed_pages and is_open_view(view):
        return RenderedCard(card=fixed_page_card(fixed_pages[view]), kind=PLACE, key=view)
    source = sources.get(view)
    thing = _shown_in(context, source.shown) if source else None
    return RenderedCard(card=source.card(thing), kind=source.name, key=source.key(thing)) if source and thing else None


def _shown_page(page: Any, others: Iterable[Page]) -> RenderedCard | None:
    if not isinstance(page, Page) or not page.pk:
        return None
    there = [page, *others] if others else []
    versions = {one.locale.language_code: one.get_url() or "" for one in there}
    return RenderedCard(card=replace(card_of(page), versions=versions), kind=PAGE, key=str(page.pk))


def find_card(*, kind: str, key: str) -> Card | None:
    """Return the public card of this kind and key; None if there is none."""
    if kind == PLACE:
        return fixed_page_card(fixed_pages[key]) if key in fixed_pages and is_open_view(key) else None
    source = next((source for source in sources.values() if source.name == kind and is_open_view(source.view)), None)
    thing = source.find(key) if source else None
    return source.card(thing) if source and thing is not None else None


def card_of(page: Page) -> Card:
    """Return the card of a Wagtail page: that of its type, or a general one."""
    specific = page.specific if type(page) is Page else page
    return page_cards.get(type(specific), any_page_card)(specific)


def fixed_page_card(place: FixedPage) -> Card:
    """Return the metadata of a page that is always there, such as a list."""
    return Card(
        title=place.title,
        description=place.description,
        path=reverse(place.view),
        under=place.under() if place.under else "",
        way=breadcrumbs_to(place.above),
        facts=place.facts,
    )


def breadcrumbs_to(view: str) -> tuple[tuple[Any, str], ...]:
    """Return the places above `view` and `view` itself, outermost first."""
    place = fixed_pages.get(view)
    return (*breadcrumbs_to(place.above), (place.title, reverse(view))) if place else ()


def listed_pages() -> Iterator[SitemapEntry]:
    """Yield all public pages except Wagtail's: places, and public things of the registered sources."""
    for view in fixed_pages:
        if path := open_path(view):
            yield SitemapEntry(path=path)
    for source in sources.values():
        yield from _listed(source) if source.listed and is_open_view(source.view) else ()
    for pages in more_pages:
        yield from pages() if is_open(pages) else ()


def _listed(source: CardSource) -> Iterator[SitemapEntry]:
    for thing in source.public():
        own = thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else ""
        # Some things have their own address on the page of another, and a page of this source beside it.
        path = own if own and "#" not in own else source.card(thing).path
        yield SitemapEntry(path=path, changed=source.changed(thing))


def site_name() -> str:
    """Return the name of the site in the active language."""
    return str(this_site().local_name)


def short_description(text: str) -> str:
    """Return the beginning of `text` on one line, as long as a description can be; whole sentences if possible."""
    flat = " ".join(str(text).split())
    if len(flat) <= LONGEST:
        return flat
    piece = flat[:LONGEST]
    sentences = piece.rpartition(". ")[0]
    return f"{sentences}." if len(sentences) > LONGEST // 3 else f"{piece.rpartition(' ')[0]} …"


def address_of(*, request: HttpRequest, path: str) -> str:
    """Return the canonical address of the page at `path`."""
    named = {name: request.GET[name] for name in SAME_PAGE if request.GET.get(name, "").isdecimal()}
    query = "&".join(f"{name}={value}" for name, value in named.items() if (name, value) != ("page", "1"))
    return absolute(request, f"{path}?{query}" if query else path)


def absolute(request: HttpRequest, path: str) -> str:
    """Return `path` as an absolute address on the host of the request."""
    return f"{request.scheme}://{request.get_host()}{path}"


def structured_data(*, card: Card, request: HttpRequest, picture: str) -> list[dict[str, Any]]:
    """Return the description of the page for search engines in the words of schema.org: its content, and the path to
    it."""
    address = address_of(request=request, path=card.path)
    language = card.language or get_language() or "en"
    data: dict[str, Any] = {"@context": "https://schema.org", "name": str(card.title), "url": address}
    more = {"description": short_description(str(card.description)), "inLanguage": language, "image": picture}
    data |= _spoken({**more, **card.facts}, request)
    steps = [*card.way, (card.title, card.path)]
    trail = [
        {
            "@type": "ListItem",
            "position": number,
            "name": str(name),
            "item": absolute(request, path),
        }
        for number, (name, path) in enumerate(steps, start=1)
    ]
    crumbs = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": trail}
    return [data, crumbs] if card.way else [data]


def _spoken(value: Any, request: HttpRequest) -> Any:
    """Return the facts as JSON values: absolute addresses, dates as text, and nothing empty."""
    match value:
        case Mapping():
            spoken = {str(key): _spoken(one, request) for key, one in value.items()}
            return {key: one for key, one in spoken.items() if one not in ("", None, [], {})}
        case list() | tuple():
            return [_spoken(one, request) for one in value]
        case datetime() | date():
            return value.isoformat()
        case bool() | int() | None:
            return value
    text = str(value)
    return absolute(request, text) if text.startswith("/") else text


def _shown_in(context: Context, name: str) -> Any:
    try:
        return Variable(name).resolve(context)
    except VariableDoesNotExist:
        return None
