"""The live socket of an assessment: which events its readers receive."""

import json
from contextlib import asynccontextmanager
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.db import transaction

from evaluation.assessments.transitions import reopen
from evaluation.models import Assessment, Stage
from networkapp.events import record
from networkapp.models import Seat
from tests.factories.assessments import Work, make_work
from tests.factories.discussion import start_topic
from tests.factories.networks import SeatFactory
from tests.networkapp.core.sockets import ORIGIN, Socket, log_in

pytestmark = pytest.mark.django_db(transaction=True)


class AssessmentSocket(Socket):
    def __init__(self, pk: int, session: str, query: str = "") -> None:
        super().__init__("", session, query, ORIGIN)
        self.end.scope = {**self.end.scope, "path": f"/ws/evaluation/{pk}/"}


@asynccontextmanager
async def following(work: Work, person: Any, after: int | None = None) -> Any:
    session = await database_sync_to_async(log_in)(person) if person else ""
    made = AssessmentSocket(work.assessment.pk, session, "" if after is None else f"after={after}")
    assert await made.open()
    yield made
    await made.leave()


async def in_database(function: Any, *args: Any, **named: Any) -> Any:
    return await database_sync_to_async(function)(*args, **named)


@pytest.mark.parametrize("who", ["government", "delegate"])
async def test_people_of_the_country_receive_events_of_saved_answers_without_their_content(who: str) -> None:
    work = await in_database(make_work)
    async with following(work, getattr(work, who)) as heard:
        assert (await heard.frame())["type"] == "hello"
        await in_database(work.answer, "1.2", numerator=3, denominator=24, comment="quetzal")
        event = await event_of(heard)
        assert (event["kind"], event["data"]["series_id"], event["data"]["version"]) == (
            "assessment.answered",
            "1.2",
            1,
        )
        assert event["actor"] == work.delegate.pk
        assert "quetzal" not in json.dumps(event)


async def test_government_receives_no_discussion_events_of_the_network() -> None:
    work = await in_database(make_work)
    clerk = await in_database(SeatFactory, network=work.network, capacity="secretariat", delegation=None)
    async with following(work, work.government) as heard:
        await heard.frame()
        await in_database(start_topic, clerk, "Quetzal", "Quetzal")
        await in_database(work.answer, "1.4", choice=True)
        frames = [await heard.frame()]
        while frames[-1]["type"] != "event":
            frames.append(await heard.frame())
        assert frames[-1]["kind"] == "assessment.answered"
        assert "uetzal" not in json.dumps(frames)
        assert "message" not in json.dumps(frames)


@pytest.mark.parametrize("who", ["nobody", "foreign", "secretariat"])
async def test_socket_of_a_draft_is_refused_to_people_outside_the_country(who: str) -> None:
    work = await in_database(make_work)
    people = {"nobody": None, "secretariat": work.secretariat}
    if who == "foreign":
        seat = await in_database(SeatFactory, network=work.network, capacity="government", delegation__code="XB")
        people["foreign"] = seat.user
    async with following(work, people[who]) as heard:
        assert await heard.closing() == ((4401, 4401) if who == "nobody" else (4404, 4404))


async def test_assessment_socket_closes_when_the_seat_ends() -> None:
    work = await in_database(make_work)
    async with following(work, work.delegate) as heard:
        await heard.frame()
        await in_database(Seat.objects.filter(user=work.delegate).delete)
        await in_database(work.answer, "1.4", choice=True, by=work.government)
        await in_database(_seat_ended, work)
        assert (await heard.closing(10))[1] == 4403


def _seat_ended(work: Work) -> None:
    with transaction.atomic():
        record(work.network, "seat.ended", {"user": work.delegate.pk})


async def event_of(heard: Socket) -> dict[str, Any]:
    while (frame := await heard.frame())["type"] != "event":
        pass
    return frame


async def test_secretariat_receives_no_events_from_before_the_signatures() -> None:
    work = await in_database(make_work)
    await in_database(work.answer_all)
    await in_database(Assessment.objects.update, stage=Stage.SIGNED)
    async with following(work, work.secretariat, after=0) as heard:
        assert (await heard.frame())["type"] == "hello"
        await in_database(reopen, assessment=work.assessment, user=work.delegate, reason="A mistake")
        await in_database(work.answer, "1.4", choice=False)
        await in_database(_record_publication, work)
        event = await event_of(heard)
        assert event["kind"] == "assessment.published"


def _record_publication(work: Work) -> None:
    with transaction.atomic():
        record(work.network, "assessment.published", {"assessment": work.assessment.pk})
