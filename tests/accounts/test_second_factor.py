"""Roles that require two-step sign-in: all other pages are closed until it is set up."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client, RequestFactory

from accounts import second_factor
from accounts.forms import SecondStepForm
from accounts.models import User
from tests.factories.networks import NetworkFactory, SeatFactory


@pytest.fixture(autouse=True)
def _required_of_the_secretariat(settings: Any) -> None:
    settings.ACCOUNTS_MFA_REQUIRED_CAPACITIES = ["secretariat"]


def signed_in(client: Client, capacity: str = "secretariat") -> Any:
    seat = SeatFactory(network=NetworkFactory(slug="joint"), capacity=capacity)
    client.force_login(seat.user)
    return seat.user


def add_authenticator(user: Any, kind: str = "totp") -> None:
    Authenticator.objects.create(user=user, type=kind, data={})


@pytest.mark.parametrize("page", ["/desk/", "/networks/", "/account/", "/account/email/", "/admin/", "/", "/search/"])
def test_pages_redirect_to_two_step_set_up_until_a_required_second_step_exists(
    client: Client, db: None, page: str
) -> None:
    signed_in(client)
    answer = client.get(page)
    assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/")


def test_posts_and_script_requests_return_403_until_a_required_second_step_exists(client: Client, db: None) -> None:
    signed_in(client)
    assert client.post("/networks/joint/seats/invite/", {}).status_code == 403
    assert client.get("/networks/joint/topics/", headers={"accept": "application/json"}).status_code == 403


@pytest.mark.parametrize("page", ["/account/2fa/", "/account/2fa/totp/activate/", "/account/logout/", "/language/"])
def test_two_step_set_up_and_sign_out_stay_open_without_a_second_step(client: Client, db: None, page: str) -> None:
    signed_in(client)
    assert "/account/2fa/" in (client.get(page).headers.get("Location") or page + "/account/2fa/")
    assert client.get(page).status_code in (200, 302)


@pytest.mark.parametrize(("kind", "opens"), [("totp", 200), ("webauthn", 200), ("recovery_codes", 302)])
def test_app_or_passkey_opens_the_site_and_recovery_codes_alone_do_not(
    client: Client, db: None, kind: str, opens: int
) -> None:
    add_authenticator(signed_in(client), kind)
    assert client.get("/desk/").status_code == opens


def test_roles_that_are_not_configured_need_no_second_step(client: Client, db: None) -> None:
    signed_in(client, "member")
    assert client.get("/desk/").status_code == 200


def test_no_role_needs_a_second_step_if_none_is_configured(client: Client, db: None, settings: Any) -> None:
    settings.ACCOUNTS_MFA_REQUIRED_CAPACITIES = []
    signed_in(client)
    assert client.get("/desk/").status_code == 200


def test_superusers_need_a_second_step_if_any_role_does(client: Client, db: None) -> None:
    client.force_login(User.objects.create_superuser("root@example.org", "x"))
    assert client.get("/django-admin/")["Location"] == "/account/2fa/"


def test_websocket_is_refused_until_a_required_second_step_exists(client: Client, db: None, rf: RequestFactory) -> None:
    request = rf.get("/ws/networks/joint/")
    request.user = signed_in(client)
    assert not second_factor.socket_guard(request)
    add_authenticator(request.user)
    assert second_factor.socket_guard(request)


@pytest.mark.parametrize(
    ("kinds", "query"),
    [
        (["totp"], "Authenticator code"),
        (["totp", "recovery_codes"], "Authenticator code or recovery code"),
        (["webauthn", "recovery_codes"], "Recovery code"),
    ],
)
def test_second_step_form_asks_for_the_methods_that_the_user_has_set_up(
    client: Client, db: None, kinds: list[str], query: str
) -> None:
    user = SeatFactory(network=NetworkFactory(slug="joint")).user
    for kind in kinds:
        add_authenticator(user, kind)
    form = SecondStepForm(user=user)
    assert (str(form.fields["code"].label), form.has_passkey) == (query, "webauthn" in kinds)


def test_user_with_an_authenticator_app_alone_is_asked_only_for_its_code(client: Client, db: None) -> None:
    user = SeatFactory(network=NetworkFactory(slug="joint")).user
    user.set_password("demo-password")
    user.save()
    TOTP.activate(user, generate_totp_secret())
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    answer = client.post("/account/login/", {"login": user.email, "password": "demo-password"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/account/2fa/authenticate/"
    assert ("Authenticator code" in page, "Use a passkey" in page, "recovery code" in page) == (True, False, False)
