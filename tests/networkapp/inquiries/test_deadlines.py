"""Due dates of answers, checked by counting day by day, and by the rules in words."""

from datetime import date

import pytest

from networkapp.inquiries.rules.deadlines import (
    CALENDAR_UNITS,
    AnswerRule,
    DaySpan,
    DeadlineStep,
    DeadlineUnit,
    LapseRule,
    ParliamentCalendar,
    StepKind,
    compute_answer_deadline,
)
from tests.networkapp.inquiries.deadline_rules import DAY, NOTHING, SITTING, due_date, rule, step_kinds


@pytest.mark.parametrize(
    ("of", "tabled", "expected"),
    [
        (rule(10), date(2026, 3, 2), date(2026, 3, 12)),
        (rule(10, starts_next_day=False), date(2026, 3, 2), date(2026, 3, 11)),
        (rule(2, DeadlineUnit.WEEKS), date(2026, 3, 2), date(2026, 3, 16)),
        (rule(5, DeadlineUnit.WORKING_DAYS), date(2026, 3, 5), date(2026, 3, 12)),
        (rule(1, DeadlineUnit.WORKING_DAYS), date(2026, 3, 6), date(2026, 3, 9)),
        # As the Storting explained its own rule: https://www.stortinget.no/…/Skriftlig-sporsmal/?qid=44188
        (rule(6, DeadlineUnit.WEEKDAYS), date(2009, 9, 4), date(2009, 9, 11)),
        (rule(5, ends_on_working_day=True), date(2026, 3, 2), date(2026, 3, 9)),
        (rule(1), date(2024, 2, 28), date(2024, 2, 29)),
        (rule(1), date(2026, 3, 28), date(2026, 3, 29)),  # the night in which clocks go forward
        (rule(1, DeadlineUnit.MONTHS), date(2026, 3, 2), date(2026, 4, 2)),
        (rule(1, DeadlineUnit.MONTHS), date(2026, 1, 31), date(2026, 2, 28)),
        (rule(1, DeadlineUnit.MONTHS), date(2024, 1, 31), date(2024, 2, 29)),
        (rule(1, DeadlineUnit.MONTHS), date(2026, 2, 28), date(2026, 3, 28)),
        (rule(12, DeadlineUnit.MONTHS), date(2024, 2, 29), date(2025, 2, 28)),
        (rule(2, DeadlineUnit.MONTHS), date(2026, 12, 31), date(2027, 2, 28)),
        # If the tabling day counts, a month from the 2nd ends on the 1st.
        (rule(1, DeadlineUnit.MONTHS, starts_next_day=False), date(2026, 3, 2), date(2026, 4, 1)),
        (rule(1, DeadlineUnit.MONTHS, starts_next_day=False), date(2026, 3, 1), date(2026, 3, 31)),
        (rule(1, DeadlineUnit.MONTHS, starts_next_day=False), date(2026, 2, 1), date(2026, 2, 28)),
        (rule(1, DeadlineUnit.MONTHS, starts_next_day=False), date(2026, 1, 31), date(2026, 2, 28)),
        (rule(1, DeadlineUnit.MONTHS, ends_on_working_day=True), date(2026, 3, 5), date(2026, 4, 6)),
    ],
)
def test_due_date_is_counted_by_the_unit_of_the_rule(of: AnswerRule, tabled: date, expected: date) -> None:
    assert due_date(of, tabled) == expected


def test_days_of_a_recess_across_the_new_year_are_not_counted() -> None:
    calendar = ParliamentCalendar(recesses=[DaySpan(first=date(2026, 12, 19), last=date(2027, 1, 10))])
    found = compute_answer_deadline(
        rule=rule(10, pauses_in_recess=True), tabled_on=date(2026, 12, 14), calendar=calendar
    )
    # 15 to 18 December are four days; six more follow from 11 January.
    assert found.due_on == date(2027, 1, 16)
    assert [(step.why, step.day, step.many) for step in found.steps] == [
        (StepKind.TABLED, date(2026, 12, 14), 0),
        (StepKind.COUNTED_FROM, date(2026, 12, 15), 0),
        (StepKind.RECESS, date(2027, 1, 10), 23),
        (StepKind.COUNTED, date(2027, 1, 16), 10),
    ]
    assert due_date(rule(10), date(2026, 12, 14), calendar) == date(2026, 12, 24)


def test_public_holidays_are_not_working_days_and_a_due_date_moves_past_them() -> None:
    easter = ParliamentCalendar(holidays=[DaySpan(first=date(2026, 4, 3), last=date(2026, 4, 6))])
    assert due_date(rule(2, DeadlineUnit.WORKING_DAYS), date(2026, 4, 1), easter) == date(2026, 4, 7)
    found = compute_answer_deadline(rule=rule(2, ends_on_working_day=True), tabled_on=date(2026, 4, 1), calendar=easter)
    assert (found.due_on, step_kinds(found)[-1]) == (date(2026, 4, 7), StepKind.MOVED)


def test_without_a_rule_there_is_no_due_date() -> None:
    found = compute_answer_deadline(rule=None, tabled_on=date(2026, 3, 2), calendar=NOTHING)
    assert (found.due_on, found.lapses_on, step_kinds(found)) == (None, None, [StepKind.NO_RULE])


@pytest.mark.parametrize(
    ("last", "why"), [(date(2026, 6, 30), StepKind.LAPSES), (date(2026, 3, 5), StepKind.LAPSES_BEFORE)]
)
def test_question_lapses_at_the_end_of_its_session(last: date, why: StepKind) -> None:
    calendar = ParliamentCalendar(
        sessions=[DaySpan(first=date(2025, 9, 1), last=last), DaySpan(first=date(2026, 9, 1), last=date.max)]
    )
    found = compute_answer_deadline(rule=rule(lapses=LapseRule.SESSION), tabled_on=date(2026, 3, 2), calendar=calendar)
    assert (found.due_on, found.lapses_on, step_kinds(found)[-1]) == (date(2026, 3, 12), last, why)


def test_unknown_end_of_session_is_explained_as_unknown() -> None:
    found = compute_answer_deadline(rule=rule(lapses=LapseRule.TERM), tabled_on=date(2026, 3, 2), calendar=NOTHING)
    assert (found.lapses_on, step_kinds(found)[-1]) == (None, StepKind.END_UNKNOWN)


@pytest.mark.parametrize("tabled", [date(2026, 3, 2), date.max, date.max - DAY])
def test_endless_recess_gives_no_due_date_and_no_error(tabled: date) -> None:
    calendar = ParliamentCalendar(recesses=[DaySpan(first=date(2020, 1, 1), last=date.max)])
    found = compute_answer_deadline(rule=rule(pauses_in_recess=True), tabled_on=tabled, calendar=calendar)
    assert (found.due_on, step_kinds(found)[-1]) == (None, StepKind.TOO_FAR)


def test_deadline_in_months_pauses_during_a_recess_or_starts_after_it() -> None:
    summer = ParliamentCalendar(recesses=[DaySpan(first=date(2026, 7, 1), last=date(2026, 8, 31))])
    month = rule(1, DeadlineUnit.MONTHS, pauses_in_recess=True)
    # Ten of the thirty days to 20 July have passed; twenty more follow from 1 September.
    found = compute_answer_deadline(rule=month, tabled_on=date(2026, 6, 20), calendar=summer)
    assert [(step.why, step.day, step.many) for step in found.steps] == [
        (StepKind.TABLED, date(2026, 6, 20), 0),
        (StepKind.COUNTED_FROM, date(2026, 6, 21), 0),
        (StepKind.RECESS, date(2026, 8, 31), 62),
        (StepKind.COUNTED, date(2026, 9, 20), 1),
    ]
    # A question tabled during the recess is due after the month of September.
    assert due_date(month, date(2026, 7, 15), summer) == date(2026, 9, 30)
    assert due_date(rule(1, DeadlineUnit.MONTHS), date(2026, 7, 15), summer) == date(2026, 8, 15)


def test_due_date_beyond_the_last_possible_date_is_none() -> None:
    found = compute_answer_deadline(
        rule=rule(32_767, DeadlineUnit.MONTHS), tabled_on=date(9998, 12, 31), calendar=NOTHING
    )
    assert (found.due_on, step_kinds(found)[-1]) == (None, StepKind.TOO_FAR)
    assert due_date(rule(1, DeadlineUnit.MONTHS), date.max) is None


@pytest.mark.parametrize(
    ("number", "tabled", "expected"),
    [
        (2, date(2026, 3, 3), date(2026, 3, 5)),
        (3, date(2026, 3, 3), date(2026, 3, 17)),
        (1, date(2026, 3, 6), date(2026, 3, 17)),
        (5, date(2026, 3, 3), date(2026, 3, 19)),
        (1, date(2026, 2, 28), date(2026, 3, 3)),
    ],
)
def test_due_date_in_sitting_days_follows_the_recorded_sittings(number: int, tabled: date, expected: date) -> None:
    assert due_date(rule(number, DeadlineUnit.SITTING_DAYS), tabled, SITTING) == expected


def test_without_recorded_sittings_there_is_no_due_date_in_sitting_days() -> None:
    found = compute_answer_deadline(
        rule=rule(4, DeadlineUnit.SITTING_DAYS), tabled_on=date(2026, 3, 17), calendar=SITTING
    )
    assert (found.due_on, found.lapses_on) == (None, None)
    assert [(step.why, step.day, step.many) for step in found.steps] == [
        (StepKind.TABLED, date(2026, 3, 17), 0),
        (StepKind.COUNTED_FROM, date(2026, 3, 18), 0),
        (StepKind.NOT_RECORDED, date(2026, 4, 1), 2),
    ]
    # Recorded sittings alone do not mean that there are no others.
    alone = ParliamentCalendar(sittings=SITTING.sittings)
    before = compute_answer_deadline(
        rule=rule(1, DeadlineUnit.SITTING_DAYS), tabled_on=date(2026, 3, 3), calendar=alone
    )
    assert [(step.why, step.day, step.many) for step in before.steps[1:]] == [
        (StepKind.NOT_RECORDED, date(2026, 3, 4), 0)
    ]
    assert due_date(rule(1, DeadlineUnit.SITTING_DAYS), date(2026, 3, 3)) is None


def test_question_lapses_if_its_session_ends_before_the_last_sitting_day() -> None:
    before = compute_answer_deadline(
        rule=rule(5, DeadlineUnit.SITTING_DAYS, lapses=LapseRule.SESSION), tabled_on=date(2026, 3, 3), calendar=SITTING
    )
    assert (before.due_on, before.lapses_on, step_kinds(before)[-1]) == (
        date(2026, 3, 19), date(2026, 3, 18), StepKind.LAPSES_BEFORE
    )  # fmt: skip
    unknown = compute_answer_deadline(
        rule=rule(9, DeadlineUnit.SITTING_DAYS, lapses=LapseRule.SESSION), tabled_on=date(2026, 3, 3), calendar=SITTING
    )
    assert (unknown.due_on, unknown.lapses_on, step_kinds(unknown)[-1]) == (None, date(2026, 3, 18), StepKind.LAPSES)


SESSIONS = ParliamentCalendar(
    sessions=[
        DaySpan(first=date(2026, 9, 1), last=date(2026, 12, 18), name="autumn"),
        DaySpan(first=date(2026, 2, 3), last=date(2026, 6, 19), name="spring"),
    ],
    terms=[DaySpan(first=date(2023, 4, 1), last=date(2027, 3, 31))],
    recorded=[DaySpan(first=date(2026, 3, 1), last=date(2026, 3, 31))],
    sittings=[
        DaySpan(first=date(2026, 3, 10), last=date(2026, 3, 12)),
        DaySpan(first=date(2026, 3, 24), last=date(2026, 3, 24)),
    ],
)


@pytest.mark.parametrize(
    ("unit", "tabled", "expected"),
    [
        (DeadlineUnit.NEXT_SITTING, date(2026, 3, 3), date(2026, 3, 10)),
        (DeadlineUnit.NEXT_SITTING, date(2026, 3, 10), date(2026, 3, 11)),
        (DeadlineUnit.NEXT_SITTING, date(2026, 3, 12), date(2026, 3, 24)),
        (DeadlineUnit.NEXT_SESSION, date(2026, 3, 3), date(2026, 9, 1)),
        (DeadlineUnit.NEXT_SESSION, date(2026, 1, 3), date(2026, 2, 3)),
        (DeadlineUnit.NEXT_SESSION, date(2026, 2, 3), date(2026, 9, 1)),
        (DeadlineUnit.END_OF_SESSION, date(2026, 2, 3), date(2026, 6, 19)),
        (DeadlineUnit.END_OF_SESSION, date(2026, 6, 19), date(2026, 6, 19)),
        (DeadlineUnit.END_OF_TERM, date(2026, 7, 15), date(2027, 3, 31)),
    ],
)
def test_rule_by_calendar_date_is_due_on_the_recorded_date(unit: DeadlineUnit, tabled: date, expected: date) -> None:
    found = compute_answer_deadline(rule=rule(0, unit), tabled_on=tabled, calendar=SESSIONS)
    assert (found.due_on, [step.why for step in found.steps]) == (expected, [StepKind.TABLED, StepKind(unit.value)])


@pytest.mark.parametrize(
    ("unit", "tabled", "why"),
    [
        (DeadlineUnit.NEXT_SITTING, date(2026, 3, 24), StepKind.NO_SUCH_DAY),
        (DeadlineUnit.NEXT_SITTING, date(2026, 2, 10), StepKind.NOT_RECORDED),
        (DeadlineUnit.NEXT_SESSION, date(2026, 9, 1), StepKind.NO_SUCH_DAY),
        (DeadlineUnit.END_OF_SESSION, date(2026, 7, 15), StepKind.NO_SUCH_DAY),
        (DeadlineUnit.END_OF_TERM, date(2027, 4, 1), StepKind.NO_SUCH_DAY),
    ],
)
def test_calendar_without_the_required_date_gives_no_due_date_and_names_it(
    unit: DeadlineUnit, tabled: date, why: StepKind
) -> None:
    found = compute_answer_deadline(rule=rule(0, unit), tabled_on=tabled, calendar=SESSIONS)
    assert (found.due_on, found.steps[-1].why) == (None, why)


@pytest.mark.parametrize("unit", sorted(CALENDAR_UNITS))
def test_rule_by_calendar_date_gives_no_due_date_if_the_calendar_is_empty(unit: DeadlineUnit) -> None:
    found = compute_answer_deadline(rule=rule(0, unit), tabled_on=date(2026, 3, 3), calendar=NOTHING)
    assert (found.due_on, found.steps[-1]) == (None, DeadlineStep(why=StepKind.NO_SUCH_DAY, unit=unit.value))


def test_due_date_at_the_end_of_session_does_not_move_off_a_holiday() -> None:
    saturday = ParliamentCalendar(sessions=[DaySpan(first=date(2026, 2, 3), last=date(2026, 6, 20))])
    moving = rule(0, DeadlineUnit.END_OF_SESSION, ends_on_working_day=True)
    assert due_date(moving, date(2026, 3, 3), saturday) == date(2026, 6, 20)
