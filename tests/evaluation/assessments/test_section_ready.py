"""Marking a section as ready: by whom, with which answers, and what the country's delegate sees."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from evaluation.assessments.section_progress import AssignmentState, SectionProgress, progress_of
from evaluation.assessments.section_ready import mark_ready, unmark_ready
from evaluation.assessments.worksheet import load_worksheet
from evaluation.errors import Blocked
from evaluation.models import Assessment, SectionAssignment, SectionHolder, Stage
from networkapp.errors import NotAllowed, Refused
from tests.factories import assessments
from tests.factories.sections import give, holder_of, two_sections
from tests.worlds import world


@world
def work(db: None) -> assessments.Work:
    made = two_sections()
    made.answer_all()
    for series_id in ("2.1", "2.2"):
        made.answer(series_id, choice=True)
    return made


def mark_section(work: assessments.Work, code: int, by: Any) -> Any:
    return mark_ready(assessment=work.assessment, code=code, user=by)


def section_progress(work: assessments.Work, code: int) -> SectionProgress:
    return next(one for one in progress_of(load_worksheet(work.assessment)) if one.section.recommendation.code == code)


def test_only_the_contributor_of_a_section_can_mark_it_as_ready(work: assessments.Work) -> None:
    her = holder_of(work, 1).user
    other = holder_of(work, 2, email="other@ministry.example").user
    for who in (other, work.delegate, work.government):
        with pytest.raises(NotAllowed):
            mark_section(work, 1, who)
    assert mark_section(work, 1, her).marked_by == her
    assert section_progress(work, 1).is_ready


def test_section_whose_contributor_has_not_accepted_can_be_marked_as_ready_by_the_team(work: assessments.Work) -> None:
    give(work, 1)
    assert mark_section(work, 1, work.delegate).marked_by == work.delegate
    with pytest.raises(NotAllowed):
        mark_section(work, 2, work.secretariat)


def a_comment(work: assessments.Work) -> None:
    work.answer("1.4", choice=True, comment="Since May.")


def a_document(work: assessments.Work) -> None:
    work.evidence("1.4")


@pytest.mark.parametrize("change", [a_comment, a_document])
def test_section_changed_after_it_was_ready_is_shown_as_changed_until_marked_again(
    work: assessments.Work, change: Callable[[assessments.Work], None]
) -> None:
    her = holder_of(work, 1).user
    first = mark_section(work, 1, her)
    assert mark_section(work, 1, her) == first
    work.answer("2.1", choice=False)
    assert section_progress(work, 1).is_ready
    change(work)
    assert (
        section_progress(work, 1).is_ready,
        section_progress(work, 1).is_changed,
        section_progress(work, 1).hands[0].state,
    ) == (
        False,
        True,
        AssignmentState.CHANGED,
    )
    mark_section(work, 1, her)
    assert section_progress(work, 1).is_ready


def test_ready_mark_of_a_section_can_be_removed(work: assessments.Work) -> None:
    her = holder_of(work, 1).user
    with pytest.raises(Refused):
        unmark_ready(assessment=work.assessment, code=1, user=her)
    mark_section(work, 1, her)
    unmark_ready(assessment=work.assessment, code=1, user=her)
    assert (section_progress(work, 1).ready, section_progress(work, 1).hands[0].state) == (
        None,
        AssignmentState.WORKING,
    )


def test_section_with_missing_or_invalid_answers_cannot_be_marked_as_ready(work: assessments.Work) -> None:
    work.answer("1.8")
    with pytest.raises(Blocked):
        mark_section(work, 1, work.delegate)
    work.answer("1.8", status="not_available", reason="late")
    work.answer("1.1", ticks=[f"k{n}{x}" for n in range(1, 4) for x in "ab"])
    with pytest.raises(Blocked) as blocked:
        mark_section(work, 1, work.delegate)
    assert [finding.series_id for finding in blocked.value.findings] == ["1.1"]
    assert section_progress(work, 1).ready is None


def test_section_can_be_marked_as_ready_only_in_a_draft(work: assessments.Work) -> None:
    Assessment.objects.update(stage=Stage.COUNTRY_CHECK)
    with pytest.raises(Refused):
        mark_section(work, 1, work.delegate)


@pytest.mark.parametrize(
    ("holder", "assignment", "state", "is_overdue"),
    [
        ({}, {}, AssignmentState.UNSENT, False),
        ({"sent_at": timezone.now()}, {}, AssignmentState.WAITS, False),
        ({"sent_at": timezone.now(), "expires_at": timezone.now()}, {}, AssignmentState.EXPIRED, False),
        ({"sent_at": timezone.now()}, {"due_at": timezone.now()}, AssignmentState.WAITS, True),
    ],
)
def test_delegate_sees_the_delivery_state_of_an_assignment_e_mail(
    work: assessments.Work, holder: dict[str, Any], assignment: dict[str, Any], state: AssignmentState, is_overdue: bool
) -> None:
    give(work, 1)
    SectionHolder.objects.update(**holder)
    SectionAssignment.objects.update(**assignment)
    [hand] = section_progress(work, 1).hands
    assert (hand.state, hand.is_overdue, hand.last_active) == (state, is_overdue, None)


def test_delegate_sees_when_a_contributor_worked_and_what_is_overdue(work: assessments.Work) -> None:
    her = holder_of(work, 1).user
    row = work.answer("1.4", by=her, choice=False)
    [hand] = section_progress(work, 1).hands
    assert (hand.state, hand.last_active) == (AssignmentState.WORKING, row.changed_at)
    SectionAssignment.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert (section_progress(work, 1).hands[0].state, section_progress(work, 1).hands[0].is_overdue) == (
        AssignmentState.OVERDUE,
        True,
    )
    mark_section(work, 1, her)
    assert (section_progress(work, 1).hands[0].state, section_progress(work, 1).hands[0].is_overdue) == (
        AssignmentState.READY,
        False,
    )
