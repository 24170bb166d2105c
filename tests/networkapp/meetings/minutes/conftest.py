"""A meeting that was held, its chair, and a member of another delegation."""

from networkapp.meetings.models import Meeting
from networkapp.models import Seat
from tests.factories.meetings import call, was
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world


@world
def chair(db: None) -> Seat:
    return SeatFactory(offices=["chair"], network=NetworkFactory(slug="here", visibility="public"))


@world
def member(chair: Seat) -> Seat:
    return SeatFactory(network=chair.network, delegation=DelegationFactory(code="XB"))


@world
def meeting(chair: Seat) -> Meeting:
    return was(call(chair))
