"""Export and import of the library: its entries as references, and references as possible entries."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.html import strip_tags
from django.utils.text import slugify
from wagtail.log_actions import log

from networkapp.documents.citations import Item, clean_text, languages_of, year_of
from networkapp.editing.permission_policies import networks_edited
from networkapp.errors import NotAllowed
from networkapp.library.models import Organisation, Publication
from networkapp.library.queries import record_publication
from networkapp.permissions import Action
from networkapp.users import User

Kind = Publication.Kind
CSL_TYPES = {
    Kind.STUDY: "report",
    Kind.REPORT: "report",
    Kind.STANDARD: "standard",
    Kind.STRATEGY: "document",
    Kind.COMMITMENT: "document",
    Kind.LAW: "legislation",
    Kind.MODEL_LAW: "legislation",
    Kind.TOOL: "document",
}
KINDS = {"report": Kind.REPORT, "legislation": Kind.LAW, "bill": Kind.LAW, "standard": Kind.STANDARD}
ISBN_LENGTHS = {10, 13}
UNKNOWN = "und"
"""The code for a language that nobody has named."""


def csl_items(publications: Iterable[Publication]) -> list[dict[str, Any]]:
    """Return each publication as an item of CSL-JSON; load it with `with_relations`."""
    return [_item(publication) for publication in publications]


def _item(publication: Publication) -> dict[str, Any]:
    issuers = [publication.issuer, *(one for one in publication.partners.all() if one.pk != publication.issuer_id)]
    found = {
        "id": publication.slug,
        "type": CSL_TYPES.get(Kind(publication.kind), "book"),
        "title": publication.title,
        "author": [{"literal": issuer.title} for issuer in issuers],
        "publisher": publication.issuer.title,
        "issued": {"date-parts": [[publication.year]]} if publication.year else None,
        "number": publication.symbol,
        "ISBN": publication.isbn,
        "DOI": publication.doi,
        "URL": publication.link,
        "language": publication.language if publication.language != UNKNOWN else "",
        "abstract": publication.text,
    }
    return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, kw_only=True)
class ReferencePreview:
    """A reference of a file: what the library would have of it, or why it cannot.

    Without a `title` it is taken for nothing. `known` is the publication that it is already; without an `issuer` nobody
    in the directory has the name it gives.
    """

    item: Item
    issuer: Organisation | None
    known: Publication | None

    @property
    def title(self) -> str:
        return _title(self.item)

    @property
    def year(self) -> int | None:
        return year_of(self.item)

    @property
    def named(self) -> str:
        """Return the issuers that the reference names."""
        return ", ".join(_names(self.item)) or "–"

    @property
    def key(self) -> str:
        """Return the name of the entry in the file; "" if it has none."""
        return clean_text(self.item.get("id"))

    @property
    def can_be_taken(self) -> bool:
        return bool(self.title) and self.issuer is not None and self.known is None


def preview_references(items: Sequence[Item]) -> list[ReferencePreview]:
    """Return what an import of each item would do in the library; saves nothing. Three queries."""
    holdings = LibraryIndex()
    return [holdings.offer(item) for item in items]


@transaction.atomic
def import_references(items: Sequence[Item], *, user: User) -> int:
    """Add those of the items that can be imported to the library; return their number. Others change nothing.

    Wagtail's log records who has imported each, and when.

    NotAllowed for people who edit no library.
    """
    if not networks_edited(user=user, may=Action.EDIT_LIBRARY).exists():
        raise NotAllowed(Action.EDIT_LIBRARY)
    taken, holdings = 0, LibraryIndex()
    for item in items:
        # One after the other, so that the same reference twice in a file is one publication.
        found = holdings.offer(item)
        if found.issuer is not None and found.can_be_taken:
            publication = _create_publication(found, found.issuer)
            log(instance=publication, action="networkapp.take_over", user=user)
            holdings.add(publication)
            taken += 1
    return taken


class LibraryIndex:
    """The content of directory and library, read once: issuers by their names, publications by their identifiers."""

    def __init__(self) -> None:
        self.issuers: dict[str, Organisation] = {}
        self.known: dict[tuple[Any, ...], Publication] = {}
        for organisation in Organisation.objects.prefetch_related("translations"):
            translated = (one.title for one in organisation.translations.all())
            for name in filter(None, (organisation.title, organisation.abbreviation, *translated)):
                self.issuers.setdefault(name.casefold(), organisation)
        for publication in Publication.objects.order_by("pk"):
            self.add(publication)

    def add(self, publication: Publication) -> None:
        for sign in _identifiers(publication.title, publication.year, publication.doi, publication.isbn):
            self.known.setdefault(sign, publication)

    def offer(self, item: Item) -> ReferencePreview:
        names = [name.casefold() for name in _names(item)]
        issuer = next((self.issuers[name] for name in names if name in self.issuers), None)
        signs = _identifiers(_title(item), year_of(item), _doi(item), _isbn(item)) if _title(item) else []
        return ReferencePreview(
            item=item, issuer=issuer, known=next((self.known[sign] for sign in signs if sign in self.known), None)
        )


def _create_publication(found: ReferencePreview, issuer: Organisation) -> Publication:
    item, languages = found.item, languages_of(found.item)
    return record_publication(
        slug=_free_slug(found),
        title={"en": found.title},
        issuer=issuer,
        summary={"en": clean_text(item.get("abstract"))},
        kind=KINDS.get(str(item.get("type")), Kind.HANDBOOK),
        year=found.year,
        symbol=clean_text(item.get("number"))[:120],
        isbn=_isbn(item),
        doi=_doi(item),
        link=_link(item),
        language=next(iter(languages), UNKNOWN),
        languages=languages,
    )


def _identifiers(title: str, year: int | None, doi: str, isbn: str) -> list[tuple[Any, ...]]:
    """Return what identifies a publication: its numbers, and its title with the year."""
    numbers = [("doi", doi.casefold())] * bool(doi) + [("isbn", isbn)] * bool(isbn)
    return [*numbers, ("title", title.casefold(), year)]


def _title(item: Item) -> str:
    """Return the title without markup; empty if there is none."""
    title = item.get("title")
    return strip_tags(clean_text(title)).strip()[:255] if isinstance(title, str) else ""


def _names(item: Item) -> list[str]:
    """Return the issuer, in every form that the reference may use."""
    authors = item.get("author")
    people = [one for one in authors if isinstance(one, dict)] if isinstance(authors, list) else []
    literals = [
        clean_text(one.get("literal") or f"{one.get('given') or ''} {one.get('family') or ''}") for one in people
    ]
    return [name for name in (*literals, clean_text(item.get("publisher"))) if name]


def _isbn(item: Item) -> str:
    """Return the first ISBN without its hyphens; some formats keep it as an ISSN, some programs several in one."""
    for name in ("ISBN", "ISSN"):
        found = clean_text(item.get(name))
        for one in (found, *re.split(r"[\s,;]+", found)):
            bare = "".join(sign for sign in one if sign.isalnum()).upper()
            if len(bare) in ISBN_LENGTHS and bare[:-1].isdigit():
                return bare
    return ""


def _doi(item: Item) -> str:
    """Return the DOI alone, without the address or the word before it."""
    _before, found, rest = clean_text(item.get("DOI")).partition("10.")
    return f"{found}{rest}"[:120]


def _link(item: Item) -> str:
    url = clean_text(item.get("URL"))
    return url if url.startswith(("https://", "http://")) and len(url) <= 200 else ""


def _free_slug(found: ReferencePreview) -> str:
    base = slugify(f"{found.title[:120]} {found.year or ''}") or "publication"
    taken = set(Publication.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    tried = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(slug for slug in tried if slug not in taken)
