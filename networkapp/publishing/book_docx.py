"""What pandoc leaves to do on a book for Word: contents that can be read at once, running heads, styles, language."""

from typing import TYPE_CHECKING

from networkapp.publishing.packages import put_together

if TYPE_CHECKING:
    from networkapp.publishing.books import Book


def finish_docx(made: bytes, *, book: "Book") -> bytes:
    return put_together(made, dated=book.dated)
