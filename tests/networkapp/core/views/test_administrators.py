"""The admin page of site administrators, and the page behind their invitation links."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from networkapp.administration.invitations import make_administrator_link
from networkapp.administration.rights import is_site_administrator
from networkapp.host import Newcomer, host_accounts
from networkapp.models import AdministratorInvitation
from tests.factories.networks import SeatFactory, site_administrator

pytestmark = pytest.mark.django_db
LIST = "/admin/administrators/"
ADDRESS = "ada@example.org"
FORM = {"name": "Ada", "language": "en", "time_zone": "Europe/Vienna", "way": "password"}
PASSWORD = "a-long-sentence-77"


@pytest.fixture
def first(client: Client) -> Any:
    user = site_administrator(display_name="First")
    client.force_login(user)
    return user


@pytest.fixture
def link() -> str:
    return make_administrator_link(email=ADDRESS, base_url="")


def account(email: str = ADDRESS) -> Any:
    return host_accounts().create(email, Newcomer(name="Ada", language="en", time_zone="UTC", password=PASSWORD))


def shown(client: Client, address: str = LIST) -> str:
    return client.get(address).content.decode()


def test_administrator_adds_an_account_and_invites_an_address(client: Client, first: Any) -> None:
    account()
    answer = client.post(LIST, {"email": ADDRESS, "language": "en"}, follow=True).content.decode()
    assert "Ada is now a site administrator." in answer
    client.post(LIST, {"email": "eve@example.org", "language": "de"})
    shown(client)
    page = shown(client)
    assert (page.count("eve@example.org"), "Open invitations" in page) == (3, True)
    assert AdministratorInvitation.objects.get().language == "de"


def test_administrator_tables_become_lists_on_a_narrow_screen(client: Client, first: Any) -> None:
    client.post(LIST, {"email": "eve@example.org", "language": "de"})
    page = shown(client)
    assert page.count('<table role="table" class="listing stacked">') == page.count('class="listing') == 3
    assert '<td role="cell" data-label="Name" class="title">First</td>' in page
    assert page.count('data-label="E-mail address"') == 2


@pytest.mark.parametrize("typed", ["", "ada", "ada@"])
def test_invalid_address_is_refused_on_the_form_and_kept(client: Client, first: Any, typed: str) -> None:
    answer = client.post(LIST, {"email": typed, "language": "en"})
    assert (answer.status_code, f'value="{typed}"' in answer.content.decode() or not typed) == (422, True)


def test_removing_the_last_administrator_shows_the_reason_for_refusal(client: Client, first: Any) -> None:
    address = reverse("networkapp_remove_administrator", args=[first.pk])
    answer = client.post(address)
    assert answer.status_code == 422
    assert "First is the only site administrator. Add another administrator first." in answer.content.decode()
    assert is_site_administrator(first)


def test_administrator_is_removed_after_confirmation(client: Client, first: Any) -> None:
    second = site_administrator(display_name="Second")
    address = reverse("networkapp_remove_administrator", args=[second.pk])
    assert "Remove Second from the site administrators?" in shown(client, address)
    assert is_site_administrator(second)
    assert "Second is no longer a site administrator." in client.post(address, follow=True).content.decode()
    assert (is_site_administrator(second), client.post(address).status_code) == (False, 404)


def test_administrator_invitation_can_be_resent_and_revoked(
    client: Client, first: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client.post(LIST, {"email": ADDRESS, "language": "en"})
    invitation = AdministratorInvitation.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("networkapp_resend_administrator", args=[invitation.pk]))
    assert len(mail.outbox) == 1
    revoke = reverse("networkapp_revoke_administrator", args=[invitation.pk])
    assert "Invitation withdrawn" in client.post(revoke, follow=True).content.decode()
    assert "accepted or withdrawn" in client.post(revoke, follow=True).content.decode()


@pytest.mark.parametrize("capacity", ["secretariat", "member"])
def test_administrators_screen_is_closed_to_seats(client: Client, capacity: str) -> None:
    user = SeatFactory(capacity=capacity).user
    client.force_login(user)
    for answer in (client.get(LIST), client.post(LIST, {"email": user.email, "language": "en"})):
        assert answer.status_code in {302, 403}
    assert not is_site_administrator(user)


def test_administrators_screen_is_open_to_superusers_and_asks_visitors_to_sign_in(client: Client) -> None:
    assert "/login/" in client.get(LIST).headers["Location"]
    client.force_login(User.objects.create_superuser("root@example.org"))
    assert "No site administrators yet. Add one below." in shown(client)


def test_adding_an_administrator_requires_confirmation_of_identity(client: Client, first: Any, settings: Any) -> None:
    settings.ACCOUNTS_STEP_UP_SECONDS = 900
    answer = client.post(LIST, {"email": ADDRESS, "language": "en"})
    assert answer.headers["Location"].startswith("/account/")
    assert not AdministratorInvitation.objects.exists()


def test_first_administrator_creates_an_account_by_the_link_and_reaches_the_desk(client: Client, link: str) -> None:
    page = shown(client, link)
    assert "You are invited to administer this site" in page
    assert not User.objects.exists()
    answer = client.post(link, FORM | {"password": PASSWORD})
    user = User.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
    assert (user.email, is_site_administrator(user), user.is_superuser) == (ADDRESS, True, False)
    assert client.get("/admin/").status_code == 200
    assert Client().get(link).status_code == 410


def test_invalid_password_keeps_the_other_entries(client: Client, link: str) -> None:
    answer = client.post(link, FORM | {"name": "Ada of Vienna", "password": "short"})
    assert (answer.status_code, "Ada of Vienna" in answer.content.decode()) == (422, True)
    assert not User.objects.exists()


def test_administrator_link_asks_the_account_to_sign_in_and_another_one_to_sign_out(client: Client, link: str) -> None:
    ada = account()
    assert "Sign in to accept" in shown(client, link)
    client.force_login(account("eve@example.org"))
    assert "You are signed in with another account" in shown(client, link)
    client.force_login(ada)
    assert client.post(link).headers["Location"] == "/desk/"
    assert is_site_administrator(ada)


def test_unknown_administrator_link_returns_404_with_a_message(client: Client) -> None:
    answer = client.get("/administration/nonsense/")
    assert (answer.status_code, "Invitation not found" in answer.content.decode()) == (404, True)
