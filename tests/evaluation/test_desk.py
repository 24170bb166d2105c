"""Desk items of the evaluation, by role."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from evaluation.assessments.comments import save_comment
from evaluation.desk import comments_to_write, open_assessments, signatures_needed, to_confirm_or_publish
from evaluation.models import Cycle, Review
from tests.factories.assessments import Work
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.factories.reviews import make_peers


def titles(source: Any, person: Any) -> list[str]:
    return [item.title for item in source(user=person)]


def test_open_assessment_is_on_the_desks_of_those_who_answer_with_its_due_date(work: Work) -> None:
    work.answer("1.4", choice=True)
    item = next(iter(open_assessments(user=work.delegate)))
    assert (item.title, item.detail) == (
        "Answer the assessment: Sample network, Sample country A, 2026",
        "1 of 8 answered",
    )
    assert item.deadline == work.assessment.cycle.due_at
    assert titles(open_assessments, work.government) == [item.title]
    assert titles(open_assessments, work.secretariat) == []


def test_assessment_leaves_the_desk_when_it_is_locked_or_signed(work: Work) -> None:
    work.answer_all()
    work.sign_by_both()
    assert titles(open_assessments, work.delegate) == []
    work.assessment.stage = "draft"
    work.assessment.save()
    past = timezone.now() - timedelta(days=1)
    Cycle.objects.update(due_at=past, locks_at=past)
    assert titles(open_assessments, work.delegate) == []


def test_other_side_is_asked_for_its_signature_on_the_desk(work: Work) -> None:
    work.answer_all()
    assert titles(signatures_needed, work.government) == []
    work.sign("delegate")
    assert titles(signatures_needed, work.government) == ["Sign the assessment: Sample network, Sample country A, 2026"]
    assert titles(signatures_needed, work.delegate) == []
    work.answer("1.4", choice=False)
    assert titles(signatures_needed, work.government) == []


def test_secretariat_desk_lists_signed_assessments_to_confirm_or_publish(work: Work) -> None:
    work.answer_all()
    work.answer("1.2", status="not_applicable", comment="No coast.")
    work.sign("delegate")
    assert titles(to_confirm_or_publish, work.secretariat) == []
    work.sign("government")
    item = next(iter(to_confirm_or_publish(user=work.secretariat)))
    assert (item.title, item.detail) == (
        "Review or publish: Sample network, Sample country A, 2026",
        "Confirm 1 answer marked “not applicable”.",
    )
    assert titles(to_confirm_or_publish, work.delegate) == []


def test_civil_society_desk_asks_for_comments_until_written_or_the_review_period_ends(db: None) -> None:
    peers = make_peers()
    work = peers.work
    body = {"network": work.network, "capacity": "observer", "delegation": work.assessment.delegation}
    shelter, colleague, union = (
        SeatFactory(organisation=name, **body).user for name in ("A shelter", "A shelter", "A union")
    )
    abroad = SeatFactory(**{**body, "delegation": DelegationFactory(code="XB")}, organisation="A shelter").user
    assert titles(comments_to_write, shelter) == []
    review = peers.open()
    item = next(iter(comments_to_write(user=shelter)))
    assert (item.title, item.deadline) == (
        "Comment on the assessment: Sample network, Sample country A, 2026",
        review.asks_until,
    )
    assert titles(comments_to_write, abroad) == titles(comments_to_write, work.delegate) == []
    fields = {"voice": "civil_society", "text": "Not what we see.", "base_number": 0, "user": shelter}
    save_comment(assessment=work.assessment, criterion=work.criteria["1.4"], **fields)
    assert [titles(comments_to_write, one) for one in (shelter, colleague)] == [[], []]
    assert len(titles(comments_to_write, union)) == 1
    Review.objects.update(asks_until=timezone.now())
    assert titles(comments_to_write, union) == []
