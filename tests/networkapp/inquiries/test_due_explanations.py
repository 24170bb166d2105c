"""Rules in months, sitting days and calendar dates, and how the steps to a due date are explained."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from networkapp.errors import Refused
from networkapp.inquiries.actions.cases import table_case
from networkapp.inquiries.models import Inquiry, ParliamentCase, ParliamentInstrument, ParliamentPeriod
from networkapp.inquiries.queries.due_dates import compute_deadline
from networkapp.inquiries.queries.due_explanations import deserialize_steps, explain_steps, format_period
from networkapp.inquiries.rules.deadlines import DeadlineStep, StepKind
from networkapp.models import Delegation
from tests.factories.inquiries import keeper_of, let_keepers_table, make_case, make_inquiry, make_instrument

pytestmark = pytest.mark.django_db


def add_period(delegation: Delegation, kind: str, first: date, last: date) -> None:
    ParliamentPeriod.objects.create(delegation=delegation, kind=kind, begins_on=first, ends_on=last, is_sample=True)


def question_in_sitting_days(**rule: Any) -> ParliamentCase:
    inquiry = make_inquiry()
    Inquiry.objects.update(approved_at=datetime(2026, 1, 1, tzinfo=UTC))
    instrument = make_instrument(number=2, unit="sitting_days", **rule)
    let_keepers_table(inquiry.network)
    return make_case(inquiry, instrument=instrument, tabled=False)


def test_tabling_without_recorded_sittings_states_that_a_due_date_must_be_entered() -> None:
    case, tabled_on = question_in_sitting_days(), date(2026, 3, 3)
    fields = {"case": case, "user": keeper_of(case.inquiry.network).user, "tabled_on": tabled_on}
    with pytest.raises(Refused) as refusal:
        table_case(**fields)
    assert (refusal.value.code, "cannot be calculated" in str(refusal.value.message)) == ("due_on", True)
    tabled = table_case(due_on=date(2026, 4, 1), due_words="The speaker named it.", **fields)
    assert (tabled.due_on, explain_steps(steps=deserialize_steps(rows=tabled.due_steps))) == (
        date(2026, 4, 1),
        [
            "Date tabled: 3 March 2026.",
            "The due date cannot be calculated: sittings on 4 March 2026 are not recorded.",
        ],
    )


def test_due_date_from_recorded_sittings_is_explained_step_by_step() -> None:
    case = question_in_sitting_days()
    add_period(case.delegation, "sitting", date(2026, 3, 4), date(2026, 3, 4))
    add_period(case.delegation, "recorded", date(2026, 3, 1), date(2026, 3, 15))
    assert explain_steps(steps=compute_deadline(case=case, tabled_on=date(2026, 3, 3)).steps) == [
        "Date tabled: 3 March 2026.",
        "The first day counted is 4 March 2026.",
        "1 sitting day has been counted. The due date cannot be calculated: sittings on 16 March 2026 are not "
        "recorded.",
    ]
    add_period(case.delegation, "sitting", date(2026, 3, 10), date(2026, 3, 12))
    found = compute_deadline(case=case, tabled_on=date(2026, 3, 3))
    assert (found.due_on, explain_steps(steps=found.steps)[-1]) == (
        date(2026, 3, 10), "2 sitting days end on 10 March 2026."
    )  # fmt: skip


def test_answer_rule_units_are_shown_in_words(client: Client) -> None:
    case = make_case(make_inquiry(), instrument=make_instrument(number=1, unit="months"), tabled=False)
    found = compute_deadline(case=case, tabled_on=date(2026, 1, 31))
    assert (found.due_on, explain_steps(steps=found.steps)[-1]) == (
        date(2026, 2, 28),
        "1 month ends on 28 February 2026.",
    )
    assert "1 month" in client.get("/inquiries/instruments/").content.decode()
    units = ("calendar_days", "working_days", "weekdays", "weeks", "months", "sitting_days")
    assert [format_period(many=2, unit=unit) for unit in units] == [
        "2 days", "2 working days", "2 weekdays", "2 weeks", "2 months", "2 sitting days",
    ]  # fmt: skip


def test_tabling_by_calendar_date_is_refused_until_the_date_is_recorded(client: Client) -> None:
    case = question_in_sitting_days()
    ParliamentInstrument.objects.update(number=None, unit="next_session")
    case.refresh_from_db()
    fields = {"case": case, "user": keeper_of(case.inquiry.network).user, "tabled_on": date(2026, 3, 3)}
    with pytest.raises(Refused) as refusal:
        table_case(**fields)
    assert str(refusal.value.message) == (
        "The parliament’s calendar has no later session. The due date cannot be calculated. "
        "Enter a due date and a reason."
    )
    add_period(case.delegation, "session", date(2026, 4, 8), date(2026, 6, 12))
    tabled = table_case(**fields)
    assert (tabled.due_on, explain_steps(steps=deserialize_steps(rows=tabled.due_steps))) == (
        date(2026, 4, 8),
        ["Date tabled: 3 March 2026.", "The next session begins on 8 April 2026."],
    )
    assert "by the next session" in client.get("/inquiries/instruments/").content.decode()


def test_calendar_date_rules_and_their_steps_are_shown_in_words() -> None:
    units = ("next_sitting", "next_session", "end_of_session", "end_of_term")
    assert [format_period(many=0, unit=unit) for unit in units] == [
        "by the next sitting day",
        "by the next session",
        "before the end of the session",
        "before the end of the electoral term",
    ]
    steps = [DeadlineStep(why=StepKind(unit), day=date(2026, 4, 8), name="IX") for unit in units]
    assert explain_steps(steps=steps) == [
        "The next sitting day is 8 April 2026.",
        "The next session (IX) begins on 8 April 2026.",
        "The session (IX) ends on 8 April 2026.",
        "The electoral term (IX) ends on 8 April 2026.",
    ]


@pytest.mark.parametrize(
    ("number", "unit"), [(3, ""), (3, "next_session"), (None, "weeks"), (0, "weeks"), (3, "end_of_term")]
)
def test_instrument_with_an_incomplete_rule_is_refused_with_a_reason(number: int | None, unit: str) -> None:
    instrument = make_instrument()
    instrument.number, instrument.unit = number, unit
    with pytest.raises(ValidationError, match="Leave the number empty if the rule names a date in the calendar"):
        instrument.full_clean()
