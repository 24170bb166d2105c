"""The brief of a country that members read before a meeting: the sections that the plugins registered."""

from typing import Any

from networkapp import registry


def brief_of(*, country: str, user: Any) -> list[registry.BriefSection]:
    """What there is to say about `country` (two letters) to `user`, in the order of the sources.

    A section without a line is left out, so a country of which nothing is known to her has an empty brief.
    """
    return [section for section in all_sections(country=country, user=user) if section.lines]


def all_sections(*, country: str, user: Any) -> list[registry.BriefSection]:
    """The same with those sections of which nothing is known to her."""
    return [section for _order, source in registry.brief_sources for section in source(country.lower(), user)]
