"""The library and the directory: what is listed, and how entries come in."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from networkapp.errors import Refused
from networkapp.library.models import Organisation, Publication, PublicationLanguage, PublicationTranslation
from networkapp.library.models.publications import FOLLOWS_ITSELF
from networkapp.models import Subject

Words = Mapping[str, str]
"""A text by language, as {"en": "...", "ru": "..."}; "en" is the original and must be there."""


def list_publications(
    *, subject: Subject | None = None, language: str = "", kind: str = "", words: str = ""
) -> QuerySet[Publication]:
    """Return the publications by title; of a subject, language or kind, or with words, if given.

    Each has `is_superseded`.
    """
    found: QuerySet[Publication] = Publication.objects.about(subject).written_in(language).of_kind(kind).named(words)
    newer = Exists(Publication.objects.filter(supersedes=OuterRef("pk")).order_by())
    return with_relations(publications=found.annotate(is_superseded=newer))


def with_relations(*, publications: QuerySet[Publication]) -> QuerySet[Publication]:
    """Return the publications with everything a list of them shows, loaded in advance."""
    return publications.select_related("issuer").prefetch_related(
        "translations", "languages", "issuer__translations", "partners__translations", "subjects__translations"
    )


def list_organisations(*, subject: Subject | None = None) -> QuerySet[Organisation]:
    """Return the organisations by name; those that work on `subject`, if given."""
    found = Organisation.objects.filter(subjects=subject) if subject else Organisation.objects.all()
    return found.prefetch_related("translations", "subjects__translations")


def publications_of(*, organisation: Organisation) -> QuerySet[Publication]:
    """Return the publications that the organisation issued, alone or with others, newest first."""
    issued = Publication.objects.filter(Q(issuer=organisation) | Q(partners=organisation)).distinct()
    return issued.order_by("-year", "title").prefetch_related("translations")


def library_languages() -> list[str]:
    """Return the codes of all languages of publications."""
    codes = PublicationLanguage.objects.order_by("language").values_list("language", flat=True)
    return list(codes.distinct())


@transaction.atomic
def record_publication(
    *,
    slug: str,
    title: Words,
    issuer: Organisation,
    summary: Words,
    kind: str,
    language: str = "en",
    year: int | None = None,
    symbol: str = "",
    isbn: str = "",
    doi: str = "",
    supersedes: Publication | None = None,
    written_under: str = "",
    law_as_of: date | None = None,
    note: str = "",
    link: str = "",
    languages: Iterable[str] = (),
    partners: Iterable[Organisation] = (),
    subjects: Iterable[Subject] = (),
) -> Publication:
    """Add this publication to the library; texts under "en" are in `language`.

    Refused: `goes_round` (it would replace itself, or one that replaced it).
    """
    fields = {
        "title": title["en"],
        "text": summary.get("en", ""),
        "issuer": issuer,
        "kind": Publication.Kind(kind),
        "language": language,
        "year": year,
        "symbol": symbol,
        "isbn": isbn,
        "doi": doi,
        "supersedes": supersedes,
        "written_under": written_under,
        "law_as_of": law_as_of,
        "note": note,
        "link": link,
    }
    publication, _created = Publication.objects.update_or_create(slug=slug, defaults=fields)
    if publication.follows_itself():
        raise Refused("goes_round", FOLLOWS_ITSELF, field="supersedes")
    publication.partners.set(partners)
    publication.subjects.set(subjects)
    _set_languages(publication=publication, languages=frozenset(languages))
    for language in sorted((title.keys() | summary.keys()) - {"en"}):
        PublicationTranslation.objects.update_or_create(
            source=publication,
            language=language,
            defaults={
                "title": title.get(language, ""),
                "text": summary.get(language, ""),
                "source_hash": publication.source_hash,
            },
        )
    return publication


def _set_languages(*, publication: Publication, languages: frozenset[str]) -> None:
    publication.languages.exclude(language__in=languages).delete()
    for language in sorted(languages):
        PublicationLanguage.objects.get_or_create(publication=publication, language=language)
