"""Interpretative statements, drafted by an adviser and approved by a member, and outcome statements of the chair."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from networkapp import events
from networkapp.decisions.models import Decision, InterpretativeStatement
from networkapp.decisions.procedures.outcome_statements import write_outcome_statement
from networkapp.decisions.procedures.statements import (
    STATEMENTS,
    desk_items,
    make_statement,
    prepare_statement,
    release_statement,
    revise_statement,
    statement_drafts_for,
)
from networkapp.errors import NotAllowed, Refused
from networkapp.four_eyes import send_back, withdraw
from networkapp.models import Capacity, Event, Seat
from tests.factories.decisions import adopt
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def decision() -> Decision:
    return adopt(NetworkFactory())


def seat(decision: Decision, code: str, capacity: str, **kwargs: Any) -> Seat:
    delegation = DelegationFactory(code=code)
    return SeatFactory(network=decision.network, delegation=delegation, capacity=capacity, **kwargs)


def draft(decision: Decision, adviser: Seat, text: str = "We read it narrowly.") -> Any:
    return prepare_statement(
        decision=decision, delegation=adviser.delegation, user=adviser.user, text=text, client_key=uuid4()
    )


def refusal(act: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as refused:
        act(**kwargs)
    return refused.value.code


def test_same_client_key_creates_one_statement_and_one_event(decision: Decision) -> None:
    member, key = seat(decision, "XB", "substitute"), uuid4()
    fields = {"decision": decision, "delegation": member.delegation, "user": member.user, "client_key": key}
    first, second = (make_statement(**fields, text=" As we read it. ") for _each in range(2))
    assert (first, first.text, first.seat) == (second, "As we read it.", member)
    assert Event.objects.filter(kind="decision.statement_made").count() == 1
    assert refusal(make_statement, **fields | {"decision": adopt(decision.network)}, text="Else.") == "key_used"


@pytest.mark.parametrize("capacity", sorted(set(Capacity) - {Capacity.MEMBER, Capacity.SUBSTITUTE}))
def test_only_voting_seats_of_the_delegation_add_its_statement(decision: Decision, capacity: str) -> None:
    other, foreign = seat(decision, "XB", capacity), seat(decision, "XC", "member")
    for person in (other.user, foreign.user):
        with pytest.raises(NotAllowed):
            make_statement(
                decision=decision, delegation=other.delegation, user=person, text="Ours.", client_key=uuid4()
            )
    assert InterpretativeStatement.objects.count() == 0


def test_draft_statement_is_published_once_a_member_approves_it_with_both_recorded(
    decision: Decision,
) -> None:
    adviser, member, foreign = (
        seat(decision, code, capacity) for code, capacity in [("XB", "adviser"), ("XB", "member"), ("XC", "member")]
    )
    prepared = draft(decision, adviser)
    assert InterpretativeStatement.objects.count() == 0
    assert [list(statement_drafts_for(one.user)) for one in (member, foreign)] == [[prepared], []]
    assert [len(list(desk_items(user=one.user))) for one in (member, adviser, foreign)] == [1, 0, 0]
    with pytest.raises(NotAllowed):
        release_statement(draft=prepared, user=adviser.user, text="Ours.")
    made = release_statement(draft=prepared, user=member.user, text="We read it narrowly, with care.")
    assert (made.text, made.seat, made.drafted_by) == ("We read it narrowly, with care.", member, adviser)
    again = release_statement(draft=prepared, user=member.user, text="We read it narrowly, with care.")
    assert (again, InterpretativeStatement.objects.count()) == (made, 1)
    assert refusal(release_statement, draft=prepared, user=member.user, text="Else.") == "released_already"
    assert list(desk_items(user=member.user)) == []


def test_event_of_a_draft_statement_is_visible_to_its_delegation_only(decision: Decision) -> None:
    adviser, foreign = seat(decision, "XB", "adviser"), seat(decision, "XC", "member")
    draft(decision, adviser)
    heard = [event.kind for event in events.read_events(decision.network, foreign.user)]
    assert "decision.statement_prepared" not in heard
    assert "decision.statement_prepared" in [event.kind for event in events.read_events(decision.network, adviser.user)]


def test_draft_statement_is_returned_with_a_note_revised_and_approved(decision: Decision) -> None:
    adviser, member = seat(decision, "XB", "adviser"), seat(decision, "XB", "member")
    prepared = draft(decision, adviser)
    assert refusal(send_back, kind=STATEMENTS, draft=prepared, user=member.user, note=" ") == "note_needed"
    send_back(kind=STATEMENTS, draft=prepared, user=member.user, note="Shorter, please.")
    assert [[item.title for item in desk_items(user=one.user)] for one in (member, adviser)] == [
        [],
        [f"Revise the returned statement: {decision.title}"],
    ]
    assert refusal(release_statement, draft=prepared, user=member.user, text="Ours.") == "settled"
    revise_statement(draft=prepared, user=adviser.user, text="Short.")
    assert release_statement(draft=prepared, user=member.user, text="Short.").text == "Short."
    assert refusal(withdraw, kind=STATEMENTS, draft=prepared, user=adviser.user) == "settled"


def test_successor_can_approve_a_draft_statement(decision: Decision) -> None:
    adviser, successor = seat(decision, "XB", "adviser"), seat(decision, "XB", "member")
    assert release_statement(draft=draft(decision, adviser), user=successor.user, text="Ours.").seat == successor


@pytest.mark.parametrize(("text", "code"), [("", "no_text"), ("​ \n", "no_text"), ("a" * 5001, "too_long")])
def test_statement_that_is_empty_or_too_long_is_refused(decision: Decision, text: str, code: str) -> None:
    member = seat(decision, "XB", "member")
    fields = {"decision": decision, "delegation": member.delegation, "user": member.user, "client_key": uuid4()}
    assert refusal(make_statement, **fields, text=text) == code


def test_changed_outcome_statement_keeps_its_earlier_versions(decision: Decision) -> None:
    chair = seat(decision, "XC", "member", offices=["chair"])
    write_outcome_statement(decision=decision, user=chair.user, text="Figures come in May.")
    write_outcome_statement(decision=decision, user=chair.user, text="Figures come in May.")
    write_outcome_statement(decision=decision, user=chair.user, text="In June.", review_on=date(2027, 6, 1))
    decision.refresh_from_db()
    assert (decision.outcome_statement, decision.review_on) == ("In June.", date(2027, 6, 1))
    assert [one.text for one in decision.outcome_statements.all()] == ["Figures come in May.", "In June."]


def test_member_without_office_cannot_write_the_outcome_statement(decision: Decision) -> None:
    member = seat(decision, "XC", "member")
    with pytest.raises(NotAllowed):
        write_outcome_statement(decision=decision, user=member.user, text="Mine.")
