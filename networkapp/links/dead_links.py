"""The links that lead nowhere, for the editors who can correct them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.db.unions import union_of
from networkapp.models.links import CheckedLink, is_probably_dead
from networkapp.registry import DeskItem
from networkapp.registry.links import CorrectedLinks, LinkLocation, corrected_links
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class DeadLink:
    """An address that was dead for days: where it is used, where it is corrected, and since when."""

    title: str
    language: str
    url: str
    address: str
    since: date


def dead_links_for(user: AnyUser) -> list[DeadLink]:
    """Return the dead links that `user` can correct, in a query for each model with links."""
    return [
        _dead(row, corrected.place(row))
        for corrected in corrected_links()
        for row in _failing(corrected, user)
        if row.is_probably_dead
    ]


def desk_items(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk item of people who edit the library or handbooks: the number of dead links there."""
    dead = _dead_link_count(user)
    if dead:
        words = ngettext("Fix %(n)s broken link", "Fix %(n)s broken links", dead) % {"n": dead}
        yield DeskItem(
            title=words,
            detail=_("Library and handbooks"),
            url=reverse("networkapp:dead_links"),
            count=dead,
            key="dead-links",
        )


def _dead_link_count(user: AnyUser) -> int:
    """Return the number of dead links; one query."""
    rows = [
        found.values_list("failing_since", "failed_on", "asked_address", found.model.address_field)
        for found in (_failing(corrected, user) for corrected in corrected_links())
    ]
    return sum(is_probably_dead(*row) for row in union_of(*rows, duplicates=True)) if rows else 0


def _failing(corrected: CorrectedLinks, user: AnyUser) -> "QuerySet[CheckedLink]":
    return corrected.rows(user).filter(failing_since__isnull=False)


def _dead(link: CheckedLink, place: LinkLocation) -> DeadLink:
    assert link.failing_since is not None
    return DeadLink(
        title=place.title, language=place.language, url=place.url, address=link.address, since=link.failing_since
    )
