"""Date polls: delegations answer for themselves until the deadline, and hidden answers appear nowhere before."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.decisions.date_polls.actions import answer_dates, date_poll_grid, own_date_answers
from networkapp.decisions.models import DateAnswer, Procedure, ProcedureKind
from networkapp.decisions.procedures.actions import ProcedureTerms, open_procedure
from networkapp.decisions.procedures.results import record_results
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Event, Seat
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, suspend
from tests.worlds import world

pytestmark = pytest.mark.django_db
SOON = timedelta(days=2)


@world
def chair() -> Seat:
    return SeatFactory(network=NetworkFactory(slug="here"), delegation=DelegationFactory(code="XA"), offices=["chair"])


def open_poll(chair: Seat, **kwargs: Any) -> Procedure:
    first = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=30)
    usual = {
        "kind": "date_poll", "title": "When do we meet?",
        "expires_at": (timezone.now() + SOON).replace(second=0, microsecond=0),
        "dates": [first, first + timedelta(days=1)],
    }  # fmt: skip
    terms = ProcedureTerms(**{**usual, **kwargs})
    return open_procedure(network=chair.network, user=chair.user, client_key=uuid4(), terms=terms)


def member(chair: Seat, code: str, capacity: str = "member") -> Any:
    return SeatFactory(network=chair.network, delegation=DelegationFactory(code=code), capacity=capacity).user


def answer(poll: Procedure, person: Any, *choices: str) -> Any:
    options = poll.options.values_list("pk", flat=True)
    return answer_dates(procedure=poll, user=person, choices=dict(zip(options, choices, strict=False)))


def refusal(act: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


def test_last_answer_of_a_delegation_replaces_earlier_ones(chair: Seat) -> None:
    member_of_xb, substitute = member(chair, "XB"), member(chair, "XB", "substitute")
    poll = open_poll(chair)
    answer(poll, member_of_xb, "yes", "no")
    answer(poll, substitute, "if_needed")
    answer(poll, chair.user, "yes", "yes")
    columns = date_poll_grid(procedure=poll).columns
    assert [dict(column.counts) for column in columns] == [
        {"yes": 1, "if_needed": 1, "no": 0},
        {"yes": 1, "if_needed": 0, "no": 1},
    ]
    assert [column.suits_all for column in columns] == [True, False]
    assert (DateAnswer.objects.count(), Event.objects.filter(kind="procedure.dates_answered").count()) == (4, 3)


def test_answering_a_date_poll_requires_voting_rights_on_its_roll(chair: Seat) -> None:
    adviser = member(chair, "XA", "adviser")
    poll = open_poll(chair)
    late = member(chair, "XC")
    for person in (adviser, late):
        with pytest.raises(NotAllowed):
            answer(poll, person, "yes")


def test_invalid_answers_to_a_date_poll_are_refused(chair: Seat) -> None:
    poll = open_poll(chair)
    assert refusal(answer, poll, chair.user) == "no_answer"
    assert refusal(answer, poll, chair.user, "maybe") == "no_such_choice"
    other = open_poll(chair).options.first()
    assert refusal(answer_dates, procedure=poll, user=chair.user, choices={other.pk: "yes"}) == "no_such_date"


def test_date_poll_is_counted_at_its_deadline_and_accepts_no_more_answers(chair: Seat) -> None:
    poll = open_poll(chair)
    answer(poll, chair.user, "yes")
    Procedure.objects.filter(pk=poll.pk).update(opened_at=timezone.now() - SOON, expires_at=timezone.now())
    assert refusal(answer, poll, chair.user, "no") == "closed"
    assert record_results(timezone.now()) == 1
    poll.refresh_from_db()
    assert (poll.result, DateAnswer.objects.get().choice) == ("counted", "yes")


def test_answers_of_a_hidden_date_poll_are_shown_only_after_it_closes(chair: Seat) -> None:
    other = member(chair, "XB")
    poll = open_poll(chair, hidden_until_closed=True)
    answer(poll, other, "if_needed", "no")
    seen = date_poll_grid(procedure=poll)
    assert [answer for row in seen.rows for answer in row.answers if answer] == []
    assert [sum(column.counts.values()) for column in seen.columns] == [0, 0]
    assert (seen.answered, own_date_answers(procedure=poll, user=chair.user).answers) == (1, ())
    assert [item.choice for item in own_date_answers(procedure=poll, user=other).answers] == ["if_needed", "no"]
    client = Client()
    client.force_login(chair.user)
    page = client.get(poll.get_absolute_url()).content.decode()
    assert ("<td>If need be</td>" in page, "<td>answered</td>" in page) == (False, True)
    Procedure.objects.filter(pk=poll.pk).update(result="counted", ended_at=timezone.now())
    poll.refresh_from_db()
    assert date_poll_grid(procedure=poll).columns[0].counts["if_needed"] == 1


def test_date_poll_shows_each_date_in_the_local_time_of_each_capital(chair: Seat) -> None:
    for code, zone in [("XA", "Europe/Helsinki"), ("XB", "Atlantic/Reykjavik")]:
        delegation = DelegationFactory(code=code)
        delegation.time_zone = zone
        delegation.save()
        chair.network.delegations.add(delegation)
    summer = datetime(2099, 7, 1, 9, 0, tzinfo=UTC)
    poll = open_poll(chair, dates=[summer, datetime(2099, 12, 1, 9, 0, tzinfo=UTC)])
    columns = date_poll_grid(procedure=poll).columns
    assert [[place.moment.hour for place in column.capitals] for column in columns] == [[9, 12], [9, 11]]


def test_date_poll_page_records_and_changes_answers_without_javascript(chair: Seat) -> None:
    poll, client = open_poll(chair), Client()
    client.force_login(chair.user)
    first, second = poll.options.all()
    for choice in ("yes", "no"):
        sent = {f"date-{first.pk}": choice, f"date-{second.pk}": ""}
        assert client.post(poll.get_absolute_url(), sent).status_code == 302
    assert [(one.option, one.choice) for one in DateAnswer.objects.all()] == [(first, "no")]
    assert client.post(poll.get_absolute_url(), {}).status_code == 422


def test_chair_opens_a_sense_check_and_a_date_poll_with_their_forms(chair: Seat) -> None:
    client = Client()
    client.force_login(chair.user)
    assert client.get("/networks/here/ask/").status_code == 200
    empty = client.get("/networks/here/ask-for-dates/").content.decode()
    assert [f'name="dates_{number}"' in empty for number in (0, 9, 10)] == [True, True, False]
    soon, later = (f"{timezone.now() + timedelta(days=days):%Y-%m-%dT%H:%M}" for days in (3, 30))
    values = {"title": "What do you think?", "text": "", "expires_at": soon, "client_key": str(uuid4())}
    assert client.post("/networks/here/ask/", values).status_code == 302
    dates = {"dates_0": later, "dates_1": "", "client_key": str(uuid4())}
    assert client.post("/networks/here/ask-for-dates/", values | dates).status_code == 302
    assert client.post("/networks/here/ask-for-dates/", values | {"client_key": str(uuid4())}).status_code == 422
    made = dict(Procedure.objects.values_list("kind", "title"))
    assert made == dict.fromkeys([ProcedureKind.SENSE_CHECK, ProcedureKind.DATE_POLL], "What do you think?")


def test_poll_with_a_result_counts_as_recorded(chair: Seat) -> None:
    member(chair, "XB")
    poll = open_poll(chair)
    record_results(poll.expires_at)
    suspend(chair.network, "XB", takes_effect_at=poll.opened_at)
    poll.refresh_from_db()
    assert [row.is_counted for row in date_poll_grid(procedure=poll).rows] == [True, True]
