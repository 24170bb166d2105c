"""Forms of the account come back with an error summary; those of the plugins: tests/access/test_error_summaries.py."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from networkapp.models import Invitation
from networkapp.networks.actions.invitations import hash_token
from tests.error_summary import faults_in
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory

PASSWORD = "a-long-sentence-77"


@pytest.fixture(autouse=True)
def _fresh_rate_limits(db: None) -> None:
    cache.clear()


@pytest.fixture
def ada() -> User:
    user = UserFactory(email="ada@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.mark.parametrize(
    ("page", "posted"),
    [
        ("/account/login/", {}),
        ("/account/login/", {"login": "ada@example.org", "password": "wrong"}),
        ("/account/login/code/", {"email": "no address"}),
        ("/account/password/reset/", {"email": "no address"}),
    ],
)
def test_signed_out_account_forms_have_an_error_summary(
    client: Client, ada: User, page: str, posted: dict[str, str]
) -> None:
    assert faults_in(client.post(page, posted)) == []


@pytest.mark.parametrize(
    ("page", "posted"),
    [
        ("/account/preferences/", {"display_name": ""}),
        ("/account/email/", {"action_add": "1", "email": "no address"}),
        ("/account/password/change/", {}),
        ("/account/password/change/", {"oldpassword": "wrong", "password1": "short", "password2": "other"}),
        ("/account/reauthenticate/", {"password": "wrong"}),
        ("/account/3rdparty/", {"account": "0"}),
    ],
)
def test_signed_in_account_forms_have_an_error_summary(
    client: Client, ada: User, page: str, posted: dict[str, str]
) -> None:
    client.post("/account/login/", {"login": ada.email, "password": PASSWORD})
    client.get(page)
    assert faults_in(client.post(page, posted)) == []


def test_invitation_form_has_an_error_summary(client: Client) -> None:
    by = SeatFactory(network=NetworkFactory(), capacity="secretariat")
    Invitation.objects.create(
        network=by.network,
        capacity="expert",
        email="bea@example.org",
        invited_by=by.user,
        token_hash=hash_token(token="secret"),
        expires_at=timezone.now() + timezone.timedelta(days=1),
    )
    answer = client.post("/invitations/secret/", {"name": "", "way": "fax"})
    assert answer.status_code == 422
    assert faults_in(answer) == []


def test_page_without_errors_has_no_error_summary(client: Client) -> None:
    page = client.get("/account/login/").content.decode()
    assert "error-summary" not in page
    assert "<title>Error" not in page
