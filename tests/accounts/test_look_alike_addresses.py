"""An e-mail address that equals another only in upper case belongs to another person."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.test import RequestFactory

from accounts import forms
from accounts.known_devices import COOKIE, SALT, _hash, find_known
from accounts.models import KnownDevice, User
from networkapp.administration.administrators import appoint_administrator
from networkapp.administration.rights import is_site_administrator
from networkapp.host import HostAccounts, host_accounts
from networkapp.models import AdministratorInvitation
from tests.factories.networks import UserFactory, site_administrator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loose_database")]
OURS, LOOK_ALIKE = "speaker@parliament.example", "speaker@parl\u0131ament.example"


@pytest.fixture
def stranger() -> User:
    """Return a user who has verified an address at a domain of their own."""
    user: User = UserFactory(email="stranger@y.example")
    EmailAddress.objects.create(user=user, email=LOOK_ALIKE, verified=True)
    return user


def test_look_alike_addresses_are_equal_in_the_database_of_these_tests(stranger: User) -> None:
    assert EmailAddress.objects.filter(email__iexact=OURS).count() == 1


def test_address_finds_only_its_own_account(stranger: User) -> None:
    accounts = host_accounts()
    assert (accounts.find(OURS), accounts.owns(stranger, OURS), forms.owns(stranger, OURS)) == (None, False, False)
    assert (accounts.find(LOOK_ALIKE), accounts.owns(stranger, LOOK_ALIKE)) == (stranger, True)
    holder: User = UserFactory(email="holder@x.example")
    EmailAddress.objects.create(user=holder, email=OURS, verified=True)
    assert (accounts.find(OURS.upper()), accounts.owns(holder, OURS.upper())) == (holder, True)


def test_default_host_accounts_find_only_the_exact_address() -> None:
    user = UserFactory(email=LOOK_ALIKE)
    assert (HostAccounts().find(OURS), HostAccounts().find(LOOK_ALIKE)) == (None, user)


def test_account_with_a_look_alike_address_does_not_become_site_administrator(stranger: User) -> None:
    appoint_administrator(email=OURS, language="en", by=site_administrator(), base_url="https://site.example/")
    assert not is_site_administrator(stranger)
    assert AdministratorInvitation.objects.get().email == OURS


def test_browser_of_a_look_alike_account_is_not_known_to_the_real_one(stranger: User) -> None:
    KnownDevice.objects.create(user=stranger, key_hash=_hash("key"))
    request: Any = RequestFactory().get("/")
    request.COOKIES[COOKIE] = signing.dumps(["key"], salt=SALT)
    assert find_known(request, OURS) is None
    assert find_known(request, LOOK_ALIKE) is not None
