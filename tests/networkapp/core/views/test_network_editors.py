"""Networks and delegations in Wagtail's admin: changes by site administrators, and validation."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from networkapp.models import Delegation, Network, SiteSettings
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, site_administrator

pytestmark = pytest.mark.django_db
NETWORKS, DELEGATIONS = (f"/admin/snippets/networkapp/{model}/" for model in ("network", "delegation"))
NETWORK = {"name": "Alpine network", "slug": "alpine", "kind": "joint", "visibility": "closed", "purpose": "Water"}
DELEGATION = {"code": "AT", "name": "Parlament", "kind": "national", "country": "AT", "time_zone": "Europe/Vienna"}


@pytest.fixture(autouse=True)
def first(client: Client) -> Any:
    user = site_administrator()
    client.force_login(user)
    return user


def add(client: Client, address: str, **kwargs: Any) -> Any:
    return client.post(f"{address}add/", kwargs)


def delegation(client: Client, **kwargs: Any) -> Any:
    return add(client, DELEGATIONS, **{**DELEGATION, **kwargs})


def errors(answer: Any) -> dict[str, list[str]]:
    form = answer.context["form"]
    return {name: [str(one) for one in found] for name, found in form.errors.items()}


def delegation_with(code: str) -> Delegation:
    return Delegation.objects.get(code=code)


def test_site_administrator_adds_delegations_and_a_network(client: Client) -> None:
    for item in (
        {},
        {"code": "CH", "name": "Bundesversammlung", "country": "CH", "time_zone": "Europe/Zurich", "assessed": "on"},
        {"code": "SI", "name": "Državni zbor", "country": "SI", "time_zone": "Europe/Ljubljana"},
        {"code": "DE-BY", "name": "Bayerischer Landtag", "kind": "regional", "country": "DE"},
        {"code": "IT", "name": "Parlamento", "country": "IT", "time_zone": "Europe/Rome"},
    ):
        assert delegation(client, **item).status_code == 302
    italy = delegation_with("IT").pk
    for code, name in (("it-c", "Camera dei deputati"), ("it-s", "Senato")):
        item = {"code": code, "name": name, "kind": "chamber", "parliament": italy, "country": "", "time_zone": "UTC"}
        assert delegation(client, **item).status_code == 302
    assert (delegation_with("IT-S").country, delegation_with("IT-S").parliament_id, delegation_with("CH").assessed) == (
        "IT",
        italy,
        True,
    )
    everyone = list(Delegation.objects.values_list("pk", flat=True))
    answer = add(client, NETWORKS, **NETWORK, delegations=everyone)
    network = Network.objects.get(slug="alpine")
    assert answer.headers["Location"] == reverse("networkapp_first_seats", args=[network.pk])
    assert network.delegations.count() == 7


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"code": "xb"}, "code", "The code XB belongs to “Parliament of XB”. Choose another code."),
        ({"code": "A"}, "code", "Use two to eight letters from A to Z and digits"),
        ({"code": "A/T"}, "code", "Use two to eight letters from A to Z and digits"),
        ({"code": "ÖST"}, "code", "Use two to eight letters from A to Z and digits"),
        ({"country": "XB"}, "country", "Sample country B already has a national parliament, XB."),
        ({"country": "", "assessed": "on"}, "country", "Choose the country of this parliament."),
        ({"country": "QQ"}, "country", "QQ is not one of the available choices"),
        ({"time_zone": "Mars/Phobos"}, "time_zone", "“Mars/Phobos” is not a time zone. Choose one from the list."),
        ({"kind": "regional", "assessed": "on"}, "assessed", "Only national parliaments can be assessed"),
        (
            {"kind": "regional", "country": "", "assessed": "on"},
            "assessed",
            "Only national parliaments can be assessed",
        ),
        ({"kind": "interparliamentary", "assessed": "on", "country": ""}, "assessed", "can be assessed"),
        ({"kind": "interparliamentary"}, "country", "An interparliamentary body has no country."),
        ({"kind": "chamber"}, "parliament", "Choose the parliament of this chamber."),
        (
            {"mail_domains": "not a domain"},
            "mail_domains",
            "is not a domain. Enter the part of the address after the @",
        ),
        ({"names": "zz-nowhere: X"}, "names", ""),
    ],
)
def test_invalid_delegation_gets_a_field_error_and_entries_are_kept(
    client: Client, fields: dict[str, str], field: str, words: str
) -> None:
    DelegationFactory(code="XB", kind="national", assessed=False)
    answer = delegation(client, name="Typed name", **fields)
    assert answer.status_code == 200
    assert any(words in one for one in errors(answer)[field])
    assert "Typed name" in answer.content.decode()
    assert Delegation.objects.count() == 1


def test_assessed_chamber_and_chamber_of_a_chamber_are_refused(client: Client) -> None:
    parliament = DelegationFactory(code="XB", assessed=False)
    chamber = {"code": "XB-S", "kind": "chamber", "parliament": parliament.pk, "country": ""}
    assert (
        "Only national parliaments can be assessed"
        in errors(delegation(client, **chamber, assessed="on"))["assessed"][0]
    )
    assert errors(delegation(client, parliament=parliament.pk)) == {
        "parliament": ["Only a chamber belongs to a parliament. Leave this field empty."]
    }
    assert delegation(client, **chamber).status_code == 302
    second = {"code": "XB-T", "kind": "chamber", "parliament": delegation_with("XB-S").pk, "country": ""}
    assert "parliament" in errors(delegation(client, **second))


def test_parliament_with_chambers_cannot_become_a_chamber_and_codes_cannot_change(client: Client) -> None:
    parliament, other = DelegationFactory(code="XB", assessed=False), DelegationFactory(code="XC", assessed=False)
    DelegationFactory(code="XB-S", kind="chamber", parliament=parliament, country="XB", assessed=False)
    address = f"{DELEGATIONS}edit/{parliament.pk}/"
    changed = {"kind": "chamber", "parliament": other.pk, "name": "New", "time_zone": "UTC", "code": "XX"}
    assert "This parliament has chambers" in errors(client.post(address, changed))["kind"][0]
    kept = {"kind": "national", "country": "XB", "name": "New", "time_zone": "UTC", "code": "XX"}
    assert client.post(address, kept).status_code == 302
    parliament.refresh_from_db()
    assert (parliament.name, parliament.code) == ("New", "XB")


def test_network_changed_by_another_user_meanwhile_is_not_overwritten(client: Client) -> None:
    network = NetworkFactory(slug="alpine", name="Alpine")
    address = f"{NETWORKS}edit/{network.pk}/"
    read = client.get(address).context["form"].initial["state_read"]
    Network.objects.update(name="Saved meanwhile")
    fields = {**NETWORK, "name": "Mine", "state_read": read}
    answer = client.post(address, fields)
    assert "saved a newer version, now called" in answer.content.decode()
    assert Network.objects.get().name == "Saved meanwhile"
    again = {**fields, "state_read": answer.context["form"]["state_read"].value()}
    assert client.post(address, again).status_code == 302
    assert Network.objects.get().name == "Mine"


def test_network_keeps_its_address_and_delegations_with_seats(client: Client) -> None:
    seat = SeatFactory(network=NetworkFactory(slug="alpine"), delegation=DelegationFactory(code="XA"))
    seat.network.delegations.add(seat.delegation)
    address = f"{NETWORKS}edit/{seat.network.pk}/"
    answer = client.post(address, NETWORK)
    assert "Seats in this network are still held for Sample country A." in errors(answer)["delegations"][0]
    values = {**NETWORK, "slug": "other", "delegations": [seat.delegation.pk]}
    assert client.post(address, values).status_code == 302
    assert Network.objects.get().slug == "alpine"


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"slug": "taken"}, "slug", "Another network has this address. Choose another address."),
        ({"time_zone": "Mars/Phobos"}, "time_zone", "“Mars/Phobos” is not a time zone."),
        ({"kind": "regional"}, "delegations", "Choose the delegation of the regional parliament."),
    ],
)
def test_invalid_network_gets_a_field_error(client: Client, fields: dict[str, str], field: str, words: str) -> None:
    NetworkFactory(slug="taken")
    answer = add(client, NETWORKS, **{**NETWORK, **fields})
    assert (words in errors(answer)[field][0], Network.objects.count()) == (True, 1)


def test_network_address_is_made_from_its_name_if_left_empty(client: Client) -> None:
    page = client.get(f"{NETWORKS}add/").content.decode()
    assert 'data-controller="w-slug"' in page
    assert add(client, NETWORKS, **{**NETWORK, "slug": "", "name": "Water in the Alps"}).status_code == 302
    assert Network.objects.get().slug == "water-in-the-alps"


def test_network_names_in_other_languages_are_shown_to_their_readers(client: Client) -> None:
    fields = {"visibility": "public", "names": "de: Alpennetzwerk\nit: Rete alpina", "purposes": "de: Wasser"}
    add(client, NETWORKS, **{**NETWORK, **fields})
    network = Network.objects.get()
    assert network.names == {"de": "Alpennetzwerk", "it": "Rete alpina"}
    german = Client().get(network.get_absolute_url(), headers={"accept-language": "de"}).content.decode()
    assert '<h1 lang="de">Alpennetzwerk</h1>' in german


def test_networks_and_delegations_cannot_be_deleted(client: Client) -> None:
    network, parliament = NetworkFactory(slug="alpine"), DelegationFactory(code="XA")
    client.force_login(User.objects.create_superuser("root@example.org"))
    for address in (f"{NETWORKS}delete/{network.pk}/", f"{DELEGATIONS}delete/{parliament.pk}/"):
        client.post(address)
    assert (Network.objects.count(), Delegation.objects.count()) == (1, 1)


@pytest.mark.parametrize("capacity", ["secretariat", "member"])
def test_network_editor_screens_are_closed_to_seats(client: Client, capacity: str) -> None:
    client.force_login(SeatFactory(capacity=capacity).user)
    for address in (NETWORKS, DELEGATIONS, f"{NETWORKS}add/", f"{DELEGATIONS}add/"):
        assert client.get(address).status_code in {302, 403}, address


def test_changing_a_network_requires_confirmation_of_identity(client: Client, settings: Any) -> None:
    settings.ACCOUNTS_STEP_UP_SECONDS = 900
    assert add(client, NETWORKS, **NETWORK).headers["Location"].startswith("/account/")
    assert not Network.objects.exists()


@pytest.mark.parametrize(
    ("fields", "zone"),
    [
        ({"country": "PE", "code": "PE"}, "America/Lima"),
        ({"country": "DE", "code": "DE"}, "Europe/Berlin"),
        ({"country": "XB", "code": "XB"}, "America/Lima"),
        ({"country": "", "kind": "interparliamentary", "code": "BODY"}, "America/Lima"),
    ],
)
def test_new_delegation_has_the_time_zone_of_its_country_or_of_the_site(
    client: Client, fields: dict[str, str], zone: str
) -> None:
    SiteSettings.objects.update_or_create(defaults={"time_zone": "America/Lima"})
    page = client.get(f"{DELEGATIONS}add/").content.decode()
    assert '<option value="" selected>Time zone of the country</option>' in page
    assert delegation(client, **{**fields, "time_zone": ""}).status_code == 302
    assert delegation_with(fields["code"]).time_zone == zone


def test_country_with_several_time_zones_needs_a_choice_and_a_chamber_inherits_it(
    client: Client,
) -> None:
    answer = delegation(client, code="CA", country="CA", time_zone="")
    assert errors(answer) == {"time_zone": ["Canada has several time zones. Choose the one of the parliament."]}
    assert delegation(client, code="CA", country="CA", time_zone="America/Toronto").status_code == 302
    fields = {"code": "CA-S", "kind": "chamber", "country": "", "parliament": delegation_with("CA").pk, "time_zone": ""}
    assert delegation(client, **fields).status_code == 302
    assert delegation_with("CA-S").time_zone == "America/Toronto"


def test_first_network_is_joint_by_default_and_each_kind_is_explained(client: Client) -> None:
    page = client.get(f"{NETWORKS}add/")
    assert page.context["form"]["kind"].value() == "joint"
    assert "Sample: invented countries to try the site with" in page.content.decode()
    assert "Closed: only its members can." in page.content.decode()
    NetworkFactory(slug="joint", kind="joint")
    assert client.get(f"{NETWORKS}add/").context["form"]["kind"].value() == "national"


def test_sample_delegations_take_part_in_sample_networks_only(client: Client) -> None:
    sample, real = DelegationFactory(code="XA"), DelegationFactory(code="AT", country="AT")
    fields = {**NETWORK, "delegations": [sample.pk, real.pk]}
    words = "Choose the kind “sample network”, or remove the sample delegations: Sample country A."
    assert errors(add(client, NETWORKS, **fields)) == {"delegations": [words]}
    assert add(client, NETWORKS, **{**fields, "kind": "sample"}).status_code == 302
