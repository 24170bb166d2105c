"""Registry of metadata for search engines and link previews.

A card is made of what everybody can see, and only shown to requests without a session: search engines never sign in.
Its source names the view whose pages have such a card, and returns the same things for the list of all public pages.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Band:
    """The number of things in one band; `fill` names the band, `words` are read with the number in them."""

    fill: str
    number: int
    words: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """The metadata of one page: `over` its title is what it is and whose, `under` it when and where.

    `language` is that of title and description where they are not in the reader's. `way` leads to the page: name and
    path of each place above it. `facts` are of schema.org, with their `@type`. `versions` are the paths of the same
    page by language.
    """

    title: Text
    path: str
    description: Text = ""
    over: Text = ""
    under: Text = ""
    language: str = ""
    way: tuple[tuple[Text, str], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CardSource:
    """Public things of one kind, whose pages `view` shows: `name` is their kind in the address of a picture.

    `shown` is where the thing is in the context of the page, with dots. `public()` returns all that everybody can see,
    `key` gives one of them a name by which `find` returns it: None if it is not public or not there.
    """

    name: str
    view: str
    shown: str
    card: Callable[[Any], Card]
    public: Callable[[], Iterable[Any]]
    find: Callable[[str], Any]
    key: Callable[[Any], str]
    changed: Callable[[Any], datetime | None]
    listed: bool = True


@dataclass(frozen=True, kw_only=True)
class SitemapEntry:
    """A public page for search engines; `versions` are the paths of the same page by language."""

    path: str
    changed: datetime | date | None = None
    versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FixedPage:
    """A page that is always there, such as a list: its title and description.

    `under()` describes what it contains for everybody at that moment.
    """

    view: str
    title: Text
    description: Text = ""
    above: str = ""
    under: Callable[[], Text] | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: {"@type": "CollectionPage"})


sources: dict[str, CardSource] = {}
fixed_pages: dict[str, FixedPage] = {}
page_cards: dict[type, Callable[[Any], Card]] = {}
listed_pages: list[Callable[[], Iterable[SitemapEntry]]] = []
"""Return pages without a card that search engines may list."""


def primary_key(thing: Any) -> str:
    """Return the primary key of a thing as text, the usual key of a card."""
    return str(thing.pk)


def unknown_change_time(thing: Any) -> datetime | None:
    """Return None, for things whose time of change is unknown."""
    return None


def register_cards(
    name: str,
    *,
    view: str,
    shown: str,
    card: Callable[[Any], Card],
    public: Callable[[], Any],
    find: Callable[[str], Any] | None = None,
    key: Callable[[Any], str] = primary_key,
    changed: Callable[[Any], datetime | None] = unknown_change_time,
    listed: bool = True,
) -> None:
    """Give pages of `view` the card of the thing that they show, and list them for search engines if `listed`.

    Without `find` things are rows of the queryset `public()`, found by their primary key.
    """

    def row(key: str) -> Any:
        return public().filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None

    sources[view] = CardSource(
        name=name,
        view=view,
        shown=shown,
        card=card,
        public=public,
        find=find or row,
        key=key,
        changed=changed,
        listed=listed,
    )


def register_fixed_page(
    view: str,
    *,
    title: Text,
    description: Text = "",
    above: str = "",
    under: Callable[[], Text] | None = None,
    **facts: Any,
) -> None:
    """Give the page of `view`, which has no arguments, a card of these words; it is below `above`."""
    kind = facts or {"@type": "CollectionPage"}
    fixed_pages[view] = FixedPage(view=view, title=title, description=description, above=above, under=under, facts=kind)


def register_page_card(model: type, card: Callable[[Any], Card]) -> None:
    """Give Wagtail pages of this model the card that the function makes of one."""
    page_cards[model] = card


def register_listed_pages(source: Callable[[], Iterable[SitemapEntry]]) -> None:
    """List the pages that `source` returns for search engines. They have no card."""
    listed_pages.append(source)
