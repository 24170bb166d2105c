"""Periods of parliaments that are recorded after questions were tabled change the due dates of waiting questions."""

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from networkapp.inquiries.actions.cases import change_due_date
from networkapp.inquiries.actions.recount import recount_due_dates
from networkapp.inquiries.models import CaseState, CaseStep, Inquiry, ParliamentCase, ParliamentPeriod
from networkapp.inquiries.notices import record_lapsed
from networkapp.models import Network
from networkapp.networks.actions.seats import sync_groups
from tests.factories.inquiries import file_answer, keeper_of, make_case, make_inquiry, make_instrument
from tests.worlds import world

Kind = ParliamentPeriod.Kind
DAY = timedelta(days=1)


@world
def inquiry(network: Network) -> Inquiry:
    return make_inquiry(network)


def tabled_yesterday(inquiry: Inquiry, **kwargs: Any) -> ParliamentCase:
    """Return a question tabled yesterday. It is due after ten days, pauses in recess and lapses with the session."""
    instrument = make_instrument(pauses_in_recess=True, lapses="session")
    return make_case(inquiry, instrument=instrument, tabled_on=timezone.localdate() - DAY, **kwargs)


def add_period(case: ParliamentCase, kind: Kind, first: date, last: date) -> ParliamentPeriod:
    return ParliamentPeriod.objects.create(
        delegation=case.delegation, kind=kind, begins_on=first, ends_on=last, is_sample=True
    )


def due_date_changes(case: ParliamentCase) -> int:
    return case.steps.filter(kind=CaseStep.Kind.DUE_CHANGED).count()


def test_new_recess_and_session_periods_change_the_due_date_of_waiting_questions(inquiry: Inquiry) -> None:
    case, today = tabled_yesterday(inquiry), timezone.localdate()
    before = case.due_on
    assert (before, case.lapses_on) == (today + 9 * DAY, None)
    add_period(case, Kind.RECESS, today + DAY, today + 3 * DAY)
    add_period(case, Kind.SESSION, today - 90 * DAY, today + 5 * DAY)
    for _twice in range(2):
        recount_due_dates.call()
    case.refresh_from_db()
    assert (case.due_on, case.lapses_on, due_date_changes(case)) == (today + 12 * DAY, today + 5 * DAY, 1)
    assert [row["why"] for row in case.due_steps] == ["tabled", "counted_from", "recess", "counted", "lapses_before"]
    ParliamentPeriod.objects.filter(kind=Kind.SESSION).update(ends_on=today - DAY)
    recount_due_dates.call()
    assert (record_lapsed(now=timezone.now()), ParliamentCase.objects.get().state) == (1, CaseState.LAPSED)


def test_manually_set_due_dates_and_answered_questions_are_not_recalculated(inquiry: Inquiry) -> None:
    case, today = tabled_yesterday(inquiry), timezone.localdate()
    keeper = keeper_of(inquiry.network).user
    change_due_date(case=case, user=keeper, due_on=today + 30 * DAY, words="Parliament said so.")
    add_period(case, Kind.RECESS, today + DAY, today + 3 * DAY)
    recount_due_dates.call()
    case.refresh_from_db()
    assert (case.due_on, due_date_changes(case)) == (today + 30 * DAY, 1)
    file_answer(case)
    file_answer(case, 2)
    add_period(case, Kind.SESSION, today - 90 * DAY, today + 5 * DAY)
    recount_due_dates.call()
    case.refresh_from_db()
    assert case.lapses_on is None


def test_question_with_an_answer_under_embargo_is_recalculated_as_unanswered(inquiry: Inquiry) -> None:
    case, today = tabled_yesterday(inquiry), timezone.localdate()
    file_answer(case, embargo_until=timezone.now() + 20 * DAY)
    file_answer(case, 2, embargo_until=timezone.now() + 20 * DAY)
    add_period(case, Kind.SESSION, today - 90 * DAY, today + 5 * DAY)
    recount_due_dates.call()
    case.refresh_from_db()
    assert (case.lapses_on, due_date_changes(case)) == (today + 5 * DAY, 1)


def test_saving_a_parliament_period_in_wagtail_recalculates_waiting_questions(
    inquiry: Inquiry, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    case, today = tabled_yesterday(inquiry), timezone.localdate()
    keeper = keeper_of(inquiry.network).user
    sync_groups(user=keeper)
    client.force_login(keeper)
    data = {
        "delegation": case.delegation_id, "kind": "session", "name": "", "source": "", "is_sample": "on",
        "begins_on": today - 90 * DAY, "ends_on": today + 5 * DAY,
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/admin/snippets/networkapp/parliamentperiod/add/", data)
    assert answer.headers["Location"] == "/admin/snippets/networkapp/parliamentperiod/"
    case.refresh_from_db()
    assert case.lapses_on == today + 5 * DAY
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Due date recalculated after the parliament’s calendar changed" in page
    known = ParliamentPeriod.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/snippets/networkapp/parliamentperiod/delete/{known.pk}/")
    case.refresh_from_db()
    assert (ParliamentPeriod.objects.count(), case.lapses_on) == (0, None)
