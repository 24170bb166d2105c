"""Network settings are changed by the secretariat, and by site administrators until there is one."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from networkapp.models import Delegation, Event, Network
from tests.access.accounts import client_of
from tests.factories.handbooks import make_handbook
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, site_administrator

pytestmark = pytest.mark.django_db
ADDRESS = "/networks/alpine/settings/"
NOW = {
    "visibility": "members",
    "kind": "joint",
    "shows_presence": True,
    "emails_carry_text": False,
    "tables_unreleased": False,
}
OPENING = [
    ("visibility", "public"),
    ("emails_carry_text", True),
    ("tables_unreleased", True),
    ("kind", "sample"),
]


@pytest.fixture
def network() -> Network:
    made: Network = NetworkFactory(slug="alpine", name="Alpine network", **NOW)
    return made


def posted(**changes: Any) -> dict[str, Any]:
    """Return these settings as a browser sends them, without boxes that are not checked."""
    return {name: "on" if value is True else value for name, value in {**NOW, **changes}.items() if value is not False}


def in_the_admin(user: Any, network: Network, **changes: Any) -> Any:
    network.delegations.add(*Delegation.objects.filter(seats__network=network))
    delegations = list(network.delegations.values_list("pk", flat=True))
    values = {"name": network.name, "slug": "alpine", "purpose": "Water", "delegations": delegations}
    return client_of(user).post(f"/admin/snippets/networkapp/network/edit/{network.pk}/", values | posted(**changes))


def recorded(network: Network) -> list[Any]:
    """Return the recorded changes: setting, old value, new value and user."""
    found = Event.objects.filter(network=network, kind="network.setting").order_by("sequence")
    return [(one.payload["setting"], one.payload["before"], one.payload["value"], one.actor) for one in found]


@pytest.mark.parametrize(("setting", "value"), OPENING)
def test_administrator_cannot_loosen_a_setting_once_there_is_a_secretariat(
    network: Network, setting: str, value: Any
) -> None:
    SeatFactory(network=network, capacity="secretariat")
    answer = in_the_admin(site_administrator(), network, **{setting: value})
    assert list(answer.context["form"].errors) == [setting]
    assert "Only the secretariat of this network can make this change" in answer.content.decode()
    network.refresh_from_db()
    assert (getattr(network, setting), recorded(network)) == (NOW[setting], [])


def test_administrator_cannot_switch_presence_on_once_there_is_a_secretariat(network: Network) -> None:
    Network.objects.update(shows_presence=False)
    SeatFactory(network=network, capacity="secretariat")
    answer = in_the_admin(site_administrator(), network, shows_presence=True)
    assert list(answer.context["form"].errors) == ["shows_presence"]


@pytest.mark.parametrize(
    ("setting", "value"),
    [("visibility", "closed"), ("shows_presence", False), ("emails_carry_text", False), ("tables_unreleased", False)],
)
def test_administrator_can_tighten_settings_of_a_network_with_a_secretariat(
    network: Network, setting: str, value: Any
) -> None:
    before = {"emails_carry_text": True, "tables_unreleased": True}
    Network.objects.update(**before)
    SeatFactory(network=network, capacity="secretariat")
    user = site_administrator()
    assert in_the_admin(user, network, **{**before, setting: value}).status_code == 302
    network.refresh_from_db()
    assert getattr(network, setting) == value
    assert recorded(network) == [(setting, {**NOW, **before}[setting], value, user)]


@pytest.mark.parametrize(("setting", "value"), OPENING)
def test_administrator_changes_every_setting_until_there_is_a_secretariat(
    network: Network, setting: str, value: Any
) -> None:
    SeatFactory(network=network, capacity="member")
    user = site_administrator()
    assert in_the_admin(user, network, **{setting: value}).status_code == 302
    network.refresh_from_db()
    assert getattr(network, setting) == value
    assert recorded(network) == [(setting, NOW[setting], value, user)]


def test_changes_of_time_zone_and_delegations_are_recorded_and_shown_with_the_settings(network: Network) -> None:
    secretariat = SeatFactory(network=network, capacity="secretariat", delegation=None).user
    stays, leaves, joins = (DelegationFactory(code=code, country=code) for code in ("AT", "CH", "SI"))
    network.delegations.set([stays, leaves])
    user = site_administrator()
    changes = {"time_zone": "Europe/Vienna", "delegations": [stays.pk, joins.pk]}
    assert in_the_admin(user, network, **changes).status_code == 302
    assert recorded(network) == [
        ("time_zone", "", "Europe/Vienna", user),
        ("delegations", ["AT", "CH"], ["AT", "SI"], user),
    ]
    html = client_of(secretariat).get(ADDRESS).content.decode()
    assert "Time zone: changed from “Default time zone” to “Europe/Vienna”" in html
    assert "Delegations added: Slovenia. Delegations removed: Switzerland" in html


def test_members_read_the_time_zone_of_their_network(client: Client, network: Network) -> None:
    Network.objects.update(time_zone="Europe/Vienna")
    client.force_login(SeatFactory(network=network, capacity="member").user)
    assert "<dt>Time zone</dt><dd>Europe/Vienna</dd>" in client.get(ADDRESS).content.decode()


def test_saving_a_network_without_a_change_of_settings_records_nothing(network: Network) -> None:
    SeatFactory(network=network, capacity="secretariat")
    assert in_the_admin(site_administrator(), network).status_code == 302
    assert recorded(network) == []


def test_secretariat_changes_all_settings_and_each_change_is_recorded(client: Client, network: Network) -> None:
    user = SeatFactory(network=network, capacity="secretariat").user
    client.force_login(user)
    assert ADDRESS in client.get("/networks/alpine/seats/").content.decode()
    changes = {"shows_presence": False, **dict(OPENING)}
    assert client.post(ADDRESS, posted(**changes)).headers["Location"] == ADDRESS
    network.refresh_from_db()
    assert {name: getattr(network, name) for name in NOW} == changes
    assert {one[0]: one[1:] for one in recorded(network)} == {
        name: (NOW[name], value, user) for name, value in changes.items()
    }


def test_changed_visibility_updates_wagtail_privacy_of_handbooks_at_once(client: Client, network: Network) -> None:
    client.force_login(SeatFactory(network=network, capacity="secretariat").user)
    assert client.post(ADDRESS, posted(visibility="everybody")).status_code == 422
    assert client.post(ADDRESS, posted(visibility="public")).status_code == 302
    network.refresh_from_db()
    handbook = make_handbook(network)
    marks = PageViewRestriction.objects.filter(page=handbook)
    assert not marks.exists()
    assert client.post(ADDRESS, posted(visibility="closed")).status_code == 302
    assert marks.exists()


def test_members_read_settings_and_their_changes_but_do_not_make_any(client: Client, network: Network) -> None:
    secretariat = SeatFactory(network=network, capacity="secretariat", user__display_name="Alpine office").user
    client_of(secretariat).post(ADDRESS, posted(emails_carry_text=True, visibility="closed"))
    client.force_login(SeatFactory(network=network, capacity="member").user)
    html = client.get(ADDRESS).content.decode()
    assert "Include message text in e-mails: changed from “off” to “on”" in html
    assert "Visibility: changed from “members of all networks” to “closed: its members only”" in html
    assert ("Alpine office" in html, 'type="submit">Save<' in html) == (True, False)
    assert client.post(ADDRESS, posted()).status_code == 403
    network.refresh_from_db()
    assert network.emails_carry_text


def test_seats_of_other_networks_and_visitors_do_not_read_settings(client: Client, network: Network) -> None:
    assert client.get(ADDRESS).status_code == 302
    client.force_login(SeatFactory(network=NetworkFactory(visibility="public"), capacity="secretariat").user)
    assert client.get(ADDRESS).status_code == 404


def test_network_becomes_regional_only_with_a_regional_delegation(client: Client, network: Network) -> None:
    client.force_login(SeatFactory(network=network, capacity="secretariat").user)
    answer = client.post(ADDRESS, posted(kind="regional"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["kind"])
    network.delegations.add(DelegationFactory(code="IT-BZ", kind="regional", country="IT", assessed=False))
    assert client.post(ADDRESS, posted(kind="regional")).status_code == 302
    assert recorded(network)[0][:3] == ("kind", "joint", "regional")


def test_two_people_who_change_settings_at_once_lose_nothing(client: Client, network: Network) -> None:
    client.force_login(SeatFactory(network=network, capacity="secretariat").user)
    read = client.get(ADDRESS).context["form"]["state_read"].value()
    assert client.post(ADDRESS, {**posted(emails_carry_text=True), "state_read": read}).status_code == 302
    answer = client.post(ADDRESS, {**posted(tables_unreleased=True), "state_read": read})
    assert answer.status_code == 422
    assert "saved a newer version" in answer.content.decode()
    network.refresh_from_db()
    assert (network.emails_carry_text, network.tables_unreleased) == (True, False)
