"""Books of this site that everybody can download. Plugins register them; the catalogue of the library lists them.

    register_books(public_books)

`public_books()` returns the books that everybody can read. A book without a finished file is left out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class BookFile:
    """A file of a book, at the path `url`."""

    url: str
    content_type: str


@dataclass(frozen=True, kw_only=True)
class CatalogueBook:
    """A book in one language; `url` is the path of its page, which identifies it."""

    title: str
    url: str
    author: str
    language: str
    text: str
    published_at: datetime
    files: tuple[BookFile, ...]


BookSource = Callable[[], Iterable[CatalogueBook]]

book_sources: list[BookSource] = []


def register_books(source: BookSource) -> None:
    """List the books of `source()` in the catalogue of the library. Registering twice has no effect."""
    if source not in book_sources:
        book_sources.append(source)


def public_books() -> list[CatalogueBook]:
    """Return the books of all plugins that have a file, by title."""
    found = [book for source in book_sources for book in source() if book.files]
    return sorted(found, key=lambda book: (book.title.casefold(), book.language))
