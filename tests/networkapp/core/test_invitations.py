"""Invitations: for one seat and one address until a date, and everything that is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from networkapp.errors import NotAllowed, Refused
from networkapp.host import Newcomer, host_accounts
from networkapp.models import Capacity, Event, Invitation, Network, Office, Seat
from networkapp.models.addressed_links import State
from networkapp.networks.actions import invitations
from networkapp.networks.actions.invitations import InvitationPageState, InvitedSeat
from networkapp.networks.forms.delegations_editing import DomainsField
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.worlds import world

ADDRESS = "ada@example.org"
BASE = "https://networks.example"
LATER = timezone.now() + timedelta(days=400)


@world
def joint(db: None) -> Network:
    return make_joint()


def make_joint() -> Network:
    network = NetworkFactory(slug="joint")
    network.delegations.add(DelegationFactory(code="XA"))
    return network


def secretariat(network: Network) -> Any:
    return SeatFactory(network=network, capacity="secretariat", delegation=None).user


@pytest.fixture
def send(joint: Network, django_capture_on_commit_callbacks: Any) -> Callable[..., tuple[Invitation, str]]:
    """Return a function that sends an invitation to a member's seat and returns it with the secret of its link."""
    by = secretariat(joint)

    def act(**fields: Any) -> tuple[Invitation, str]:
        place = {"capacity": Capacity.MEMBER, "delegation": DelegationFactory(code="XA")} | fields.pop("place", {})
        arguments = {"network": joint, "email": ADDRESS, "user": by, "base_url": BASE} | fields
        with django_capture_on_commit_callbacks(execute=True):
            invitation = invitations.invite(place=InvitedSeat(**place), **arguments)
        return invitation, secret()

    return act


def secret() -> str:
    """Return the secret in the link of the last e-mail."""
    link = next(line for line in mail.outbox[-1].body.splitlines() if line.startswith(BASE))
    return link.removeprefix(f"{BASE}/invitations/").rstrip("/")


def newcomer(**fields: Any) -> Newcomer:
    return Newcomer(**{"name": "Ada", "language": "en", "time_zone": "UTC", "password": "a-long-sentence"} | fields)


def account(email: str = ADDRESS) -> Any:
    return host_accounts().create(email, newcomer())


def refusal(act: Callable[..., Any], **kwargs: Any) -> str:
    with pytest.raises(Refused) as refused:
        act(**kwargs)
    return refused.value.code


def test_seats_of_a_parliament_are_offered_only_to_its_own_mail_domains(send: Any, joint: Network) -> None:
    parliament = DelegationFactory(code="XA")
    parliament.mail_domains = "parliament.example senate.example"
    parliament.save()
    at_home = {"delegation": parliament}
    for email in ("ada@parliament.example", "ada@office.Senate.example"):
        assert send(email=email, place=at_home)[0].email == email.lower()
    for email in ("ada@example.org", "ada@notparliament.example", "ada@parliament.example.org"):
        for capacity in (Capacity.MEMBER, Capacity.SUBSTITUTE, Capacity.ADVISER):
            assert refusal(send, email=email, place={**at_home, "capacity": capacity}) == "foreign_address"
    assert send(email="ada@ministry.example", place={**at_home, "capacity": Capacity.GOVERNMENT})
    assert send(place={"delegation": None, "capacity": Capacity.EXPERT})
    parliament.mail_domains = "else.example"
    parliament.save()
    known = Invitation.objects.get(email="ada@parliament.example")
    assert refusal(invitations.resend, invitation=known, user=known.invited_by, base_url=BASE) == "foreign_address"


def test_mail_domains_are_stored_once_in_lower_case_and_validated() -> None:
    field = DomainsField(required=False)
    assert field.clean("Parliament.example, senate.example parliament.example") == "parliament.example senate.example"
    assert field.clean("") == ""
    for wrong in ("parliament", "ada@parliament.example", "parliament.example/x"):
        with pytest.raises(ValidationError):
            field.clean(wrong)


def test_invitation_e_mail_is_in_its_language_and_its_link_is_stored_only_as_a_hash(send: Any) -> None:
    invitation, token = send(language="de", name="Ada", place={"offices": (Office.CHAIR,)})
    email = mail.outbox[-1]
    assert email.to == [ADDRESS]
    assert token not in str(Invitation.objects.values().get(pk=invitation.pk))
    assert invitations.find_invitation(token=token) == invitation
    assert Invitation.objects.get(pk=invitation.pk).sent_at is not None


def test_invitation_e_mail_is_sent_only_after_commit(joint: Network) -> None:
    place = InvitedSeat(capacity=Capacity.SECRETARIAT)
    invitations.invite(network=joint, email=ADDRESS, user=secretariat(joint), base_url=BASE, place=place)
    assert mail.outbox == []


def test_invitation_whose_e_mail_cannot_be_sent_stays_open_and_unsent(
    send: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: EmailBackend, messages: Any) -> int:
        raise ConnectionRefusedError

    send(email="first@example.org")
    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    invitation, _stale = send()
    assert Invitation.objects.get(pk=invitation.pk).sent_at is None
    assert invitation.state == State.OPEN


@pytest.mark.parametrize("capacity", [value for value in Capacity if value != Capacity.SECRETARIAT])
def test_only_the_secretariat_can_invite(joint: Network, send: Any, capacity: Capacity) -> None:
    with pytest.raises(NotAllowed):
        send(user=SeatFactory(network=joint, capacity=capacity).user)


def test_secretariat_of_another_network_cannot_invite(send: Any) -> None:
    with pytest.raises(NotAllowed):
        send(user=secretariat(NetworkFactory()))


def test_secretariat_whose_seat_has_ended_cannot_invite(joint: Network, send: Any) -> None:
    by = secretariat(joint)
    Seat.objects.filter(user=by).update(ends_at=timezone.now())
    with pytest.raises(NotAllowed):
        send(user=by)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ({"delegation": None}, "delegation_missing"),
        ({"capacity": Capacity.GOVERNMENT, "delegation": None}, "delegation_missing"),
        ({"capacity": Capacity.OBSERVER, "offices": (Office.CHAIR,)}, "office_needs_a_voice"),
        ({"ends_at": timezone.now() - timedelta(days=1), "starts_at": LATER - timedelta(days=900)}, "term_over"),
        ({"ends_at": LATER, "starts_at": LATER + timedelta(days=1)}, "term_backwards"),
    ],
)
def test_invitation_to_an_invalid_seat_is_refused(send: Any, place: dict[str, Any], code: str) -> None:
    assert refusal(send, place=place) == code
    assert mail.outbox == []


def test_invitation_for_a_delegation_of_another_network_is_refused(send: Any) -> None:
    assert refusal(send, place={"delegation": DelegationFactory(code="XB")}) == "delegation_elsewhere"


def test_second_invitation_to_the_same_seat_is_refused_whatever_the_case_of_the_address(send: Any) -> None:
    send()
    assert refusal(send, email=" ADA@Example.ORG ") == "already_invited"
    send(place={"capacity": Capacity.ADVISER})


def test_holder_of_the_seat_cannot_be_invited_to_it_again(send: Any) -> None:
    invitation, _token = send()
    invitations.accept(invitation=invitation, user=account())
    assert refusal(send) == "already_seated"


def test_accepting_an_invitation_creates_the_seat_with_its_offices_and_term(send: Any) -> None:
    invitation, _token = send(place={"offices": (Office.RAPPORTEUR,), "ends_at": LATER})
    seat = invitations.accept(invitation=invitation, user=account())
    assert (seat.capacity, seat.delegation.code, seat.ends_at) == ("member", "XA", LATER)
    assert [office.office for office in seat.offices.all()] == ["rapporteur"]
    assert seat.starts_at >= invitation.created_at
    assert Invitation.objects.get(pk=invitation.pk).state == State.ACCEPTED


def test_accepting_an_invitation_twice_creates_one_seat(send: Any) -> None:
    invitation, _token = send()
    user = account()
    assert invitations.accept(invitation=invitation, user=user) == invitations.accept(invitation=invitation, user=user)
    assert Seat.objects.filter(user=user).count() == 1


def test_invitation_cannot_be_accepted_by_an_account_with_another_address(send: Any) -> None:
    invitation, _token = send()
    assert refusal(invitations.accept, invitation=invitation, user=account("eve@example.org")) == "other_address"


def test_invitation_cannot_be_accepted_by_an_account_with_an_unverified_address(send: Any) -> None:
    invitation, _token = send()
    claims = UserFactory(email=ADDRESS)
    assert refusal(invitations.accept, invitation=invitation, user=claims) == "other_address"


def test_expired_invitation_cannot_be_accepted(send: Any) -> None:
    invitation, token = send()
    Invitation.objects.update(expires_at=timezone.now())
    found = invitations.find_invitation(token=token)
    assert refusal(invitations.accept, invitation=invitation, user=account()) == "expired"
    assert refusal(invitations.accept_as_newcomer, invitation=invitation, newcomer=newcomer()) == "expired"
    assert found is not None
    assert found.state == State.EXPIRED


def test_revoked_invitation_can_be_neither_accepted_nor_revoked_nor_resent(joint: Network, send: Any) -> None:
    invitation, _token = send()
    by = secretariat(joint)
    invitations.revoke(invitation=invitation, user=by)
    assert refusal(invitations.accept, invitation=invitation, user=account()) == "settled"
    assert refusal(invitations.revoke, invitation=invitation, user=by) == "settled"
    assert refusal(invitations.resend, invitation=invitation, user=by, base_url=BASE) == "settled"


def test_resent_invitation_has_a_new_link_and_a_new_expiry(
    joint: Network, send: Any, django_capture_on_commit_callbacks: Any
) -> None:
    invitation, old = send()
    Invitation.objects.update(expires_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        invitations.resend(invitation=invitation, user=secretariat(joint), base_url=BASE)
    new = secret()
    assert new != old
    assert invitations.find_invitation(token=old) is None
    assert invitations.find_invitation(token=new).is_open  # type: ignore[union-attr]


def test_member_can_neither_revoke_nor_resend_an_invitation(joint: Network, send: Any) -> None:
    invitation, _token = send()
    member = SeatFactory(network=joint).user
    with pytest.raises(NotAllowed):
        invitations.revoke(invitation=invitation, user=member)
    with pytest.raises(NotAllowed):
        invitations.resend(invitation=invitation, user=member, base_url=BASE)


def test_invitation_whose_term_is_already_over_is_refused(send: Any) -> None:
    invitation, _token = send(place={"ends_at": timezone.now() + timedelta(minutes=1)})
    Invitation.objects.update(ends_at=timezone.now() - timedelta(minutes=1), starts_at=LATER - timedelta(days=900))
    assert refusal(invitations.accept, invitation=invitation, user=account()) == "term_backwards"


def test_newcomer_gets_an_account_unless_the_address_has_one(send: Any) -> None:
    invitation, _token = send()
    user = invitations.accept_as_newcomer(invitation=invitation, newcomer=newcomer(password=None))
    assert (user.email, user.has_usable_password(), user.seats.count()) == (ADDRESS, False, 1)
    assert host_accounts().owns(user, ADDRESS)
    second, _token = send(place={"capacity": Capacity.ADVISER})
    assert refusal(invitations.accept_as_newcomer, invitation=second, newcomer=newcomer()) == "account_exists"


def test_refused_acceptance_creates_no_account(send: Any) -> None:
    invitation, _token = send()
    Invitation.objects.update(ends_at=timezone.now() - timedelta(minutes=1), starts_at=LATER - timedelta(days=900))
    refusal(invitations.accept_as_newcomer, invitation=invitation, newcomer=newcomer())
    assert host_accounts().find(ADDRESS) is None


def test_invitation_event_contains_neither_address_nor_secret(joint: Network, send: Any) -> None:
    invitation, _token = send()
    event = Event.objects.get(kind="invitation.sent")
    assert event.payload == {"invitation": invitation.pk}
    assert event.audience == Event.Audience.PERSON


@pytest.mark.parametrize(
    ("visitor", "expected"),
    [
        ("nobody", InvitationPageState.NEWCOMER),
        ("holder", InvitationPageState.HERS),
        ("other", InvitationPageState.ANOTHER),
    ],
)
def test_invitation_page_depends_on_the_account_of_the_visitor(
    send: Any, visitor: str, expected: InvitationPageState
) -> None:
    invitation, _token = send()
    people = {"nobody": AnonymousUser, "holder": account, "other": UserFactory}
    assert invitations.invitation_page_state(invitation=invitation, visitor=people[visitor]()) == expected
