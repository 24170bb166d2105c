"""Stages of an assessment, and who can make each transition."""

from contextlib import suppress
from typing import Any

import pytest

from evaluation.assessments.cycles import ask_latecomers
from evaluation.assessments.transitions import MOVES, move_to_stage, reopen
from evaluation.models import TRANSITIONS, Assessment, Stage
from evaluation.permissions import ALLOWED, SCOPES, Action, Scope
from evaluation.reviews.assignment_lot import draw_reviewers
from networkapp.errors import NotAllowed, Refused
from networkapp.permissions import CAPACITIES, OFFICES, Role
from tests.factories.assessments import Work
from tests.factories.networks import DelegationFactory, SeatFactory

# Country of the seat for each scope of an action; XB is assigned to review XA.
REACHED = {Scope.NETWORK: "any", Scope.DELEGATION: "own", Scope.REVIEWED: "other"}
EVERYBODY = [(role, where) for role in sorted(CAPACITIES | OFFICES) for where in ("own", "other")]


def test_every_stage_transition_names_who_can_make_it() -> None:
    assert set(MOVES) == {(here, there) for here, targets in TRANSITIONS.items() for there in targets}


@pytest.mark.parametrize("here", list(Stage))
def test_stage_transition_outside_the_table_is_refused(work: Work, here: Stage) -> None:
    work.assessment.stage = here
    for to in set(Stage) - TRANSITIONS[here]:
        with pytest.raises(Refused) as refusal:
            move_to_stage(assessment=work.assessment, to=to, user=work.delegate)
        assert refusal.value.code == "no_such_move"


@pytest.mark.parametrize(("here", "to"), sorted(MOVES))
def test_stage_transitions_can_be_made_by_the_roles_in_the_permission_table(work: Work, here: Stage, to: Stage) -> None:
    moved = set()
    for role, where in EVERYBODY:
        work.assessment.stage = here
        with suppress(NotAllowed):
            move_to_stage(assessment=work.assessment, to=to, user=seat_of(work, role, where).user)
            moved.add((role, where))
    assert moved == {pair for pair in EVERYBODY if any(expected(action, *pair) for action in MOVES[here, to])}


@pytest.mark.parametrize("action", sorted(set(Action) - {Action.READ_RESULTS}))
def test_assessment_permissions_follow_the_table_in_role_and_country(work: Work, action: Action) -> None:
    in_review(work)
    people = {pair: seat_of(work, *pair).user for pair in EVERYBODY}
    allowed = {pair for pair, person in people.items() if work.assessment.allows(person, action)}
    listed = {
        pair
        for pair, person in people.items()
        if Assessment.objects.where(person, may=action).filter(pk=work.assessment.pk).exists()
    }
    assert allowed == listed == {pair for pair in EVERYBODY if expected(action, *pair)}


def in_review(work: Work) -> None:
    """Put XA into peer review with XB as its reviewer."""
    work.network.delegations.add(DelegationFactory(code="XC"))
    ask_latecomers(cycle=work.assessment.cycle, user=work.secretariat)
    draw_reviewers(assessment=work.assessment, user=work.secretariat)
    work.assessment.stage = Stage.PEER_REVIEW
    work.assessment.save()


@pytest.mark.parametrize("here", sorted(set(Stage) - {Stage.PEER_REVIEW}))
def test_reviewer_can_review_only_at_the_peer_review_stage(work: Work, here: Stage) -> None:
    in_review(work)
    reviewer = seat_of(work, Role.REVIEWER, "other").user
    assert work.assessment.allows(reviewer, Action.REVIEW)
    Assessment.objects.update(stage=here)
    assert not work.assessment.allows(reviewer, Action.REVIEW)


def expected(action: Action, role: Role, where: str) -> bool:
    """Return whether the table allows the action to this role, or to the role with which the office is held here."""
    capacity = role if role in CAPACITIES else Role.EXPERT
    reaches = where == REACHED.get(SCOPES[action]) or SCOPES[action] is Scope.NETWORK
    return bool({capacity, role} & ALLOWED[action]) and reaches


def seat_of(work: Work, role: Role, where: str) -> Any:
    """Return a seat of this role for the assessed delegation, or for another one in the same network."""
    delegation = DelegationFactory(code="XA" if where == "own" else "XB")
    capacity = role if role in CAPACITIES else "expert"
    offices = [role] if role in OFFICES else []
    return SeatFactory(network=work.network, delegation=delegation, capacity=capacity, offices=offices)


def test_ended_seat_allows_only_reading_results(work: Work) -> None:
    ended = SeatFactory(network=work.network, capacity="adviser", offices=["assessment_delegate"])
    ended.ends_at = ended.starts_at
    ended.save()
    for action in sorted(set(Action) - {Action.READ_RESULTS}):
        assert not work.assessment.allows(ended.user, action)


def test_draft_is_readable_by_its_country_and_a_signed_assessment_by_the_secretariat(work: Work) -> None:
    def read_by(person: Any) -> list[Assessment]:
        return list(Assessment.objects.readable_by(person).filter(pk=work.assessment.pk))

    assert read_by(work.delegate) == [work.assessment]
    assert read_by(work.secretariat) == []
    for stage in (Stage.SIGNED, Stage.PEER_REVIEW, Stage.FINAL, Stage.PUBLISHED):
        Assessment.objects.update(stage=stage)
        assert read_by(work.secretariat) == [work.assessment]
    Assessment.objects.update(stage=Stage.COUNTRY_CHECK)
    assert read_by(work.secretariat) == []


def test_signed_assessment_is_reopened_only_with_a_reason(work: Work) -> None:
    work.answer_all()
    for person in (work.government, work.secretariat):
        work.sign_by_both()
        with pytest.raises(Refused, match="Enter a reason"):
            reopen(assessment=work.assessment, user=person, reason=" ")
        opened = reopen(assessment=work.assessment, user=person, reason="A number was wrong.")
        assert (opened.stage, opened.reason) == (Stage.DRAFT, "A number was wrong.")
        assert opened.signatures.filter(withdrawn_at__isnull=True).count() == 0


def test_draft_cannot_be_reopened(work: Work) -> None:
    with pytest.raises(Refused, match="not possible"):
        reopen(assessment=work.assessment, user=work.delegate, reason="Because")
