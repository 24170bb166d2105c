"""Explain why an answer is due on its day: the steps of inquiries/rules/deadlines.py, stored and put into sentences."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networkapp.inquiries.models import ParliamentPeriod
from networkapp.inquiries.models.parliaments import calendar_periods
from networkapp.inquiries.rules.deadlines import (
    DaySpan,
    DeadlineStep,
    DeadlineUnit,
    LapseRule,
    ParliamentCalendar,
    StepKind,
)

Kind = ParliamentPeriod.Kind
SENTENCES: Mapping[StepKind, str | Promise] = {
    StepKind.NO_RULE: gettext_lazy(
        "No rule is known for this parliament. The person who tabled the question entered the due date."
    ),
    StepKind.TABLED: gettext_lazy("Date tabled: %(day)s."),
    StepKind.COUNTED_FROM: gettext_lazy("The first day counted is %(day)s."),
    StepKind.NEXT_SITTING: gettext_lazy("The next sitting day is %(day)s."),
    StepKind.NEXT_SESSION: gettext_lazy("The next session%(named)s begins on %(day)s."),
    StepKind.END_OF_SESSION: gettext_lazy("The session%(named)s ends on %(day)s."),
    StepKind.END_OF_TERM: gettext_lazy("The electoral term%(named)s ends on %(day)s."),
    StepKind.MOVED: gettext_lazy("That is not a working day, so the due date moves to %(day)s."),
    StepKind.TOO_FAR: gettext_lazy("The due date is beyond the end of the recorded calendar."),
}

NO_SUCH_DAY: Mapping[str, str | Promise] = {
    DeadlineUnit.NEXT_SITTING: gettext_lazy("The parliament’s calendar has no later sitting day."),
    DeadlineUnit.NEXT_SESSION: gettext_lazy("The parliament’s calendar has no later session."),
    DeadlineUnit.END_OF_SESSION: gettext_lazy("The parliament’s calendar has no session on that date."),
    DeadlineUnit.END_OF_TERM: gettext_lazy("The parliament’s calendar has no electoral term on that date."),
}
BY_THEN: Mapping[str, str | Promise] = {
    DeadlineUnit.NEXT_SITTING: gettext_lazy("by the next sitting day"),
    DeadlineUnit.NEXT_SESSION: gettext_lazy("by the next session"),
    DeadlineUnit.END_OF_SESSION: gettext_lazy("before the end of the session"),
    DeadlineUnit.END_OF_TERM: gettext_lazy("before the end of the electoral term"),
}

NO_RULE = gettext_lazy(
    "No rule is known for this parliament. When you table the question, enter a due date and a reason."
)


def load_calendar(*, delegation: int) -> ParliamentCalendar:
    """Return the calendar of the parliament or chamber with this primary key, in one query.

    Periods of a kind that a chamber has none of its own of are those of its parliament.
    """
    spans: dict[str, list[DaySpan]] = {kind: [] for kind in Kind.values}
    rows = list(calendar_periods(delegation))
    own = {row.kind for row in rows if row.delegation_id == delegation}
    for row in rows:
        if row.delegation_id == delegation or row.kind not in own:
            spans[row.kind].append(DaySpan(first=row.begins_on, last=row.ends_on, name=row.name))
    return ParliamentCalendar(
        sessions=spans[Kind.SESSION],
        terms=spans[Kind.TERM],
        recesses=spans[Kind.RECESS],
        holidays=spans[Kind.HOLIDAY],
        sittings=spans[Kind.SITTING],
        recorded=spans[Kind.RECORDED],
    )


def serialize_steps(*, steps: Iterable[DeadlineStep]) -> list[dict[str, Any]]:
    """Return the steps in the form in which a case stores them."""
    return [
        {
            "why": step.why.value,
            "day": step.day.isoformat() if step.day else None,
            "many": step.many,
            "name": step.name,
            "unit": step.unit,
        }
        for step in steps
    ]


def deserialize_steps(*, rows: Sequence[Mapping[str, Any]]) -> list[DeadlineStep]:
    """Return the steps that a case has stored."""
    return [
        DeadlineStep(
            why=StepKind(row["why"]),
            day=date.fromisoformat(row["day"]) if row["day"] else None,
            many=row["many"],
            name=row["name"],
            unit=row["unit"],
        )
        for row in rows
    ]


def explain_steps(*, steps: Iterable[DeadlineStep], is_tabled: bool = True) -> list[str]:
    """Return the explanation in the active language, one sentence per step."""
    return [_step_sentence(step) if is_tabled or step.why != StepKind.NO_RULE else str(NO_RULE) for step in steps]


def _step_sentence(step: DeadlineStep) -> str:
    day = {"day": date_format(step.day, "DATE_FORMAT") if step.day else ""}
    if step.why in SENTENCES:
        return str(SENTENCES[step.why]) % {**day, "named": f" ({step.name})" if step.name else ""}
    if step.why == StepKind.NO_SUCH_DAY:
        return str(NO_SUCH_DAY[step.unit])
    if step.why == StepKind.RECESS:
        words = ngettext("%(n)s day of recess is not counted", "%(n)s days of recess are not counted", step.many)
        return _("%(days)s, until %(day)s.") % {"days": words % {"n": step.many}, **day}
    if step.why == StepKind.NOT_RECORDED:
        unknown = _("The due date cannot be calculated: sittings on %(day)s are not recorded.") % day
        words = ngettext("%(n)s sitting day has been counted.", "%(n)s sitting days have been counted.", step.many)
        return f"{words % {'n': step.many}} {unknown}" if step.many else unknown
    if step.why == StepKind.COUNTED:
        words = ngettext("%(count)s ends on %(day)s.", "%(count)s end on %(day)s.", step.many)
        return words % {"count": format_period(many=step.many, unit=step.unit), **day}
    what = _("session") if step.unit == LapseRule.SESSION else _("electoral term")
    if step.why == StepKind.END_UNKNOWN:
        return _("If unanswered, the question lapses at the end of the %(what)s. The end date is not recorded.") % {
            "what": what
        }
    named = f"{what} ({step.name})" if step.name else what
    if step.why == StepKind.LAPSES_BEFORE:
        words = _("The %(what)s ends earlier, on %(day)s. If unanswered, the question lapses then.")
    else:
        words = _("If unanswered, the question lapses at the end of the %(what)s, after %(day)s.")
    return words % {"what": named, **day}


def format_period(*, many: int, unit: str) -> str:
    """Return this number of units of a rule, in words: "2 months"; or the day of the calendar that it names."""
    if unit in BY_THEN:
        return str(BY_THEN[unit])
    if unit == DeadlineUnit.WEEKS:
        return ngettext("%(n)s week", "%(n)s weeks", many) % {"n": many}
    if unit == DeadlineUnit.WORKING_DAYS:
        return ngettext("%(n)s working day", "%(n)s working days", many) % {"n": many}
    if unit == DeadlineUnit.WEEKDAYS:
        return ngettext("%(n)s weekday", "%(n)s weekdays", many) % {"n": many}
    if unit == DeadlineUnit.MONTHS:
        return ngettext("%(n)s month", "%(n)s months", many) % {"n": many}
    if unit == DeadlineUnit.SITTING_DAYS:
        return ngettext("%(n)s sitting day", "%(n)s sitting days", many) % {"n": many}
    return ngettext("%(n)s day", "%(n)s days", many) % {"n": many}
