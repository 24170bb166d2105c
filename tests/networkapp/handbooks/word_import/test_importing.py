"""Word documents brought to a handbook: for whom, what becomes of them, and what never does."""

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
from networkapp.handbooks.word_import.preview import report_of
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


def test_only_who_edits_handbooks_there_brings_documents_and_only_she_finds_hers(
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


def test_a_document_is_gone_from_her_with_her_seat(editor: Any, bring: Bring) -> None:
    brought = bring()
    seat = editor.seats.get()
    seat.ends_at = timezone.now()
    seat.save()
    with pytest.raises(Http404):
        find_import(pk=brought.pk, user=editor)


def test_drafts_are_not_made_for_who_has_lost_her_seat_meanwhile(
    handbook: HandbookPage, editor: Any, bring: Bring, django_capture_on_commit_callbacks: Any
) -> None:
    brought = bring()
    make_drafts(brought=brought, user=editor, levels="0-1-2-0", targets=[NEW, NEW])
    seat = editor.seats.get()
    seat.ends_at = timezone.now()
    seat.save()
    word_drafts.write_drafts.func(brought.pk)
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
def test_what_cannot_be_a_word_document_is_refused_at_once(
    bring: Bring, settings: Any, content: bytes, code: str
) -> None:
    settings.NETWORKAPP_WORD_MAX_BYTES = 2_000
    with pytest.raises(Refused) as refused:
        bring(content)
    assert refused.value.code == code
    assert not WordImport.objects.exists()


@pytest.mark.parametrize(("scanner", "code"), [("infected", "virus_found"), ("silent", "not_scanned")])
def test_what_the_scanner_does_not_pass_is_refused(bring: Bring, settings: Any, scanner: str, code: str) -> None:
    settings.NETWORKAPP_VIRUS_SCANNER = f"{__name__}.{scanner}"
    with pytest.raises(Refused) as refused:
        bring()
    assert refused.value.code == code


def test_what_breaks_only_when_it_is_read_says_so_and_is_not_kept(bring: Bring) -> None:
    brought = bring(w.document("<w:p><w:r>"))
    assert (brought.state, brought.reason, bytes(brought.content)) == (State.FAILED, "broken", b"")
    assert "Guide" in word_import.failure_message(brought)


def test_the_report_names_what_was_lost_by_kind(bring: Bring) -> None:
    box = w.table([w.cell(w.paragraph(w.inner("gone", "a")), "b")], ["c"])
    brought = bring(w.document(w.heading(1, "One"), box, w.heading(1, "Two"), box, w.paragraph("x")))
    [links] = report_of(brought)
    assert (links.number, [loss.where for loss in links.losses]) == (2, ["One", "Two"])


def test_a_document_that_nobody_reads_is_put_forward_again_and_at_last_given_up(
    bring: Bring, django_capture_on_commit_callbacks: Any
) -> None:
    brought = bring()
    long_ago = timezone.now() - word_drafts.QUEUE_TIMEOUT - timedelta(seconds=1)
    WordImport.objects.update(state=State.READING, asked_at=long_ago, tries=word_drafts.MAX_TRIES - 1)
    brought.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        requeue_overdue(brought)
    brought.refresh_from_db()
    assert brought.state == State.READ
    WordImport.objects.update(state=State.READING, asked_at=long_ago, tries=word_drafts.MAX_TRIES)
    brought.refresh_from_db()
    requeue_overdue(brought)
    assert (brought.state, brought.reason) == (State.FAILED, "slow")


def test_a_week_later_the_document_is_gone_and_its_drafts_stay(
    handbook: HandbookPage, bring: Bring, make: Make
) -> None:
    make(bring())
    bring()
    now = timezone.now()
    assert remove_old_imports(now=now) == 0
    assert remove_old_imports(now=now + word_import.RETENTION + timedelta(minutes=1)) == 2
    assert ChapterPage.objects.descendant_of(handbook).count() == 2


def test_nothing_passes_that_an_editor_could_not_have_typed() -> None:
    link = '<a href="javascript:x()" target="_top">a</a>'
    hostile = f'<p onclick="x()">{link}<script>x()</script><img src="x"><b>b</b></p>'
    assert word_drafts.clean_html(hostile) == "<p>a<b>b</b></p>"
