"""Handbooks of a network, and chapters about a subject."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from networkapp.handbooks.models import ChapterPage, HandbookPage
from networkapp.handbooks.pages.queries import readable_handbooks
from networkapp.languages.languages import unique_languages
from networkapp.models import Seat
from networkapp.models.view_restrictions import unrestricted
from networkapp.registry.overviews import Overview, OverviewEntry, OverviewPart
from networkapp.registry.page_parts import PagePart
from networkapp.users import User


def reading_part(*, user: User, seats: Sequence[Seat]) -> PagePart:
    """Return the section of the desk with what `user` reads; its template asks for it."""
    return PagePart(template="networkapp/desk/reading.html", title=_("Reading"))


def handbooks(*, overview: Overview) -> list[OverviewPart]:
    """Return the handbooks of a network, each in the reader's language or else in the original's."""
    books = readable_handbooks(user=overview.reader, network=overview.network.slug)
    entries = tuple(
        OverviewEntry(title=book.title, url=book.get_url() or "", language=book.locale.language_code)
        for book in unique_languages(books)
    )
    return [OverviewPart(key="handbooks", title=_("Handbooks"), entries=entries)]


def chapters(*, overview: Overview) -> list[OverviewPart]:
    """Return the chapters about a subject with their handbooks, each in the reader's or the original's language."""
    books = {book.path: book for book in readable_handbooks(user=overview.reader)}
    about = unrestricted(ChapterPage.objects.live().filter(subjects=overview.subject), overview.reader)
    found = about.select_related("locale").defer("sections", "search_description").order_by("path")
    readable = [page for page in found if _book_of(page, books)]
    entries = tuple(
        OverviewEntry(
            title=page.title,
            label=str(page.number),
            url=page.get_url() or "",
            detail=str(_book_of(page, books)),
            detail_language=page.locale.language_code,
            language=page.locale.language_code,
        )
        for page in unique_languages(readable)
    )
    return [OverviewPart(key="handbooks", title=_("Handbook chapters"), entries=entries)]


def _book_of(page: ChapterPage, books: Mapping[str, HandbookPage]) -> HandbookPage | None:
    above = (page.path[:end] for end in range(page.steplen, len(page.path), page.steplen))
    return next((books[path] for path in above if path in books), None)
