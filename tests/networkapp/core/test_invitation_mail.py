"""Invitation e-mails: inviter, network, role and expiry, as text and as well-formed HTML."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail

from networkapp.administration import invitations as administration
from networkapp.administration.rights import sync_administrators_group
from networkapp.host import Newcomer, host_accounts
from networkapp.models import AdministratorInvitation, Capacity, Invitation, Network, Office
from networkapp.networks.actions import invitations
from networkapp.networks.actions.invitations import InvitedSeat
from networkapp.networks.invitation_mail import invited_zone, send_invitation
from tests.emails import parts, words_of
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.worlds import world

ADDRESS = "ada@example.org"
BASE = "https://networks.example"
EXPIRES = datetime(2026, 12, 13, 20, 0, tzinfo=UTC)

Send = Callable[..., tuple[str, str, str]]


@world
def joint(db: None) -> Network:
    network = NetworkFactory(slug="joint", name="Joint network <of all>", purpose="Ends trafficking.")
    network.delegations.add(DelegationFactory(code="XA", time_zone="Europe/Helsinki"))
    return network


@world
def send(joint: Network) -> Send:
    """Return a function that sends an invitation with a known expiry and returns subject, text and HTML."""
    office = SeatFactory(network=joint, capacity="secretariat", delegation=None).user
    office.display_name = "Anna Berg"
    office.save()

    def act(*, language: str = "en", name: str = "Ada", **place: Any) -> tuple[str, str, str]:
        offered = {"capacity": Capacity.MEMBER, "delegation": joint.delegations.get()} | place
        fields = {"network": joint, "email": ADDRESS, "user": office, "name": name, "language": language}
        invitation = invitations.invite(place=InvitedSeat(**offered), base_url=BASE, **fields)
        invitation.expires_at = EXPIRES
        send_invitation(invitation=invitation, token="secret", base_url=BASE)
        return parts(mail.outbox[-1])

    return act


def test_invitation_names_inviter_network_role_and_expiry(send: Send, joint: Network) -> None:
    label = joint.delegations.get().label
    subject, text, html = send(offices=(Office.CHAIR, Office.RAPPORTEUR), ends_at=datetime(2027, 9, 30, 21, tzinfo=UTC))
    assert subject == "Joint network <of all>: your invitation"
    link = "https://networks.example/invitations/secret/"
    expected = [
        "Dear Ada,",
        "Anna Berg invites you to join Joint network <of all>.",
        "Ends trafficking.",
        "Role: member",
        f"Delegation: {label}",
        "Offices: chair, rapporteur",
        "Last day of the term: 30 September 2027",
    ]
    until = (
        "This personal link works once, until 13 December 2026, 22:00 (UTC+2). "
        "If you were not expecting this e-mail, you can ignore it."
    )
    assert [line for line in text.splitlines() if line] == [*expected, "Accept invitation:", link, until]
    assert words_of(html) == " ".join(["Invitation", *expected, "Accept invitation", until])
    assert html.lstrip().startswith("<!doctype html>")
    assert f'<a href="{link}"' in html


def test_invitation_without_delegation_names_role_and_organisation(send: Send) -> None:
    _, text, _ = send(name="", capacity=Capacity.EXPERT, delegation=None, organisation="Ombudsman")
    assert text.splitlines()[0] == "Hello,"
    assert [line for line in text.splitlines() if ": " in line] == ["Role: expert", "Organisation: Ombudsman"]


def test_names_in_another_language_are_marked_in_the_html(send: Send) -> None:
    _, _, html = send(language="de")
    assert '<html lang="de">' in html
    assert '<span lang="en">Joint network &lt;of all&gt;</span>' in html


def test_expiry_is_in_the_time_zone_of_account_delegation_or_site(joint: Network) -> None:
    offer = Invitation(email=ADDRESS, delegation=joint.delegations.get())
    assert invited_zone(offer=offer).key == "Europe/Helsinki"
    assert invited_zone(offer=Invitation(email=ADDRESS)).key == "UTC"
    host_accounts().create(ADDRESS, Newcomer(name="A", language="en", time_zone="Atlantic/Reykjavik", password=None))
    assert invited_zone(offer=offer).key == "Atlantic/Reykjavik"


@pytest.mark.django_db
def test_invitation_to_administer_the_site_has_text_and_html(django_capture_on_commit_callbacks: Any) -> None:
    first = UserFactory(display_name="Anna Berg")
    first.groups.add(sync_administrators_group())
    with django_capture_on_commit_callbacks(execute=True):
        administration.invite_administrator(
            address=ADDRESS, language="en", user=first, base_url="https://networks.example/"
        )
    assert AdministratorInvitation.objects.get().sent_at is not None
    subject, text, html = parts(mail.outbox[-1])
    site = subject.removesuffix(": invitation to administer the site")
    assert site
    assert f"Anna Berg invites you to become a site administrator of {site}." in text
    assert "Site: https://networks.example\n" in text
    words = words_of(html)
    assert f"Anna Berg invites you to become a site administrator of {site} ." in words.replace(f"{site}.", f"{site} .")
    assert "This personal link works once, until" in words
