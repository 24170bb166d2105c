"""The glossary: what is found of it in a text, how it is listed, and what becomes of it when somebody edits it.

A chapter is marked with the terms of its network and of all as it is read; they are kept ready, so that a page asks the
database for none of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from networkapp.handbooks.models import GlossaryTerm
from networkapp.handbooks.rules.term_matching import TermEntry, TermMatcher
from networkapp.languages.sorting import alphabetical
from networkapp.memory_cache import ProcessCache
from networkapp.permissions import Action
from networkapp.search.words import with_all_words
from networkapp.users import AnyUser

ORIGINAL = "en"


def terms_of(*, network: int, language: str) -> TermMatcher:
    """Return the terms to mark in texts of the network in this language; its own before shared ones."""
    return TERM_CACHE.get(network, language)


def _terms(network: int, language: str) -> TermMatcher:
    return TermMatcher(_entries(network, language))


def _entries(network: int, language: str) -> list[TermEntry]:
    terms = GlossaryTerm.objects.filter(Q(network=None) | Q(network=network)).prefetch_related("translations")
    own_first = sorted(terms, key=lambda term: (term.network_id is None, term.pk))
    return [entry for term in own_first if (entry := _entry(term, language))]


def _entry(term: GlossaryTerm, language: str) -> TermEntry | None:
    words: Any = term.in_language(language)
    if words is term and language != ORIGINAL:
        return None
    return TermEntry(
        key=term.pk,
        title=words.title,
        text=words.text,
        forms=tuple(form.strip() for form in words.forms.splitlines() if form.strip()),
        taken_from=words.taken_from or term.taken_from,
        link=term.link,
    )


TERM_CACHE = ProcessCache("glossary", _terms)


@dataclass(frozen=True, kw_only=True)
class TermListing:
    """A term as the list has it: `words` in the language of the list, or in English where it is in no other yet."""

    term: GlossaryTerm
    words: Any
    language: str
    elsewhere: Sequence[tuple[str, str]]


def list_terms(*, user: AnyUser, language: str, query: str = "") -> list[TermListing]:
    """Return the terms that `user` can read in alphabetical order; with a query, those that match it."""
    found = readable_terms(user=user)
    wanted = " ".join(query[:200].split())
    if wanted:
        found = with_all_words(found, wanted, "title", "text", "forms", "translations__title", "translations__text")
    listed = [_term_listing(term, language) for term in found]
    return alphabetical(listed, name=lambda each: each.words.title, language=language)


def readable_terms(*, user: AnyUser) -> "QuerySet[GlossaryTerm]":
    """Return those that all networks share, and those of networks whose handbooks `user` can read."""
    found: QuerySet[GlossaryTerm] = GlossaryTerm.objects.where(user, may=Action.READ_HANDBOOKS)
    return found.select_related("network", "subject").prefetch_related("translations", "subject__translations")


def _term_listing(term: GlossaryTerm, language: str) -> TermListing:
    words = term.in_language(language)
    found = ORIGINAL if words is term else language
    all_words = [(ORIGINAL, term.title), *((each.language, each.title) for each in term.translations.all())]
    elsewhere = sorted(each for each in all_words if each[0] != found)
    return TermListing(term=term, words=words, language=found, elsewhere=elsewhere)
