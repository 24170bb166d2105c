"""What answers come to, and what is late: every case in words."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from networkapp.inquiries.models import CAST_TRANSITIONS, CastState
from networkapp.inquiries.rules.answer_states import Answered, ReplyStatus, Waiting, answered
from networkapp.inquiries.rules.redaction import Unbalanced, in_one_piece, open_part, passages, withholds

A, P, E, R, N = ReplyStatus
BETWEEN_MARKS = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@pytest.mark.parametrize(
    ("given_", "asked", "expected"),
    [
        ([], 2, Answered.NOT),
        ([N, N], 2, Answered.NOT),
        ([A], 2, Answered.PARTLY),
        ([A, A], 2, Answered.FULLY),
        ([A, N], 2, Answered.PARTLY),
        ([A, E], 2, Answered.PARTLY),
        ([P, P], 2, Answered.PARTLY),
        ([E, N], 2, Answered.EVASIVE),
        ([R], 2, Answered.EVASIVE),
        ([], 0, Answered.NOT),
    ],
)
def test_what_the_answers_come_to(given_: list[ReplyStatus], asked: int, expected: Answered) -> None:
    assert answered(given_, asked=asked) == expected


def test_what_answers_come_to_is_a_state_that_a_tabled_cast_may_take() -> None:
    assert {CastState(one.value) for one in Answered} <= CAST_TRANSITIONS[CastState.TABLED]


def test_late_begins_the_day_after_and_ends_with_lapsing() -> None:
    waiting = Waiting(due_on=date(2026, 3, 12), lapses_on=date(2026, 3, 14))
    days = [date(2026, 3, day) for day in (12, 13, 14, 15)]
    assert [waiting.is_overdue(day) for day in days] == [False, True, True, False]
    assert [waiting.days_over(day) for day in days] == [0, 1, 2, 0]
    assert [waiting.has_lapsed(day) for day in days] == [False, False, False, True]


def test_what_is_withheld_has_no_words_for_others() -> None:
    text = "In [[Hamina]] there were [[two]]."
    mine, others = passages(text, in_full=True), passages(text, in_full=False)
    assert [part.words for part in mine] == ["In ", "Hamina", " there were ", "two", "."]
    assert (in_one_piece(mine, "[…]"), in_one_piece(others, "[…]")) == (text, "In […] there were […].")
    assert open_part(text) == "In there were ."
    assert (withholds(text), withholds("In Hamina."), withholds("[[]]")) == (True, False, False)


@pytest.mark.parametrize("text", ["[[", "]]", "a ]] b [[ c", "[[ a [[ b ]] c ]]", "[[a]] ]]", "[[[[a]]]]"])
def test_marks_that_do_not_fit_are_an_error(text: str) -> None:
    with pytest.raises(Unbalanced):
        passages(text, in_full=True)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="ab []", max_size=30))
@example("][[]]]")
@example("[[a]]]")
def test_others_read_exactly_what_is_outside_the_marks(text: str) -> None:
    try:
        mine, others = passages(text, in_full=True), passages(text, in_full=False)
    except Unbalanced:
        return
    assert "".join(part.words for part in mine) == BETWEEN_MARKS.sub(r"\1", text)
    shown = in_one_piece(others, "")
    assert shown == BETWEEN_MARKS.sub("", text)
    assert "[[" not in shown  # else what others are shown could hide words that were never withheld
