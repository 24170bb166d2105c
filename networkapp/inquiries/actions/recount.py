"""The calendar of a parliament that was entered or corrected after questions were tabled: they are counted again."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from networkapp.inquiries.models import CaseStep, ParliamentCase
from networkapp.inquiries.queries.answers import unanswered_to_others
from networkapp.inquiries.queries.case_status import lock_case, record_step
from networkapp.inquiries.queries.due_dates import compute_deadline
from networkapp.inquiries.queries.due_explanations import serialize_steps


def recount_on_calendar_changes() -> None:
    """Compute the due dates of unanswered questions again once the changes to a calendar are saved."""
    transaction.on_commit(recount_due_dates.enqueue, robust=True)


@task()
def recount_due_dates() -> None:
    """Compute due dates and lapse dates of unanswered questions again. May be called any number of times."""
    for pk in unanswered_to_others(at=timezone.now()).values_list("pk", flat=True):
        _recount_case(pk)


@transaction.atomic
def _recount_case(pk: int) -> None:
    """Compute the due date again.

    A date entered with a reason stays, and so does the old one if none can be computed.
    """
    case = lock_case(case=ParliamentCase(pk=pk))
    if case.tabled_on is None:
        return
    reckoned = compute_deadline(case=case, tabled_on=case.tabled_on)
    due_on = case.due_on if case.due_words or reckoned.due_on is None else reckoned.due_on
    if (due_on, reckoned.lapses_on) == (case.due_on, case.lapses_on):
        return
    facts = {
        "calendar": True,
        "before": _iso_days(case.due_on, case.lapses_on),
        "now": _iso_days(due_on, reckoned.lapses_on),
    }
    if due_on != case.due_on:
        case.reminded = ""
    case.due_on, case.lapses_on, case.due_steps = due_on, reckoned.lapses_on, serialize_steps(steps=reckoned.steps)
    case.save(update_fields=["due_on", "lapses_on", "due_steps", "reminded"])
    record_step(case=case, kind=CaseStep.Kind.DUE_CHANGED, seat=None, user=None, facts=facts)


def _iso_days(*days: date | None) -> list[Any]:
    return [day.isoformat() if day else None for day in days]
