"""The speaking list: whose turn it is, and that one person has the floor at a time, also with concurrent calls."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from networkapp.errors import NotAllowed, Refused
from networkapp.meetings.actions.speaking_list import (
    call_speaker,
    end_turn,
    request_to_speak,
    set_current_item,
    speaking_list_of,
    withdraw_request,
)
from networkapp.meetings.models import Meeting, Turn
from networkapp.meetings.rules.speaking_order import SpeakerRequest, order_requests
from networkapp.models import Event, Seat
from tests.factories.meetings import call, put_item
from tests.factories.networks import NetworkFactory, SeatFactory, add_seat, suspend

START = datetime(2026, 1, 1, 9)


def make_chair(**kwargs: Any) -> Seat:
    yesterday = timezone.now() - timedelta(1)
    network = NetworkFactory(slug="here")
    return SeatFactory(offices=["chair"], network=network, starts_at=yesterday, **kwargs)


def meeting_on_first_item(chair: Seat) -> Meeting:
    """Return a meeting whose current agenda item is its first."""
    meeting = call(chair)
    set_current_item(meeting=meeting, user=chair.user, item=put_item(meeting, chair))
    return reloaded(meeting)


def reloaded(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("network", "at_item").get(pk=meeting.pk)


def ask(meeting: Meeting, seat: Seat) -> Turn:
    return request_to_speak(meeting=meeting, user=seat.user)


def speak(meeting: Meeting, seat: Seat, chair: Seat) -> None:
    turn = ask(meeting, seat)
    call_speaker(turn=turn, user=chair.user)
    end_turn(turn=turn, user=chair.user)


def waiting(meeting: Meeting) -> list[Seat]:
    return [turn.seat for turn in speaking_list_of(meeting=reloaded(meeting)).waiting]


def refused(act: Callable[..., Any], **named: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(**named)
    return refusal.value.code


def test_delegation_that_has_not_spoken_precedes_those_that_have(db: None) -> None:
    chair = make_chair()
    first, second, colleague = add_seat(chair), add_seat(chair, "XC"), add_seat(chair, "XB", capacity="adviser")
    meeting = meeting_on_first_item(chair)
    speak(meeting, first, chair)
    for seat in (first, colleague, second):
        ask(meeting, seat)
    assert waiting(meeting) == [second, first, colleague]
    other = put_item(meeting, chair, "Add item")
    set_current_item(meeting=meeting, user=chair.user, item=other)
    meeting = reloaded(meeting)
    assert waiting(meeting) == []
    for seat in (first, second):
        ask(meeting, seat)
    assert waiting(meeting) == [first, second]


@given(
    requests=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), max_size=12),
    spoken=st.lists(st.integers(0, 4), max_size=12),
)
@settings(max_examples=200, deadline=None)
def test_any_order_of_requests_keeps_everyone_and_puts_new_delegations_first(
    requests: list[tuple[int, int]], spoken: list[int]
) -> None:
    rows = [
        SpeakerRequest(key=key, body=body, asked_at=START + timedelta(minutes=minute))
        for key, (body, minute) in enumerate(requests)
    ]
    placed = order_requests(waiting=rows, spoken=spoken)
    assert sorted(one.key for one in placed) == list(range(len(rows)))
    assert list(order_requests(waiting=placed[::-1], spoken=spoken)) == list(placed)
    firsts = list({one.body: one for one in reversed(placed)}.values())
    places = {one.key: place for place, one in enumerate(placed)}
    for fresh in (one for one in firsts if one.body not in spoken):
        assert all(places[fresh.key] < places[one.key] for one in placed if one.body in spoken)


def test_repeated_request_to_speak_is_listed_once_and_can_be_withdrawn(db: None) -> None:
    chair = make_chair()
    member, other = add_seat(chair), add_seat(chair, "XC")
    meeting = meeting_on_first_item(chair)
    turn = ask(meeting, member)
    assert ask(meeting, member) == turn
    with pytest.raises(NotAllowed):
        withdraw_request(turn=turn, user=other.user)
    withdraw_request(turn=turn, user=member.user)
    assert waiting(meeting) == []
    assert refused(call_speaker, turn=turn, user=chair.user) == "withdrawn"
    assert ask(meeting, member) != turn


def test_floor_is_free_when_the_turn_or_the_agenda_item_ends(db: None) -> None:
    chair = make_chair()
    member, other = add_seat(chair), add_seat(chair, "XC")
    meeting = meeting_on_first_item(chair)
    mine, theirs = ask(meeting, member), ask(meeting, other)
    with pytest.raises(NotAllowed):
        call_speaker(turn=mine, user=member.user)
    call_speaker(turn=mine, user=chair.user)
    floor = speaking_list_of(meeting=reloaded(meeting))
    assert (floor.speaking, floor.until) == (mine, floor.speaking.given_at + timedelta(minutes=3))
    assert refused(call_speaker, turn=theirs, user=chair.user) == "floor_taken"
    assert refused(withdraw_request, turn=mine, user=member.user) == "spoken"
    with pytest.raises(NotAllowed):
        end_turn(turn=mine, user=other.user)
    end_turn(turn=mine, user=member.user)
    call_speaker(turn=theirs, user=chair.user)
    set_current_item(meeting=meeting, user=chair.user, item=None)
    assert list(Turn.objects.filter(ended_at=None)) == []
    assert refused(request_to_speak, meeting=meeting, user=member.user) == "no_item"


def test_observer_cannot_request_to_speak_and_experts_speak_for_their_organisation(db: None) -> None:
    chair = make_chair()
    meeting = meeting_on_first_item(chair)
    with pytest.raises(NotAllowed):
        ask(meeting, add_seat(chair, capacity="observer"))
    experts = [add_seat(chair, delegation=None, capacity="expert", organisation="Agency") for _each in range(2)]
    member = add_seat(chair)
    speak(meeting, experts[0], chair)
    for seat in (experts[1], member):
        ask(meeting, seat)
    assert waiting(meeting) == [member, experts[1]]


@pytest.mark.django_db(transaction=True)
def test_only_one_of_two_concurrent_calls_gives_the_floor() -> None:
    chair = make_chair()
    second = add_seat(chair, offices=["vice_chair"])
    meeting = meeting_on_first_item(chair)
    turns = [ask(meeting, add_seat(chair, code)) for code in ("XC", "XD")]
    together, outcomes = threading.Barrier(2), []

    def act(turn: Turn, seat: Seat) -> None:
        try:
            together.wait(10)
            call_speaker(turn=Turn.objects.select_related("meeting__network").get(pk=turn.pk), user=seat.user)
            outcomes.append("done")
        except Refused as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=one) for one in zip(turns, (chair, second), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["done", "floor_taken"]
    assert (Turn.objects.speaking().count(), Event.objects.filter(kind="floor.given").count()) == (1, 1)


def test_request_of_a_suspended_delegation_does_not_wait_and_is_not_called(db: None) -> None:
    chair = make_chair()
    seat, other = add_seat(chair), add_seat(chair, "XC")
    meeting = meeting_on_first_item(chair)
    turn = ask(meeting, seat)
    ask(meeting, other)
    suspend(chair.network, "XB")
    assert waiting(meeting) == [other]
    assert refused(call_speaker, turn=turn, user=chair.user) == "withdrawn"
