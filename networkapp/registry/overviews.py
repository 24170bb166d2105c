"""Registry of sources for the pages of subjects, countries and networks, and the brief of a country.

The pages of subjects, countries and networks, the brief that members read before a meeting, and the read API consist of
the same parts. A source returns what its reader can see and nothing else, counts included, in the active language.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from networkapp.users import AnyUser

MOST_ENTRIES = 5


class OverviewKind(StrEnum):
    """The kinds of page that consist of registered parts."""

    SUBJECT = "subject"
    COUNTRY = "country"
    NETWORK = "network"
    BRIEF = "brief"
    """The brief of a country, which its delegation finishes: what matters before a meeting, in sentences."""


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The subject, country (two capital letters) or network that a page is about, and the most entries in a part."""

    kind: OverviewKind
    reader: AnyUser
    subject: Any = None
    country: str = ""
    network: Any = None
    limit: int | None = MOST_ENTRIES

    def listed_at(self, address: str) -> str:
        """Return the address of the list page, filtered by what the reader follows."""
        if self.kind == OverviewKind.SUBJECT:
            return f"{address}?{urlencode({'subject': self.subject.slug})}"
        if self.kind == OverviewKind.NETWORK:
            return f"{address}?{urlencode({'network': self.network.slug})}"
        return f"{address}?{urlencode({'country': self.country.lower()})}"

    def network_of(self, thing: Any) -> str:
        """Return the name of the network that the thing belongs to; "" on the page of that network."""
        return "" if self.network else str(thing.network.local_name)


@dataclass(frozen=True, kw_only=True)
class OverviewEntry:
    """One thing: its title, in `language` if that is not the reader's, and a line about it.

    `detail_language` is that of the line, if it is not the reader's. `label` is before the title in the reader's
    language, such as a number.
    """

    title: str
    label: str = ""
    url: str = ""
    detail: str = ""
    language: str = ""
    detail_language: str = ""
    date: date | datetime | None = None

    @property
    def name(self) -> str:
        return f"{self.label} {self.title}" if self.label else self.title

    @property
    def line(self) -> str:
        return f"{self.name}: {self.detail}" if self.detail else self.name


@dataclass(frozen=True, kw_only=True)
class OverviewPart:
    """A part: a heading, its first entries, their total number, and where all of them or the details are.

    `key` must not change: a delegation's text beside it is stored by it. If words alone are not enough, the partial at
    `template` shows it, from `context` as `part.context`, with the `styles` it needs. `kicker` and `standfirst`, which
    is in `language`, are above and below the title of the page.
    """

    key: str
    title: str | Promise
    entries: tuple[OverviewEntry, ...] = ()
    number: int = 0
    url: str = ""
    template: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    styles: tuple[str, ...] = ()
    kicker: str = ""
    standfirst: str = ""
    language: str = ""

    @property
    def all_of_them(self) -> int:
        """Return the total number of things, shown or not."""
        return max(self.number, len(self.entries))

    @property
    def more(self) -> int:
        return self.all_of_them - len(self.entries)

    @property
    def has_more_on_page(self) -> bool:
        """Return whether the page at its address has more than is shown."""
        has_text = bool(self.template) or not any(entry.url for entry in self.entries)
        return bool(self.url) and (self.more > 0 or has_text)

    @property
    def says_something(self) -> bool:
        return bool(self.entries or self.template)

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the entries in words, and how many are left out."""
        lines = tuple(entry.line for entry in self.entries)
        return (*lines, _("and %(n)s more") % {"n": self.more}) if self.more else lines


class OverviewSource(Protocol):
    """A function that returns parts of the page for `overview`."""

    def __call__(self, *, overview: Overview) -> Iterable[OverviewPart]: ...


CountrySource = Callable[[Any], Iterable[str]]

overview_sources: list[tuple[int, frozenset[OverviewKind], OverviewSource]] = []
country_sources: list[CountrySource] = []


def register_overview(source: OverviewSource, *, kinds: Iterable[OverviewKind], order: int = 100) -> None:
    """Show the parts that `source(overview=)` returns on these pages, in order. Registering twice has no effect."""
    if source not in {known for _order, _kinds, known in overview_sources}:
        overview_sources.append((order, frozenset(kinds), source))
        overview_sources.sort(key=lambda known: known[0])


def register_countries(source: CountrySource) -> None:
    """Give the countries of `source(reader)` pages, too: two capital letters each."""
    if source not in country_sources:
        country_sources.append(source)
