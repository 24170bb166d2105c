"""Files of handbooks: created once per state in the background, resumed, and delivered to readers of the text."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone
from wagtail.models import PageViewRestriction

from networkapp.documents.convert import DocumentFormat
from networkapp.errors import Refused
from networkapp.handbooks.models import ChapterPage, EditionText, HandbookFile, HandbookPage, Section
from networkapp.handbooks.takeaway import downloads
from networkapp.handbooks.takeaway.downloads import (
    clean_up_files,
    count_files_queued_before,
    files_of,
    find_file,
    request_file,
)
from networkapp.handbooks.takeaway.formats import current_takeaway, edition_takeaway
from tests.factories.editions import file_text, next_edition, reworded, two_chapters
from tests.factories.handbooks import make_chapter, make_file, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

State = HandbookFile.State
VISITOR = AnonymousUser()


@world
def handbook(db: None) -> HandbookPage:
    return two_chapters()


def test_chapter_and_section_are_separate_files(text: EditionText, made: Callable[..., HandbookFile]) -> None:
    chapter = text.chapters.first()
    only = chapter.sections.select_related("chapter").last()
    one, other = made(edition_takeaway(text=text, chapter=chapter)), made(edition_takeaway(text=text, section=only))
    assert str(one) == f"handbook-chapter-1-{text.edition.label}-en.epub"
    assert str(other) == f"handbook-section-1.2-{text.edition.label}-en.epub"
    assert ("About law" in file_text(one), "About return" in file_text(one)) == (True, False)
    assert ("About law" in file_text(other), "About help" in file_text(other)) == (False, True)


def test_file_is_created_once_for_several_requests(text: EditionText, made: Callable[..., HandbookFile]) -> None:
    takeaway = edition_takeaway(text=text)
    first = made(takeaway)
    assert made(takeaway) == first
    downloads.make_file.call(first.pk)
    assert HandbookFile.objects.get().tries == 1
    assert [(form, file) for form, file in files_of(takeaway) if file] == [(DocumentFormat.EPUB, first)]


def test_file_of_the_current_text_is_dated_and_recreated_when_it_changes(
    handbook: HandbookPage, made: Callable[..., HandbookFile]
) -> None:
    before = made(current_takeaway(handbook=handbook))
    assert "not an edition" in file_text(before)
    reworded(ChapterPage.objects.first(), "newer words")
    after = made(current_takeaway(handbook=HandbookPage.objects.get(pk=handbook.pk)))
    assert (after == before, "newer words" in file_text(after)) == (False, True)
    assert find_file(pk=after.pk, user=VISITOR) == after
    with pytest.raises(Http404):
        find_file(pk=before.pk, user=VISITOR)


def test_queued_file_is_created_from_the_text_at_that_time(
    handbook: HandbookPage, django_capture_on_commit_callbacks: Any
) -> None:
    result = request_file(takeaway=current_takeaway(handbook=handbook), form=DocumentFormat.EPUB, user=VISITOR)
    reworded(ChapterPage.objects.first(), "newer words")
    with django_capture_on_commit_callbacks(execute=True):
        downloads.make_file.call(result.pk)
    file = HandbookFile.objects.get()
    assert (file.pk == result.pk, file.state, "newer words" in file_text(file)) == (False, State.READY, True)


def test_restricted_chapter_is_not_in_the_whole_file_and_its_own_file_is_restricted(
    handbook: HandbookPage, made: Callable[..., HandbookFile]
) -> None:
    chapter = ChapterPage.objects.get(number=2)
    before = made(current_takeaway(handbook=handbook))
    own = make_file(current_takeaway(handbook=handbook, chapter=chapter), "returns")
    PageViewRestriction.objects.create(page=chapter, restriction_type=PageViewRestriction.LOGIN)
    after = made(current_takeaway(handbook=handbook))
    assert ("About return" in file_text(before), "About return" in file_text(after)) == (True, False)
    for kept in (before, own):
        with pytest.raises(Http404):
            find_file(pk=kept.pk, user=VISITOR)
    member = SeatFactory(network=handbook.network).user
    assert find_file(pk=own.pk, user=member) == own


def test_file_referring_to_another_network_is_unavailable_once_that_network_closes(
    handbook: HandbookPage, made: Callable[..., HandbookFile]
) -> None:
    other = make_handbook(NetworkFactory(slug="other", visibility="public"))
    named = Section.objects.get(page=make_chapter(other, 1, sections=[section("quetzal")]))
    reference = {"type": "cross_reference", "section": named.pk}
    make_chapter(handbook, 3, sections=[{**section("more"), "blocks": [reference]}])
    before = made(current_takeaway(handbook=handbook))
    assert "About quetzal" in file_text(before)
    assert find_file(pk=before.pk, user=VISITOR) == before
    other.network.visibility = "closed"
    other.network.save()
    with pytest.raises(Http404):
        find_file(pk=before.pk, user=VISITOR)
    assert "quetzal" not in file_text(made(current_takeaway(handbook=handbook)))


def test_file_is_available_to_readers_of_its_text_only(handbook: HandbookPage, text: EditionText) -> None:
    files = [make_file(edition_takeaway(text=text)), make_file(current_takeaway(handbook=handbook))]
    handbook.network.visibility = "closed"
    handbook.network.save()
    member = SeatFactory(network=handbook.network).user
    for file in files:
        with pytest.raises(Http404):
            find_file(pk=file.pk, user=VISITOR)
        assert find_file(pk=file.pk, user=member) == file


def test_publishing_an_edition_creates_the_whole_file_in_every_format(
    handbook: HandbookPage, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        edition = next_edition(handbook)
    files = HandbookFile.objects.filter(text__edition=edition).order_by("form")
    assert [(file.form, file.scope, file.state) for file in files] == [
        (form, "handbook", State.READY) for form in ("docx", "epub", "pdf")
    ]


def test_unfinished_file_is_requeued_and_fails_after_three_tries(text: EditionText) -> None:
    file = make_file(edition_takeaway(text=text), form="epub")
    later = timezone.now() + timedelta(minutes=11)
    HandbookFile.objects.update(state=State.BUILDING, tries=1)
    assert clean_up_files(now=timezone.now()) == 0
    clean_up_files(now=later)
    file.refresh_from_db()
    assert (file.state, file.tries) == (State.READY, 2)
    HandbookFile.objects.update(state=State.BUILDING, tries=3, asked_at=timezone.now())
    clean_up_files(now=later)
    file.refresh_from_db()
    assert file.state == State.FAILED


def test_failed_file_is_created_when_it_is_requested_again(
    text: EditionText, made: Callable[..., HandbookFile]
) -> None:
    takeaway = edition_takeaway(text=text)
    make_file(takeaway, form="epub")
    HandbookFile.objects.update(state=State.FAILED, tries=3)
    assert made(takeaway).state == State.READY


def test_old_files_of_current_texts_are_deleted_and_those_of_editions_remain(
    handbook: HandbookPage, text: EditionText
) -> None:
    kept, past = make_file(edition_takeaway(text=text)), make_file(current_takeaway(handbook=handbook))
    storage, name = past.file.storage, past.file.name
    clean_up_files(now=timezone.now() + timedelta(days=8))
    assert list(HandbookFile.objects.all()) == [kept]
    assert (storage.exists(name), storage.exists(kept.file.name)) == (False, True)


def test_file_requests_are_limited_by_rate_and_queue_except_for_existing_files(
    handbook: HandbookPage, text: EditionText, settings: Any
) -> None:
    whole = make_file(edition_takeaway(text=text), form="epub")
    settings.NETWORKAPP_PACE = {"files_of_visitors": ((1, timedelta(days=1)),)}
    waits = request_file(takeaway=edition_takeaway(text=text), form=DocumentFormat.PDF, user=VISITOR)
    with pytest.raises(Refused) as refused:
        request_file(takeaway=edition_takeaway(text=text), form=DocumentFormat.DOCX, user=VISITOR)
    assert refused.value.code == "too_fast"
    assert request_file(takeaway=edition_takeaway(text=text), form=DocumentFormat.EPUB, user=VISITOR) == whole
    settings.NETWORKAPP_PACE = {}
    later = request_file(takeaway=current_takeaway(handbook=handbook), form=DocumentFormat.PDF, user=VISITOR)
    assert (count_files_queued_before(waits), count_files_queued_before(later)) == (0, 1)
    settings.NETWORKAPP_FILES_WAITING = 2
    with pytest.raises(Refused, match="Too many files are waiting"):
        request_file(takeaway=edition_takeaway(text=text), form=DocumentFormat.DOCX, user=VISITOR)
