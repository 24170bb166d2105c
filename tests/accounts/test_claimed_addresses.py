"""An unverified address of an account belongs to another person: it opens, counts and deletes nothing of theirs."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail, signing
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.known_devices import COOKIE, MOST_DEVICES, SALT, _hash, find_known, find_known_to
from accounts.models import KnownDevice, User
from networkapp.host import host_accounts
from networkapp.models import Invitation
from networkapp.networks.actions.erasure import erase_person
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db
THEIRS = "victim@x.example"


@pytest.fixture
def attacker() -> User:
    """A user without a seat who claims the address of another person."""
    user: User = UserFactory(email="attacker@y.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    EmailAddress.objects.create(user=user, email=THEIRS, verified=False)
    return user


def request_of(*keys: str) -> Any:
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = signing.dumps(list(keys), salt=SALT)
    return request


def test_known_browser_is_known_only_to_its_own_account(attacker: User) -> None:
    victim = UserFactory(email="other@x.example")
    device = KnownDevice.objects.create(user=attacker, key_hash=_hash("key"))
    request = request_of("key")
    assert find_known(request, attacker.email) == device
    assert find_known(request, THEIRS) is None
    assert (find_known_to(request, attacker), find_known_to(request, victim)) == (device, None)


def test_account_keeps_at_most_twenty_known_browsers(client: Client, attacker: User) -> None:
    for number in range(MOST_DEVICES + 3):
        KnownDevice.objects.create(user=attacker, key_hash=_hash(str(number)))
    attacker.set_password("a long enough password")
    attacker.save()
    client.post("/account/login/", {"login": attacker.email, "password": "a long enough password"})
    assert KnownDevice.objects.filter(user=attacker).count() == MOST_DEVICES


@pytest.mark.parametrize("address", ["/account/login/code/", "/account/password/reset/"])
def test_sign_in_codes_and_links_are_not_sent_to_an_unverified_address(
    attacker: User, address: str, django_capture_on_commit_callbacks: Any
) -> None:
    sent = {}
    for email in (THEIRS, attacker.email):
        with django_capture_on_commit_callbacks(execute=True):
            Client().post(address, {"email": email})
        sent[email] = [message.to for message in mail.outbox]
        mail.outbox.clear()
    assert sent == {THEIRS: [], attacker.email: [[attacker.email]]}


def test_new_address_is_confirmed_by_a_code_in_the_same_session(client: Client, attacker: User, settings: Any) -> None:
    settings.ACCOUNTS_STEP_UP_SECONDS = None
    client.force_login(attacker, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/account/email/", {"action_add": "", "email": "new@y.example"}, follow=True)
    assert answer.redirect_chain == [("/account/confirm-email/", 302)]
    assert "Enter the code from the e-mail" in answer.content.decode()
    assert not EmailAddress.objects.filter(email="new@y.example").exists()
    [message] = mail.outbox
    assert "/account/confirm-email/" not in message.body


def test_deleting_an_account_keeps_invitations_to_its_unverified_address(attacker: User) -> None:
    secretariat = SeatFactory(network=NetworkFactory(slug="here"), capacity="secretariat", delegation=None)
    invitation = Invitation.objects.create(
        network=secretariat.network, email=THEIRS, name="The Victim", capacity="observer", token_hash="0" * 64,
        invited_by=secretariat.user, expires_at=timezone.now() + timedelta(days=5),
    )  # fmt: skip
    assert THEIRS not in host_accounts().addresses_of(attacker)
    erase_person(user=attacker)
    invitation.refresh_from_db()
    assert (invitation.email, invitation.name) == (THEIRS, "The Victim")
