"""Countries by name, and the order of the alphabet of the reader's language."""

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.utils.translation import get_language, override
from django_countries import countries

Item = TypeVar("Item")

# Letters that stand after z, in their order. Elsewhere an accent only decides between words that are else the same.
AFTER_Z = {"sv": "åäö", "fi": "åäö", "da": "æøå", "nb": "æøå", "nn": "æøå", "is": "þæö", "et": "õäöü"}
Key = tuple[tuple[int, ...], str]


def alphabetical(items: Iterable[Item], *, name: Callable[[Item], str], language: str = "") -> list[Item]:
    """`items` by name, in the alphabet of `language`, or of the reader's. Results never decide an order."""
    last = AFTER_Z.get((language or get_language() or "en").partition("-")[0], "")
    return sorted(items, key=lambda item: _key(name(item), last))


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


def _key(name: str, last: str) -> Key:
    letters: list[int] = []
    for sign in unicodedata.normalize("NFC", name.casefold()):
        if sign in last:
            letters.append(0x110000 + last.index(sign))
        else:
            plain = (part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
            letters.extend(ord(part) for part in plain if part.isalnum() or part == " ")
    return tuple(letters), name
