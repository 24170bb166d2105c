"""The compiled access queries of sockets agree with the permission table, Django's sessions and the log."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.utils import timezone

from networkapp.events import reader_of
from networkapp.live.auth import find_network_access
from networkapp.live.sessions import request_from_cookies
from networkapp.models import Capacity, Network, Office, Seat
from networkapp.permissions import Action
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.networkapp.core.sockets import log_in

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TERMS = {
    "today": (NOW - timedelta(days=1), None),
    "until tomorrow": (NOW - timedelta(days=1), NOW + timedelta(days=1)),
    "ended": (NOW - timedelta(days=2), NOW - timedelta(days=1)),
    "tomorrow": (NOW + timedelta(days=1), None),
}


def cookies(key: str) -> dict[str, str]:
    return {settings.SESSION_COOKIE_NAME: key}


def test_socket_access_equals_the_permission_table_for_every_seat() -> None:
    networks = [NetworkFactory(visibility=visibility) for visibility in Network.Visibility.values]
    delegation = DelegationFactory()
    offices: list[list[str]] = [[], [Office.CHAIR], [Office.EDITOR, Office.ASSESSMENT_DELEGATE]]
    seen = {True: 0, False: 0}
    for capacity, term, value in product(Capacity.values, TERMS.values(), offices):
        user = UserFactory()
        for network in networks[1:]:
            SeatFactory(
                user=user,
                network=network,
                delegation=delegation,
                capacity=capacity,
                starts_at=term[0],
                ends_at=term[1],
                offices=value,
            )
        key = log_in(user)
        for network in networks:
            access = find_network_access(network.slug, cookies(key))
            may = Network.objects.where(user, may=Action.READ).filter(pk=network.pk).exists()
            assert (access is not None) is may
            seen[may] += 1
            if access is not None:
                assert (access.network, access.reader) == (network.pk, reader_of(network, user))
                assert access.until == term[1]
    assert min(seen.values()) > 10


def test_socket_access_without_an_account_is_refused_as_in_the_permission_table() -> None:
    for visibility in Network.Visibility.values:
        network = NetworkFactory(visibility=visibility)
        assert not network.allows(AnonymousUser(), Action.READ)
        assert find_network_access(network.slug, cookies("")) is None


def test_second_seat_adds_its_rights_and_its_start_and_end_are_known() -> None:
    seat = SeatFactory(capacity="member", ends_at=NOW + timedelta(days=9))
    other = DelegationFactory()
    later = SeatFactory(user=seat.user, network=seat.network, delegation=other, starts_at=NOW + timedelta(days=3))
    key = log_in(seat.user)
    before = find_network_access(seat.network.slug, cookies(key))
    assert before is not None
    assert (before.reader.delegations, before.until) == (frozenset({seat.delegation_id}), later.starts_at)
    Seat.objects.filter(pk=later.pk).update(starts_at=NOW - timedelta(days=1))
    after = find_network_access(seat.network.slug, cookies(key))
    assert after is not None
    assert after.reader == reader_of(seat.network, seat.user)
    assert after.reader.delegations == frozenset({seat.delegation_id, other.pk})


def sign_out(user: Any, key: str) -> None:
    Session.objects.filter(session_key=key).delete()


def expire(user: Any, key: str) -> None:
    Session.objects.filter(session_key=key).update(expire_date=timezone.now())


def spoil(user: Any, key: str) -> None:
    Session.objects.filter(session_key=key).update(session_data="nonsense")


def change_password(user: Any, key: str) -> None:
    user.set_password("another")
    user.save()


def switch_off(user: Any, key: str) -> None:
    type(user).objects.filter(pk=user.pk).update(is_active=False)


@pytest.mark.parametrize("change", [sign_out, expire, spoil, change_password, switch_off])
def test_session_that_is_invalid_for_django_is_invalid_for_sockets(change: Any) -> None:
    user = UserFactory()
    key = log_in(user)
    assert request_from_cookies(cookies(key)).user == user
    change(user, key)
    assert isinstance(request_from_cookies(cookies(key)).user, AnonymousUser)


def test_session_signed_with_a_fallback_secret_key_is_valid_for_sockets(settings: Any) -> None:
    user = UserFactory()
    key = log_in(user)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the next one", [settings.SECRET_KEY]
    request = request_from_cookies(cookies(key))
    assert request.user == user
    assert request.session.session_key != key
    assert get_user(request) == user
