"""Reading progress and reading list: recorded if the reader wants it, deleted on request, private."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone

from networkapp.handbooks.models import ChapterPage, HandbookPage, ReadingWishes, Section, SectionReading
from networkapp.handbooks.pages import progress
from networkapp.models import Event
from networkapp.networks.actions.erasure import erase_person
from networkapp.networks.actions.personal_data import personal_data
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, UserFactory
from tests.worlds import world


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"))


@world
def chapter(handbook: HandbookPage) -> ChapterPage:
    return make_chapter(handbook, 1, "a", "b", "c")


@world
def sections(chapter: ChapterPage) -> list[int]:
    return list(Section.objects.filter(page=chapter).order_by("position").values_list("pk", flat=True))


@world
def reader(db: None) -> Any:
    return UserFactory()


def progress_of(chapter: ChapterPage, reader: Any) -> progress.ReadingProgress:
    return progress.progress_in(
        sections=[section.pk for section in chapter.written_sections() if section.pk], user=reader
    )


def marks(chapter: ChapterPage, reader: Any) -> dict[int, tuple[bool, bool, bool]]:
    found = progress_of(chapter, reader).marks
    return {pk: (mark.is_kept, mark.is_read, mark.is_changed) for pk, mark in found.items()}


def test_read_and_saved_sections_are_marked_for_their_reader_only(
    chapter: ChapterPage, sections: list[int], reader: Any
) -> None:
    progress.mark_section_read(section=sections[0], user=reader)
    progress.save_for_later(section=sections[1], user=reader)
    assert marks(chapter, reader) == {sections[0]: (False, True, False), sections[1]: (True, False, False)}
    assert progress_of(chapter, reader).read == 1
    assert marks(chapter, UserFactory()) == {}
    assert marks(chapter, AnonymousUser()) == {}


def test_read_section_whose_text_changed_is_marked_as_changed_until_it_is_read_again(
    chapter: ChapterPage, sections: list[int], reader: Any
) -> None:
    for section in sections[:2]:
        progress.mark_section_read(section=section, user=reader)
    edited = ChapterPage.objects.get(pk=chapter.pk)
    raw = list(edited.sections.raw_data)
    raw[0]["value"]["title"] = "Another title"
    edited.sections = raw[::-1]
    edited.save_revision().publish()
    assert marks(chapter, reader) == {sections[0]: (False, True, True), sections[1]: (False, True, False)}
    progress.mark_section_read(section=sections[0], user=reader)
    assert marks(chapter, reader)[sections[0]] == (False, True, False)


def test_reader_continues_at_the_last_position(
    handbook: HandbookPage, chapter: ChapterPage, sections: list[int], reader: Any
) -> None:
    progress.mark_section_read(section=sections[0], user=reader)
    progress.record_position(section=sections[2], user=reader)
    later = make_chapter(handbook, 2, "d")
    place = progress.position_in_handbook(handbook=handbook, user=reader)
    assert (place.section and place.section.pk, place.chapters) == (sections[2], {chapter.pk: (1, 3), later.pk: (0, 1)})
    assert (place.read, place.total) == (1, 4)
    _seen, last = progress.last_section(user=reader)
    assert last is not None
    assert last.number == "1.3"


def test_disabled_progress_recording_stores_nothing_and_keeps_the_reading_list(
    chapter: ChapterPage, sections: list[int], reader: Any
) -> None:
    progress.set_progress_recording(user=reader, enabled=False)
    progress.mark_section_read(section=sections[0], user=reader)
    progress.record_position(section=sections[0], user=reader)
    assert not SectionReading.objects.exists()
    assert not progress_of(chapter, reader).is_noted
    progress.save_for_later(section=sections[0], user=reader)
    assert marks(chapter, reader) == {sections[0]: (True, False, False)}
    progress.set_progress_recording(user=reader, enabled=True)
    progress.mark_section_read(section=sections[1], user=reader)
    assert progress_of(chapter, reader).read == 1


def test_deleting_reading_progress_keeps_the_reading_list(
    chapter: ChapterPage, sections: list[int], reader: Any
) -> None:
    other = UserFactory()
    for who in (reader, other):
        progress.mark_section_read(section=sections[0], user=who)
        progress.save_for_later(section=sections[1], user=who)
        progress.record_position(section=sections[1], user=who)
    progress.delete_progress(user=reader)
    assert list(SectionReading.objects.filter(user=reader).values_list("section", "seen_at", "read_at")) == [
        (sections[1], None, None)
    ]
    assert progress.last_section(user=reader)[1] is None
    assert marks(chapter, other) == {sections[0]: (False, True, False), sections[1]: (True, False, False)}


def listed(reader: Any) -> list[int]:
    return [row.section_id for row in progress.reading_list(user=reader)]


def test_reading_list_is_ordered_by_its_reader(sections: list[int], reader: Any) -> None:
    for section in (*sections, sections[0]):
        progress.save_for_later(section=section, user=reader)
    assert listed(reader) == sections
    progress.move_up_reading_list(section=sections[2], user=reader)
    progress.move_up_reading_list(section=sections[0], user=reader)
    progress.move_up_reading_list(section=sections[0], user=reader)
    a, b, c = sections
    assert listed(reader) == [a, c, b]
    progress.remove_from_reading_list(section=a, user=reader)
    assert listed(reader) == [c, b]
    assert SectionReading.objects.count() == 2


def test_reading_list_and_position_omit_sections_the_reader_can_no_longer_read(
    handbook: HandbookPage, sections: list[int], reader: Any
) -> None:
    progress.save_for_later(section=sections[0], user=reader)
    progress.record_position(section=sections[0], user=reader)
    handbook.network.visibility = "closed"
    handbook.network.save()
    assert progress.reading_list(user=reader) == []
    assert progress.last_section(user=reader)[1] is None
    for act in (progress.save_for_later, progress.mark_section_read, progress.record_position):
        with pytest.raises(Http404):
            act(section=sections[1], user=reader)
    progress.remove_from_reading_list(section=sections[0], user=reader)
    assert list(SectionReading.objects.values_list("place", flat=True)) == [None]


def test_reading_progress_is_in_personal_data_and_deleted_with_the_person(sections: list[int], reader: Any) -> None:
    progress.mark_section_read(section=sections[0], user=reader)
    progress.set_progress_recording(user=reader, enabled=False)
    data = personal_data(user=reader)
    assert [row["section"] for row in data["sectionreading"]] == [sections[0]]
    assert [row["notes_progress"] for row in data["readingwishes"]] == [False]
    erase_person(user=reader)
    assert not SectionReading.objects.exists()
    assert not ReadingWishes.objects.exists()


def test_reading_progress_is_not_logged_and_not_reachable_from_other_models(sections: list[int], reader: Any) -> None:
    before = Event.objects.count()
    progress.mark_section_read(section=sections[0], user=reader)
    progress.save_for_later(section=sections[0], user=reader)
    assert Event.objects.count() == before
    hers = {SectionReading, ReadingWishes}
    assert hers.isdisjoint(admin.site._registry)
    # No section, page or network leads to the people who have read it.
    assert not [
        relation
        for model in apps.get_models()
        for relation in model._meta.related_objects
        if relation.related_model in hers and model is not type(reader)
    ]


def test_section_republished_without_changes_is_not_marked_as_changed(
    chapter: ChapterPage, sections: list[int]
) -> None:
    before = timezone.now() - timedelta(minutes=1)
    ChapterPage.objects.get(pk=chapter.pk).save_revision().publish()
    assert not Section.objects.filter(changed_at__gte=before).exists()
