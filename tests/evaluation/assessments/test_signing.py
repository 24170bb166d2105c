"""Signatures of the delegate and the government on the same answers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from evaluation.assessments.signing import answers_hash, confirm_not_applicable
from evaluation.errors import Blocked
from evaluation.models import Criterion, Signature
from networkapp.errors import NotAllowed, Refused
from tests.factories.assessments import Work, make_work
from tests.factories.networks import SeatFactory


def valid_signatures(work: Work) -> list[str]:
    return sorted(work.assessment.signatures.filter(withdrawn_at__isnull=True).values_list("role", flat=True))


def test_delegate_and_government_sign_the_same_answers_in_either_order(work: Work) -> None:
    work.answer_all()
    seen = answers_hash(work.assessment)
    work.sign("government", seen=seen)
    work.assessment.refresh_from_db()
    assert work.assessment.stage == "country_check"
    work.sign("delegate", seen=seen)
    work.assessment.refresh_from_db()
    assert work.assessment.stage == "signed"
    assert set(work.assessment.signatures.values_list("answers_hash", flat=True)) == {seen}


def test_signature_records_the_seat_of_the_signatory(work: Work) -> None:
    work.answer_all()
    signature = work.sign("delegate")
    assert (signature.seat.user, signature.seat.network) == (work.delegate, work.network)


def test_signing_is_refused_if_an_answer_changed_since_the_page_was_shown(work: Work) -> None:
    work.answer_all()
    seen = answers_hash(work.assessment)
    work.answer("1.4", choice=False)
    with pytest.raises(Refused) as refusal:
        work.sign("delegate", seen=seen)
    assert refusal.value.code == "answers_changed"


def test_second_signature_is_refused_if_an_answer_changed_after_the_first(work: Work) -> None:
    work.answer_all()
    seen = answers_hash(work.assessment)
    work.sign("delegate", seen=seen)
    work.answer("1.4", choice=False, by=work.government)
    with pytest.raises(Refused) as refusal:
        work.sign("government", seen=seen)
    assert refusal.value.code == "answers_changed"
    assert valid_signatures(work) == []


def test_changing_an_answer_withdraws_the_signature_and_returns_the_assessment_to_draft(work: Work) -> None:
    work.answer_all()
    work.sign("delegate")
    work.answer("1.4", choice=True)
    assert valid_signatures(work) == ["delegate"]
    work.answer("1.4", choice=False)
    work.assessment.refresh_from_db()
    assert (valid_signatures(work), work.assessment.stage) == ([], "draft")
    assert Signature.objects.get().withdrawn_at is not None


def test_changing_an_answer_back_does_not_restore_the_signature(work: Work) -> None:
    work.answer_all()
    work.sign("delegate")
    work.answer("1.4", choice=False)
    work.answer("1.4", choice=True)
    assert valid_signatures(work) == []


@pytest.mark.parametrize(
    "change",
    [{"comment": "More"}, {"status": "confidential"}, {"numerator": 8, "denominator": 24}, {"flags": ["E"]}],
)
def test_changing_any_part_of_an_answer_changes_the_hash_that_is_signed(work: Work, change: dict[str, Any]) -> None:
    work.answer_all()
    before = answers_hash(work.assessment)
    work.answer("1.2", **{"numerator": 9, "denominator": 24, **change})
    assert answers_hash(work.assessment) != before


def test_blocking_problems_prevent_signing_and_are_listed(work: Work) -> None:
    work.answer_all(**{"1.2": {"numerator": 25, "denominator": 24}})
    with pytest.raises(Blocked) as refusal:
        work.sign("delegate")
    assert [(finding.series_id, finding.code) for finding in refusal.value.findings] == [("1.2", "more_than_whole")]
    assert str(refusal.value) == "Fix 1 problem first."


def test_finding_that_needs_a_comment_does_not_prevent_signing(work: Work) -> None:
    work.answer_all(**{"1.8": {"text": "many more words than five here"}})
    work.sign("delegate")
    assert valid_signatures(work) == ["delegate"]


def test_delegate_and_government_sign_only_in_their_own_role_and_once(work: Work) -> None:
    work.answer_all()
    with pytest.raises(NotAllowed):
        work.sign("government", by=work.delegate)
    with pytest.raises(NotAllowed):
        work.sign("delegate", by=work.government)
    work.sign("delegate")
    with pytest.raises(Refused, match="already signed"):
        work.sign("delegate")


def test_person_with_both_seats_cannot_give_both_signatures(work: Work) -> None:
    SeatFactory(user=work.delegate, network=work.network, capacity="government")
    work.answer_all()
    work.sign("delegate")
    with pytest.raises(Refused, match="a different person"):
        work.sign("government", by=work.delegate)


def test_assessment_with_altered_criteria_cannot_be_signed(work: Work) -> None:
    work.answer_all()
    Criterion.objects.filter(pk=work.criteria["1.2"].pk).update(weight=3)
    with pytest.raises(Refused, match="no longer match the adopted text"):
        work.sign("delegate")


def test_assessment_signed_by_both_sides_cannot_be_signed_again(work: Work) -> None:
    work.answer_all()
    work.sign_by_both()
    with pytest.raises(Refused) as refusal:
        work.sign("delegate")
    assert refusal.value.code == "not_open_for_signing"


def test_secretariat_confirms_not_applicable_answers_once_the_assessment_is_signed(work: Work) -> None:
    work.answer_all()
    work.answer("1.2", status="not_applicable", comment="No coast.")

    def confirm(series_id: str, by: Any) -> None:
        confirm_not_applicable(assessment=work.assessment, criterion=work.criteria[series_id], user=by)

    with pytest.raises(Refused, match="only after both sides have signed"):
        confirm("1.2", work.secretariat)
    work.sign_by_both()
    with pytest.raises(NotAllowed):
        confirm("1.2", work.delegate)
    with pytest.raises(Refused, match="not applicable"):
        confirm("1.4", work.secretariat)
    confirm("1.2", work.secretariat)
    assert work.row("1.2").confirmed_by == work.secretariat
    assert valid_signatures(work) == ["delegate", "government"]


@pytest.mark.django_db(transaction=True)
def test_simultaneous_signature_and_change_leave_no_signature_on_changed_answers() -> None:
    work, barrier = make_work(), Barrier(2)
    work.answer_all()
    seen = answers_hash(work.assessment)

    def at_once(what: Any) -> str:
        try:
            barrier.wait(10)
            what()
            return "done"
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        signed = threads.submit(at_once, lambda: work.sign("delegate", seen=seen))
        changed = threads.submit(at_once, lambda: work.answer("1.4", choice=False, base=1))
        assert changed.result(30) == "done"
        assert signed.result(30) in ("done", "answers_changed")
    assert valid_signatures(work) == []


@pytest.mark.django_db(transaction=True)
def test_delegate_and_government_can_sign_at_the_same_time() -> None:
    work, barrier = make_work(), Barrier(2)
    work.answer_all()
    seen = answers_hash(work.assessment)

    def write(role: str) -> None:
        try:
            barrier.wait(10)
            work.sign(role, seen=seen)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        for each in [threads.submit(write, role) for role in ("delegate", "government")]:
            each.result(30)
    work.assessment.refresh_from_db()
    assert (valid_signatures(work), work.assessment.stage) == (["delegate", "government"], "signed")
