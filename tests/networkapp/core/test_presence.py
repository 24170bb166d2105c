"""Presence is shown only between members of a network that allows it, for seconds, and is not stored."""

import asyncio
import json
from typing import Any

import pytest
from django.apps import apps

from networkapp import events
from networkapp.live import presence
from networkapp.models import Network, NotificationSettings, Seat
from networkapp.networks.actions.seats import end_seat
from networkapp.networks.actions.settings import change_settings, settings_of
from networkapp.notifications.preferences import choose_settings
from tests.factories.discussion import start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.networkapp.core.sockets import PATIENCE, run_sync, socket

pytestmark = pytest.mark.django_db(transaction=True)
HERE = '{"type":"here"}'


def typing(topic: Any) -> str:
    return json.dumps({"type": "typing", "topic": topic})


def seats(*codes: str, shown: bool = True, **kwargs: Any) -> list[Seat]:
    network = NetworkFactory(shows_presence=shown)
    return [SeatFactory(network=network, delegation=DelegationFactory(code=code), **kwargs) for code in codes]


async def shows(page: Any, here: list[list[Any]], writing: Any = ()) -> bool:
    """Return whether the page reaches this state; intermediate states are ignored."""
    wanted = {"type": "presence", "here": sorted(here), "writing": list(writing)}
    async with asyncio.timeout(PATIENCE):
        while in_one_order(await page.frame()) != wanted:
            pass
    return True


def in_one_order(frame: dict[str, Any]) -> dict[str, Any]:
    """Return the state with members of one delegation in order of their arrival."""
    return {**frame, "here": sorted(frame["here"])} if "here" in frame else frame


async def hears_nothing(page: Any) -> bool:
    """Return whether the page has received nothing but the frames that every socket receives."""
    await asyncio.sleep(presence.UPDATE_SECONDS * 3)
    await page.send('{"type":"ping"}')
    heard = [await page.frame()]
    while heard[-1]["type"] != "pong":
        heard.append(await page.frame())
    return [frame["type"] for frame in heard] == ["hello", "pong"]


def everything() -> dict[str, int]:
    """Return the number of rows of each model."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.managed}


async def test_members_see_who_is_present_and_writing_and_nothing_is_stored() -> None:
    a, c = await run_sync(seats, "XA", "XC")
    watcher = await run_sync(SeatFactory, network=a.network, capacity="observer", delegation=None, organisation="Watch")
    [other] = await run_sync(seats, "XB")
    topic = await run_sync(start_topic, a)
    async with (
        socket(a.network.slug, a.user) as writer,
        socket(c.network.slug, c.user) as reader,
        socket(c.network.slug, watcher.user) as observer,
        socket(other.network.slug, other.user) as elsewhere,
        socket(c.network.slug, c.user) as silent,
    ):
        rows = await run_sync(everything)
        for page in (reader, observer, elsewhere):
            await page.send(HERE)
        shown = [[c.user.pk, "XC"], [watcher.user.pk, "Watch"]]
        assert await shows(observer, shown)
        await writer.send(typing(topic.pk))
        result = [[a.user.pk, topic.pk, "Member, XA is writing."]]
        for page in (reader, observer, writer):
            assert await shows(page, [*shown, [a.user.pk, "XA"]], result)
        assert await shows(elsewhere, [[other.user.pk, "XB"]])
        await asyncio.sleep(presence.UPDATE_SECONDS * 2)
        assert elsewhere.end.output_queue.empty()
        assert await hears_nothing(silent)
        assert await run_sync(everything) == rows
        assert await run_sync(lambda: Network.objects.get(pk=a.network_id).last_sequence) == topic.network.last_sequence


async def test_presence_ends_when_writing_page_or_seat_ends(monkeypatch: Any) -> None:
    monkeypatch.setattr(presence, "WRITING_SECONDS", 0.6)
    a, b, c = await run_sync(seats, "XA", "XB", "XC")
    clerk = await run_sync(SeatFactory, network=a.network, capacity="secretariat", delegation=None)
    async with socket(a.network.slug, c.user) as reader:
        await reader.send(HERE)
        me = [c.user.pk, "XC"]
        async with socket(a.network.slug, a.user) as writer, socket(a.network.slug, b.user) as ending:
            await ending.send(HERE)
            assert await shows(reader, [me, [b.user.pk, "XB"]])
            await writer.send(typing(7))
            both = [me, [b.user.pk, "XB"], [a.user.pk, "XA"]]
            assert await shows(reader, both, [[a.user.pk, 7, "Member, XA is writing."]])
            assert await shows(reader, both)
            await run_sync(end_seat, seat=b, user=clerk.user)
            assert await shows(reader, [me, [a.user.pk, "XA"]])
        assert await shows(reader, [me])
        monkeypatch.setattr(presence, "PRESENT_SECONDS", 0.6)
        async with socket(a.network.slug, a.user) as sleeping:
            await sleeping.send(HERE)
            assert await shows(reader, [me, [a.user.pk, "XA"]])
            # The user reports nothing more, although their connection stays open.
            assert await shows(reader, [me])


async def test_presence_needs_the_network_setting_and_own_consent(monkeypatch: Any) -> None:
    monkeypatch.setattr(presence, "PRESENT_REPORT_SECONDS", 0)
    monkeypatch.setattr(presence, "LABEL_CACHE_SECONDS", 0)
    a, c, hidden = await run_sync(seats, "XA", "XC", "XD", shown=False)
    clerk = await run_sync(SeatFactory, network=a.network, capacity="secretariat", delegation=None)
    await run_sync(NotificationSettings.objects.create, user=hidden.user, shows_presence=False)
    async with socket(a.network.slug, a.user) as first, socket(a.network.slug, hidden.user) as second:
        for page in (first, second):
            await page.send(HERE)
            assert await hears_nothing(page)
        shown = {**settings_of(network=a.network), "shows_presence": True}
        await run_sync(change_settings, network=a.network, user=clerk.user, **shown)
        async with socket(a.network.slug, c.user) as third:
            for page in (second, first, third):
                await page.send(HERE)
            assert await shows(third, [[a.user.pk, "XA"], [c.user.pk, "XC"]])
            fields = {"mail": "never", "digest_hour": 7, "digest_weekday": 0, "shows_presence": False}
            await run_sync(choose_settings, user=a.user, **fields)
            await first.send(HERE)
            assert await shows(third, [[c.user.pk, "XC"]])
    # Switching presence off is an event of the log, and clears the presence of everybody.
    found = await run_sync(lambda: [event.kind for event in events.events_after(a.network_id, 0, limit=9)])
    assert found == ["network.setting"]


async def test_presence_of_other_processes_is_shown() -> None:
    [c] = await run_sync(seats, "XC")
    async with socket(c.network.slug, c.user) as reader:
        await reader.send(HERE)
        assert await shows(reader, [[c.user.pk, "XC"]])
        voice = {"place": c.network_id, "person": 999, "capacity": "secretariat", "represents": "", "by": "another"}
        await events.send_presence({**voice, "topic": 5, "gone": False})
        both = [[c.user.pk, "XC"], [999, "Secretariat"]]
        assert await shows(reader, both, [[999, 5, "Secretariat is writing."]])
        await events.send_presence({**voice, "topic": None, "gone": True})
        assert await shows(reader, [[c.user.pk, "XC"]])


async def test_invalid_presence_frames_are_refused_and_not_shared() -> None:
    a, c = await run_sync(seats, "XA", "XC")
    async with socket(a.network.slug, a.user) as page, socket(a.network.slug, c.user) as reader:
        await reader.send(HERE)
        assert await shows(reader, [[c.user.pk, "XC"]])
        assert (await page.frame())["type"] == "hello"
        for nonsense in (None, True, "1", -1, 2**63, [1], {"a": 1}):
            await page.send(typing(nonsense))
            assert (await page.frame())["type"] == "error"
        await asyncio.sleep(presence.UPDATE_SECONDS * 2)
        assert reader.end.output_queue.empty()


async def test_frequent_presence_reports_are_sent_once(monkeypatch: Any) -> None:
    a, c = await run_sync(seats, "XA", "XC")
    notified: list[Any] = []
    original = presence.Presence._apply
    monkeypatch.setattr(presence.Presence, "_apply", lambda self, what: notified.append(what) or original(self, what))
    async with socket(a.network.slug, a.user) as page, socket(a.network.slug, c.user) as reader:
        await reader.send(HERE)
        for number in range(100):
            await page.send(typing(number + 1))
        assert await shows(reader, [[c.user.pk, "XC"], [a.user.pk, "XA"]], [[a.user.pk, 1, "Member, XA is writing."]])
        assert [what["place"] for what in notified].count(a.network.pk) == 2
