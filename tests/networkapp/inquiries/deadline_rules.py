"""Rules for the deadline of an answer, and the due dates by them."""

from datetime import date, timedelta

from networkapp.inquiries.rules.deadlines import (
    AnswerDeadline,
    AnswerRule,
    DaySpan,
    DeadlineUnit,
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


# Two weeks of sittings, from Tuesday to Thursday; recorded up to the end of March.
SITTING = ParliamentCalendar(
    sittings=[
        DaySpan(first=date(2026, 3, 3), last=date(2026, 3, 5)),
        DaySpan(first=date(2026, 3, 17), last=date(2026, 3, 19)),
    ],
    recorded=[DaySpan(first=date(2026, 3, 1), last=date(2026, 3, 31))],
    sessions=[DaySpan(first=date(2026, 1, 1), last=date(2026, 3, 18))],
)
