"""The permission table of networks, for roles and for visibility."""

import pytest

from networkapp.errors import NotAllowed
from networkapp.models import Network
from networkapp.permissions import ALLOWED, CAPACITIES, OFFICES, Action, Role
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory


@pytest.mark.parametrize("role", sorted(CAPACITIES | OFFICES))
@pytest.mark.parametrize("action", list(Action))
def test_network_permissions_follow_the_table_for_each_role(db: None, action: Action, role: Role) -> None:
    capacity = role if role in CAPACITIES else "government"
    seat = SeatFactory(capacity=capacity, offices=[role] if role in OFFICES else [])
    NetworkFactory(slug="another")
    expected = bool({Role(capacity), role} & ALLOWED[action])
    assert list(Network.objects.where(seat.user, may=action)) == ([seat.network] if expected else [])
    if expected:
        seat.network.require(seat.user, action)
    else:
        with pytest.raises(NotAllowed):
            seat.network.require(seat.user, action)


def test_user_without_a_seat_sees_public_networks_only(db: None) -> None:
    public = NetworkFactory(visibility="public")
    NetworkFactory(visibility="members")
    NetworkFactory(visibility="closed")
    assert list(Network.objects.where(UserFactory(), may=Action.SEE)) == [public]
