"""Names in the order of the reader's alphabet."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.utils.translation import get_language

from networkapp.languages.collation import sorting_key

Item = TypeVar("Item")


def alphabetical(items: Iterable[Item], *, name: Callable[[Item], str], language: str = "") -> list[Item]:
    """Return `items` by name, in the alphabet of `language` or of the reader. Results never decide an order."""
    spoken = language or get_language() or "en"
    return sorted(items, key=lambda item: sorting_key(name(item), spoken))
