"""Peer review from the lot to its end, with a correction in between."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from evaluation.assessments.review_rounds import changes_between
from evaluation.assessments.signing import answers_hash, confirm_not_applicable
from evaluation.assessments.transitions import reopen
from evaluation.models import Assessment, Cycle, Review
from evaluation.permissions import Action
from evaluation.reviews.actions import (
    ASKING_PERIOD,
    conclude_review,
    earliest_end,
    end_review,
    open_review,
    withdraw_reviewing_country,
)
from evaluation.reviews.threads import reply_to_question, resolve_question
from networkapp.errors import NotAllowed, Refused
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.factories.reviews import Peers, make_peers, reviewer_of
from tests.worlds import world


@world
def peers(db: None) -> Peers:
    return make_peers()


def refused(what: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as refusal:
        what(**kwargs)
    return refusal.value.code


def test_signed_assessment_is_reviewed_by_two_countries_for_six_weeks(peers: Peers) -> None:
    now = timezone.now()
    review = peers.open(at=now)
    assert peers.work.assessment.stage == "peer_review"
    assert review.asks_until == now + ASKING_PERIOD == now + timedelta(days=42)
    assert sorted(one.delegation.code for one in peers.work.assessment.reviewing.all()) == ["XB", "XC"]


def test_only_the_secretariat_opens_a_peer_review_and_only_of_a_signed_assessment(peers: Peers) -> None:
    facts = {"assessment": peers.work.assessment}
    assert refused(open_review, user=peers.work.secretariat, **facts) == "not_signed"
    peers.work.answer_all()
    peers.work.sign_by_both()
    for person in (peers.work.delegate, peers.reviewers["XB"]):
        with pytest.raises(NotAllowed):
            open_review(user=person, **facts)
    assert Review.objects.count() == 0


def test_peer_review_with_only_one_other_country_is_refused(peers: Peers) -> None:
    Assessment.objects.filter(delegation__code="XC").delete()
    peers.work.answer_all()
    peers.work.sign_by_both()
    assert refused(open_review, assessment=peers.work.assessment, user=peers.work.secretariat) == "too_few_countries"
    assert peers.work.assessment.reviewing.count() == 0


def test_reviewers_read_only_the_assessment_assigned_to_them_and_only_during_review(peers: Peers) -> None:
    def reads(person: Any) -> list[str]:
        found = Assessment.objects.where(person, may=Action.REVIEW)
        return list(found.values_list("delegation__code", flat=True))

    reviewer, now = peers.reviewers["XB"], timezone.now()
    assert reads(reviewer) == []
    peers.open(at=now)
    assert reads(reviewer) == ["XA"]
    assert reads(peers.work.secretariat) == reads(peers.work.delegate) == []
    reopen(assessment=peers.work.assessment, user=peers.work.secretariat, reason="A number is missing.")
    assert reads(reviewer) == []
    peers.work.sign_by_both()
    assert reads(reviewer) == ["XA"]
    peers.conclude("XB", "XC")
    peers.end()
    assert reads(reviewer) == []


def test_person_with_a_seat_of_the_reviewed_country_cannot_review_it(peers: Peers) -> None:
    both = SeatFactory(
        user=reviewer_of(peers.work, "XB"),
        network=peers.work.network,
        delegation=DelegationFactory(code="XA"),
        capacity="substitute",
    ).user
    own = reviewer_of(peers.work, "XA")
    peers.open()
    for person in (both, own):
        assert not peers.work.assessment.allows(person, Action.REVIEW)
        with pytest.raises(NotAllowed):
            conclude_review(assessment=peers.work.assessment, user=person)


def test_assessment_is_final_and_peer_reviewed_once_both_reviewers_have_finished(peers: Peers) -> None:
    peers.open()
    peers.conclude("XB")
    assert refused(end_review, assessment=peers.work.assessment, user=peers.work.secretariat) == "review_runs"
    peers.conclude("XC")
    assert peers.end().by_both
    assert (peers.work.assessment.stage, peers.work.assessment.peer_reviewed) == ("final", True)


def test_assessment_is_final_but_not_peer_reviewed_if_a_reviewer_did_not_finish_in_time(peers: Peers) -> None:
    now = timezone.now()
    peers.open(at=now)
    peers.conclude("XB")
    almost, over = now + ASKING_PERIOD - timedelta(seconds=1), now + ASKING_PERIOD
    refusal = refused(end_review, assessment=peers.work.assessment, user=peers.work.secretariat, at=almost)
    assert refusal == "review_runs"
    assert not peers.end(at=over).by_both
    assert (peers.work.assessment.stage, peers.work.assessment.peer_reviewed) == ("final", False)


def test_question_on_the_last_day_extends_the_review_by_the_three_weeks_for_a_reply(peers: Peers) -> None:
    now = timezone.now()
    review = peers.open(at=now)
    last = now + ASKING_PERIOD - timedelta(hours=1)
    peers.ask(at=last)
    assert earliest_end(review=review) == last + timedelta(days=21)


def test_reviewer_with_an_unresolved_question_cannot_finish(peers: Peers) -> None:
    peers.open()
    thread = peers.ask()
    assert refused(conclude_review, assessment=peers.work.assessment, user=peers.reviewers["XB"]) == "not_settled"
    resolve_question(thread=thread, user=peers.reviewers["XB"])
    peers.conclude("XB")


def test_reviewer_who_asks_again_has_to_finish_again(peers: Peers) -> None:
    peers.open()
    peers.conclude("XB", "XC")
    thread = peers.ask()
    resolve_question(thread=thread, user=peers.reviewers["XB"])
    assert refused(end_review, assessment=peers.work.assessment, user=peers.work.secretariat) == "review_runs"
    peers.conclude("XB")
    assert peers.end().by_both


def test_not_applicable_answers_are_confirmed_by_reviewers_before_the_review_ends(peers: Peers) -> None:
    peers.work.answer_all()
    peers.work.answer("1.2", status="not_applicable", comment="No coast.")
    criterion, assessment = peers.work.criteria["1.2"], peers.work.assessment
    with pytest.raises(NotAllowed):
        confirm_not_applicable(assessment=assessment, criterion=criterion, user=peers.reviewers["XB"])
    peers.open()
    peers.conclude("XB", "XC")
    assert refused(end_review, assessment=assessment, user=peers.work.secretariat) == "not_confirmed"
    with pytest.raises(NotAllowed):
        confirm_not_applicable(assessment=assessment, criterion=criterion, user=peers.work.delegate)
    confirm_not_applicable(assessment=assessment, criterion=criterion, user=peers.reviewers["XB"])
    assert peers.end().by_both


def test_correction_pauses_the_review_which_continues_with_its_questions_and_time(peers: Peers) -> None:
    start = timezone.now()
    review = peers.open(at=start)
    thread = peers.ask(at=start)
    peers.conclude("XC")
    away = start + timedelta(days=5)
    reopen(assessment=peers.work.assessment, user=peers.work.delegate, reason="Counted twice.", at=away)
    assert peers.work.assessment.signatures.filter(withdrawn_at=None).count() == 0
    # The cycle has locked meanwhile; an assessment returned from review can be corrected anyway.
    Cycle.objects.update(due_at=start - timedelta(days=2), locks_at=start - timedelta(days=1))
    peers.work.assessment.refresh_from_db()
    peers.work.answer("1.2", numerator=8, denominator=24)
    reply_to_question(thread=thread, text="One case was counted twice.", user=peers.work.delegate)
    Review.objects.update(paused_at=timezone.now() - timedelta(days=7))
    peers.work.sign_by_both()
    review.refresh_from_db()
    assert peers.work.assessment.stage == "peer_review"
    assert timedelta(days=7) <= review.asks_until - start - ASKING_PERIOD < timedelta(days=7, minutes=1)
    assert thread.entries.count() == 2
    before, after = (each.answers for each in review.rounds.all())
    [(series_id, (old, new))] = changes_between(before, after).items()
    assert (series_id, old["numerator"], new["numerator"]) == ("1.2", "9", "8")
    assert review.rounds.get(number=2).reason == "Counted twice."
    # XC had finished before the answers changed.
    assert refused(end_review, assessment=peers.work.assessment, user=peers.work.secretariat) == "review_runs"


def test_country_withdraws_from_a_review_with_a_reason_and_is_not_replaced_if_none_is_left(peers: Peers) -> None:
    peers.open()
    facts = {"assessment": peers.work.assessment, "delegation": peers.delegation("XB")}
    assert refused(withdraw_reviewing_country, reason=" ", user=peers.reviewers["XB"], **facts) == "reason_needed"
    with pytest.raises(NotAllowed):
        withdraw_reviewing_country(reason="Theirs", user=peers.reviewers["XC"], **facts)
    assert len(withdraw_reviewing_country(reason="An election.", user=peers.reviewers["XB"], **facts)) == 1
    assert refused(withdraw_reviewing_country, reason="Again", user=peers.work.secretariat, **facts) == "no_reviewer"
    assert not peers.work.assessment.allows(peers.reviewers["XB"], Action.REVIEW)
    peers.conclude("XC")
    assert not peers.end(at=timezone.now() + ASKING_PERIOD).by_both


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Let several people act at the same time; return "done" or the code of the refusal for each."""
    barrier = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> str:
        try:
            barrier.wait(10)
            act()
            return "done"
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(each.result(30) for each in [threads.submit(one, act) for act in acts])


@pytest.mark.django_db(transaction=True)
def test_simultaneous_signatures_of_a_correction_continue_the_review_once() -> None:
    peers = make_peers()
    review = peers.open()
    work = peers.work
    reopen(assessment=work.assessment, user=work.delegate, reason="Counted twice.")
    seen = answers_hash(work.assessment)
    assert at_once(lambda: work.sign("delegate", seen=seen), lambda: work.sign("government", seen=seen)) == ["done"] * 2
    work.assessment.refresh_from_db()
    assert (work.assessment.stage, review.rounds.count()) == ("peer_review", 2)


@pytest.mark.django_db(transaction=True)
def test_review_opened_twice_at_the_same_time_is_opened_once() -> None:
    peers = make_peers()
    peers.work.answer_all()
    peers.work.sign_by_both()

    def act() -> None:
        open_review(assessment=peers.work.assessment, user=peers.work.secretariat)

    assert at_once(act, act) == ["done", "not_signed"]
    assert (Review.objects.count(), peers.work.assessment.cycle.lots.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_simultaneous_reply_and_resolution_of_a_question_lose_no_text() -> None:
    peers = make_peers()
    peers.open()
    thread = peers.ask()
    came = at_once(
        lambda: reply_to_question(thread=thread, text="One.", user=peers.work.delegate),
        lambda: reply_to_question(thread=thread, text="Two.", user=peers.work.government),
        lambda: resolve_question(thread=thread, user=peers.reviewers["XB"]),
    )
    assert thread.entries.count() == 1 + came.count("done") - 1
    thread.refresh_from_db()
    assert thread.state == "settled"
