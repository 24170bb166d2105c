"""Countries by name."""

from collections.abc import Iterable

from django.utils.translation import override
from django_countries import countries

from networkapp.domain.alphabets import alphabetical


def country_name(code: str) -> str:
    """The country's name in the reader's language; the code itself where there is none."""
    return str(countries.name(code)) or code


def country_names(code: str, languages: Iterable[str]) -> set[str]:
    """Its names in several languages, for finding it."""
    names = set()
    for language in languages:
        with override(language):
            names.add(country_name(code))
    return names


def countries_to_choose(codes: Iterable[str]) -> list[tuple[str, str]]:
    """These countries as choices of a form, in small letters as addresses have them, by name in her alphabet."""
    named = [(code.lower(), country_name(code)) for code in codes]
    return alphabetical(named, name=lambda choice: choice[1])
