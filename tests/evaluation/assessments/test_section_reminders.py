"""Reminders of sections: once before the due date and once after it, and the items on desks."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from evaluation.assessments.section_ready import mark_ready
from evaluation.assessments.section_reminders import remind_of_sections, sections_overdue, sections_to_complete
from evaluation.assessments.sections import find_holder, unassign_section
from evaluation.models import Assessment, SectionAssignment, Stage
from tests.factories.assessments import Work
from tests.factories.sections import give, holder_of, link_in, two_sections

DAY = timedelta(days=1)


@pytest.fixture
def work(db: None) -> Work:
    return two_sections()


def strike(*days: float) -> list[int]:
    """Run the clock this number of days from now, each time twice: how many e-mails were sent each time."""
    return [sum(remind_of_sections(timezone.now() + day * DAY) for _again in range(2)) for day in days]


def test_a_holder_is_told_once_before_the_day_and_once_after_it(work: Work) -> None:
    holder_of(work, 1, 2)
    assert strike(1, 6.9, 7.1, 8, 10.1, 11, 30) == [0, 0, 1, 0, 1, 0, 0]
    soon, late = mail.outbox
    assert (soon.subject.partition(":")[0], late.subject.partition(":")[0]) == ("Due soon", "Overdue")
    assert all("1 Recommendation one" in email.body for email in mail.outbox)
    assert all("2 Recommendation two" in email.body for email in mail.outbox)


def test_a_clock_that_stood_still_reminds_of_what_is_late_and_no_more_of_what_was_to_come(work: Work) -> None:
    holder_of(work, 1)
    assert strike(12) == [1]
    assert mail.outbox[0].subject.startswith("Overdue")


def test_what_was_given_shortly_before_its_day_is_not_told_twice(work: Work) -> None:
    holder_of(work, 1, due_at=timezone.now() + 2 * DAY)
    assert strike(0.1, 2.1) == [0, 1]


def test_a_new_day_is_reminded_of_anew(work: Work) -> None:
    holder_of(work, 1)
    assert strike(7.5) == [1]
    give(work, 1, due_at=timezone.now() + 20 * DAY)
    assert strike(7.5, 17.5) == [0, 1]


def test_nobody_is_reminded_of_what_is_ready_taken_back_signed_or_closed(work: Work) -> None:
    her = holder_of(work, 1, 2).user
    for series_id in ("2.1", "2.2"):
        work.answer(series_id, choice=True)
    mark_ready(assessment=work.assessment, code=2, user=her)
    unassign_section(assignment=SectionAssignment.objects.get(recommendation__code=1), user=work.delegate)
    assert strike(7.5, 10.5) == [0, 0]
    give(work, 1)
    Assessment.objects.update(stage=Stage.SIGNED)
    assert strike(7.5) == [0]
    Assessment.objects.update(stage=Stage.DRAFT)
    assert strike(61, 7.5) == [0, 1]


def test_whoever_has_not_opened_her_email_is_sent_a_new_link(work: Work) -> None:
    holder = give(work, 1)
    assert strike(7.5) == [1]
    assert find_holder(token=link_in(mail.outbox[0].body)) == holder


def test_an_email_that_could_not_leave_is_tried_again(work: Work, settings: Any) -> None:
    holder_of(work, 1)
    settings.EMAIL_BACKEND, works = "tests.evaluation.assessments.mail_backends.Closed", settings.EMAIL_BACKEND
    assert strike(7.5) == [0]
    settings.EMAIL_BACKEND = works
    assert strike(7.5) == [1]


def test_what_is_in_hand_stands_on_her_desk_until_it_is_ready(work: Work) -> None:
    her = holder_of(work, 1, 2).user
    for series_id in ("2.1", "2.2"):
        work.answer(series_id, by=her, choice=True)
    assert [item.url.rpartition("sections/")[2] for item in sections_to_complete(her)] == ["1/", "2/"]
    mark_ready(assessment=work.assessment, code=2, user=her)
    assert [item.url.rpartition("sections/")[2] for item in sections_to_complete(her)] == ["1/"]
    assert (list(sections_to_complete(work.delegate)), list(sections_overdue(her))) == ([], [])


def test_what_is_overdue_stands_on_the_desk_of_who_may_give_sections(work: Work) -> None:
    holder_of(work, 1, 2)
    give(work, 1, email="another@ministry.example")
    assert list(sections_overdue(work.delegate)) == []
    SectionAssignment.objects.update(due_at=timezone.now())
    for who in (work.delegate, work.government):
        [item] = sections_overdue(who)
        assert str(item.title).startswith("Follow up 3 overdue sections: Sample network, Sample country A")
    assert list(sections_overdue(work.secretariat)) == []
