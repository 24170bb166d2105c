"""Objections around the deadline from several processes: one is first, and nothing counts twice."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from networkapp import registry
from networkapp.decisions.models import Decision, PositionAct, Procedure
from networkapp.decisions.procedures.position_drafts import prepare_position
from networkapp.decisions.procedures.results import record_results
from networkapp.errors import Refused
from networkapp.models import Seat
from networkapp.received_at import IN_FLIGHT_LIMIT, mark_received
from tests.factories.networks import NetworkFactory
from tests.factories.procedures import chair_of, make_procedure, states, voice

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)
REAL = timezone.now
MINE = threading.local()


@pytest.fixture
def seats(monkeypatch: pytest.MonkeyPatch) -> list[Seat]:
    """Return the chair and a member of another delegation; each thread has its own clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: getattr(MINE, "now", None) or REAL())
    chair = chair_of(NetworkFactory(slug="here"))
    return [chair, voice(chair.network, "XB")]


def run_concurrently(*acts: tuple[datetime, Callable[[], Any]]) -> list[Any]:
    """Return the results of all acts, started at the same time, each with its own clock."""
    together, came = threading.Barrier(len(acts)), {}

    def run(number: int, moment: datetime, act: Callable[[], Any]) -> None:
        MINE.now = moment
        try:
            together.wait(10)
            came[number] = act()
        except Refused as refused:
            came[number] = refused.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, *act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [came.get(number) for number in range(len(acts))]


def objection(procedure: Procedure, seat: Seat) -> Callable[[], str]:
    def act() -> str:
        states(Procedure.objects.get(pk=procedure.pk), seat, "object")
        return "stated"

    return act


@pytest.mark.parametrize(
    ("around", "outcomes", "result"),
    [(-SECOND, ["closed", "stated"], "broken"), (0 * SECOND, ["closed"] * 2, ""), (SECOND, ["closed"] * 2, "")],
)
def test_concurrent_objections_count_only_before_the_deadline(
    seats: list[Seat], around: timedelta, outcomes: list[str], result: str
) -> None:
    procedure = make_procedure(seats[0])
    moment = procedure.expires_at + around
    assert sorted(run_concurrently(*((moment, objection(procedure, seat)) for seat in seats))) == outcomes
    procedure.refresh_from_db()
    assert (procedure.result, PositionAct.objects.count()) == (result, outcomes.count("stated"))


def test_concurrent_objection_and_recording_job_give_one_consistent_result(seats: list[Seat]) -> None:
    procedure = make_procedure(seats[0])
    ends = procedure.expires_at
    came = run_concurrently((ends - SECOND, objection(procedure, seats[1])), (ends, lambda: record_results(ends)))
    procedure.refresh_from_db()
    facts = (procedure.result, PositionAct.objects.count(), Decision.objects.count())
    assert (came, facts) in [(["stated", 0], ("broken", 1, 0)), (["closed", 1], ("adopted", 0, 1))]


def test_concurrent_recording_jobs_record_one_decision(seats: list[Seat]) -> None:
    procedure = make_procedure(seats[0])
    ends = procedure.expires_at
    assert sorted(run_concurrently(*[(ends, lambda: record_results(ends))] * 3)) == [0, 0, 1]
    assert Decision.objects.count() == 1


def test_concurrent_requests_with_one_client_key_record_one_position(seats: list[Seat]) -> None:
    procedure, key = make_procedure(seats[0], "written"), uuid4()

    def act() -> int:
        return states(Procedure.objects.get(pk=procedure.pk), seats[1], "agree", client_key=key).pk

    came = run_concurrently(*[(procedure.expires_at - SECOND, act)] * 2)
    assert came == [PositionAct.objects.get().pk] * 2


def delayed_objection(procedure: Procedure, seat: Seat, came: datetime) -> Callable[[], str]:
    """Return an objection received at `came` that is processed when the clock of its thread says."""

    def act() -> str:
        MINE.now, turn = came, MINE.now
        mark_received()
        MINE.now = turn
        return objection(procedure, seat)()

    return act


@pytest.mark.parametrize(
    ("came", "turn", "outcome", "result"),
    [
        (-SECOND, 2 * SECOND, "stated", "broken"),
        (0 * SECOND, 2 * SECOND, "closed", ""),
        (-SECOND, IN_FLIGHT_LIMIT, "closed", ""),
    ],
)
def test_objection_received_before_the_deadline_counts_if_processed_within_seconds(
    seats: list[Seat], came: timedelta, turn: timedelta, outcome: str, result: str
) -> None:
    procedure = make_procedure(seats[0])
    ends = procedure.expires_at
    assert run_concurrently((ends + turn, delayed_objection(procedure, seats[1], ends + came))) == [outcome]
    procedure.refresh_from_db()
    assert (procedure.result, procedure.ended_at) == (result, ends + came if result else None)


def test_recorded_result_is_not_changed_by_an_objection_received_before_it(seats: list[Seat]) -> None:
    procedure = make_procedure(seats[0])
    ends = procedure.expires_at
    assert run_concurrently((ends, lambda: record_results(ends))) == [1]
    assert run_concurrently((ends + SECOND, delayed_objection(procedure, seats[1], ends - SECOND))) == ["closed"]
    procedure.refresh_from_db()
    assert (procedure.result, PositionAct.objects.count()) == ("adopted", 0)


def test_recording_job_waits_for_objections_in_flight(seats: list[Seat]) -> None:
    ends, job = make_procedure(seats[0]).expires_at, registry.clock_jobs["procedures"]
    moments = [ends, ends + IN_FLIGHT_LIMIT - SECOND, ends + IN_FLIGHT_LIMIT]
    assert [run_concurrently((moment, partial(job, now=moment))) for moment in moments] == [[0], [0], [1]]


def test_waiting_objection_and_recording_job_give_one_consistent_result(seats: list[Seat]) -> None:
    procedure = make_procedure(seats[0])
    ends = procedure.expires_at
    waiting = delayed_objection(procedure, seats[1], ends - SECOND)
    came = run_concurrently((ends + SECOND, waiting), (ends + SECOND, lambda: record_results(ends + SECOND)))
    procedure.refresh_from_db()
    facts = (procedure.result, PositionAct.objects.count(), Decision.objects.count())
    assert (came, facts) in [(["stated", 0], ("broken", 1, 0)), (["closed", 1], ("adopted", 0, 1))]


def test_objection_requested_before_the_deadline_counts_if_handled_after_it(seats: list[Seat]) -> None:
    procedure, member = make_procedure(seats[0]), seats[1]
    fields = {"user": member.user, "partner": member.pk, "stance": "object", "words": "No.", "client_key": uuid4()}
    draft, ends = prepare_position(procedure=procedure, **fields), procedure.expires_at
    client = Client()

    def slow(execute: Callable[..., Any], sql: str, *others: Any) -> Any:
        if "networkapp_decisions_positiondraft" in sql:
            MINE.now = ends + SECOND
        return execute(sql, *others)

    MINE.now = ends - SECOND
    try:
        client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
        with connection.execute_wrapper(slow):
            answer = client.post(f"{draft.get_absolute_url()}release/")
        assert (answer.status_code, MINE.now) == (302, ends + SECOND)
    finally:
        MINE.now = None
    procedure.refresh_from_db()
    assert (procedure.result, procedure.ended_at) == ("broken", ends - SECOND)
