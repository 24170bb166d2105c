"""Periods of parliaments that are recorded after questions were tabled change the due dates of waiting questions."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.inquiries.actions.cases import change_due_date
from networkapp.inquiries.actions.recount import recount_due_dates
from networkapp.inquiries.models import Cast, CastState, CastStep, Inquiry, ParliamentPeriod
from networkapp.inquiries.notices import record_lapsed
from networkapp.models import Network
from networkapp.networks.actions.seats import keep_groups_equal
from tests.factories.inquiries import file_answer, keeper_of, make_cast, make_inquiry, make_instrument

Kind = ParliamentPeriod.Kind
DAY = timedelta(days=1)


@pytest.fixture
def inquiry(network: Network) -> Inquiry:
    return make_inquiry(network)


def tabled_yesterday(inquiry: Inquiry, **given: Any) -> Cast:
    """Return a question tabled yesterday. It is due after ten days, pauses in recess and lapses with the session."""
    instrument = make_instrument(pauses_in_recess=True, lapses="session")
    return make_cast(inquiry, instrument=instrument, tabled_on=timezone.localdate() - DAY, **given)


def add_period(cast: Cast, kind: Kind, first: date, last: date) -> ParliamentPeriod:
    return ParliamentPeriod.objects.create(
        delegation=cast.delegation, kind=kind, begins_on=first, ends_on=last, is_sample=True
    )


def due_date_changes(cast: Cast) -> int:
    return cast.steps.filter(kind=CastStep.Kind.DUE_CHANGED).count()


def test_new_recess_and_session_periods_change_the_due_date_of_waiting_questions(inquiry: Inquiry) -> None:
    cast, today = tabled_yesterday(inquiry), timezone.localdate()
    before = cast.due_on
    assert (before, cast.lapses_on) == (today + 9 * DAY, None)
    add_period(cast, Kind.RECESS, today + DAY, today + 3 * DAY)
    add_period(cast, Kind.SESSION, today - 90 * DAY, today + 5 * DAY)
    for _twice in range(2):
        recount_due_dates.call()
    cast.refresh_from_db()
    assert (cast.due_on, cast.lapses_on, due_date_changes(cast)) == (today + 12 * DAY, today + 5 * DAY, 1)
    assert [row["why"] for row in cast.due_steps] == ["tabled", "counted_from", "recess", "counted", "lapses_before"]
    ParliamentPeriod.objects.filter(kind=Kind.SESSION).update(ends_on=today - DAY)
    recount_due_dates.call()
    assert (record_lapsed(now=timezone.now()), Cast.objects.get().state) == (1, CastState.LAPSED)


def test_manually_set_due_dates_and_answered_questions_are_not_recalculated(inquiry: Inquiry) -> None:
    cast, today = tabled_yesterday(inquiry), timezone.localdate()
    keeper = keeper_of(inquiry.network).user
    change_due_date(cast=cast, user=keeper, due_on=today + 30 * DAY, words="Parliament said so.")
    add_period(cast, Kind.RECESS, today + DAY, today + 3 * DAY)
    recount_due_dates.call()
    cast.refresh_from_db()
    assert (cast.due_on, due_date_changes(cast)) == (today + 30 * DAY, 1)
    file_answer(cast)
    file_answer(cast, 2)
    add_period(cast, Kind.SESSION, today - 90 * DAY, today + 5 * DAY)
    recount_due_dates.call()
    cast.refresh_from_db()
    assert cast.lapses_on is None


def test_question_with_an_answer_under_embargo_is_recalculated_as_unanswered(inquiry: Inquiry) -> None:
    cast, today = tabled_yesterday(inquiry), timezone.localdate()
    file_answer(cast, embargo_until=timezone.now() + 20 * DAY)
    file_answer(cast, 2, embargo_until=timezone.now() + 20 * DAY)
    add_period(cast, Kind.SESSION, today - 90 * DAY, today + 5 * DAY)
    recount_due_dates.call()
    cast.refresh_from_db()
    assert (cast.lapses_on, due_date_changes(cast)) == (today + 5 * DAY, 1)


def test_saving_a_parliament_period_in_wagtail_recalculates_waiting_questions(
    inquiry: Inquiry, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    cast, today = tabled_yesterday(inquiry), timezone.localdate()
    keeper = keeper_of(inquiry.network).user
    keep_groups_equal(user=keeper)
    client.force_login(keeper)
    data = {
        "delegation": cast.delegation_id, "kind": "session", "name": "", "source": "", "is_sample": "on",
        "begins_on": today - 90 * DAY, "ends_on": today + 5 * DAY,
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/admin/snippets/networkapp/parliamentperiod/add/", data)
    assert answer.headers["Location"] == "/admin/snippets/networkapp/parliamentperiod/"
    cast.refresh_from_db()
    assert cast.lapses_on == today + 5 * DAY
    page = client.get(cast.get_absolute_url()).content.decode()
    assert "Due date recalculated after the parliament’s calendar changed" in page
    known = ParliamentPeriod.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/snippets/networkapp/parliamentperiod/delete/{known.pk}/")
    cast.refresh_from_db()
    assert (ParliamentPeriod.objects.count(), cast.lapses_on) == (0, None)
