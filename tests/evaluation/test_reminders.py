"""Reminders of the clock, sent once, and immediate notifications."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from evaluation.assessments.notices import render_notices
from evaluation.assessments.transitions import reopen
from evaluation.models import Cycle
from evaluation.reminders import send_reminders
from evaluation.reviews.actions import ASKING_PERIOD, withdraw_reviewing_country
from evaluation.reviews.desk import questions_to_answer, reviews_to_do, reviews_to_end
from evaluation.reviews.threads import reply_to_question, resolve_question
from networkapp.discussion.notices import notifications_of
from networkapp.models import Notification
from networkapp.notifications.subjects import named, subject_of
from tests.factories.assessments import Work
from tests.factories.reviews import Peers, make_peers
from tests.worlds import world


@world
def peers(db: None) -> Peers:
    return make_peers()


def new_notifications(person: Any) -> list[str]:
    """Return the texts of the user's new and valid notifications."""
    new = [one for one in notifications_of(person) if one.is_new]
    return sorted(item.title for item in render_notices(user=person, notifications=new).values())


def dated(**dates: datetime) -> None:
    Cycle.objects.update(**dates)


def no_dates_of_the_cycle() -> None:
    """Move the dates of all cycles far away, so that reviewers get no reminders of their own assessments."""
    far = timezone.now() + timedelta(days=99)
    dated(opens_at=timezone.now() - timedelta(days=99), due_at=far, locks_at=far)


def test_opening_of_a_cycle_notifies_those_who_answer_once(work: Work) -> None:
    now = timezone.now()
    dated(opens_at=now - timedelta(minutes=1))
    assert send_reminders(now=now - timedelta(hours=1)) == 0
    assert send_reminders(now=now) == 2
    assert send_reminders(now=now) == 0
    assert (
        new_notifications(work.delegate)
        == new_notifications(work.government)
        == ["Start the assessment: Sample network, Sample country A, 2026"]
    )
    assert new_notifications(work.secretariat) == []


def test_cycle_that_was_locked_early_is_not_announced_as_due_soon(work: Work) -> None:
    now = timezone.now()
    dated(opens_at=now - timedelta(days=99), due_at=now + timedelta(days=2), locks_at=now - timedelta(days=1))
    assert send_reminders(now=now) == 0
    dated(locks_at=now + timedelta(days=2))
    assert send_reminders(now=now) == 2


def test_subject_of_an_e_mail_names_the_network_once(work: Work) -> None:
    now = timezone.now()
    dated(opens_at=now - timedelta(minutes=1))
    send_reminders(now=now)
    [item] = render_notices(user=work.delegate, notifications=notifications_of(work.delegate)).values()
    assert subject_of([work.network], [named(item)]) == "Sample network: Start the assessment: Sample country A, 2026"


def test_due_soon_and_overdue_are_notified_once_and_again_after_the_due_date_moved(work: Work) -> None:
    now = timezone.now()
    dated(due_at=now + timedelta(days=6))
    assert (send_reminders(now=now), send_reminders(now=now)) == (2 + 2, 0)
    dated(due_at=now + timedelta(days=5))
    assert send_reminders(now=now) == 2
    opened = "Start the assessment: Sample network, Sample country A, 2026"
    assert set(new_notifications(work.delegate)) == {
        opened,
        "Finish the assessment due soon: Sample network, Sample country A, 2026",
    }
    dated(due_at=now - timedelta(minutes=1))
    assert (send_reminders(now=now), send_reminders(now=now)) == (2, 0)
    assert set(new_notifications(work.delegate)) == {
        opened,
        "Finish the overdue assessment: Sample network, Sample country A, 2026",
    }


def test_notification_is_removed_once_the_assessment_is_signed(work: Work) -> None:
    dated(due_at=timezone.now() + timedelta(days=6))
    send_reminders(now=timezone.now())
    work.answer_all()
    work.sign_by_both()
    assert new_notifications(work.delegate) == []


def test_cycle_that_opened_long_ago_is_not_notified(work: Work) -> None:
    dated(opens_at=timezone.now() - timedelta(days=15))
    assert send_reminders(now=timezone.now()) == 0


def test_reviewers_are_notified_of_lot_and_replies_and_the_country_of_questions(peers: Peers) -> None:
    peers.open()
    drawn = "Review Sample network, Sample country A, 2026: your country was drawn"
    reviewer, delegate = peers.reviewers["XB"], peers.work.delegate
    assert new_notifications(reviewer) == new_notifications(peers.reviewers["XC"]) == [drawn]
    thread = peers.ask()
    assert new_notifications(delegate) == [
        "Reply to Sample country B about 1.2: Sample network, Sample country A, 2026"
    ]
    reply_to_question(thread=thread, text="So.", user=peers.work.government)
    assert new_notifications(delegate) == []
    assert new_notifications(reviewer) == ["Read the reply about 1.2: Sample network, Sample country A, 2026", drawn]
    assert new_notifications(peers.reviewers["XC"]) == [drawn]
    resolve_question(thread=thread, user=reviewer)
    assert new_notifications(reviewer) == [drawn]
    peers.remark("1.4")
    assert new_notifications(delegate) == [
        "Read the comment of Sample country B on 1.4: Sample network, Sample country A, 2026"
    ]


def test_waiting_questions_and_the_last_week_of_a_review_are_notified_once(peers: Peers) -> None:
    start = timezone.now()
    peers.open(at=start)
    no_dates_of_the_cycle()
    peers.ask(at=start)
    assert send_reminders(now=start + timedelta(days=17)) == 0
    almost = start + timedelta(days=18, minutes=1)
    assert (send_reminders(now=almost), send_reminders(now=almost)) == (2, 0)
    peers.conclude("XC")
    last = start + ASKING_PERIOD - timedelta(days=6)
    assert (send_reminders(now=last), send_reminders(now=last)) == (1, 0)
    kinds = Counter(Notification.objects.values_list("kind", flat=True))
    assert kinds == {"review.drawn": 2, "review.question": 2, "review.reply_soon": 2, "review.asks_soon": 1}


def test_paused_review_sends_no_reminders(peers: Peers) -> None:
    peers.open()
    reopen(assessment=peers.work.assessment, user=peers.work.delegate, reason="Wrong.")
    no_dates_of_the_cycle()
    assert send_reminders(now=timezone.now() + ASKING_PERIOD - timedelta(days=1)) == 0
    assert new_notifications(peers.reviewers["XB"]) == []


def titles(source: Any, person: Any) -> list[str]:
    return [item.title for item in source(user=person)]


def test_desks_list_open_steps_of_a_review_for_each_role(peers: Peers) -> None:
    now = timezone.now()
    peers.open(at=now)
    reviewer, name = peers.reviewers["XB"], "Sample network, Sample country A, 2026"
    assert titles(reviews_to_do, reviewer) == [f"Review the assessment: {name}"]
    assert titles(questions_to_answer, peers.work.delegate) == []
    thread = peers.ask(at=now)
    [item] = questions_to_answer(user=peers.work.delegate)
    assert (item.title, item.deadline, item.count) == (f"Reply to the reviewers: {name}", thread.reply_until, 1)
    assert titles(questions_to_answer, reviewer) == titles(reviews_to_do, peers.work.delegate) == []
    reply_to_question(thread=thread, text="So.", user=peers.work.delegate)
    [item] = reviews_to_do(user=reviewer)
    assert item.detail == "1 question has a reply."
    resolve_question(thread=thread, user=reviewer)
    assert titles(reviews_to_end, peers.work.secretariat) == []
    peers.conclude("XB", "XC")
    assert titles(reviews_to_do, reviewer) == []
    assert titles(reviews_to_end, peers.work.secretariat) == [f"End the peer review: {name}"]


def test_withdrawn_reviewer_gets_no_notifications(peers: Peers) -> None:
    peers.open()
    reviewer = peers.reviewers["XB"]
    withdraw_reviewing_country(
        assessment=peers.work.assessment, delegation=peers.delegation("XB"), reason="An election.", user=reviewer
    )
    assert new_notifications(reviewer) == titles(reviews_to_do, reviewer) == []


def test_signatories_are_notified_of_an_invalid_signature_until_they_sign_again(work: Work) -> None:
    work.answer_all()
    work.sign("delegate")
    work.sign("government")
    reopen(assessment=work.assessment, user=work.delegate, reason="A number was wrong.")
    spent = "Sign again (an answer or the stage has changed): Sample network, Sample country A, 2026"
    assert (new_notifications(work.government), new_notifications(work.delegate)) == ([spent], [])
    work.sign("government")
    assert new_notifications(work.government) == []
    work.answer("1.4", choice=False)
    assert new_notifications(work.government) == [spent]
