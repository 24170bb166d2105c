"""The published handbooks that a reader can open: handbooks, chapters, sections.

Besides the permission table, restrictions that editors set in Wagtail on single pages apply: signing in, a group or a
password. The page itself asks for a password, so pages behind one are never listed.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from wagtail.models import Page
from wagtail.query import PageQuerySet

from networkapp.handbooks.models import ChapterPage, HandbookPage, Section
from networkapp.handbooks.models.pages import readable_sections
from networkapp.handbooks.models.section_translations import section_rows_of, translation_statuses
from networkapp.handbooks.models.sections import SectionQuerySet
from networkapp.handbooks.pages.access import find_section
from networkapp.models.view_restrictions import unrestricted
from networkapp.permissions import Action
from networkapp.policies import policy_of
from networkapp.users import AnyUser


def readable_handbooks(*, user: AnyUser, network: str = "", language: str = "") -> PageQuerySet:
    """Return the handbooks that `user` can read, by title; of a network (its slug) and in a language, if given.

    Each has its network, its locale and the label of its newest edition.
    """
    found = unrestricted(HandbookPage.objects.live(), user).where(user, may=Action.READ_HANDBOOKS)
    if network:
        found = found.filter(network__slug=network)
    if language:
        found = found.filter(locale__language_code=language)
    return found.with_edition().select_related("network", "locale").order_by("title", "pk")


def find_handbook(*, pk: int, user: AnyUser) -> HandbookPage:
    """Return the handbook with this primary key; Http404 if `user` cannot read it."""
    handbook: HandbookPage | None = readable_handbooks(user=user).filter(pk=pk).first()
    if handbook is None:
        raise Http404
    return handbook


def chapters_of(*, handbook: HandbookPage, user: AnyUser) -> list[ChapterPage]:
    """Return the handbook's published chapters in reading order, without their text."""
    chapters = unrestricted(ChapterPage.objects.live(), user).descendant_of(handbook).select_related("locale")
    return list(chapters.defer("sections").order_by("path"))


def find_chapter(*, pk: int, user: AnyUser) -> ChapterPage:
    """Return the published chapter with its handbook; Http404 if `user` cannot read it."""
    chapters = unrestricted(ChapterPage.objects.live(), user).select_related("locale")
    chapter: ChapterPage | None = chapters.filter(pk=pk).first()
    handbook = readable_handbooks(user=user).around(chapter).first() if chapter else None
    if chapter is None or handbook is None:
        raise Http404
    chapter.handbook = handbook
    return chapter


def find_section_by_block(*, page: int, block_id: str, user: AnyUser) -> Section:
    """Return the section of this block of a chapter; Http404 as in `find_section`."""
    section: Section | None = Section.objects.filter(page=page, block_id=block_id).first()
    return find_section(pk=section.pk if section else 0, user=user)


def find_current_section(*, pk: int, user: AnyUser) -> Section:
    """Return the published section with this number; Http404 if it was withdrawn or `user` cannot read it."""
    section = find_section_with_page(pk=pk, user=user)
    if section.withdrawn_at is not None:
        raise Http404
    return section


def find_section_with_page(*, pk: int, user: AnyUser) -> Section:
    """Return the section with its page, also a withdrawn one; Http404 if `user` cannot read its chapter."""
    section: Section | None = Section.objects.filter(pk=pk).first()
    if section is None:
        raise Http404
    section.page = find_chapter(pk=section.page_id, user=user)
    return section


def sections_with_translation_status(*, chapter: ChapterPage) -> list[Section]:
    """Return the published sections of the chapter, those of a translation with their `translation_status`."""
    known = translation_statuses(
        section_rows_of(chapter), page=chapter.pk, original=chapter.handbook.translated_from_id
    )
    sections: list[Any] = list(chapter.published_sections.current().order_by("position"))
    for section in sections:
        section.translation_status = known.get(section.block_id)
    return sections


def visible_sections(*, user: AnyUser) -> SectionQuerySet:
    """Return the sections of chapters that `user` may read or edit."""
    own = policy_of(Page).explorable_instances(user).order_by().values("pk")
    readable = readable_sections(user).order_by().values("pk")
    found: SectionQuerySet = Section.objects.filter(Q(page__in=own) | Q(pk__in=readable))
    return found


def hidden_sections(*, keys: set[str], user: AnyUser) -> set[str]:
    """Return those of these primary keys, as text, whose section exists and `user` cannot see."""
    there = Section.objects.filter(pk__in=keys)
    return _as_text(there) - _as_text(visible_sections(user=user).filter(pk__in=keys))


def _as_text(sections: QuerySet[Section]) -> set[str]:
    return {str(pk) for pk in sections.order_by().values_list("pk", flat=True)}


def sections_for(*, user: AnyUser) -> QuerySet[Section]:
    """Return the published sections of the handbooks that `user` can read."""
    sections: QuerySet[Section] = readable_sections(user).current().select_related("page")
    return sections
