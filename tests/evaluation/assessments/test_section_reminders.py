"""Reminders of assigned sections, once before and once after the due date, and desk items."""

from datetime import timedelta
from typing import Any

from django.core import mail
from django.utils import timezone

from evaluation.assessments.section_ready import mark_ready
from evaluation.assessments.section_reminders import sections_overdue, sections_to_complete, send_section_reminders
from evaluation.assessments.sections import find_holder, unassign_section
from evaluation.models import Assessment, SectionAssignment, Stage
from tests.factories.assessments import Work
from tests.factories.sections import give, holder_of, link_in, two_sections
from tests.worlds import world

DAY = timedelta(days=1)


@world
def work(db: None) -> Work:
    return two_sections()


def run_clock_on(*days: float) -> list[int]:
    """Run the clock twice on each of these days from now; return how many e-mails each day sent."""
    return [sum(send_section_reminders(now=timezone.now() + day * DAY) for _again in range(2)) for day in days]


def test_contributor_is_reminded_once_before_and_once_after_the_due_date(work: Work) -> None:
    holder_of(work, 1, 2)
    assert run_clock_on(1, 6.9, 7.1, 8, 10.1, 11, 30) == [0, 0, 1, 0, 1, 0, 0]
    soon, late = mail.outbox
    assert (soon.subject.partition(":")[0], late.subject.partition(":")[0]) == ("Due soon", "Overdue")
    assert all("1 Recommendation one" in email.body for email in mail.outbox)
    assert all("2 Recommendation two" in email.body for email in mail.outbox)


def test_only_the_overdue_reminder_is_sent_if_the_scheduler_did_not_run_before_the_due_date(work: Work) -> None:
    holder_of(work, 1)
    assert run_clock_on(12) == [1]
    assert mail.outbox[0].subject.startswith("Overdue")


def test_section_assigned_shortly_before_its_due_date_gets_only_the_overdue_reminder(work: Work) -> None:
    holder_of(work, 1, due_at=timezone.now() + 2 * DAY)
    assert run_clock_on(0.1, 2.1) == [0, 1]


def test_new_due_date_is_reminded_of_again(work: Work) -> None:
    holder_of(work, 1)
    assert run_clock_on(7.5) == [1]
    give(work, 1, due_at=timezone.now() + 20 * DAY)
    assert run_clock_on(7.5, 17.5) == [0, 1]


def test_ready_unassigned_signed_and_closed_sections_get_no_reminder(work: Work) -> None:
    her = holder_of(work, 1, 2).user
    for series_id in ("2.1", "2.2"):
        work.answer(series_id, choice=True)
    mark_ready(assessment=work.assessment, code=2, user=her)
    unassign_section(assignment=SectionAssignment.objects.get(recommendation__code=1), user=work.delegate)
    assert run_clock_on(7.5, 10.5) == [0, 0]
    give(work, 1)
    Assessment.objects.update(stage=Stage.SIGNED)
    assert run_clock_on(7.5) == [0]
    Assessment.objects.update(stage=Stage.DRAFT)
    assert run_clock_on(61, 7.5) == [0, 1]


def test_contributor_who_has_not_opened_the_link_gets_a_new_one_with_the_reminder(work: Work) -> None:
    holder = give(work, 1)
    assert run_clock_on(7.5) == [1]
    assert find_holder(token=link_in(mail.outbox[0].body)) == holder


def test_reminder_that_could_not_be_sent_is_sent_again(work: Work, settings: Any) -> None:
    holder_of(work, 1)
    settings.EMAIL_BACKEND, works = "tests.evaluation.assessments.mail_backends.RefusingBackend", settings.EMAIL_BACKEND
    assert run_clock_on(7.5) == [0]
    settings.EMAIL_BACKEND = works
    assert run_clock_on(7.5) == [1]


def test_assigned_sections_are_on_the_contributors_desk_until_they_are_ready(work: Work) -> None:
    her = holder_of(work, 1, 2).user
    for series_id in ("2.1", "2.2"):
        work.answer(series_id, by=her, choice=True)
    assert [item.url.rpartition("sections/")[2] for item in sections_to_complete(user=her)] == ["1/", "2/"]
    mark_ready(assessment=work.assessment, code=2, user=her)
    assert [item.url.rpartition("sections/")[2] for item in sections_to_complete(user=her)] == ["1/"]
    assert (list(sections_to_complete(user=work.delegate)), list(sections_overdue(user=her))) == ([], [])


def test_overdue_sections_are_on_the_desk_of_those_who_can_assign_sections(work: Work) -> None:
    holder_of(work, 1, 2)
    give(work, 1, email="another@ministry.example")
    assert list(sections_overdue(user=work.delegate)) == []
    SectionAssignment.objects.update(due_at=timezone.now())
    for who in (work.delegate, work.government):
        [item] = sections_overdue(user=who)
        assert str(item.title).startswith("Follow up 3 overdue sections: Sample network, Sample country A")
    assert list(sections_overdue(user=work.secretariat)) == []
