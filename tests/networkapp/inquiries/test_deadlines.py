"""Due dates of answers, checked by counting day by day, and by the rules in words."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from networkapp.inquiries.rules.deadlines import (
    CALENDAR_UNITS,
    AnswerDeadline,
    AnswerRule,
    DaySpan,
    DeadlineStep,
    DeadlineUnit,
    LapseRule,
    ParliamentCalendar,
    StepKind,
    compute_answer_deadline,
)

DAY = timedelta(days=1)
NOTHING = ParliamentCalendar()


def rule(number: int = 10, unit: DeadlineUnit = DeadlineUnit.CALENDAR_DAYS, **more: object) -> AnswerRule:
    return AnswerRule(number=number, unit=unit, **more)  # type: ignore[arg-type]


def step_kinds(deadline: AnswerDeadline) -> list[StepKind]:
    return [step.why for step in deadline.steps]


def due_date(of: AnswerRule, tabled: date, calendar: ParliamentCalendar = NOTHING) -> date | None:
    return compute_answer_deadline(rule=of, tabled_on=tabled, calendar=calendar).due_on


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


# Two weeks of sittings, from Tuesday to Thursday; recorded up to the end of March.
SITTING = ParliamentCalendar(
    sittings=[
        DaySpan(first=date(2026, 3, 3), last=date(2026, 3, 5)),
        DaySpan(first=date(2026, 3, 17), last=date(2026, 3, 19)),
    ],
    recorded=[DaySpan(first=date(2026, 3, 1), last=date(2026, 3, 31))],
    sessions=[DaySpan(first=date(2026, 1, 1), last=date(2026, 3, 18))],
)


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


# A busy machine must not make the test fail.
patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
SPANS = st.lists(
    st.builds(lambda first, many: DaySpan(first=first, last=first + many * DAY), DAYS, st.integers(0, 60)), max_size=4
)
CALENDARS = st.builds(lambda recesses, holidays: ParliamentCalendar(recesses=recesses, holidays=holidays), SPANS, SPANS)
RULES = st.builds(
    AnswerRule,
    number=st.integers(1, 60),
    unit=st.sampled_from([unit for unit in DeadlineUnit if unit not in {DeadlineUnit.SITTING_DAYS, *CALENDAR_UNITS}]),
    starts_next_day=st.booleans(),
    pauses_in_recess=st.booleans(),
    ends_on_working_day=st.booleans(),
)


@patiently
@given(RULES, DAYS, CALENDARS)
def test_number_of_counted_days_up_to_the_due_date_equals_the_rule(
    of: AnswerRule, tabled: date, calendar: ParliamentCalendar
) -> None:
    """The other way round: of the days up to the one that is due, those that count are as many as the rule has."""
    plain = AnswerRule(
        number=of.number, unit=of.unit, starts_next_day=of.starts_next_day, pauses_in_recess=of.pauses_in_recess
    )
    found = due_date(plain, tabled, calendar)
    assert found is not None
    every = [tabled + n * DAY for n in range((found - tabled).days + 1)]
    counting = [
        day
        for day in every
        if (day > tabled or not of.starts_next_day)
        and not (of.pauses_in_recess and any(span.first <= day <= span.last for span in calendar.recesses))
        and not (
            of.unit in (DeadlineUnit.WORKING_DAYS, DeadlineUnit.WEEKDAYS)
            and (
                day.isoweekday() > (5 if of.unit is DeadlineUnit.WORKING_DAYS else 6)
                or any(span.first <= day <= span.last for span in calendar.holidays)
            )
        )
    ]
    assert counting[-1] == found
    if of.unit is not DeadlineUnit.MONTHS:
        assert len(counting) == of.number * (7 if of.unit is DeadlineUnit.WEEKS else 1)


@patiently
@given(st.integers(1, 60), DAYS)
def test_month_ends_on_the_same_day_number_or_the_last_day_of_the_month(number: int, tabled: date) -> None:
    found = due_date(rule(number, DeadlineUnit.MONTHS), tabled)
    assert found is not None
    assert (found.year - tabled.year) * 12 + found.month - tabled.month == number
    assert found.day == tabled.day or (found.day < tabled.day and (found + DAY).day == 1)


@patiently
@given(st.integers(1, 20), DAYS, SPANS)
def test_number_of_sitting_days_up_to_the_due_date_equals_the_rule(
    number: int, tabled: date, sittings: list[DaySpan]
) -> None:
    calendar = ParliamentCalendar(sittings=sittings, recorded=[DaySpan(first=date.min, last=date.max)])
    found = due_date(rule(number, DeadlineUnit.SITTING_DAYS), tabled, calendar)
    sat = sorted(
        {day for span in sittings for n in range(61) if (day := span.first + n * DAY) in span and day > tabled}
    )
    assert found == (sat[number - 1] if len(sat) >= number and (sat[number - 1] - tabled).days < 3_660 else None)


@patiently
@given(RULES, DAYS, CALENDARS)
def test_explanation_starts_with_the_tabling_date_and_ends_with_the_due_date(
    of: AnswerRule, tabled: date, calendar: ParliamentCalendar
) -> None:
    found = compute_answer_deadline(rule=of, tabled_on=tabled, calendar=calendar)
    days = [step.day for step in found.steps if step.day]
    assert found.steps[0].day == tabled
    assert found.steps[-1].day == found.due_on
    assert days == sorted(days)
    assert found == compute_answer_deadline(rule=of, tabled_on=tabled, calendar=calendar)


@patiently
@given(RULES, DAYS, CALENDARS)
def test_recess_or_a_longer_rule_never_makes_the_due_date_earlier(
    of: AnswerRule, tabled: date, calendar: ParliamentCalendar
) -> None:
    found, bare = due_date(of, tabled, calendar), due_date(of, tabled, ParliamentCalendar(holidays=calendar.holidays))
    assert found is not None
    assert bare is not None
    assert found >= bare
    longer = AnswerRule(
        number=of.number + 1, unit=of.unit, starts_next_day=of.starts_next_day,
        pauses_in_recess=of.pauses_in_recess, ends_on_working_day=of.ends_on_working_day,
    )  # fmt: skip
    assert (due_date(longer, tabled, calendar) or date.max) >= found


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
