"""Pages of seats and invitations: access, and the way of an invited person to their desk."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from networkapp.host import Newcomer, host_accounts
from networkapp.models import Delegation, Invitation, Network, Seat
from networkapp.networks.forms.invitations import InviteForm
from networkapp.permissions import ALLOWED, CAPACITIES, Action
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.worlds import world

ADDRESS = "ada@example.org"
PASSWORD = "a-long-sentence-77"
OVER = {"starts_at": timezone.now() - timedelta(days=9), "ends_at": timezone.now() - timedelta(days=1)}
FORM = {"email": ADDRESS, "language": "en", "capacity": "member", "name": "Ada"}
NEWCOMER = {"name": "Ada", "language": "en", "time_zone": "Europe/Riga", "way": "password", "password": PASSWORD}


@world
def joint(db: None) -> Network:
    network = NetworkFactory(slug="joint")
    network.delegations.add(DelegationFactory(code="XA"))
    return network


@pytest.fixture
def office(joint: Network, client: Client) -> Client:
    """Return the browser of the secretariat."""
    client.force_login(SeatFactory(network=joint, capacity="secretariat", delegation=None).user)
    return client


@pytest.fixture
def link(office: Client, joint: Network, django_capture_on_commit_callbacks: Any) -> str:
    """Return the link in the e-mail that the secretariat has just sent."""
    with django_capture_on_commit_callbacks(execute=True):
        office.post(
            reverse("networkapp:invite", args=["joint"]), FORM | {"delegation": DelegationFactory(code="XA").pk}
        )
    line = next(line for line in mail.outbox[-1].body.splitlines() if "/invitations/" in line)
    return line.removeprefix("http://testserver")


def account(email: str = ADDRESS) -> Any:
    return host_accounts().create(email, Newcomer(name="A", language="en", time_zone="UTC", password=PASSWORD))


def signed_in(user: Any) -> Client:
    visitor = Client()
    visitor.force_login(user)
    return visitor


PAGES: list[tuple[str, Callable[[Seat], list[Any]], Action, str]] = [
    ("networkapp:seats", lambda seat: [], Action.LIST_SEATS, "get"),
    ("networkapp:invite", lambda seat: [], Action.INVITE, "get"),
    ("networkapp:end_seat", lambda seat: [seat.pk], Action.INVITE, "get"),
    ("networkapp:change_offices", lambda seat: [seat.pk], Action.INVITE, "get"),
    ("networkapp:change_term", lambda seat: [seat.pk], Action.INVITE, "get"),
]


@pytest.mark.parametrize("role", sorted(CAPACITIES))
@pytest.mark.parametrize(("name", "arguments", "action", "method"), PAGES, ids=[page[0] for page in PAGES])
def test_seats_pages_open_to_roles_in_the_permission_table(
    joint: Network, client: Client, name: str, arguments: Any, action: Action, method: str, role: str
) -> None:
    seat = SeatFactory(network=joint, capacity=role)
    client.force_login(seat.user)
    answer = getattr(client, method)(reverse(name, args=["joint", *arguments(seat)]))
    assert answer.status_code == (200 if role in ALLOWED[action] else 403)


@pytest.mark.parametrize(("name", "arguments", "action", "method"), PAGES, ids=[page[0] for page in PAGES])
@pytest.mark.parametrize("who", ["seated elsewhere", "seat ended", "no seat"])
def test_seats_pages_return_404_to_people_without_a_seat_in_the_network(
    joint: Network, client: Client, name: str, arguments: Any, action: Action, method: str, who: str
) -> None:
    seat = SeatFactory(network=joint)
    ended = SeatFactory(network=joint, capacity="secretariat", **OVER)
    elsewhere = SeatFactory(network=NetworkFactory(), capacity="secretariat")
    visitor = {"seated elsewhere": elsewhere.user, "seat ended": ended.user, "no seat": UserFactory()}[who]
    client.force_login(visitor)
    assert getattr(client, method)(reverse(name, args=["joint", *arguments(seat)])).status_code == 404


def test_seats_page_asks_visitors_to_sign_in(joint: Network, client: Client) -> None:
    answer = client.get(reverse("networkapp:seats", args=["joint"]))
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/networks/joint/seats/")


def test_open_invitations_are_shown_only_to_the_secretariat(joint: Network, office: Client, link: str) -> None:
    address = reverse("networkapp:seats", args=["joint"])
    assert ADDRESS in office.get(address).content.decode()
    assert ADDRESS not in signed_in(SeatFactory(network=joint).user).get(address).content.decode()


def test_delegations_are_offered_sorted_by_their_displayed_names(joint: Network) -> None:
    joint.delegations.add(*(DelegationFactory(code=code) for code in ("DE", "DK")))
    with translation.override("de"):
        offered: Any = InviteForm(network=joint).fields["delegation"]
        assert [str(name) for _pk, name in offered.choices][1:] == ["Beispielland A", "Dänemark", "Deutschland"]
    with translation.override("en"):
        offered = InviteForm(network=joint).fields["delegation"]
        assert [str(name) for _pk, name in offered.choices][1:] == ["Denmark", "Germany", "Sample country A"]


def test_invalid_invitation_shows_field_errors_and_keeps_its_entries(office: Client) -> None:
    answer = office.post(reverse("networkapp:invite", args=["joint"]), FORM)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["delegation"]
    assert ADDRESS in answer.content.decode()


@pytest.mark.parametrize(("name", "state"), [("resend_invitation", "open"), ("revoke_invitation", "revoked")])
def test_secretariat_resends_and_revokes_an_invitation(office: Client, link: str, name: str, state: str) -> None:
    invitation = Invitation.objects.get()
    address = reverse(f"networkapp:{name}", args=["joint", invitation.pk])
    assert office.get(address).status_code == 405
    assert office.post(address).status_code == 302
    assert Invitation.objects.get().state == state
    assert Invitation.objects.get().token_hash != invitation.token_hash or state == "revoked"


def test_invitation_of_another_network_returns_404(office: Client, link: str) -> None:
    Invitation.objects.update(network=NetworkFactory())
    for name in ("resend_invitation", "revoke_invitation"):
        address = reverse(f"networkapp:{name}", args=["joint", Invitation.objects.get().pk])
        assert office.post(address).status_code == 404


def test_seat_is_ended_after_confirmation(joint: Network, office: Client) -> None:
    seat = SeatFactory(network=joint)
    address = reverse("networkapp:end_seat", args=["joint", seat.pk])
    assert office.get(address).status_code == 200
    assert joint.allows(seat.user, Action.READ)
    assert office.post(address).status_code == 302
    assert not joint.allows(seat.user, Action.READ)


def test_ending_the_last_secretariat_seat_shows_the_reason_for_refusal(joint: Network, office: Client) -> None:
    seat = Seat.objects.get(capacity="secretariat")
    answer = office.post(reverse("networkapp:end_seat", args=["joint", seat.pk]))
    assert answer.status_code == 422
    assert "only secretariat seat" in answer.content.decode()


def test_term_is_changed_on_its_page_and_lasts_until_the_end_of_its_last_day(joint: Network, office: Client) -> None:
    seat = SeatFactory(network=joint, delegation=DelegationFactory(code="FI", time_zone="Europe/Helsinki"))
    address = reverse("networkapp:change_term", args=["joint", seat.pk])
    assert address in office.get(reverse("networkapp:seats", args=["joint"])).content.decode()
    office.post(address, {"ends_on": "2099-06-30"})
    seat.refresh_from_db()
    assert seat.ends_at == datetime(2099, 6, 30, 21, tzinfo=UTC)
    assert 'value="2099-06-30"' in office.get(address).content.decode()
    refused = office.post(address, {"ends_on": "2001-01-01"})
    assert (refused.status_code, "2001-01-01" in refused.content.decode()) == (422, True)
    office.post(address, {"ends_on": ""})
    seat.refresh_from_db()
    assert seat.ends_at is None


def test_offices_are_changed_on_their_page(joint: Network, office: Client) -> None:
    seat = SeatFactory(network=joint, offices=["chair"])
    office.post(reverse("networkapp:change_offices", args=["joint", seat.pk]), {"offices": ["rapporteur"]})
    assert [item.office for item in seat.offices.all()] == ["rapporteur"]


def test_opening_an_invitation_link_does_not_accept_it(link: str, db: None) -> None:
    for _each in range(2):
        answer = Client().get(link)
        assert answer.status_code == 200
    text = answer.content.decode()
    assert text.index("<b>Member, Sample country A</b>") < text.index('<form class="form"')
    assert Invitation.objects.get().state == "open"
    assert Client().head(link).status_code == 200
    assert not Seat.objects.filter(capacity="member").exists()


def test_newcomer_accepts_with_a_password_and_is_signed_in(link: str) -> None:
    visitor = Client()
    answer = visitor.post(link, NEWCOMER)
    assert (answer.status_code, answer["Location"]) == (302, "/networks/joint/topics/")
    user = host_accounts().find(ADDRESS)
    assert visitor.session["_auth_user_id"] == str(user.pk)
    assert (user.time_zone, user.check_password(PASSWORD)) == ("Europe/Riga", True)
    assert Seat.objects.get(user=user).capacity == "member"
    desk = visitor.get("/desk/").content.decode()
    assert "Welcome. Your seat is now active." in desk
    assert "You are signed in as" not in desk
    assert reverse("mfa_index") in desk
    assert [str(session.user) for session in user.usersession_set.all()] == ["Ada"]


def test_newcomer_without_a_password_signs_in_with_a_code(link: str) -> None:
    assert Client().post(link, NEWCOMER | {"way": "code", "password": ""}).status_code == 302
    assert not host_accounts().find(ADDRESS).has_usable_password()
    visitor = Client()
    visitor.post(reverse("account_request_login_code"), {"email": ADDRESS})
    code = next(line for line in mail.outbox[-1].body.splitlines() if line and line == line.upper())
    answer = visitor.post(reverse("account_confirm_login_code"), {"code": code})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")


def test_newcomer_who_selects_a_passkey_adds_it_next(link: str) -> None:
    visitor = Client()
    form = visitor.get(link).context["form"]
    assert (form.fields["way"].choices[0][0], form["way"].value()) == ("passkey", "passkey")
    answer = visitor.post(link, NEWCOMER | {"way": "passkey", "password": ""})
    assert answer["Location"] == "/account/2fa/webauthn/add/?next=%2Fnetworks%2Fjoint%2Ftopics%2F"
    page = visitor.get(answer["Location"]).content.decode()
    assert '<input type="hidden" name="next" value="/networks/joint/topics/">' in page
    assert '<a class="button button--quiet" href="/networks/joint/topics/">Not now</a>' in page
    assert Seat.objects.filter(user__email=ADDRESS).count() == 1
    assert not host_accounts().find(ADDRESS).has_usable_password()


def test_page_and_e_mail_of_an_invitation_show_the_expiry_in_the_same_time_zone(link: str) -> None:
    Delegation.objects.filter(code="XA").update(time_zone="Asia/Tokyo")
    local = Invitation.objects.get().expires_at.astimezone(ZoneInfo("Asia/Tokyo"))
    page = Client().get(link).content.decode()
    assert f'<time datetime="{local.isoformat(timespec="seconds")}">' in page
    assert '<span class="nowrap">(UTC+9)</span>' in page


def test_invitation_page_offers_the_passkey_first_to_an_existing_account(link: str) -> None:
    account()
    page = Client().get(link).content.decode()
    assert page.index("<passkey-sign-in hidden>") < page.index(f"/account/login/?next={link}")
    assert f'name="next" value="{link}"' in page


def test_host_without_passkeys_offers_none(link: str, settings: Any) -> None:
    settings.NETWORKAPP_HOST_ACCOUNTS = "networkapp.host.HostAccounts"
    assert "passkey" not in Client().get(link).content.decode().lower()


@pytest.mark.parametrize("change", [{"password": "123"}, {"password": ""}, {"name": ""}, {"time_zone": "Mars/Olympus"}])
def test_missing_entries_of_a_newcomer_get_field_errors_and_the_invitation_stays_open(
    link: str, change: dict[str, str]
) -> None:
    answer = Client().post(link, NEWCOMER | change)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(change))
    assert Invitation.objects.get().state == "open"


def test_invited_person_with_an_account_is_led_to_sign_in_and_back(link: str) -> None:
    account()
    page = Client().get(link).content.decode()
    assert f"/account/login/?next={link}" in page
    assert 'name="password"' not in page


def test_signed_in_invited_user_accepts_with_one_button(link: str) -> None:
    visitor = signed_in(account())
    assert visitor.post(link)["Location"] == "/networks/joint/topics/"
    assert [str(message) for message in get_messages(visitor.get("/desk/").wsgi_request)] != []
    assert Seat.objects.get(capacity="member").user.email == ADDRESS


def test_user_signed_in_with_another_address_cannot_accept(link: str) -> None:
    visitor = signed_in(account("eve@example.org"))
    assert "You are signed in with another account" in visitor.get(link).content.decode()
    visitor.post(link, NEWCOMER)
    assert Invitation.objects.get().state == "open"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"expires_at": timezone.now()}, 410),
        ({"revoked_at": timezone.now()}, 410),
        ({"token_hash": "replaced"}, 404),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_invalid_invitation_link_shows_its_state_without_personal_data(
    link: str, change: dict[str, Any], status: int, method: str
) -> None:
    Invitation.objects.update(**change)
    answer = getattr(Client(), method)(link, NEWCOMER if method == "post" else {})
    page = answer.content.decode()
    assert answer.status_code == status
    assert [word for word in (ADDRESS, "Ada", "Joint") if word in page] == []
    assert host_accounts().find(ADDRESS) is None


def test_used_invitation_link_creates_no_second_account(link: str) -> None:
    Client().post(link, NEWCOMER)
    assert Client().post(link, NEWCOMER).status_code == 410
    assert Seat.objects.filter(capacity="member").count() == 1


def test_invitation_pages_are_not_stored_by_browsers(link: str) -> None:
    assert "no-store" in Client().get(link)["Cache-Control"]
