"""Publications about a subject, and organisations that work on it."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networkapp.library.models import Publication
from networkapp.library.queries import list_organisations, list_publications
from networkapp.models.translations import join_mixed
from networkapp.overviews.entries import first_entries
from networkapp.registry.overviews import Overview, OverviewEntry, OverviewPart


def library(*, overview: Overview) -> list[OverviewPart]:
    """Return the publications about a subject, by title, for an overview."""
    books, number = first_entries(list_publications(subject=overview.subject), overview)
    address, entries = overview.listed_at(reverse("networkapp:library")), tuple(map(_publication, books))
    return [OverviewPart(key="library", title=_("Library"), entries=entries, number=number, url=address)]


def organisations(*, overview: Overview) -> list[OverviewPart]:
    """Return the organisations that work on a subject, by name."""
    bodies, number = first_entries(list_organisations(subject=overview.subject), overview)
    entries = tuple(
        OverviewEntry(
            title=body.local_title,
            url=body.get_absolute_url(),
            detail=capfirst(body.area),
            language=body.title_language,
            detail_language="en" if body.area else "",
        )
        for body in bodies
    )
    address = overview.listed_at(reverse("networkapp:organisations"))
    return [OverviewPart(key="organisations", title=_("Organisations"), entries=entries, number=number, url=address)]


def _publication(book: Publication) -> OverviewEntry:
    parts = (book.issuer.local_title, str(book.year or ""), book.get_kind_display())
    return OverviewEntry(
        title=book.title,
        url=book.get_absolute_url(),
        detail=join_mixed(*parts, between=", "),
        language=book.language,
    )
