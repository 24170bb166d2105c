"""Search for subjects and countries by name, in any language of the interface."""

from collections.abc import Iterable

from django.conf import settings

from networkapp.networks.queries.countries import country_names
from networkapp.networks.queries.subjects import list_subjects
from networkapp.overviews.countries import countries_for
from networkapp.registry import SearchHit
from networkapp.search.words import excerpt, with_all_words, words_of
from networkapp.text.folding import fold_case
from networkapp.users import AnyUser

SUBJECTS, COUNTRIES = "subjects", "countries"


def find_subjects(*, user: AnyUser, query: str, limit: int) -> Iterable[SearchHit]:
    """Yield the subjects that contain all words of the query in title or text."""
    fields = ("title", "text", "translations__title", "translations__text")
    for subject in with_all_words(list_subjects(), query, *fields)[:limit]:
        yield SearchHit(
            kind=SUBJECTS,
            title=subject.local_title,
            url=subject.get_absolute_url(),
            excerpt=excerpt(subject.local_text, query),
        )


def find_countries(*, user: AnyUser, query: str, limit: int) -> Iterable[SearchHit]:
    """Return countries that `user` can know of with a name in which every word of the query begins a word, or with a
    matching delegation."""
    languages = [code for code, _name in settings.LANGUAGES]
    words = [fold_case(word) for word in words_of(query)]
    found = [
        country
        for country in countries_for(user=user)
        if _is_called(
            words, country_names(code=country.code, languages=languages), [one.name for one in country.delegations]
        )
    ]
    for country in found[:limit]:
        bodies = ", ".join(one.name for one in country.delegations)
        yield SearchHit(kind=COUNTRIES, title=country.name, url=country.url, excerpt=bodies)


def _is_called(words: list[str], names: Iterable[str], bodies: Iterable[str]) -> bool:
    known = [part for name in (*names, *bodies) for part in fold_case(name).split()]
    return all(any(part.startswith(word) for part in known) for word in words)
