"""Search for handbooks and glossary terms."""

from collections.abc import Iterable

from django.db.models import Q
from wagtail.models import Page

from networkapp.handbooks.models import ChapterPage, GlossaryTerm, Section
from networkapp.handbooks.pages.access import IN_HANDBOOKS
from networkapp.models.view_restrictions import unrestricted
from networkapp.pages.access import readable_pages
from networkapp.permissions import Action
from networkapp.registry import SearchHit
from networkapp.search.pages import search_pages
from networkapp.search.words import excerpt, with_all_words, word_pattern, words_of
from networkapp.users import AnyUser


def find_in_handbooks(*, user: AnyUser, query: str, limit: int, every_language: bool = False) -> Iterable[SearchHit]:
    """Yield the pages of handbooks that `user` can read and that match `query`, with the section that matches."""
    open_to_her = unrestricted(Page.objects.live().type(*IN_HANDBOOKS), user)
    pages = readable_pages(pages=Page.objects.filter(pk__in=open_to_her.values_list("pk", flat=True)), user=user)
    found = search_pages(pages, query, limit, every_language)
    sections = _sections_with(query, [page.pk for page in found])
    for page in found:
        section = sections.get(page.pk)
        yield SearchHit(
            kind="handbooks",
            title=f"{page.number} {page.title}" if isinstance(page, ChapterPage) else page.title,
            url=f"{page.url}#{section.anchor}" if section else page.url,
            excerpt=excerpt(section.text if section else getattr(page, "standfirst", ""), query),
            language=page.locale.language_code,
            date=page.last_published_at,
        )


def _sections_with(query: str, pages: list[int]) -> dict[int, Section]:
    """Return for each of these chapters the first section in which a word of the query occurs."""
    sought = "|".join(map(word_pattern, words_of(query)))
    anywhere = Q(text__iregex=sought) | Q(title__iregex=sought)
    found = Section.objects.current().filter(anywhere, page__in=pages).order_by("-position")
    return {section.page_id: section for section in found}


def find_in_glossary(*, user: AnyUser, query: str, limit: int) -> Iterable[SearchHit]:
    """Yield the terms that `user` can read and that contain all words of `query`, at most `limit`."""
    terms = GlossaryTerm.objects.where(user, may=Action.READ_HANDBOOKS).prefetch_related("translations")
    fields = ("title", "text", "forms", "translations__title", "translations__text", "translations__forms")
    for term in with_all_words(terms, query, *fields)[:limit]:
        yield SearchHit(
            kind="glossary",
            title=term.local_title,
            url=term.get_absolute_url(),
            excerpt=excerpt(term.local_text, query),
            language=term.text_language,
        )
