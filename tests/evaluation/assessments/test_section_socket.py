"""Contributors receive live updates and presence of their own sections, and nothing of other
sections."""

import json
from typing import Any

import pytest

from evaluation.assessments.sections import unassign_section
from evaluation.models import SectionAssignment
from networkapp.live import presence
from tests.evaluation.assessments.test_editing_presence import typing_frame
from tests.evaluation.assessments.test_socket import event_of, following, in_database
from tests.factories.discussion import start_topic
from tests.factories.networks import SeatFactory
from tests.factories.sections import account, holder_of, two_sections
from tests.networkapp.core.test_presence import HERE, shows

pytestmark = pytest.mark.django_db(transaction=True)


async def test_contributor_receives_events_of_their_own_sections_only() -> None:
    work = await in_database(two_sections)
    holder = await in_database(holder_of, work, 2)
    clerk = await in_database(SeatFactory, network=work.network, capacity="secretariat", delegation=None)
    async with following(work, holder.user) as heard:
        assert (await heard.frame())["type"] == "hello"
        await in_database(start_topic, clerk, "Quetzal", "Quetzal")
        await in_database(work.answer, "1.4", choice=True, comment="Quetzal")
        await in_database(work.answer, "2.2", choice=True)
        await in_database(work.answer, "1.4", choice=False)
        frames = [await heard.frame()]
        while frames[-1]["type"] != "event":
            frames.append(await heard.frame())
        assert {frame["type"] for frame in frames[:-1]} <= {"cursor"}
        assert (frames[-1]["kind"], frames[-1]["data"]["series_id"]) == ("assessment.answered", "2.2")
        assert set(await heard.frame()) == {"type", "sequence"}


async def test_contributor_and_countrys_team_see_each_other_writing_in_the_contributors_sections(
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr(presence, "PRESENT_REPORT_SECONDS", 0)
    monkeypatch.setattr(presence, "WRITING_REPORT_SECONDS", 0)
    work = await in_database(two_sections)
    holder = await in_database(holder_of, work, 2)
    delegate, person = work.delegate.pk, holder.user_id
    async with following(work, work.delegate) as team, following(work, holder.user) as hers:
        await hers.send(HERE)
        assert await shows(hers, [])
        await team.send(typing_frame("1.4"))
        await hers.send(typing_frame("1.4"))
        assert (await hers.frame())["type"] == "error"
        await hers.send(typing_frame("2.1"))
        result = [person, "2.1", "A person, A ministry is writing."]
        here = [[person, "A person, A ministry"], [delegate, "XA"]]
        assert await shows(team, here, [result, [delegate, "1.4", "Assessment delegate, XA is writing."]])
        assert await shows(hers, [], [result])
        await team.send(typing_frame("2.2"))
        assert await shows(hers, [], [result, [delegate, "2.2", "Assessment delegate, XA is writing."]])


@pytest.mark.parametrize("how", ["withdrawn", "signed"])
async def test_contributors_socket_closes_when_their_sections_close(how: str) -> None:
    work = await in_database(two_sections)
    holder = await in_database(holder_of, work, 2)
    async with following(work, holder.user) as heard:
        assert (await heard.frame())["type"] == "hello"
        if how == "signed":
            await in_database(work.answer_all, **{"2.1": {"choice": True}, "2.2": {"choice": True}})
            await in_database(work.sign, "delegate")
        else:
            result = await in_database(SectionAssignment.objects.get)
            await in_database(unassign_section, assignment=result, user=work.delegate)
            await in_database(work.answer, "2.1", choice=True)
        notified, message = [], await heard.end.receive_output(10)
        while message["type"] == "websocket.send":
            notified.append(json.loads(message["text"]))
            message = await heard.end.receive_output(10)
        assert message["code"] == 4403
        heard_of = {frame["data"]["series_id"] for frame in notified if frame["type"] == "event"}
        assert heard_of == ({"2.1", "2.2"} if how == "signed" else set())


async def test_socket_is_refused_to_people_without_accepted_sections_in_the_assessment() -> None:
    work = await in_database(two_sections)
    stranger = await in_database(account, "another@ministry.example")
    async with following(work, stranger) as heard:
        assert await heard.closing() == (4404, 4404)


async def test_contributor_receives_events_of_a_section_assigned_while_connected() -> None:
    work = await in_database(two_sections)
    holder = await in_database(holder_of, work, 2)
    async with following(work, holder.user) as heard:
        assert (await heard.frame())["type"] == "hello"
        await in_database(holder_of, work, 1)
        await in_database(work.answer, "1.4", choice=True)
        assert (await event_of(heard))["data"]["series_id"] == "1.4"
