"""Two keys: an adviser writes an amendment, a member of her delegation releases it; nobody else knows of it before."""

from typing import Any
from uuid import uuid4

import pytest

from networkapp.domain.prepared_amendments import (
    find_prepared_amendments,
    on_the_desk,
    prepare_amendment,
    release_amendment,
    send_amendment_back,
    take_amendment_back,
)
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Amendment, Event, PreparedAmendment
from networkapp.rules.amending import Change
from tests.factories.networks import SeatFactory
from tests.factories.proposals import Drafting, make_drafting

CHANGE = Change(number=0, key="p1", start=1, end=2, replacement="may")


@pytest.fixture
def here(db: None) -> Drafting:
    return make_drafting()


def prepare(here: Drafting, **given: Any) -> PreparedAmendment:
    usual = {"person": here.adviser.user, "partner": here.member.pk, "change": CHANGE, "reason": "Clearer"}
    return prepare_amendment(version=here.newest, **{**usual, "client_key": uuid4(), **given})


def test_only_the_two_know_of_it_and_no_event_tells(here: Drafting) -> None:
    before = Event.objects.count()
    prepared = prepare(here)
    seats = (here.member, here.adviser, here.other, here.rapporteur, here.secretariat)
    assert [list(find_prepared_amendments(seat.user)) for seat in seats] == [[prepared], [prepared], [], [], []]
    assert [len(list(on_the_desk(seat.user))) for seat in seats] == [1, 0, 0, 0, 0]
    assert (Event.objects.count(), Amendment.objects.count()) == (before, 0)


def test_released_twice_it_is_one_amendment_and_says_who_drafted_it(here: Drafting) -> None:
    prepared = prepare(here)
    made = release_amendment(prepared=prepared, person=here.member.user)
    assert release_amendment(prepared=prepared, person=here.member.user) == made
    assert (made.drafted_by, made.seat, made.replacement, made.number) == (here.adviser, here.member, "may", 1)
    assert list(on_the_desk(here.member.user)) == []


def test_what_one_delegation_prepared_is_released_for_that_one_whatever_else_she_speaks_for(here: Drafting) -> None:
    substitute = SeatFactory(network=here.network, delegation=here.member.delegation, capacity="substitute")
    SeatFactory(network=here.network, user=substitute.user, delegation=here.other.delegation)
    prepared = prepare(here, partner=substitute.pk)
    released = release_amendment(prepared=prepared, person=substitute.user)
    assert (released.delegation, released.seat) == (substitute.delegation, substitute)


def test_nobody_else_releases_it_and_the_adviser_proposes_none(here: Drafting) -> None:
    prepared = prepare(here)
    for seat in (here.adviser, here.other, here.rapporteur):
        with pytest.raises(NotAllowed):
            release_amendment(prepared=prepared, person=seat.user)
    with pytest.raises(NotAllowed):
        here.ask(CHANGE, by=here.adviser)
    with pytest.raises(NotAllowed):
        take_amendment_back(prepared=prepared, person=here.member.user)


def test_it_is_prepared_for_a_voice_of_the_same_delegation_alone(here: Drafting) -> None:
    with pytest.raises(Refused, match="Nobody of your delegation"):
        prepare(here, partner=here.other.pk)
    with pytest.raises(Refused) as refusal:
        prepare(here, change=Change(number=0, key="p1", start=1, end=99))
    assert refusal.value.code == "out_of_range"


def test_sent_back_or_taken_back_it_is_released_no_more(here: Drafting) -> None:
    prepared = prepare(here)
    send_amendment_back(prepared=prepared, person=here.member.user, note="Shorter")
    assert [item.title for item in on_the_desk(here.adviser.user)] == ["Sent back to you: an amendment to P-1"]
    for _twice in range(2):
        take_amendment_back(prepared=prepared, person=here.adviser.user)
    with pytest.raises(Refused) as refusal:
        release_amendment(prepared=prepared, person=here.member.user)
    assert (refusal.value.code, Amendment.objects.count()) == ("settled", 0)
