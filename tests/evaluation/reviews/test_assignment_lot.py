"""The lot that assigns reviewers: fair, recorded, and possible to recompute."""

from collections import Counter
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.assessments.cycles import ask_latecomers
from evaluation.models import Assessment, ReviewingCountry, ReviewLot
from evaluation.reviews.actions import withdraw_reviewing_country
from evaluation.reviews.assignment_lot import (
    add_reviewing_country,
    assign_in_circle,
    choose_least_loaded,
    draw_lot,
    draw_lot_again,
    draw_reviewers,
    recompute_lot,
)
from evaluation.reviews.lists import overseen_reviews, reviews_assigned_to
from evaluation.reviews.notices import reviewers_for
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Delegation, Event
from tests.factories.assessments import Work
from tests.factories.networks import DelegationFactory, SeatFactory, suspend
from tests.factories.reviews import Peers, make_peers

CODES = [f"X{letter}" for letter in "ABCDEFGHIJKLMNO"]


@given(seed=st.text(max_size=40), number=st.integers(3, 15))
def test_each_country_reviews_two_others_and_is_reviewed_by_two_others(seed: str, number: int) -> None:
    drawn = assign_in_circle(seed, CODES[:number])
    assert all(len({*two, code}) == 3 for code, two in drawn.items())
    assert Counter(reviewer for two in drawn.values() for reviewer in two) == dict.fromkeys(CODES[:number], 2)


def test_order_of_reviewers_follows_from_a_hash_that_can_be_recomputed() -> None:
    numbers = {code: sha256(f"a seed:{code}".encode()).hexdigest() for code in ("XA", "XB", "XC", "XD")}
    order = sorted(numbers, key=lambda code: numbers[code])
    assert assign_in_circle("a seed", list(numbers))[order[3]] == [order[0], order[1]]


def test_countries_with_the_fewest_reviews_are_drawn_first_and_ties_by_lot() -> None:
    first = choose_least_loaded("s", {"XA": 2, "XB": 1, "XC": 1, "XD": 3}, 2)
    assert set(first) == {"XB", "XC"}
    assert {tuple(choose_least_loaded(str(seed), {"XA": 0, "XB": 0}, 1)) for seed in range(20)} == {("XA",), ("XB",)}


def test_one_lot_is_drawn_for_the_whole_cycle_and_logged_with_its_seed(work: Work) -> None:
    make_peers("XB", "XC", "XD", work=work)
    drawn = draw_reviewers(assessment=work.assessment, user=work.secretariat)
    lot = ReviewLot.objects.get()
    assert [one.delegation.code for one in drawn] == lot.result["XA"]
    assert recompute_lot(lot) == lot.result
    assert ReviewingCountry.objects.count() == 8
    event = Event.objects.get(kind="review.drawn")
    assert (event.audience, event.payload["seed"], event.payload["result"]) == ("network", lot.seed, lot.result)
    assert draw_reviewers(assessment=work.assessment, user=work.secretariat) == drawn
    assert ReviewLot.objects.count() == 1


def test_country_added_later_gets_reviewers_with_the_fewest_reviews(work: Work) -> None:
    make_peers("XB", "XC", work=work)
    draw_reviewers(assessment=work.assessment, user=work.secretariat)
    work.network.delegations.add(DelegationFactory(code="XD"))
    cycle = ask_latecomers(cycle=work.assessment.cycle, user=work.secretariat)
    newcomer = Assessment.objects.select_related("delegation").get(cycle=cycle, delegation__code="XD")
    drawn = draw_reviewers(assessment=newcomer, user=work.secretariat)
    lot = ReviewLot.objects.get(rule="fewest")
    assert [one.delegation.code for one in drawn] == lot.result["XD"] == recompute_lot(lot)["XD"]
    assert lot.loads == {"XA": 2, "XB": 2, "XC": 2}


def test_withdrawn_reviewer_is_replaced_by_another_country(work: Work) -> None:
    peers = make_peers("XB", "XC", "XD", "XE", work=work)
    review = peers.open()
    first, second = [one.delegation.code for one in review.assessment.reviewing.all()]
    standing = withdraw_reviewing_country(
        assessment=work.assessment,
        delegation=peers.delegation(first),
        reason="An election.",
        user=peers.reviewers[first],
    )
    codes = {one.delegation.code for one in standing}
    assert len(codes) == 2
    assert second in codes
    assert codes.isdisjoint({first, "XA"})
    assert recompute_lot(ReviewLot.objects.get(rule="fewest")) == ReviewLot.objects.get(rule="fewest").result


def test_suspended_country_is_replaced_when_the_review_opens(work: Work) -> None:
    peers = make_peers("XB", "XC", "XD", work=work)
    absent, other = draw_reviewers(assessment=work.assessment, user=work.secretariat)
    suspend(work.network, absent.delegation.code)
    [third] = {"XB", "XC", "XD"} - {absent.delegation.code, other.delegation.code}
    review = peers.open()
    standing = review.assessment.reviewing.filter(withdrawn_at=None).values_list("delegation__code", flat=True)
    drawn = {one.delegation.code for one in draw_reviewers(assessment=work.assessment, user=work.secretariat)}
    assert (set(standing), drawn) == ({"XB", "XC", "XD"}, {other.delegation.code, third})


def test_suspension_of_the_own_country_makes_nobody_its_reviewer(work: Work) -> None:
    peers = make_peers("XB", "XC", work=work)
    user = peers.reviewers["XB"]
    SeatFactory(network=work.network, delegation=work.assessment.delegation, user=user)
    peers.open()
    suspend(work.network, "XA")
    reviewing = work.assessment.reviewing.get(delegation__code="XB")
    assigned = [line.assessment.delegation.code for line in reviews_assigned_to(user)]
    assert (reviewers_for(reviewing), assigned) == (set(), ["XC"])


@pytest.mark.parametrize(
    ("code", "refusal"), [("XA", "own_country"), ("XB", "drawn_already"), ("ZZ", "not_of_the_cycle")]
)
def test_reviewed_assigned_and_outside_countries_are_refused_as_reviewers(work: Work, code: str, refusal: str) -> None:
    peers: Peers = make_peers(work=work)
    peers.open()
    lot = ReviewLot.objects.get()
    stranger: Delegation = DelegationFactory(code=code)
    with pytest.raises(Refused) as refused:
        add_reviewing_country(assessment=work.assessment, delegation=stranger, lot=lot)
    assert refused.value.code == refusal


def refused(act: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(**kwargs)
    return refusal.value.code


def test_lot_can_be_drawn_before_the_first_review(work: Work) -> None:
    peers = make_peers("XB", "XC", "XD", work=work)
    lot = draw_lot(cycle=work.assessment.cycle, user=work.secretariat)
    assert refused(draw_lot, cycle=work.assessment.cycle, user=work.secretariat) == "drawn_already"
    review = peers.open()
    assert [one.delegation.code for one in review.assessment.reviewing.order_by("pk")] == lot.result["XA"]
    assert ReviewLot.objects.get() == lot


def test_lot_drawn_again_replaces_the_earlier_one_and_both_are_recorded(work: Work) -> None:
    make_peers("XB", "XC", "XD", work=work)
    fields = {"cycle": work.assessment.cycle, "user": work.secretariat}
    first = draw_lot(**fields)
    second = draw_lot_again(reason=" XD has joined since. ", **fields)
    first.refresh_from_db()
    assert (first.replaced_at, second.reason) == (second.drawn_at, "XD has joined since.")
    drawn: dict[str, list[str]] = {}
    for one in ReviewingCountry.objects.select_related("assessment__delegation", "delegation").order_by("pk"):
        drawn.setdefault(one.assessment.delegation.code, []).append(one.delegation.code)
    assert drawn == second.result
    reasons = [event.payload["reason"] for event in Event.objects.filter(kind="review.drawn").order_by("sequence")]
    assert reasons == ["", "XD has joined since."]
    [cycle] = overseen_reviews(work.secretariat)
    assert [(line.lot, line.is_by_the_rule) for line in cycle.lots] == [(first, True), (second, True)]
    assert (cycle.may_draw, cycle.may_draw_again) == (False, True)


def test_lot_can_be_drawn_again_only_with_a_reason_and_before_a_review_opens(work: Work) -> None:
    peers = make_peers("XB", "XC", "XD", work=work)
    fields = {"cycle": work.assessment.cycle, "user": work.secretariat}
    assert refused(draw_lot_again, reason="Reason", **fields) == "not_drawn"
    draw_lot(**fields)
    assert refused(draw_lot_again, reason=" ", **fields) == "reason_needed"
    peers.open()
    assert refused(draw_lot_again, reason="Reason", **fields) == "review_opened"
    assert ReviewLot.objects.filter(replaced_at=None).count() == 1
    [cycle] = overseen_reviews(work.secretariat)
    assert (cycle.may_draw, cycle.may_draw_again) == (False, False)


def test_lot_with_two_countries_is_refused(work: Work) -> None:
    assert refused(draw_lot, cycle=work.assessment.cycle, user=work.secretariat) == "too_few_countries"
    [cycle] = overseen_reviews(work.secretariat)
    assert (cycle.has_enough, cycle.may_draw) == (False, False)


def test_people_of_a_country_cannot_draw_a_lot(work: Work) -> None:
    make_peers("XB", "XC", work=work)
    for who in (work.delegate, work.government):
        with pytest.raises(NotAllowed):
            draw_lot(cycle=work.assessment.cycle, user=who)
        with pytest.raises(NotAllowed):
            draw_lot_again(cycle=work.assessment.cycle, reason="Reason", user=who)
    assert not ReviewLot.objects.exists()


def test_altered_result_of_a_lot_is_detected(work: Work) -> None:
    make_peers("XB", "XC", "XD", work=work)
    lot = draw_lot(cycle=work.assessment.cycle, user=work.secretariat)
    ReviewLot.objects.update(result={**lot.result, "XA": list(reversed(lot.result["XA"]))})
    [cycle] = overseen_reviews(work.secretariat)
    assert [line.is_by_the_rule for line in cycle.lots] == [False]
