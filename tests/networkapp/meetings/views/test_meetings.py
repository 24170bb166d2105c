"""An open speaking list of a meeting, updated by its frames, equals a reloaded page."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from networkapp import events, registry
from networkapp.live import messages
from networkapp.live.messages import Variant
from networkapp.meetings import live
from networkapp.meetings.actions.speaking_list import (
    call_speaker,
    end_turn,
    request_to_speak,
    set_current_item,
    withdraw_request,
)
from networkapp.meetings.models import Meeting
from networkapp.models import Event, Seat
from tests.factories.meetings import call, put_item
from tests.factories.networks import NetworkFactory, SeatFactory, add_seat
from tests.networkapp.core.live_pages import OpenPage
from tests.worlds import world

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@world
def chair() -> Seat:
    yesterday = timezone.now() - timedelta(1)
    return SeatFactory(offices=["chair"], network=NetworkFactory(slug="here"), starts_at=yesterday)


@world
def member(chair: Seat) -> Seat:
    return add_seat(chair, "XB")


def ask(meeting: Meeting, chair: Seat, member: Seat) -> None:
    request_to_speak(meeting=meeting, user=member.user)


def ask_and_withdraw(meeting: Meeting, chair: Seat, member: Seat) -> None:
    withdraw_request(turn=request_to_speak(meeting=meeting, user=member.user), user=member.user)


def give(meeting: Meeting, chair: Seat, member: Seat) -> None:
    request_to_speak(meeting=meeting, user=chair.user)
    call_speaker(turn=request_to_speak(meeting=meeting, user=member.user), user=chair.user)


def give_and_end(meeting: Meeting, chair: Seat, member: Seat) -> None:
    turn = request_to_speak(meeting=meeting, user=member.user)
    call_speaker(turn=turn, user=chair.user)
    end_turn(turn=turn, user=member.user)


def next_item(meeting: Meeting, chair: Seat, member: Seat) -> None:
    give(meeting, chair, member)
    set_current_item(meeting=meeting, user=chair.user, item=put_item(meeting, chair, "Shelters <b>"))


def end_item(meeting: Meeting, chair: Seat, member: Seat) -> None:
    set_current_item(meeting=meeting, user=chair.user, item=None)


ACTS = (ask, ask_and_withdraw, give, give_and_end, next_item, end_item)


def meeting_on_first_item(chair: Seat) -> Meeting:
    """Return a meeting whose current agenda item is its first."""
    meeting = call(chair)
    set_current_item(meeting=meeting, user=chair.user, item=put_item(meeting, chair))
    return Meeting.objects.select_related("network", "at_item").get(pk=meeting.pk)


def load(reader: Seat, meeting: Meeting, language: str = "en") -> OpenPage:
    client = Client()
    client.force_login(reader.user, backend=BACKEND)
    answer = client.get(f"/meetings/{meeting.slug}/floor/", headers={"accept-language": language})
    return OpenPage(answer.content.decode())


def frames_for(reader: Seat, page: OpenPage) -> list[dict[str, Any]]:
    """Return the frames that the socket sends to this page since it was loaded."""
    variant = Variant(str(page.live["data-language"]), str(page.live["data-zone"]))
    missed = events.events_after(reader.network_id, page.seen, limit=99)
    who = events.reader_of(reader.network, reader.user)
    with translation.override("ru"):
        made = messages.encode_events(missed, [variant])
    return [
        json.loads(made[at.sequence, variant] if events.is_visible_to(at, who) else messages.cursor(at.sequence))
        for at in missed
    ]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("act", ACTS)
def test_open_speaking_list_updated_by_its_frames_equals_a_reloaded_page(
    chair: Seat, member: Seat, act: Callable[..., None], language: str
) -> None:
    meeting, reader = meeting_on_first_item(chair), add_seat(chair, "XC")
    old = load(reader, meeting, language)
    before = old.lists()
    act(meeting, chair, member)
    old.apply(frames_for(reader, old))
    fresh = load(reader, meeting, language)
    assert set(fresh.lists()) == {f"floor-{meeting.pk}"}
    assert old.lists() == fresh.lists()
    assert (old.lists() == before) == (act is ask_and_withdraw)
    assert old.seen == fresh.seen


def test_frames_do_not_change_the_speaking_list_of_another_meeting(chair: Seat, member: Seat) -> None:
    meeting, other = meeting_on_first_item(chair), meeting_on_first_item(chair)
    page = load(member, other)
    before = page.lists()
    give(meeting, chair, member)
    page.apply(frames_for(member, page))
    assert page.lists() == before


def test_speaking_list_handles_exactly_the_event_kinds_its_actions_record(chair: Seat, member: Seat) -> None:
    for act in ACTS:
        act(meeting_on_first_item(chair), chair, member)
    shown = {kind for kind, view in registry.event_views.items() if view is live.floor_changed}
    recorded = set(Event.objects.values_list("kind", flat=True))
    assert shown == {"floor.asked", "floor.withdrawn", "floor.given", "floor.ended", "floor.moved"}
    assert shown <= recorded


def test_attendance_page_shows_the_own_form_before_the_list(client: Client, member: Seat, chair: Seat) -> None:
    client.force_login(member.user)
    page = client.get(f"{call(chair).get_absolute_url()}attendance/").content.decode()
    assert 0 < page.index('id="say"') < page.index('id="bodies"')


def test_meeting_page_links_to_the_briefing_once_and_to_the_call_until_it_was_held(client: Client, chair: Seat) -> None:
    meeting = call(chair, link="https://meet.example/room")
    client.force_login(chair.user, backend=BACKEND)
    address = f"/meetings/{meeting.slug}/"
    page = client.get(address).content.decode()
    assert (page.count(f'{address}brief/"'), page.count(f'{address}pack/"'), page.count("meet.example")) == (1, 1, 1)
    Meeting.objects.filter(pk=meeting.pk).update(state="held")
    assert "meet.example" not in client.get(address).content.decode()
