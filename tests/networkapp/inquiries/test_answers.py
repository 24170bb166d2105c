"""The overall answer to a question, overdue days, and withheld passages."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from networkapp.inquiries.models import CAST_TRANSITIONS, CaseState
from networkapp.inquiries.rules.answer_states import AwaitedAnswer, OverallAnswer, ReplyStatus, overall_answer
from networkapp.text.redaction import (
    UnbalancedMarks,
    has_withheld_passages,
    join_passages,
    public_text,
    visible_passages,
)

A, P, E, R, N = ReplyStatus
BETWEEN_MARKS = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@pytest.mark.parametrize(
    ("given_", "criteria", "expected"),
    [
        ([], 2, OverallAnswer.NOT),
        ([N, N], 2, OverallAnswer.NOT),
        ([A], 2, OverallAnswer.PARTLY),
        ([A, A], 2, OverallAnswer.FULLY),
        ([A, N], 2, OverallAnswer.PARTLY),
        ([A, E], 2, OverallAnswer.PARTLY),
        ([P, P], 2, OverallAnswer.PARTLY),
        ([E, N], 2, OverallAnswer.EVASIVE),
        ([R], 2, OverallAnswer.EVASIVE),
        ([], 0, OverallAnswer.NOT),
    ],
)
def test_overall_answer_follows_from_the_answers_to_all_questions(
    given_: list[ReplyStatus], criteria: int, expected: OverallAnswer
) -> None:
    assert overall_answer(statuses=given_, question_count=criteria) == expected


def test_every_overall_answer_is_a_valid_next_state_of_a_tabled_question() -> None:
    assert {CaseState(one.value) for one in OverallAnswer} <= CAST_TRANSITIONS[CaseState.TABLED]


def test_answer_is_overdue_from_the_day_after_its_due_date_until_it_lapses() -> None:
    waiting = AwaitedAnswer(due_on=date(2026, 3, 12), lapses_on=date(2026, 3, 14))
    days = [date(2026, 3, day) for day in (12, 13, 14, 15)]
    assert [waiting.is_overdue(day) for day in days] == [False, True, True, False]
    assert [waiting.days_over(day) for day in days] == [0, 1, 2, 0]
    assert [waiting.has_lapsed(day) for day in days] == [False, False, False, True]


def test_withheld_passages_are_hidden_from_other_readers() -> None:
    text = "In [[Hamina]] there were [[two]]."
    mine, others = visible_passages(text, in_full=True), visible_passages(text, in_full=False)
    assert [part.words for part in mine] == ["In ", "Hamina", " there were ", "two", "."]
    assert (join_passages(mine, "[…]"), join_passages(others, "[…]")) == (text, "In […] there were […].")
    assert public_text(text) == "In there were ."
    assert (has_withheld_passages(text), has_withheld_passages("In Hamina."), has_withheld_passages("[[]]")) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize("text", ["[[", "]]", "a ]] b [[ c", "[[ a [[ b ]] c ]]", "[[a]] ]]", "[[[[a]]]]"])
def test_unbalanced_withholding_marks_are_an_error(text: str) -> None:
    with pytest.raises(UnbalancedMarks):
        visible_passages(text, in_full=True)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="ab []", max_size=30))
@example("][[]]]")
@example("[[a]]]")
def test_other_readers_see_exactly_the_text_outside_the_withholding_marks(text: str) -> None:
    try:
        mine, others = visible_passages(text, in_full=True), visible_passages(text, in_full=False)
    except UnbalancedMarks:
        return
    assert "".join(part.words for part in mine) == BETWEEN_MARKS.sub(r"\1", text)
    shown = join_passages(others, "")
    assert shown == BETWEEN_MARKS.sub("", text)
    assert "[[" not in shown  # else what others are shown could hide words that were never withheld
