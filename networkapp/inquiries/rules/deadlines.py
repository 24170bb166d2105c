"""Deadlines for answers to parliaments: a rule, the date of tabling and a calendar give a date and its explanation.

`compute_answer_deadline` decides. Days are those of the parliament's own capital; hours play no part. The explanation
is data: each `DeadlineStep` has a code, its date and what else its sentence needs; the sentences are in
inquiries/queries/due_explanations.py, in the reader's language. The rules are those of docs/decisions/0030.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
MAX_DAYS = 3_660
"""No count is followed for longer than ten years of days."""


class DeadlineUnit(StrEnum):
    """The unit of a deadline."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    """Monday to Friday, without public holidays."""
    WEEKDAYS = "weekdays"
    """Monday to Saturday, without public holidays."""
    WEEKS = "weeks"
    MONTHS = "months"
    """Up to the day of the same number; where a month has none, up to its last."""
    SITTING_DAYS = "sitting_days"
    """Days on which the parliament sits, as its calendar says."""
    NEXT_SITTING = "next_sitting"
    """Nothing: the answer is due by the first day after tabling on which the parliament sits."""
    NEXT_SESSION = "next_session"
    """Nothing: it is due by the first day of the session that begins next."""
    END_OF_SESSION = "end_of_session"
    """Nothing: it is due before the session ends in which the question was tabled."""
    END_OF_TERM = "end_of_term"
    """Nothing: it is due before the electoral term ends in which the question was tabled."""


CALENDAR_UNITS = frozenset(
    {DeadlineUnit.NEXT_SITTING, DeadlineUnit.NEXT_SESSION, DeadlineUnit.END_OF_SESSION, DeadlineUnit.END_OF_TERM}
)
"""Terms that name a day of the parliament's calendar instead of a number of days."""


class LapseRule(StrEnum):
    """The period at whose end an unanswered question lapses."""

    NEVER = ""
    SESSION = "session"
    TERM = "term"


class StepKind(StrEnum):
    """The kind of a step in the explanation of a deadline."""

    NO_RULE = "no_rule"
    TABLED = "tabled"
    COUNTED_FROM = "counted_from"
    RECESS = "recess"
    """Days on which the count was paused: `many`, up to `day`."""
    COUNTED = "counted"
    """The last day of the count."""
    NEXT_SITTING = "next_sitting"
    NEXT_SESSION = "next_session"
    END_OF_SESSION = "end_of_session"
    END_OF_TERM = "end_of_term"
    NO_SUCH_DAY = "no_such_day"
    """The calendar has no session, term or sitting day of the kind that `unit` names."""
    MOVED = "moved"
    """Off a day that is no working day."""
    TOO_FAR = "too_far"
    """The count never comes to its end."""
    NOT_RECORDED = "not_recorded"
    """Whether the parliament sits on this day nobody has recorded; `many` sitting days were counted before it."""
    LAPSES = "lapses"
    LAPSES_BEFORE = "lapses_before"
    """The session or term ends before an answer is due."""
    END_UNKNOWN = "end_unknown"
    """It lapses with a session or term whose end the calendar does not have."""


@dataclass(frozen=True, kw_only=True)
class AnswerRule:
    """The time that a government has to answer: a number of units, or a date of the parliamentary calendar.

    A rule whose unit is one of BY_CALENDAR has no number, and none of what follows changes its day.
    """

    number: int
    unit: DeadlineUnit
    starts_next_day: bool = True
    pauses_in_recess: bool = False
    ends_on_working_day: bool = False
    lapses: LapseRule = LapseRule.NEVER

    def days(self, first: date, tabled_on: date) -> int:
        """Return how many days are to be counted, from the first that counts."""
        if self.unit != DeadlineUnit.MONTHS:
            return self.number * 7 if self.unit == DeadlineUnit.WEEKS else self.number
        # Where the first day is part of the time, a month from the second on ends with the first.
        before = first if first == tabled_on else first - ONE_DAY
        last = _add_months(before, self.number, first.day - 1 if first == tabled_on else before.day)
        return (last - first).days + 1 if last else MAX_DAYS + 1


@dataclass(frozen=True, kw_only=True)
class DaySpan:
    """Days from `first` to `last`, both included."""

    first: date
    last: date
    name: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, kw_only=True)
class ParliamentCalendar:
    """The known part of the calendar of a parliament.

    On days in `recorded` it sits as `sittings` say, and on no others; of all other days nobody knows.
    """

    sessions: Sequence[DaySpan] = ()
    terms: Sequence[DaySpan] = ()
    recesses: Sequence[DaySpan] = ()
    holidays: Sequence[DaySpan] = ()
    sittings: Sequence[DaySpan] = ()
    recorded: Sequence[DaySpan] = ()

    def in_recess(self, day: date) -> bool:
        return any(day in span for span in self.recesses)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and not self.is_holiday(day)

    def is_holiday(self, day: date) -> bool:
        return any(day in span for span in self.holidays)

    def is_known(self, unit: DeadlineUnit, day: date) -> bool:
        """Return whether the calendar says if this day counts."""
        return unit != DeadlineUnit.SITTING_DAYS or any(day in span for span in self.recorded)

    def counts(self, unit: DeadlineUnit, day: date) -> bool:
        """Return whether a rule that counts these units counts this day."""
        if unit == DeadlineUnit.SITTING_DAYS:
            return any(day in span for span in self.sittings)
        if unit == DeadlineUnit.WORKING_DAYS:
            return self.is_working_day(day)
        return unit != DeadlineUnit.WEEKDAYS or (day.weekday() < 6 and not self.is_holiday(day))

    def next_session(self, day: date) -> DaySpan | None:
        """Return the session that begins first after this day."""
        return min((span for span in self.sessions if span.first > day), key=lambda span: span.first, default=None)

    def end_of(self, what: LapseRule, day: date) -> DaySpan | None:
        """Return the session or term in which this day lies; of several the one that ends last."""
        spans = self.sessions if what == LapseRule.SESSION else self.terms
        return max((span for span in spans if day in span), key=lambda span: span.last, default=None)


@dataclass(frozen=True, kw_only=True)
class DeadlineStep:
    """One sentence of an explanation, as data."""

    why: StepKind
    day: date | None = None
    many: int = 0
    name: str = ""
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerDeadline:
    """The day by the end of which an answer is due, and the last day before an unanswered question has lapsed.

    `due_on` is None if no rule is known, its count never ends, or runs over days for which nobody has recorded whether
    the parliament sits; `lapses_on` if it does not lapse, or nobody knows when.
    """

    due_on: date | None = None
    lapses_on: date | None = None
    steps: Sequence[DeadlineStep] = field(default=())


def compute_answer_deadline(
    *, rule: AnswerRule | None, tabled_on: date, calendar: ParliamentCalendar
) -> AnswerDeadline:
    """Return by when a question that was tabled on this day must be answered, and why."""
    if rule is None:
        return AnswerDeadline(steps=(DeadlineStep(why=StepKind.NO_RULE),))
    steps = [DeadlineStep(why=StepKind.TABLED, day=tabled_on)]
    if rule.unit in CALENDAR_UNITS:
        due = _due_by_calendar(rule.unit, tabled_on, calendar, steps)
    else:
        due = _due_by_count(rule, tabled_on, calendar, steps)
        if due is not None and rule.ends_on_working_day:
            due = _move_to_working_day(due, calendar, steps)
    return AnswerDeadline(due_on=due, lapses_on=_lapse_day(rule, tabled_on, due, calendar, steps), steps=tuple(steps))


def _due_by_calendar(
    unit: DeadlineUnit, tabled_on: date, calendar: ParliamentCalendar, steps: list[DeadlineStep]
) -> date | None:
    """Return the day from the calendar for this term, and add the explanation to `steps`."""
    if unit == DeadlineUnit.NEXT_SITTING:
        return _due_by_next_sitting(tabled_on, calendar, steps)
    if unit == DeadlineUnit.NEXT_SESSION:
        span = calendar.next_session(tabled_on)
    else:
        span = calendar.end_of(LapseRule.SESSION if unit == DeadlineUnit.END_OF_SESSION else LapseRule.TERM, tabled_on)
    if span is None:
        steps.append(DeadlineStep(why=StepKind.NO_SUCH_DAY, unit=unit.value))
        return None
    day = span.first if unit == DeadlineUnit.NEXT_SESSION else span.last
    steps.append(DeadlineStep(why=StepKind(unit.value), day=day, name=span.name))
    return day


def _due_by_next_sitting(tabled_on: date, calendar: ParliamentCalendar, steps: list[DeadlineStep]) -> date | None:
    last = max((span.last for span in calendar.recorded), default=tabled_on)
    day = tabled_on
    while day < last:
        day += ONE_DAY
        if not calendar.is_known(DeadlineUnit.SITTING_DAYS, day):
            steps.append(DeadlineStep(why=StepKind.NOT_RECORDED, day=day))
            return None
        if calendar.counts(DeadlineUnit.SITTING_DAYS, day):
            steps.append(DeadlineStep(why=StepKind.NEXT_SITTING, day=day))
            return day
    steps.append(DeadlineStep(why=StepKind.NO_SUCH_DAY, unit=DeadlineUnit.NEXT_SITTING.value))
    return None


def _due_by_count(
    rule: AnswerRule, tabled_on: date, calendar: ParliamentCalendar, steps: list[DeadlineStep]
) -> date | None:
    """Return the day on which the count is complete; `steps` records where it began, was paused and ended."""
    left, stood, day = 0, 0, tabled_on
    for _passed in range(MAX_DAYS):
        counts = calendar.counts(rule.unit, day)
        if day == tabled_on and rule.starts_next_day:
            counts = False
        elif not calendar.is_known(rule.unit, day):
            steps.append(DeadlineStep(why=StepKind.NOT_RECORDED, day=day, many=rule.number - left if left else 0))
            return None
        elif rule.pauses_in_recess and calendar.in_recess(day):
            counts, stood = False, stood + 1
        elif stood:
            steps.append(DeadlineStep(why=StepKind.RECESS, day=day - ONE_DAY, many=stood))
            stood = 0
        if counts:
            if not left:
                steps.append(DeadlineStep(why=StepKind.COUNTED_FROM, day=day))
                left = rule.days(day, tabled_on)
            left -= 1
            if left == 0:
                steps.append(DeadlineStep(why=StepKind.COUNTED, day=day, many=rule.number, unit=rule.unit.value))
                return day
        if day == date.max:
            break
        day += ONE_DAY
    steps.append(DeadlineStep(why=StepKind.TOO_FAR))
    return None


def _add_months(day: date, months: int, number: int) -> date | None:
    """Return the day with this number, this many months after the month of `day`; the last day if that month has
    none."""
    after = day.year * 12 + day.month - 1 + months
    year, month = divmod(after if number else after - 1, 12)
    if year > date.max.year:
        return None
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(number, last) if number else last)


def _move_to_working_day(due: date, calendar: ParliamentCalendar, steps: list[DeadlineStep]) -> date:
    day = due
    for _passed in range(MAX_DAYS):
        if calendar.is_working_day(day) or day == date.max:
            break
        day += ONE_DAY
    if day != due:
        steps.append(DeadlineStep(why=StepKind.MOVED, day=day))
    return day


def _lapse_day(
    rule: AnswerRule, tabled_on: date, due: date | None, calendar: ParliamentCalendar, steps: list[DeadlineStep]
) -> date | None:
    if rule.lapses == LapseRule.NEVER:
        return None
    span = calendar.end_of(rule.lapses, tabled_on)
    if span is None:
        steps.append(DeadlineStep(why=StepKind.END_UNKNOWN, unit=rule.lapses.value))
        return None
    before = due is not None and span.last < due
    why = StepKind.LAPSES_BEFORE if before else StepKind.LAPSES
    steps.append(DeadlineStep(why=why, day=span.last, name=span.name, unit=rule.lapses.value))
    return span.last
