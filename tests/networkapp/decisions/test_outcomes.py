"""Results of procedures: each rule by an example, and all rules compared with the reference implementation."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from networkapp.decisions.rules.outcomes import (
    DeadlinePause,
    DecisionRule,
    Outcome,
    ProcedureClock,
    Stance,
    StanceAct,
    VotingRoll,
    decide_outcome,
)
from tests.networkapp.decisions.reference import Diary

OPENED = datetime(2026, 6, 8, 10, tzinfo=UTC)
RULES = {"silence": DecisionRule.SILENCE, "written": DecisionRule.UNANIMITY, "none": DecisionRule.NONE}
HOURS = 10


def at(hours: float) -> datetime:
    return OPENED + timedelta(hours=hours)


def outcome_of(
    kind: str, *args: tuple[int, str, float], roll: int = 3, quorum: int = 2, now: float = 99, **kwargs: Any
) -> Outcome:
    acts = [
        StanceAct(delegation=who, stance=Stance(what), at=at(when), number=number)
        for number, (who, what, when) in enumerate(args)
    ]
    clock = ProcedureClock(
        opened_at=OPENED,
        expires_at=at(HOURS),
        stops=[
            DeadlinePause(begins=at(begins), ends=None if ends is None else at(ends))
            for begins, ends in kwargs.get("stops", [])
        ],
        withdrawn_at=at(kwargs["withdrawn"]) if "withdrawn" in kwargs else None,
    )
    on_it = VotingRoll(delegations=frozenset(range(roll)), absent=frozenset(kwargs.get("absent", ())), quorum=quorum)
    return decide_outcome(rule=RULES[kind], roll=on_it, acts=acts, clock=clock, now=at(now))


SECOND = 1 / 3600


@pytest.mark.parametrize(
    ("when", "result"), [(HOURS - SECOND, "broken"), (HOURS, "adopted"), (HOURS + SECOND, "adopted")]
)
def test_objection_at_the_exact_deadline_does_not_count(when: float, result: str) -> None:
    assert outcome_of("silence", (0, "object", when)).result == result


def test_first_objection_or_amendment_breaks_the_silence_permanently() -> None:
    found = outcome_of("silence", (1, "agree", 1), (2, "amend", 2), (0, "object", 3), (2, "withdraw", 4))
    assert (found.result, found.at, found.broken_by) == ("broken", at(2), 2)
    assert outcome_of("silence", (0, "object", 1), (0, "withdraw", 1.5), (0, "agree", 2)).result == "broken"
    assert outcome_of("silence", (0, "object", 1), withdrawn=2).result == "broken"


@pytest.mark.parametrize(
    ("expected", "result"),
    [
        ([(0, "agree", 1)], "not_reached"),
        ([(0, "object", 1)], "not_reached"),
        ([(0, "agree", 1), (1, "abstain", 1)], "adopted"),
        ([(0, "agree", 1), (1, "object", 1)], "rejected"),
        ([(0, "agree", 1), (1, "object", 1), (1, "withdraw", 2)], "adopted"),
        ([(0, "agree", 1), (1, "withdraw", 2)], "not_reached"),
        ([(0, "agree", 1), (1, "amend", 2)], "not_reached"),
        ([(0, "object", 1), (0, "agree", 2), (1, "explain", 9)], "adopted"),
        ([(0, "agree", 1), (7, "agree", 1)], "not_reached"),
        ([(0, "agree", -1), (1, "agree", 1)], "not_reached"),
        ([(0, "agree", HOURS), (1, "agree", 1)], "not_reached"),
    ],
)
def test_unanimity_requires_the_quorum_and_then_no_objection(expected: Any, result: str) -> None:
    assert outcome_of("written", *expected).result == result


def test_absent_silent_and_not_opposed_are_distinct_positions() -> None:
    assert outcome_of("written", absent=[1]).statuses == {0: "silent", 1: "absent", 2: "silent"}
    assert outcome_of("silence", (0, "agree", 1), absent=[0, 1]).statuses == {
        0: "agree",
        1: "absent",
        2: "not_opposed",
    }


def test_overlapping_pauses_extend_the_deadline_once() -> None:
    stops = [(1, 3), (2, 5), (8, 9)]
    assert outcome_of("silence", stops=stops, now=14.9).result == "running"
    assert outcome_of("silence", stops=stops, now=15).at == at(15)
    assert outcome_of("silence", stops=[(1, None)], now=99).result == "stopped"
    assert outcome_of("silence", stops=[(HOURS, None)], now=99).result == "adopted"


moments = st.integers(min_value=0, max_value=24)
acts_given = st.lists(
    st.tuples(moments, st.integers(0, 4), st.sampled_from([stance.value for stance in Stance])), max_size=8
)
stops_given = st.lists(st.tuples(moments, st.integers(1, 6)), max_size=3)


@settings(max_examples=400, deadline=None)
@given(
    kind=st.sampled_from(sorted(RULES)), quorum=st.integers(1, 3), acts=acts_given, stops=stops_given,
    withdrawn=st.none() | moments, now=moments, absent=st.sets(st.integers(0, 2)),
)  # fmt: skip
def test_outcomes_equal_those_of_the_reference_implementation(
    kind: str, quorum: int, acts: Any, stops: Any, withdrawn: int | None, now: int, absent: set[int]
) -> None:
    diary = Diary(kind, "012", quorum, HOURS)
    diary.nobody_speaks_for = lambda: {str(who) for who in absent}
    ordered = sorted(acts, key=lambda act: act[0])
    for hour in range(now + 1):
        diary.stoppers = {f"{begins}" for begins, lasts in stops if begins < hour <= begins + lasts}
        diary.lasts(1 if hour else 0)
        if withdrawn == hour:
            diary.is_taken_back()
        for when, who, what in ordered:
            if when == hour:
                diary.hears(str(who), what)
    fields: dict[str, Any] = {"stops": [(begins, begins + lasts) for begins, lasts in stops], "absent": absent}
    if withdrawn is not None:
        fields["withdrawn"] = withdrawn
    found = outcome_of(kind, *((who, what, when) for when, who, what in ordered), now=now, quorum=quorum, **fields)
    assert found.result == (diary.ended or "running")
    assert {str(who): standing.value for who, standing in found.statuses.items()} == diary.statuses()
    assert found.broken_by == (None if diary.breaker is None else int(diary.breaker))
