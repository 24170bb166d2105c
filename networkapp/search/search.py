"""One box over everything: each source finds only what its reader may see, by asking the permission table."""

from dataclasses import dataclass

from django.utils.functional import Promise

from networkapp.models import is_open
from networkapp.registry import NO_NARROWING, NamedSearchSource, SearchFilters, SearchHit, search_sources
from networkapp.search.words import LONGEST_QUERY
from networkapp.users import AnyUser

PER_KIND = 6
OF_ONE_KIND = 50


@dataclass(frozen=True, kw_only=True)
class SearchResults:
    """The results of one source. `more` if it has more than are shown."""

    kind: str
    label: str | Promise
    hits: list[SearchHit]
    more: bool


def search(
    *, user: AnyUser, query: str, kind: str = "", narrowing: SearchFilters = NO_NARROWING, every_language: bool = False
) -> list[SearchResults]:
    """Return what `user` can see and `query` finds, by kind; only of `kind` if given, and then more of it.

    All words must occur. Leaves out kinds without results and, if the search is narrowed, kinds that cannot be
    narrowed. An empty query finds nothing. Pages are found in the reader's language, or in the original if they have no
    version in it; in all their languages with `every_language`.
    """
    wanted = " ".join(query[:LONGEST_QUERY].split())
    if not wanted:
        return []
    limit = OF_ONE_KIND if kind else PER_KIND
    narrowed = {} if narrowing == NO_NARROWING else {"narrowing": narrowing}
    return [
        SearchResults(kind=source.kind, label=source.label, hits=hits[:limit], more=len(hits) > limit)
        for source in sources()
        if kind in {"", source.kind} and (source.narrows or not narrowed)
        if (
            hits := list(
                source.find(user=user, query=wanted, limit=limit + 1, **narrowed, **_languages(source, every_language))
            )
        )
    ]


def _languages(source: NamedSearchSource, every_language: bool) -> dict[str, bool]:
    return {"every_language": every_language} if source.by_language else {}


def sources() -> list[NamedSearchSource]:
    """Return all search sources of the open parts of the site, in the order of the results page."""
    return sorted((source for source in search_sources if is_open(source.find)), key=lambda source: source.order)
