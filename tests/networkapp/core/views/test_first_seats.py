"""First seats: a site administrator can invite until the network has a secretariat."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from networkapp.errors import NotAllowed
from networkapp.host import Newcomer, host_accounts
from networkapp.models import Capacity, Event, Invitation, Network, Seat
from networkapp.networks.actions import invitations
from networkapp.permissions import Action
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory, site_administrator

pytestmark = pytest.mark.django_db
ADDRESS = "ada@example.org"
FORM = {"email": ADDRESS, "language": "en", "capacity": "secretariat", "name": "Ada"}
ADA = Newcomer(name="Ada", language="en", time_zone="UTC", password="a-long-sentence-77")


@pytest.fixture
def network() -> Network:
    made = NetworkFactory(slug="alpine", visibility="closed")
    made.delegations.add(DelegationFactory(code="XA"))
    return made


@pytest.fixture
def first(client: Client) -> Any:
    user = site_administrator()
    client.force_login(user)
    return user


def screen(network: Network) -> str:
    return reverse("networkapp_first_seats", args=[network.pk])


def test_invited_secretariat_accepts_its_seat_and_can_invite(
    client: Client, first: Any, network: Network, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(screen(network), FORM).headers["Location"] == screen(network)
    assert mail.outbox[-1].to == [ADDRESS]
    page = client.get(screen(network)).content.decode()
    assert 'data-label="Seat">Secretariat' in page
    invitation = Invitation.objects.get()
    ada = invitations.accept_as_newcomer(invitation=invitation, newcomer=ADA)
    assert network.allows(ada, Action.INVITE)
    page = client.get(screen(network)).content.decode()
    assert ("This network has a secretariat, which invites" in page, "Send invitation" in page) == (True, False)
    assert client.post(screen(network), {**FORM, "email": "eve@example.org"}).status_code in {302, 403}
    assert Invitation.objects.count() == 1
    assert Event.objects.filter(network=network, kind="invitation.sent", actor=first).count() == 1


def test_chair_and_members_can_be_invited_before_there_is_a_secretariat(
    client: Client, first: Any, network: Network
) -> None:
    chair = {**FORM, "capacity": "member", "delegation": network.delegations.get().pk, "offices": ["chair"]}
    assert client.post(screen(network), chair).status_code == 302
    assert Invitation.objects.get().offices == ["chair"]


def test_invalid_seat_is_refused_on_the_form_and_entries_are_kept(client: Client, first: Any, network: Network) -> None:
    answer = client.post(screen(network), {**FORM, "capacity": "member"})
    assert (answer.status_code, ADDRESS in answer.content.decode()) == (422, True)
    assert not Invitation.objects.exists()


def test_administrator_resends_and_revokes_invitations_while_there_is_no_secretariat(
    client: Client, first: Any, network: Network
) -> None:
    client.post(screen(network), FORM)
    invitation = Invitation.objects.get()
    before = invitation.token_hash
    client.post(reverse("networkapp_resend_first_invitation", args=[network.pk, invitation.pk]))
    invitation.refresh_from_db()
    assert invitation.token_hash != before
    client.post(reverse("networkapp_revoke_first_invitation", args=[network.pk, invitation.pk]))
    invitation.refresh_from_db()
    assert invitation.state == "revoked"
    elsewhere = NetworkFactory(slug="other")
    other = reverse("networkapp_revoke_first_invitation", args=[elsewhere.pk, invitation.pk])
    assert client.post(other).status_code == 404


def test_only_site_administrators_invite_without_a_seat(network: Network) -> None:
    place = invitations.InvitedSeat(capacity=Capacity.SECRETARIAT)
    for user in (UserFactory(), SeatFactory(capacity="secretariat").user, SeatFactory(network=network).user):
        with pytest.raises(NotAllowed):
            invitations.invite(network=network, email=ADDRESS, place=place, user=user, base_url="")
    assert not Invitation.objects.exists()


def test_administrator_can_invite_again_once_the_secretariats_seat_has_ended(
    client: Client, first: Any, network: Network
) -> None:
    seat = SeatFactory(network=network, capacity="secretariat", delegation=None)
    assert "This network has a secretariat, which invites" in client.get(screen(network)).content.decode()
    Seat.objects.filter(pk=seat.pk).update(ends_at=seat.starts_at)
    assert client.post(screen(network), FORM).status_code == 302


def test_administrator_without_a_seat_sees_no_members_and_no_topics(
    client: Client, first: Any, network: Network
) -> None:
    member = SeatFactory(network=network, user=UserFactory(display_name="Bait Member"))
    assert "Bait Member" not in client.get(screen(network)).content.decode()
    assert client.get(reverse("networkapp:seats", args=["alpine"])).status_code == 404
    assert client.get(reverse("networkapp:topics", args=["alpine"])).status_code == 404
    assert not network.allows(first, Action.READ)
    assert member.is_current


def test_first_secretariat_with_an_account_accepts_with_that_account(
    client: Client, first: Any, network: Network
) -> None:
    user = host_accounts().create(ADDRESS, ADA)
    client.post(screen(network), FORM)
    invitations.accept(invitation=Invitation.objects.get(), user=user)
    assert Seat.objects.current().filter(network=network, user=user, capacity="secretariat").exists()
