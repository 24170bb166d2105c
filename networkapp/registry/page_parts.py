"""Sections that apps add to pages of the core: the desk, the page of a network and that of a delegation.

    register_page_part(Page.DESK, next_meeting_part, order=10)

A source gets what its page is about as keywords, and returns a PagePart, or None where there is nothing for its reader.
Sections along a subject, a country or a network are registered in overviews.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from networkapp.registry.ordered import add_in_order


class Page(StrEnum):
    """A page with sections of apps, and what their sources get."""

    DESK = "desk"
    """`user` and the `seats` that they hold; beside the tasks."""
    NETWORK = "network"
    """`network` and `user`; before the offices."""
    DELEGATION = "delegation"
    """`delegation` and `user`; at the end."""


@dataclass(frozen=True, kw_only=True)
class PagePart:
    """A section of a page: its template gets this as `part`.

    `key` is its id on the page and `title` its heading, where the page lists its sections.
    """

    template: str
    key: str = ""
    title: str | Promise = ""
    shown: Mapping[str, Any] = field(default_factory=dict)


PagePartSource = Callable[..., PagePart | None]

page_parts: dict[Page, list[tuple[int, PagePartSource]]] = {page: [] for page in Page}


def register_page_part(page: Page, source: PagePartSource, *, order: int = 100) -> None:
    """Show the section from `source` on this page, in this order. Registering twice has no effect."""
    add_in_order(page_parts[page], source, order=order)


def parts_of(page: Page, **about: Any) -> tuple[PagePart, ...]:
    """Return the sections of this page for its reader, in order."""
    made = (source(**about) for _order, source in page_parts[page])
    return tuple(part for part in made if part is not None)
