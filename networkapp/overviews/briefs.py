"""The brief of a country that members read before a meeting: the parts that are registered for it."""

from networkapp.overviews.entries import all_parts
from networkapp.registry.overviews import Overview, OverviewKind, OverviewPart
from networkapp.users import AnyUser


def country_brief_parts(*, country: str, user: AnyUser) -> list[OverviewPart]:
    """Return what there is about `country` (two letters) for `user`, in the order of the sources.

    A part without entries is left out, so the brief of a country about which nothing is known is empty.
    """
    return [section for section in all_sections(country=country, user=user) if section.lines]


def all_sections(*, country: str, user: AnyUser) -> list[OverviewPart]:
    """Return the parts of the brief, including those without entries for the reader."""
    return all_parts(Overview(kind=OverviewKind.BRIEF, reader=user, country=country.upper(), limit=None))
