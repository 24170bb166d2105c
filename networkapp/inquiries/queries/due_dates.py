"""Due dates of questions: by the rule of the type of question, or a date that was entered with a reason."""

from datetime import date

from django.utils.translation import gettext as _

from networkapp.errors import Refused
from networkapp.inquiries.models import ParliamentCase
from networkapp.inquiries.queries.chambers import calendar_owner
from networkapp.inquiries.queries.due_explanations import explain_steps, load_calendar, serialize_steps
from networkapp.inquiries.rules.deadlines import AnswerDeadline, StepKind, compute_answer_deadline


def compute_deadline(*, case: ParliamentCase, tabled_on: date) -> AnswerDeadline:
    """Return the due date of the question if it were tabled on this day; one query."""
    rule = case.instrument.rule if case.instrument else None
    return compute_answer_deadline(
        rule=rule, tabled_on=tabled_on, calendar=load_calendar(delegation=calendar_owner(case=case))
    )


def set_due_date(*, case: ParliamentCase, tabled_on: date, due_on: date | None, words: str) -> None:
    """Set the due date by the rule, or to `due_on` for this reason; `case` is not saved.

    Refused: `due_on` (the rule gives no day, and neither does anybody), and what `require_reason` refuses.
    """
    reckoned = compute_deadline(case=case, tabled_on=tabled_on)
    if due_on is None and reckoned.due_on is None:
        raise Refused("due_on", _reason_request(reckoned), field="due_on")
    if due_on is not None:
        require_reason(tabled_on=tabled_on, due_on=due_on, words=words)
    case.due_on, case.due_words = due_on or reckoned.due_on, words.strip() if due_on else ""
    case.due_steps, case.lapses_on = serialize_steps(steps=reckoned.steps), reckoned.lapses_on


def _reason_request(reckoned: AnswerDeadline) -> str:
    """Return why a due date must be entered by hand, if none could be computed."""
    lacking = explain_steps(steps=(step for step in reckoned.steps if step.why == StepKind.NO_SUCH_DAY))
    message = _("The due date cannot be calculated. Enter a due date and a reason.")
    return " ".join([*lacking, message])


def require_reason(*, tabled_on: date, due_on: date, words: str) -> None:
    """Check that a due date entered by hand is possible and has a reason. Refused: `due_before`, `due_words`."""
    if due_on < tabled_on:
        raise Refused("due_before", _("The due date cannot be before the tabling date."), field="due_on")
    if not words.strip():
        raise Refused("due_words", _("Enter a reason."), field="due_words")
