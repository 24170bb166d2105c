"""Invitations accepted at the same time: one account is created, and the other act is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import IntegrityError, connection
from wagtail.models import Collection

from accounts.host import SiteAccounts
from networkapp.administration import invitations as administration
from networkapp.errors import Refused
from networkapp.host import Newcomer, host_accounts
from networkapp.models import AdministratorInvitation, Capacity, Invitation, Network
from networkapp.networks.actions import invitations, seats
from networkapp.networks.actions.invitations import InvitedSeat
from tests.factories.networks import NetworkFactory, SeatFactory, site_administrator
from tests.worlds import world

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "ada@example.org"
BASE = "https://networks.example"
ADA = Newcomer(name="Ada", language="en", time_zone="UTC", password="a-long-sentence")
FOUND_NONE = Barrier(2)


class TwoAtOnce(SiteAccounts):
    """Creates an account once two threads have found none, or after a while, since SQLite serialises them."""

    def create(self, email: str, newcomer: Newcomer) -> Any:
        with suppress(BrokenBarrierError):
            FOUND_NONE.wait(3)
        return super().create(email, newcomer)


class NothingStored(SiteAccounts):
    """A host whose database refuses every new account."""

    def create(self, email: str, newcomer: Newcomer) -> Any:
        raise IntegrityError(email)


@world
def network() -> Network:
    Collection.get_first_root_node() or Collection.add_root(name="Root")
    made: Network = NetworkFactory(slug="joint")
    return made


def invite(network: Network, capacity: Capacity) -> Invitation:
    by = SeatFactory(network=network, capacity="secretariat", delegation=None).user
    place = InvitedSeat(capacity=capacity, organisation="Institute")
    return invitations.invite(network=network, email=ADDRESS, user=by, base_url=BASE, place=place)


def invite_administrator(_network: Network) -> AdministratorInvitation:
    fields = {"user": site_administrator(), "base_url": BASE}
    return administration.invite_administrator(address=ADDRESS, language="en", **fields)


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Return the sorted results of acts done at the same time: "accepted", or the code of the refusal."""
    start = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> str:
        try:
            start.wait(10)
            act()
            return "accepted"
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(done.result(60) for done in [threads.submit(one, act) for act in acts])


def test_simultaneous_acceptance_of_one_invitation_creates_one_account_and_one_seat(network: Network) -> None:
    invitation = invite(network, Capacity.OBSERVER)

    def accept() -> Any:
        return invitations.accept_as_newcomer(invitation=invitation, newcomer=ADA)

    assert at_once(accept, accept) == ["accepted", "settled"]
    assert seats.seats_of(network=network).filter(capacity="observer").count() == 1


@pytest.mark.parametrize("is_administrator", [False, True], ids=["another seat", "site administrator"])
def test_of_two_simultaneous_invitations_to_a_new_address_one_is_refused(
    network: Network, settings: Any, is_administrator: bool
) -> None:
    seat = invite(network, Capacity.OBSERVER)
    other: Any = invite_administrator(network) if is_administrator else invite(network, Capacity.EXPERT)
    accept = administration.accept_administration_as_newcomer if is_administrator else invitations.accept_as_newcomer
    FOUND_NONE.reset()
    settings.NETWORKAPP_HOST_ACCOUNTS = f"{__name__}.TwoAtOnce"
    outcomes = at_once(
        lambda: invitations.accept_as_newcomer(invitation=seat, newcomer=ADA),
        lambda: accept(invitation=other, newcomer=ADA),
    )
    assert outcomes == ["accepted", "account_exists"]
    for one in (seat, other):
        one.refresh_from_db()
    assert [bool(one.accepted_at) for one in (seat, other)].count(True) == 1
    assert host_accounts().find(ADDRESS) is not None


def test_database_error_while_creating_an_account_is_raised_and_not_refused(network: Network, settings: Any) -> None:
    invitation = invite(network, Capacity.OBSERVER)
    settings.NETWORKAPP_HOST_ACCOUNTS = f"{__name__}.NothingStored"
    with pytest.raises(IntegrityError):
        invitations.accept_as_newcomer(invitation=invitation, newcomer=ADA)
