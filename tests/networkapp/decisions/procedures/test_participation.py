"""Procedures count without delegations that are suspended or have withdrawn."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from networkapp.decisions.models import PositionAct, Procedure, ProcedureKind
from networkapp.decisions.procedures.outcomes import outcome_of
from networkapp.decisions.procedures.procedure_page import find_procedures, procedure_board
from networkapp.decisions.procedures.results import record_results
from networkapp.decisions.procedures.roll import voting_delegations
from networkapp.decisions.rules.outcomes import (
    DecisionRule,
    PositionStatus,
    ProcedureClock,
    Result,
    Stance,
    StanceAct,
    VotingRoll,
    decide_outcome,
)
from networkapp.models import ParticipationKind, ParticipationRecord
from networkapp.participation.actions import record_participation
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, suspend
from tests.factories.procedures import chair_of, make_procedure, states, voice
from tests.worlds import world

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
CLOCK = ProcedureClock(opened_at=NOW - timedelta(days=9), expires_at=NOW)


def act(delegation: int, stance: Stance) -> StanceAct:
    return StanceAct(delegation=delegation, stance=stance, at=NOW - timedelta(days=1), number=delegation)


def decide(*acts: StanceAct, rule: DecisionRule = DecisionRule.UNANIMITY, **roll: Any) -> Any:
    fields = {"delegations": frozenset({1, 2, 3}), "not_counted": frozenset({3}), "quorum": 2} | roll
    return decide_outcome(rule=rule, roll=VotingRoll(**fields), acts=acts, clock=CLOCK, now=NOW)


def test_objection_of_a_suspended_delegation_does_not_prevent_unanimity() -> None:
    found = decide(act(1, Stance.AGREE), act(2, Stance.AGREE), act(3, Stance.OBJECT))
    assert (found.result, found.statuses[3]) == (Result.ADOPTED, PositionStatus.NOT_COUNTED)


def test_position_of_a_suspended_delegation_does_not_count_for_the_quorum() -> None:
    assert decide(act(1, Stance.AGREE), act(3, Stance.AGREE)).result == Result.NOT_REACHED


def test_quorum_is_at_most_the_number_of_delegations_that_count() -> None:
    assert decide(act(1, Stance.AGREE), act(2, Stance.AGREE), quorum=3).result == Result.ADOPTED


@pytest.mark.parametrize("rule", [DecisionRule.SILENCE, DecisionRule.UNANIMITY])
def test_nothing_is_adopted_if_no_delegation_counts(rule: DecisionRule) -> None:
    assert decide(rule=rule, not_counted=frozenset({1, 2, 3})).result == Result.NOT_REACHED


@world
def procedure(db: None) -> Procedure:
    """A written procedure to which XB has objected."""
    network = NetworkFactory(slug="joint")
    objecting = voice(network, "XB")
    opened = make_procedure(chair_of(network), kind=ProcedureKind.WRITTEN, quorum=1)
    states(opened, objecting, "object", words="Not like this")
    return opened


def test_suspension_during_a_procedure_leaves_the_position_on_the_board_and_does_not_count_it(
    procedure: Procedure,
) -> None:
    before = procedure_board(find_procedures(procedure.opened_by).get()).rows
    record = suspend(procedure.network, "XB")
    after = procedure_board(find_procedures(procedure.opened_by).get()).rows
    assert [(row.status, row.absence) for row in before] == [("silent", None), ("object", None)]
    assert [(row.status, row.absence) for row in after] == [("silent", None), ("not_counted", record)]
    assert [row.act and row.act.words for row in after] == [None, "Not like this"]


def test_suspension_after_the_deadline_changes_no_result(procedure: Procedure) -> None:
    closes = procedure.expires_at
    record = suspend(procedure.network, "XB")
    ParticipationRecord.objects.filter(pk=record.pk).update(takes_effect_at=closes + timedelta(seconds=1))
    found = outcome_of(procedure, closes + timedelta(days=1))
    assert found.statuses[record.delegation_id] == PositionStatus.OBJECT


def test_retroactive_suspension_is_not_shown_on_the_board_of_a_recorded_result(procedure: Procedure) -> None:
    suspend(procedure.network, "XB")
    record_results(procedure.expires_at)
    suspend(procedure.network, "XA", takes_effect_at=procedure.opened_at)
    reader = voice(procedure.network, "XC").user
    rows = procedure_board(find_procedures(reader).get()).rows
    assert [(row.status, row.absence is None) for row in rows] == [("silent", True), ("not_counted", False)]


def test_record_for_a_past_day_leaves_the_result_that_a_deadline_has_decided(procedure: Procedure) -> None:
    network, over = procedure.network, timezone.now() - timedelta(seconds=1)
    Procedure.objects.filter(pk=procedure.pk).update(opened_at=over - timedelta(hours=1), expires_at=over)
    PositionAct.objects.update(stated_at=over - timedelta(minutes=1))
    clerk = SeatFactory(network=network, capacity="secretariat", delegation=None).user
    fields = {"kind": ParticipationKind.SUSPENDED, "from_day": over.date() - timedelta(days=2), "source": "Statutes"}
    record_participation(network=network, delegation=DelegationFactory(code="XB"), user=clerk, **fields)
    procedure.refresh_from_db()
    status = procedure.roll.get(delegation__code="XB").status
    assert (procedure.result, status, procedure.ended_at) == (Result.REJECTED, PositionStatus.OBJECT, over)


def test_suspended_delegation_is_not_on_the_roll_of_a_new_procedure(procedure: Procedure) -> None:
    suspend(procedure.network, "XB")
    assert list(voting_delegations(procedure.network).values_list("code", flat=True)) == ["XA"]
