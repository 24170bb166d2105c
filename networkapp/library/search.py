"""Search for publications and organisations."""

from collections.abc import Iterable

from networkapp.library.queries import list_organisations, list_publications
from networkapp.registry import SearchHit
from networkapp.search.words import excerpt, with_all_words
from networkapp.users import AnyUser


def find_publications(*, user: AnyUser, query: str, limit: int) -> Iterable[SearchHit]:
    """Yield the publications that contain all words of `query`, at most `limit`."""
    fields = ("title", "text", "symbol", "translations__title", "translations__text", "issuer__title")
    for publication in with_all_words(list_publications(), query, *fields)[:limit]:
        yield SearchHit(
            kind="library",
            title=publication.title,
            url=publication.get_absolute_url(),
            excerpt=excerpt(publication.local_text, query),
        )


def find_organisations(*, user: AnyUser, query: str, limit: int) -> Iterable[SearchHit]:
    """Yield the organisations that contain all words of `query`, at most `limit`."""
    fields = ("title", "text", "abbreviation", "area", "translations__title", "translations__text")
    for organisation in with_all_words(list_organisations(), query, *fields)[:limit]:
        yield SearchHit(
            kind="organisations",
            title=organisation.local_title,
            url=organisation.get_absolute_url(),
            excerpt=excerpt(organisation.local_text, query),
        )
