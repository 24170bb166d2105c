"""Presence on pages of an assessment: who is writing which answer, shown to its readers for seconds and not stored."""

import json
from typing import Any

import pytest

from networkapp import events
from networkapp.live import presence
from networkapp.models import Event, NotificationSettings
from tests.evaluation.assessments.test_socket import AssessmentSocket, following, in_database
from tests.factories.assessments import make_work
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.networkapp.core.sockets import log_in
from tests.networkapp.core.test_presence import HERE, hears_nothing, shows

pytestmark = pytest.mark.django_db(transaction=True)


def typing_frame(series_id: Any) -> str:
    return json.dumps({"type": "typing", "topic": series_id})


async def test_team_of_a_country_sees_who_is_writing_which_answer_and_nothing_is_stored() -> None:
    work = await in_database(make_work)
    stored = await in_database(Event.objects.filter(network=work.network).count)
    code = "XA"
    async with following(work, work.delegate) as writer, following(work, work.government) as reader:
        await reader.send(HERE)
        await writer.send(typing_frame("1.2"))
        here = [[work.delegate.pk, code], [work.government.pk, code]]
        result = [[work.delegate.pk, "1.2", "Assessment delegate, XA is writing."]]
        assert await shows(reader, here, result)
        assert await in_database(Event.objects.filter(network=work.network).count) == stored


async def test_presence_reported_by_another_process_is_shown() -> None:
    work = await in_database(make_work)
    async with following(work, work.government) as reader:
        await reader.send(HERE)
        place = f"assessment {work.assessment.pk}"
        label = {"person": 999, "capacity": "adviser", "represents": "XA", "office": ""}
        voice = {"place": place, **label, "by": "another"}
        await events.send_presence({**voice, "topic": "1.2", "gone": False})
        both = [[work.government.pk, "XA"], [999, "XA"]]
        assert await shows(reader, both, [[999, "1.2", "Adviser, XA is writing."]])
        await events.send_presence({**voice, "topic": None, "gone": True})
        assert await shows(reader, [[work.government.pk, "XA"]])


async def test_presence_is_not_shown_to_other_countries_or_to_people_who_hide_theirs(monkeypatch: Any) -> None:
    monkeypatch.setattr(presence, "PRESENT_REPORT_SECONDS", 0)
    work = await in_database(make_work)
    foreign = await in_database(
        SeatFactory,
        network=work.network,
        capacity="adviser",
        delegation=await in_database(DelegationFactory, code="XC"),
    )
    await in_database(NotificationSettings.objects.create, user=work.government, shows_presence=False)
    async with following(work, work.delegate) as writer, following(work, work.government) as hidden:
        await hidden.send(HERE)
        await writer.send(typing_frame("1.2"))
        assert await hears_nothing(hidden)
    elsewhere = AssessmentSocket(work.assessment.pk, await in_database(log_in, foreign.user))
    await elsewhere.open()
    assert (await elsewhere.frame())["type"] == "closed"


async def test_signed_assessment_shows_no_presence() -> None:
    work = await in_database(make_work)
    await in_database(work.answer_all)
    await in_database(work.sign_by_both)
    async with following(work, work.delegate) as writer, following(work, work.government) as reader:
        await reader.send(HERE)
        await writer.send(typing_frame("1.2"))
        assert await hears_nothing(reader)


async def test_invalid_presence_report_gets_an_error() -> None:
    work = await in_database(make_work)
    async with following(work, work.delegate) as page:
        assert (await page.frame())["type"] == "hello"
        for nonsense in (None, 7, "", "1" * 13, ["1.2"]):
            await page.send(typing_frame(nonsense))
            assert (await page.frame())["type"] == "error"
