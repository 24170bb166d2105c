"""A person's reading progress in handbooks, and sections saved for later. Only their own rows are ever queried.

Nothing of this is logged, counted or shown to anybody else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, DateTimeField, IntegerField, Max, QuerySet, Value
from django.utils import timezone

from networkapp.db.unions import union_of
from networkapp.handbooks.models import (
    ChapterPage,
    EditionReading,
    EditionSection,
    HandbookPage,
    ReadingWishes,
    Section,
    SectionReading,
)
from networkapp.handbooks.models.pages import readable_sections
from networkapp.handbooks.pages.queries import find_current_section
from networkapp.models.view_restrictions import unrestricted
from networkapp.users import AnyUser, User


@dataclass(frozen=True, kw_only=True)
class ReadingMark:
    """A reader's progress in one section. `is_changed` if its text differs from what they have read."""

    is_kept: bool = False
    is_read: bool = False
    is_changed: bool = False
    seen_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ReadingProgress:
    """The marks of a reader by the primary key of the section. `is_noted` if they want their reading recorded."""

    is_noted: bool
    marks: Mapping[int, ReadingMark] = field(default_factory=dict)

    @property
    def read(self) -> int:
        return sum(1 for mark in self.marks.values() if mark.is_read)


def progress_in(*, sections: Iterable[int], user: AnyUser) -> ReadingProgress:
    """Return what `user` has done with these sections, which they can read, in one query; nothing for a visitor."""
    if not user.is_authenticated:
        return ReadingProgress(is_noted=False)
    marks, noted = {}, True
    for wish, section, place, seen_at, read_at, changed_at in _marks(sections, user):
        if section is None:
            noted = wish
        else:
            marks[section] = _mark(place, seen_at, read_at, changed_at)
    return ReadingProgress(is_noted=noted, marks=marks)


def _marks(sections: Iterable[int], user: User) -> QuerySet[SectionReading, Any]:
    """Return the marks of `user` on several sections; and in a row without a section whether they want any."""
    rows = SectionReading.objects.filter(user=user, section__in=sections)
    columns = ("section", "place", "seen_at", "read_at", "section__changed_at")
    no_columns = (Value(None, kind()) for kind in (IntegerField, IntegerField, *[DateTimeField] * 3))
    wish = ReadingWishes.objects.filter(user=user).values_list("notes_progress", *no_columns)
    marks = rows.values_list(Value(None, BooleanField()), *columns)
    return union_of(marks, wish, duplicates=True)


@dataclass(frozen=True, kw_only=True)
class ReadingPosition:
    """The section where a reader stopped in a text, and their progress in each chapter: sections read, of how many."""

    section: Section | EditionSection | None
    address: str
    chapters: Mapping[int, tuple[int, int]]
    is_noted: bool

    @property
    def read(self) -> int:
        return sum(read for read, _total in self.chapters.values())

    @property
    def total(self) -> int:
        return sum(total for _read, total in self.chapters.values())


def position_in_handbook(*, handbook: HandbookPage, user: AnyUser) -> ReadingPosition:
    """Return how far `user` has read the handbook, which they can read; in two queries."""
    pages = unrestricted(ChapterPage.objects.live(), user).descendant_of(handbook)
    sections = Section.objects.current().filter(page__in=pages.order_by().values("pk"))
    known = {section.pk: section for section in sections.select_related("page").defer("text", "page__sections")}
    progress = progress_in(sections=known, user=user)
    chapters: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for section in known.values():
        mark = progress.marks.get(section.pk, ReadingMark())
        chapters[section.page_id][0] += mark.is_read
        chapters[section.page_id][1] += 1
    seen = [(mark.seen_at, pk) for pk, mark in progress.marks.items() if mark.seen_at and pk in known]
    last = known[max(seen)[1]] if seen else None
    return ReadingPosition(
        section=last,
        address=f"{last.page.url}#{last.anchor}" if last else "",
        chapters={page: (read, total) for page, (read, total) in chapters.items()},
        is_noted=progress.is_noted,
    )


def _mark(
    place: int | None, seen_at: datetime | None, read_at: datetime | None, changed_at: datetime | None
) -> ReadingMark:
    changed = read_at is not None and changed_at is not None and changed_at > read_at
    return ReadingMark(is_kept=place is not None, is_read=read_at is not None, is_changed=changed, seen_at=seen_at)


def reading_list(*, user: User) -> list[SectionReading]:
    """Return what `user` saved for later, in their order; what they can no longer read is left out, not deleted."""
    rows = SectionReading.objects.filter(user=user, place__isnull=False, section__in=_readable_sections(user))
    shown = rows.select_related("section__page__locale").defer("section__text", "section__page__sections")
    return list(shown.order_by("place", "pk"))


def last_section(*, user: User) -> tuple[datetime | None, Section | None]:
    """Return when `user` was last at a section of a current text, and at which; None if they can no longer read
    it."""
    row = SectionReading.objects.filter(user=user, seen_at__isnull=False).order_by("-seen_at").first()
    if row is None:
        return None, None
    found = _readable_sections(user).filter(pk=row.section_id).select_related("page__locale")
    return row.seen_at, found.defer("text", "page__sections").first()


def _readable_sections(user: AnyUser) -> QuerySet[Section]:
    """Return the sections that `user` can read today."""
    found: QuerySet[Section] = readable_sections(user).current()
    return found


def save_for_later(*, section: int, user: User) -> None:
    """Add the section at the end of the reading list of `user`; 404 if they cannot read it."""
    row = _row(section, user)
    if row.place is None:
        last = SectionReading.objects.filter(user=user).aggregate(last=Max("place"))["last"]
        row.place = (last or 0) + 1
        row.save(update_fields=["place"])


def remove_from_reading_list(*, section: int, user: User) -> None:
    """Remove the section from the reading list of `user`, even if they can no longer read it."""
    SectionReading.objects.filter(user=user, section=section).update(place=None)
    _drop_empty(user)


@transaction.atomic
def move_up_reading_list(*, section: int, user: User) -> None:
    """Move the section up by one on the reading list of `user`; the first stays the first."""
    shown = reading_list(user=user)
    at = next((at for at, row in enumerate(shown) if row.section_id == section), 0)
    if at:
        above, row = shown[at - 1], shown[at]
        above.place, row.place = row.place, above.place
        SectionReading.objects.bulk_update([above, row], ["place"])


def mark_section_read(*, section: int, user: User) -> None:
    """Record that `user` has read the section as it is now, if they want reading recorded; 404 if they cannot read
    it."""
    if records_progress(user=user):
        row, now = _row(section, user), timezone.now()
        row.read_at = row.seen_at = now
        row.save(update_fields=["read_at", "seen_at"])


def mark_section_unread(*, section: int, user: User) -> None:
    """Mark the section as not read."""
    SectionReading.objects.filter(user=user, section=section).update(read_at=None)
    _drop_empty(user)


def record_position(*, section: int, user: User) -> None:
    """Record that `user` is at the section, if they want reading recorded; 404 if they cannot read it."""
    if records_progress(user=user):
        row = _row(section, user)
        row.seen_at = timezone.now()
        row.save(update_fields=["seen_at"])


def records_progress(*, user: User) -> bool:
    """Return whether the reading progress of `user` is recorded; they can turn it off."""
    return not ReadingWishes.objects.filter(user=user, notes_progress=False).exists()


def set_progress_recording(*, user: User, enabled: bool) -> None:
    """Start or stop recording what `user` reads. Earlier records stay until they delete them."""
    ReadingWishes.objects.update_or_create(user=user, defaults={"notes_progress": enabled})


def delete_progress(*, user: User) -> None:
    """Delete everything recorded about what `user` has read and where they stopped. The reading list stays."""
    SectionReading.objects.filter(user=user).update(read_at=None, seen_at=None)
    EditionReading.objects.filter(user=user).delete()
    _drop_empty(user)


def _row(section: int, user: User) -> SectionReading:
    find_current_section(pk=section, user=user)
    row, _made = SectionReading.objects.get_or_create(user=user, section_id=section)
    return row


def _drop_empty(user: User) -> None:
    SectionReading.objects.filter(user=user, place=None, read_at=None, seen_at=None).delete()
