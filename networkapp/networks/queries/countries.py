"""Countries by name."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy, override
from django_countries import countries

from networkapp.languages.sorting import alphabetical
from networkapp.search.words import word_stems

SHORTEST_WORD = 4
"""What is shorter begins too many names to mean a country."""


RESERVED_CODES = {"EU": gettext_lazy("European Union")}
"""Codes that ISO 3166-1 reserves for others than countries."""


def country_name(*, code: str) -> str:
    """Return the country's name in the reader's language; the code itself if it has none."""
    return str(countries.name(code) or RESERVED_CODES.get(code, code))


def is_sample(*, code: str) -> bool:
    """Return whether the code is one that ISO 3166-1 reserves for users: such a country does not exist."""
    return code.upper().startswith("X") and code.upper() != "XK"


def country_names(*, code: str, languages: Iterable[str]) -> set[str]:
    """Return the names of the country in several languages, for the search."""
    names = set()
    for language in languages:
        with override(language):
            names.add(country_name(code=code))
    return names


def countries_named(*, word: str) -> list[str]:
    """Return the countries whose name, in the reader's language, has a word that begins with any form of this one."""
    if len(word) < SHORTEST_WORD:
        return []
    starts = tuple(word_stems(word.lower()))
    return [code for code, name in countries if any(part.startswith(starts) for part in name.lower().split())]


def countries_to_choose(*, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return these countries as choices of a form, in lower case as in addresses, by name in the reader's alphabet."""
    named = [(code.lower(), country_name(code=code)) for code in codes]
    return alphabetical(named, name=lambda choice: choice[1])
