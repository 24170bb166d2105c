"""Procedure and decision pages name who acted for a delegation, and from which seat."""

import re

from django.test import Client

from networkapp.decisions.models import Procedure
from networkapp.decisions.procedures.actions import close_at_meeting
from networkapp.models import Network, Seat
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.procedures import chair_of, make_procedure, states, voice
from tests.worlds import world


@world
def network(db: None) -> Network:
    return NetworkFactory(slug="here", visibility="public")


@world
def chair(network: Network) -> Seat:
    return chair_of(network)


@world
def substitute(chair: Seat) -> Seat:
    voice(chair.network, "XB")
    return voice(chair.network, "XB", capacity="substitute")


def page(address: str, seat: Seat | None = None) -> str:
    client = Client()
    if seat is not None:
        client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    return " ".join(client.get(address).content.decode().split())


def test_procedure_page_names_the_substitute_who_recorded_the_position(chair: Seat, substitute: Seat) -> None:
    procedure = make_procedure(chair, "written")
    states(procedure, substitute, "agree")
    text = f"Recorded by {substitute.user} (substitute, XB)"
    member = Seat.objects.get(delegation=substitute.delegation, capacity="member")
    assert page(procedure.get_absolute_url(), member).count(text) == 2
    assert page(procedure.get_absolute_url(), chair).count(text) == 1


def test_hidden_positions_name_the_person_who_acted_only_to_their_delegation(chair: Seat, substitute: Seat) -> None:
    procedure = make_procedure(chair, "written", hidden_until_closed=True)
    states(procedure, substitute, "agree")
    text = f"Recorded by {substitute.user} (substitute, XB)"
    member = Seat.objects.get(delegation=substitute.delegation, capacity="member")
    assert [text in page(procedure.get_absolute_url(), seat) for seat in (member, chair)] == [True, False]


def test_page_of_a_broken_silence_names_who_broke_it(chair: Seat, substitute: Seat) -> None:
    procedure = make_procedure(chair)
    states(procedure, substitute, "object", "Not before spring.")
    head = page(procedure.get_absolute_url(), chair).partition("Silence broken")[2].partition("<dl")[0]
    assert f"Recorded by {substitute.user} (substitute, XB)" in head


def test_decision_names_who_acted_to_readers_of_the_network_without_storing_names(
    chair: Seat, substitute: Seat
) -> None:
    procedure = make_procedure(chair, "meeting", quorum=1)
    states(procedure, substitute, "explain", "We read it so.")
    close_at_meeting(procedure=procedure, user=chair.user)
    decision = Procedure.objects.get().decision
    text = f"Recorded by {substitute.user} (substitute, XB)"
    assert text in page(decision.get_absolute_url(), chair)
    assert text not in page(decision.get_absolute_url())
    elsewhere = SeatFactory(network=NetworkFactory(slug="there"))
    assert text not in page(decision.get_absolute_url(), elsewhere)
    assert [line["capacity"] for line in decision.roll] == ["", "substitute"]
    assert str(substitute.user) not in str(decision.roll)
    substitute.user.display_name = "Another Name"
    substitute.user.save()
    assert "Recorded by Another Name (substitute, XB)" in page(decision.get_absolute_url(), chair)


def test_decision_names_who_recorded_the_last_of_several_positions(chair: Seat, substitute: Seat) -> None:
    member = Seat.objects.get(delegation=substitute.delegation, capacity="member")
    procedure = make_procedure(chair, "meeting", quorum=1)
    states(procedure, substitute, "abstain")
    states(procedure, member, "agree")
    close_at_meeting(procedure=procedure, user=chair.user)
    record = page(Procedure.objects.get().decision.get_absolute_url(), chair)
    assert re.findall(r"Recorded by [^<(]+ \((\w+), XB\)", record) == ["member"]
