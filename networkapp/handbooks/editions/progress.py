"""Reading progress in editions, and where to continue, in them or the current text. Visible to the reader alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, DateTimeField, IntegerField, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from networkapp.db.unions import union_of
from networkapp.handbooks.editions.queries import find_edition_section, readable_editions
from networkapp.handbooks.models import EditionReading, EditionSection, EditionText, ReadingWishes
from networkapp.handbooks.pages.progress import (
    ReadingMark,
    ReadingPosition,
    ReadingProgress,
    last_section,
    records_progress,
)
from networkapp.users import AnyUser, User


@dataclass(frozen=True, kw_only=True)
class LastReadSection:
    """The section where a reader stopped, and the title of its chapter; `edition` is empty for the current text."""

    address: str
    number: str
    title: str
    chapter: str
    language: str
    edition: str


def progress_in_edition(*, sections: Iterable[EditionSection], user: AnyUser) -> ReadingProgress:
    """Return which of these sections of an edition `user` has read, by section number; one query."""
    if not user.is_authenticated:
        return ReadingProgress(is_noted=False)
    numbers = {section.pk: section.section for section in sections}
    marks, noted = {}, True
    for wish, section, seen_at, read_at in _marks(numbers, user):
        if section is None:
            noted = wish
        else:
            marks[numbers[section]] = ReadingMark(is_read=read_at is not None, seen_at=seen_at)
    return ReadingProgress(is_noted=noted, marks=marks)


def _marks(sections: Iterable[int], user: User) -> QuerySet[EditionReading, Any]:
    """Return the marks of `user` on sections of an edition; and in a row without one whether they want any."""
    rows = EditionReading.objects.filter(user=user, section__in=sections)
    no_columns = (Value(None, kind()) for kind in (IntegerField, DateTimeField, DateTimeField))
    wish = ReadingWishes.objects.filter(user=user).values_list("notes_progress", *no_columns)
    marks = rows.values_list(Value(None, BooleanField()), "section", "seen_at", "read_at")
    return union_of(marks, wish, duplicates=True)


def position_in_edition(*, text: EditionText, user: AnyUser) -> ReadingPosition:
    """Return how far `user` has read an edition in this language, by position of the chapter; two queries."""
    found = EditionSection.objects.filter(chapter__text=text).select_related("chapter").defer("html", "plain")
    known = {section.section: section for section in found}
    progress = progress_in_edition(sections=known.values(), user=user)
    chapters: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for number, section in known.items():
        chapters[section.chapter.position][0] += progress.marks.get(number, ReadingMark()).is_read
        chapters[section.chapter.position][1] += 1
    seen = [(mark.seen_at, number) for number, mark in progress.marks.items() if mark.seen_at]
    last = known[max(seen)[1]] if seen else None
    return ReadingPosition(
        section=last,
        address=_address(last, text) if last else "",
        chapters={position: (read, total) for position, (read, total) in chapters.items()},
        is_noted=progress.is_noted,
    )


def mark_edition_section_read(*, edition: int, section: int, user: User) -> None:
    """Record that `user` has read the section as in the edition, if they want reading recorded; 404 if they cannot
    read it."""
    _record_reading(edition, section, user, seen_at=timezone.now(), read_at=timezone.now())


def mark_edition_section_unread(*, edition: int, section: int, user: User) -> None:
    """Mark the section of the edition as not read."""
    hers = EditionReading.objects.filter(user=user, section__section=section, section__chapter__text__edition=edition)
    hers.update(read_at=None)
    hers.filter(seen_at=None).delete()


def record_edition_position(*, edition: int, section: int, user: User) -> None:
    """Record that `user` is at the section of the edition, if they want reading recorded; 404 if they cannot read
    it."""
    _record_reading(edition, section, user, seen_at=timezone.now())


def last_read_section(*, user: User) -> LastReadSection | None:
    """Return where `user` last was, in any handbook or edition; None if they can no longer read it."""
    seen_at, section = last_section(user=user)
    frozen = _last_in_edition(user, after=seen_at)
    if frozen is not None:
        return frozen
    if section is None:
        return None
    return LastReadSection(
        address=f"{section.page.url}#{section.anchor}",
        number=section.number,
        title=section.title,
        chapter=section.page.title,
        language=section.page.locale.language_code,
        edition="",
    )


def _last_in_edition(user: User, after: datetime | None) -> LastReadSection | None:
    rows = EditionReading.objects.filter(user=user, section__chapter__text__edition__in=readable_editions(user=user))
    rows = rows.filter(seen_at__gt=after) if after else rows.filter(seen_at__isnull=False)
    with_names = rows.select_related("section__chapter__text__edition").defer("section__html", "section__plain")
    row = with_names.order_by("-seen_at").first()
    if row is None:
        return None
    section, text = row.section, row.section.chapter.text
    return LastReadSection(
        address=_address(section, text),
        number=section.number,
        title=section.title,
        chapter=section.chapter.title,
        language=text.language,
        edition=text.edition.label,
    )


def _address(section: EditionSection, text: EditionText) -> str:
    chapter = reverse("networkapp:edition_chapter", args=[text.edition_id, text.language, section.chapter.position])
    return f"{chapter}#{section.anchor}"


def _record_reading(edition: int, section: int, user: User, **at: datetime) -> None:
    if records_progress(user=user):
        found = find_edition_section(edition=edition, section=section, user=user)
        EditionReading.objects.update_or_create(user=user, section=found, defaults=at)
