"""The brief of a country that members read before a meeting: the parts that are registered for it."""

from typing import Any

from networkapp.domain.strands import all_parts
from networkapp.registry.strands import Along, Strand, StrandPart


def brief_of(*, country: str, user: Any) -> list[StrandPart]:
    """What there is to say about `country` (two letters) to `user`, in the order of the sources.

    A part without a line is left out, so a country of which nothing is known to her has an empty brief.
    """
    return [section for section in all_sections(country=country, user=user) if section.lines]


def all_sections(*, country: str, user: Any) -> list[StrandPart]:
    """The same with those parts of which nothing is known to her."""
    return all_parts(Strand(along=Along.BRIEF, reader=user, country=country.upper(), most=None))
