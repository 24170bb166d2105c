"""Due dates of random rules and calendars, checked by counting day by day."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from networkapp.inquiries.rules.deadlines import (
    CALENDAR_UNITS,
    AnswerRule,
    DaySpan,
    DeadlineUnit,
    ParliamentCalendar,
    compute_answer_deadline,
)
from tests.networkapp.inquiries.deadline_rules import DAY, due_date, rule

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
