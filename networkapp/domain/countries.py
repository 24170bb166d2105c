"""Countries by name."""

from collections.abc import Iterable

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language, override
from django_countries import countries

from networkapp.domain.alphabets import alphabetical

ORIGINAL = "en"


def country_name(code: str) -> str:
    """The country's name in the reader's language; the code itself where there is none.

    django-countries does not speak all languages of the region: what it leaves in English has its name from Babel.
    """
    name = str(countries.name(code)) or code
    language = get_language() or ORIGINAL
    if language == ORIGINAL or code.upper() in getattr(settings, "COUNTRIES_OVERRIDE", ()):
        return name
    with override(ORIGINAL):
        is_translated = name != str(countries.name(code))
    return name if is_translated else str(Locale.parse(language, sep="-").territories.get(code.upper(), name))


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
