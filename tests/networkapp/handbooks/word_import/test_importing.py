"""Importing Word documents: who can, how long an import is stored, and what is never imported."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from networkapp.errors import NotAllowed, Refused
from networkapp.files.scanning import NoVerdict, Verdict
from networkapp.handbooks.models import ChapterPage, HandbookPage, WordImport
from networkapp.handbooks.word_import import actions as word_drafts
from networkapp.handbooks.word_import import uploads as word_import
from networkapp.handbooks.word_import.actions import NEW, make_drafts, requeue_overdue
from networkapp.handbooks.word_import.preview import loss_report
from networkapp.handbooks.word_import.uploads import find_import, find_import_target, remove_old_imports
from tests.factories import word as w
from tests.factories.networks import NetworkFactory, SeatFactory

Bring = Callable[..., WordImport]
Make = Callable[..., list[ChapterPage]]

State = WordImport.State


def clean(file: Any) -> Verdict:
    return Verdict()


def infected(file: Any) -> Verdict:
    return Verdict(found="Eicar")


def silent(file: Any) -> Verdict:
    raise NoVerdict


def test_only_editors_import_documents_and_an_import_is_visible_to_its_user_only(
    handbook: HandbookPage, editor: Any, bring: Bring
) -> None:
    other = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    member = SeatFactory(network=handbook.network).user
    foreign = SeatFactory(network=NetworkFactory(slug="foreign"), capacity="secretariat", offices=["editor"]).user
    brought = bring()
    assert find_import(pk=brought.pk, user=editor) == brought
    for person in (other, member, foreign):
        with pytest.raises(Http404):
            find_import(pk=brought.pk, user=person)
    for person in (member, foreign):
        with pytest.raises(Http404):
            find_import_target(page=handbook.pk, user=person)
        with pytest.raises(NotAllowed):
            bring(by=person)


def test_import_is_not_available_after_the_seat_of_its_user_ended(editor: Any, bring: Bring) -> None:
    brought = bring()
    seat = editor.seats.get()
    seat.ends_at = timezone.now()
    seat.save()
    with pytest.raises(Http404):
        find_import(pk=brought.pk, user=editor)


def test_queued_drafts_are_not_created_if_the_user_lost_the_seat(
    handbook: HandbookPage, editor: Any, bring: Bring, django_capture_on_commit_callbacks: Any
) -> None:
    brought = bring()
    make_drafts(brought=brought, user=editor, levels="0-1-2-0", targets=[NEW, NEW])
    seat = editor.seats.get()
    seat.ends_at = timezone.now()
    seat.save()
    word_drafts.write_drafts.func(pk=brought.pk)
    assert not ChapterPage.objects.descendant_of(handbook).exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"x" * 2_001, "too_large"),
        (b"%PDF-1.7", "not_word"),
        (b"PK\x03\x04 cut off", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked"),
    ],
)
def test_invalid_upload_is_refused_immediately(bring: Bring, settings: Any, content: bytes, code: str) -> None:
    settings.NETWORKAPP_WORD_MAX_BYTES = 2_000
    with pytest.raises(Refused) as refused:
        bring(content)
    assert refused.value.code == code
    assert not WordImport.objects.exists()


@pytest.mark.parametrize(("scanner", "code"), [("infected", "virus_found"), ("silent", "not_scanned")])
def test_upload_that_the_virus_scanner_rejects_is_refused(bring: Bring, settings: Any, scanner: str, code: str) -> None:
    settings.NETWORKAPP_VIRUS_SCANNER = f"{__name__}.{scanner}"
    with pytest.raises(Refused) as refused:
        bring()
    assert refused.value.code == code


def test_document_that_fails_while_reading_is_reported_and_its_content_deleted(bring: Bring) -> None:
    brought = bring(w.document("<w:p><w:r>"))
    assert (brought.state, brought.reason, bytes(brought.content)) == (State.FAILED, "broken", b"")
    assert "Guide" in word_import.failure_message(brought)


def test_import_report_groups_losses_by_kind(bring: Bring) -> None:
    box = w.table([w.cell(w.paragraph(w.inner("gone", "a")), "b")], ["c"])
    brought = bring(w.document(w.heading(1, "One"), box, w.heading(1, "Two"), box, w.paragraph("x")))
    [links] = loss_report(brought)
    assert (links.number, [loss.where for loss in links.losses]) == (2, ["One", "Two"])


def test_unread_import_is_requeued_and_fails_after_the_last_try(
    bring: Bring, django_capture_on_commit_callbacks: Any
) -> None:
    brought = bring()
    long_ago = timezone.now() - word_drafts.QUEUE_TIMEOUT - timedelta(seconds=1)
    WordImport.objects.update(state=State.READING, asked_at=long_ago, tries=word_drafts.MAX_TRIES - 1)
    brought.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        requeue_overdue(brought=brought)
    brought.refresh_from_db()
    assert brought.state == State.READ
    WordImport.objects.update(state=State.READING, asked_at=long_ago, tries=word_drafts.MAX_TRIES)
    brought.refresh_from_db()
    requeue_overdue(brought=brought)
    assert (brought.state, brought.reason) == (State.FAILED, "slow")


def test_import_is_deleted_after_its_retention_period_and_its_drafts_remain(
    handbook: HandbookPage, bring: Bring, make: Make
) -> None:
    make(bring())
    bring()
    now = timezone.now()
    assert remove_old_imports(now=now) == 0
    assert remove_old_imports(now=now + word_import.RETENTION + timedelta(minutes=1)) == 2
    assert ChapterPage.objects.descendant_of(handbook).count() == 2


def test_imported_html_is_limited_to_what_editors_can_enter() -> None:
    link = '<a href="javascript:x()" target="_top">a</a>'
    hostile = f'<p onclick="x()">{link}<script>x()</script><img src="x"><b>b</b></p>'
    assert word_drafts.clean_html(html=hostile) == "<p>a<b>b</b></p>"
