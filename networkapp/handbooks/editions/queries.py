"""Editions for readers: found by people who can read the handbook, compared word by word, remembered as read.

If Wagtail restricts the page of a handbook, in any language, its editions are restricted to the same readers; and if a
language of it is in another network by now, to readers of that network.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.files import File
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from networkapp.handbooks.models import (
    Edition,
    EditionChapter,
    EditionPicture,
    EditionRead,
    EditionSection,
    EditionText,
    HandbookPage,
)
from networkapp.handbooks.rules.term_matching import TermEntry, TermMatcher
from networkapp.models import Network
from networkapp.models.view_restrictions import unrestricted
from networkapp.pages.cache import HANDBOOKS, generation_subquery
from networkapp.permissions import Action
from networkapp.text.diff import Segment, differences
from networkapp.text.passages import without_block_keys
from networkapp.users import AnyUser, User

ChangeKind = Literal["new", "changed", "moved", "gone"]


def editions_of(*, handbook: UUID, user: AnyUser) -> QuerySet[Edition]:
    """Return the editions of the handbook with this translation key that `user` can read, newest first."""
    found = readable_editions(user=user).filter(handbook=handbook).order_by("-number")
    return found.select_related("network").prefetch_related("texts")


def find_handbooks(*, handbook: UUID, user: AnyUser) -> list[HandbookPage]:
    """Return the published versions of the handbook with this translation key that `user` can read, by language."""
    found = unrestricted(HandbookPage.objects.filter(translation_key=handbook, live=True), user)
    readable = found.where(user, may=Action.READ_HANDBOOKS).select_related("network", "locale")
    return list(readable.order_by("locale__language_code"))


def readable_editions(*, user: AnyUser) -> QuerySet[Edition]:
    """Return the editions that `user` can read."""
    pages = HandbookPage.objects.all()
    shown = unrestricted(pages, user).where(user, may=Action.READ_HANDBOOKS)
    kept_from_her = pages.exclude(pk__in=shown.order_by().values("pk"))
    found: QuerySet[Edition] = Edition.objects.where(user, may=Action.READ_HANDBOOKS)
    return found.exclude(handbook__in=kept_from_her.order_by().values("translation_key"))


def reportable_editions(*, network: Network) -> QuerySet[Edition]:
    """Return the editions that everybody can read who can read the network's handbooks: for reports.

    Editions behind a Wagtail restriction, and editions of a handbook with a language in another network, are left out.
    """
    pages = HandbookPage.objects.all()
    open_here = unrestricted(pages.filter(network=network), AnonymousUser())
    kept = pages.exclude(pk__in=open_here.order_by().values("pk"))
    found: QuerySet[Edition] = Edition.objects.filter(network=network)
    return found.exclude(handbook__in=kept.order_by().values("translation_key"))


def find_text(*, edition: int, language: str, user: AnyUser) -> EditionText:
    """Return the edition in this language; 404 if there is none, or not for `user`.

    `is_followed` if the user reads there; `state` is that of the pages of handbooks.
    """
    reads = Network.objects.filter(pk=OuterRef("edition__network")).where(user, may=Action.READ)
    texts = EditionText.objects.annotate(is_followed=Exists(reads), state=generation_subquery(HANDBOOKS))
    readable = texts.filter(edition__in=readable_editions(user=user)).select_related("edition__network")
    text: EditionText = get_object_or_404(readable, edition=edition, language=language)
    return text


def newest_edition_like(*, text: EditionText, user: AnyUser) -> Edition:
    """Return the newest edition that `user` can read of the handbook and in the language of `text`."""
    of_handbook = readable_editions(user=user).filter(handbook=text.edition.handbook, texts__language=text.language)
    return of_handbook.order_by("-number")[0]


def public_texts() -> QuerySet[EditionText]:
    """Return the texts of editions, one for each language, that everybody can read."""
    found = EditionText.objects.filter(edition__in=readable_editions(user=AnonymousUser())).order_by(
        "edition", "language"
    )
    return found.select_related("edition__network").prefetch_related("edition__texts")


def public_chapters() -> QuerySet[EditionChapter]:
    """Return the chapters of editions that everybody can read, in each language."""
    found = EditionChapter.objects.filter(text__in=public_texts().order_by().values("pk"))
    return found.select_related("text__edition__network").prefetch_related("text__edition__texts")


def chapters_of(*, text: EditionText) -> list[EditionChapter]:
    """Return the chapters of an edition in one language, in order."""
    return list(text.chapters.all())


def sections_of(*, chapter: EditionChapter) -> list[EditionSection]:
    """Return the sections of a chapter of an edition with what caused their changes, in order."""
    found = list(chapter.sections.with_causes())
    for section in found:
        section.chapter = chapter
    return found


def terms_in(*, text: EditionText) -> TermMatcher:
    """Return the glossary of the edition in this language."""
    return TermMatcher(
        TermEntry(
            key=term.term,
            title=term.title,
            text=term.definition,
            forms=tuple(term.forms.splitlines()),
            taken_from=term.taken_from,
            link=term.link,
        )
        for term in text.terms.all()
    )


def sections_by_chapter(*, text: EditionText) -> list[tuple[EditionChapter, list[EditionSection]]]:
    """Return all chapters of the text in reading order, each with its sections; two queries."""
    found: dict[int, list[EditionSection]] = {}
    for section in _all_sections(text):
        found.setdefault(section.chapter_id, []).append(section)
    return [(chapter, found.get(chapter.pk, [])) for chapter in chapters_of(text=text)]


def find_edition_section(*, edition: int, section: int, user: AnyUser) -> EditionSection:
    """Return the section with this number in the edition; Http404 if it is not in it, or `user` cannot read it."""
    readable = readable_editions(user=user)
    found: EditionSection | None = (
        EditionSection.objects.filter(section=section, chapter__text__edition=edition)
        .filter(chapter__text__edition__in=readable)
        .select_related("chapter__text__edition__network")
        .first()
    )
    if found is None:
        raise Http404
    return found


def find_picture(*, network: int, digest: str, user: AnyUser) -> "File[Any]":
    """Return the picture with this hash, opened; Http404 if no edition that `user` can read shows it."""
    readable = readable_editions(user=user).values("pk")
    picture = EditionPicture.objects.filter(network=network, digest=digest, shown_in__in=readable).first()
    if picture is None:
        raise Http404
    opened: File[Any] = picture.file.open("rb")
    return opened


@dataclass(frozen=True, kw_only=True)
class SectionChange:
    """Changes of a section between two editions. `section` is the newer one, or the older of a removed one.

    `words` are the changes word by word; empty if only links, pictures, the law date or the layout differ.
    """

    state: ChangeKind
    section: EditionSection
    was: EditionSection | None = None
    title: Sequence[Segment] = ()
    words: Sequence[Segment] = ()


@dataclass(frozen=True, kw_only=True)
class ChapterChanges:
    chapter: EditionChapter
    changes: list[SectionChange]


@dataclass(frozen=True, kw_only=True)
class EditionComparison:
    """The differences of an edition `since` an older one; None if it is the first in its language.

    `older` are all that it can be compared with, newest first; `notes` are the editors' notes on each edition after
    `since`.
    """

    since: Edition | None
    older: list[Edition]
    notes: list[tuple[Edition, str]]
    changes: list[ChapterChanges]


def compare_editions(*, text: EditionText, since: str, user: AnyUser) -> EditionComparison:
    """Return what changed in `text` since the edition `since`, the one `user` last read, or the previous one."""
    editions = editions_of(handbook=text.edition.handbook, user=user)
    texts = EditionText.objects.filter(edition__in=editions, language=text.language)
    texts = texts.filter(edition__number__lt=text.edition.number).select_related("edition").order_by("-edition__number")
    older: list[EditionText] = list(texts)
    mark = None if since else last_read_edition(handbook=text.edition.handbook, user=user)
    wanted = since or (mark.label if mark else "")
    old = next((each for each in older if each.edition.label == wanted), older[0] if older else None)
    after = [text, *(each for each in older if old and each.edition.number > old.edition.number)]
    return EditionComparison(
        since=old.edition if old else None,
        older=[each.edition for each in older],
        notes=[(each.edition, each.changes) for each in after if each.changes],
        changes=section_changes(old=old, new=text) if old else [],
    )


def section_changes(*, old: EditionText, new: EditionText) -> list[ChapterChanges]:
    """Return the differences in `new`, chapter by chapter in its order, and then what only `old` has.

    Sections are the same if their permanent number is; a section that moved to another chapter is another one.
    """
    before = {section.section: section for section in _all_sections(old)}
    found: dict[int, ChapterChanges] = {}
    for section in _all_sections(new):
        change = _section_change(before.pop(section.section, None), section)
        if change is not None:
            _entry_for_chapter(found, section).changes.append(change)
    for section in before.values():
        _entry_for_chapter(found, section).changes.append(SectionChange(state="gone", section=section))
    return list(found.values())


def _all_sections(text: EditionText) -> list[EditionSection]:
    found = EditionSection.objects.filter(chapter__text=text).select_related("chapter")
    return list(found.order_by("chapter__position", "position"))


def _entry_for_chapter(found: dict[int, ChapterChanges], section: EditionSection) -> ChapterChanges:
    return found.setdefault(section.chapter.page, ChapterChanges(chapter=section.chapter, changes=[]))


def _section_change(was: EditionSection | None, section: EditionSection) -> SectionChange | None:
    if was is None:
        return SectionChange(state="new", section=section)
    if _visible_content(was) != _visible_content(section):
        return SectionChange(
            state="changed",
            section=section,
            was=was,
            title=differences(was.title, section.title) if was.title != section.title else (),
            words=differences(was.plain, section.plain) if was.plain != section.plain else (),
        )
    if was.number != section.number:
        return SectionChange(state="moved", section=section, was=was)
    return None


def _visible_content(section: EditionSection) -> tuple[Any, ...]:
    """Return the visible content of a section; older editions were frozen with the keys of Wagtail's editor."""
    return section.title, without_block_keys(section.html), section.law_as_of


def last_read_edition(*, handbook: UUID, user: AnyUser) -> Edition | None:
    """Return the edition up to which `user` has read the handbook; None if they have recorded none."""
    mark = EditionRead.objects.filter(handbook=handbook, user=user.pk).select_related("edition").first()
    return mark.edition if mark else None


def mark_edition_read(*, edition: Edition, user: User) -> None:
    """Record that `user`, who can read the edition, has read the handbook up to it, or further already. Only they can
    see that."""
    known = last_read_edition(handbook=edition.handbook, user=user)
    if known is not None and known.number >= edition.number:
        return
    EditionRead.objects.update_or_create(
        user=user, handbook=edition.handbook, defaults={"edition": edition, "read_at": timezone.now()}
    )
