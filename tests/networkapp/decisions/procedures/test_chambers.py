"""A parliament with two chambers has one vote or two, depending on whether it or its chambers take part in the
network.
"""

import pytest
from django.utils import timezone, translation

from networkapp.decisions.models import Procedure
from networkapp.decisions.procedures.procedure_page import procedure_access
from networkapp.decisions.procedures.roll import freeze_roll, voting_delegations
from networkapp.models import Delegation, Network
from tests.factories.decisions import propose, put_to
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def parliament() -> Delegation:
    return DelegationFactory(code="XA")


@pytest.fixture
def chambers(parliament: Delegation) -> list[Delegation]:
    fields = {"kind": "chamber", "parliament": parliament, "country": "XA", "assessed": False}
    return [DelegationFactory(code=code, name=f"House {code}", **fields) for code in ("XA-C", "XA-S")]


@pytest.fixture
def network() -> Network:
    made = NetworkFactory(slug="joint")
    made.delegations.add(DelegationFactory(code="XB"))
    return made


def voices(network: Network) -> list[str]:
    return [one.code for one in voting_delegations(network)]


def test_parliament_that_takes_part_without_its_chambers_has_one_vote(
    network: Network, parliament: Delegation, chambers: list[Delegation]
) -> None:
    network.delegations.add(parliament)
    assert voices(network) == ["XA", "XB"]


def test_chambers_that_take_part_have_one_vote_each_and_their_parliament_none(
    network: Network, parliament: Delegation, chambers: list[Delegation]
) -> None:
    network.delegations.add(*chambers, parliament)
    SeatFactory(network=network, delegation=parliament)
    assert voices(network) == ["XA-C", "XA-S", "XB"]


def test_chambers_in_another_network_do_not_change_the_vote_of_the_parliament(
    network: Network, parliament: Delegation, chambers: list[Delegation]
) -> None:
    network.delegations.add(parliament)
    NetworkFactory(slug="other").delegations.add(*chambers)
    assert voices(network) == ["XA", "XB"]


def open_procedure(network: Network) -> Procedure:
    """Return a procedure with the roll of this moment."""
    procedure = put_to(propose(SeatFactory(network=network, delegation__code="XB")), roll=())
    freeze_roll(procedure, timezone.now())
    return procedure


def test_member_of_a_parliament_is_told_that_its_chambers_vote(
    network: Network, parliament: Delegation, chambers: list[Delegation]
) -> None:
    network.delegations.add(*chambers, parliament)
    seat = SeatFactory(network=network, delegation=parliament)
    procedure = open_procedure(network)
    words = "Your delegation, Sample country A, is not on this roll because its chambers vote: House XA-C, House XA-S."
    with translation.override("en"):
        assert procedure_access(procedure, seat.user).no_voice == words


def test_delegation_that_joined_later_and_an_expert_are_told_why_they_cannot_vote(network: Network) -> None:
    procedure = open_procedure(network)
    region = DelegationFactory(code="XR", kind="regional", country="", assessed=False, name="Region R")
    network.delegations.add(region)
    later = SeatFactory(network=network, delegation=region).user
    expert = SeatFactory(network=network, capacity="expert", delegation=None).user
    joined = "Your delegation, Region R, is not on this roll because it joined after the roll was closed."
    assert procedure_access(procedure, later).no_voice == joined
    no_vote = "You cannot vote: only members and substitutes of a delegation can."
    assert procedure_access(procedure, expert).no_voice == no_vote
