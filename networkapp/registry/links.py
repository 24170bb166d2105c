"""Models with web addresses, which are checked once a week, and who corrects the broken ones."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class LinkLocation:
    """The place where an address is used: name of the thing, language of the name, and where editors correct it."""

    title: str
    language: str
    url: str


@dataclass(frozen=True, kw_only=True)
class CorrectedLinks:
    """`rows(editor)` returns the rows whose addresses this editor can correct, `place(row)` where that is.

    `order` is their position in the list of broken links.
    """

    rows: Callable[[AnyUser], QuerySet[Any]]
    place: Callable[[Any], LinkLocation]
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class LinkSource:
    """A model whose rows have a web address in `field`. `which(now)` returns those whose addresses are checked."""

    model: Any
    field: str
    which: Callable[[datetime], QuerySet[Any]]
    corrected: CorrectedLinks | None = None


link_sources: dict[str, LinkSource] = {}


def register_links(
    model: Any, *, which: Callable[[datetime], QuerySet[Any]], corrected: CorrectedLinks | None = None
) -> None:
    """Check the web addresses of this model, a networkapp.models.CheckedLink, once a week.

    `which(now)` returns the rows whose addresses still matter. With `corrected`, editors find their broken links in the
    list of all broken links, and their number on the desk.
    """
    link_sources[model._meta.label] = LinkSource(
        model=model, field=model.address_field, which=which, corrected=corrected
    )


def corrected_links() -> list[CorrectedLinks]:
    """Return what editors find in the list of broken links, in its order."""
    return sorted((one.corrected for one in link_sources.values() if one.corrected), key=lambda one: one.order)
