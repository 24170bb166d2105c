"""Pages of countries and delegations, as far as the reader may see their content."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.models import Network
from networkapp.registry.overviews import OverviewPart
from tests.factories.hotlines import make_hotline
from tests.factories.inquiries import file_answer, make_case, make_inquiry
from tests.factories.meetings import make_meeting
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, suspend
from tests.factories.overviews import fill_country

pytestmark = pytest.mark.django_db
ADDRESS = "/countries/xa/"


def network_of(*codes: str, **kwargs: Any) -> Network:
    network: Network = NetworkFactory(**{"slug": "open", "visibility": "public", **kwargs})
    network.delegations.add(*(DelegationFactory(code=code) for code in codes))
    return network


def parts(client: Client, address: str = ADDRESS) -> dict[str, OverviewPart]:
    return {part.key: part for part in client.get(address).context["page"].parts}


def test_countries_are_sorted_by_name_with_samples_last(client: Client) -> None:
    network_of("XA", "SE", "DK", "AX")
    network_of("NO", slug="shut", visibility="closed")
    assert [one.code for one in client.get("/countries/").context["countries"]] == ["AX", "DK", "SE", "XA"]
    client.cookies["django_language"] = "sv"
    assert [one.name for one in client.get("/countries/").context["countries"]][:3] == ["Danmark", "Sverige", "Åland"]


def test_country_of_a_closed_network_is_not_found_by_others(client: Client) -> None:
    shut = network_of("XA", slug="shut", visibility="closed")
    assert client.get(ADDRESS).status_code == 404
    client.force_login(SeatFactory(network=shut).user)
    assert client.get(ADDRESS).status_code == client.get("/countries/XA/").status_code == 200
    assert client.get("/countries/zz/").status_code == client.get("/countries/nowhere/").status_code == 404


def test_country_page_shows_answers_decisions_and_meetings(client: Client) -> None:
    fill_country(network_of("XA"))
    fill_country(network_of("XA", slug="shut", visibility="closed"))
    found = parts(client)
    titles = {key: [entry.name for entry in part.entries] for key, part in found.items() if part.entries}
    assert titles == {
        "follow-up": ["Task open"],
        "answers": ["Q-1 Inquiry open"],
        "meetings": ["Meeting 1: Theme open"],
    }
    assert found["answers"].entries[0].detail.startswith("partly answered")
    assert "shut" not in client.get(ADDRESS).content.decode().lower()


def test_lists_linked_from_a_country_page_contain_only_that_country(client: Client) -> None:
    network = network_of("XA", "XB")
    fill_country(network)
    make_case(make_inquiry(network, title="Other"), "XB")
    make_meeting(network, number=2, slug="other", country="XB")
    found = parts(client)
    assert client.get(found["answers"].url).context["page_obj"].paginator.count == 1
    assert [one.slug for one in client.get(found["meetings"].url).context["page_obj"]] == ["open-1"]
    assert "Task open" in client.get(found["follow-up"].url).content.decode()


def test_embargoed_answer_does_not_change_the_country_page_for_others(client: Client) -> None:
    network = network_of("XA")
    case = make_case(make_inquiry(network), "XA")
    before = parts(client)["answers"].entries
    for number in (1, 2):
        file_answer(case, number, embargo_until=timezone.now() + timedelta(days=2))
    assert parts(client)["answers"].entries == before
    client.force_login(SeatFactory(network=network, delegation=case.delegation).user)
    [entries] = parts(client)["answers"].entries
    assert entries.detail.startswith("answered, embargo until ")


@pytest.mark.usefixtures("help_on")
def test_hotline_is_on_the_page_of_its_country_and_not_of_a_sample_country(client: Client) -> None:
    network_of("FI", "XA")
    make_hotline("FI", number="+358 2954 63177", name="Somebody listens")
    make_hotline("XA", number="000 00 01")
    page = client.get("/countries/fi/").content.decode()
    assert '<a href="tel:+358295463177"><b class="num">+358 2954 63177</b></a>' in page
    assert "Not yet checked by the networks. If there is no answer and you are in danger, call 112." in page
    assert 'href="/help/fi/en/"' in page
    assert "tel:000" not in client.get(ADDRESS).content.decode()


def test_region_has_its_own_page_and_is_not_listed_as_its_country(client: Client) -> None:
    network = network_of("SE")
    region = DelegationFactory(code="DE-BY", kind="regional", country="DE", assessed=False, name="Bayerischer Landtag")
    network.delegations.add(region)
    face = client.get(network.get_absolute_url()).content.decode()
    assert ('href="/delegations/de-by/"' in face, "/countries/de/" in face) == (True, False)
    assert [one.code for one in client.get("/countries/").context["countries"]] == ["SE"]
    assert client.get("/countries/de/").status_code == 404
    page = client.get("/delegations/DE-BY/", follow=True).content.decode()
    assert ("Bayerischer Landtag" in page, "In Germany" in page, "Regional parliament" in page) == (True, True, True)
    network.delegations.add(DelegationFactory(code="DE", country="DE"))
    page = client.get("/countries/de/").content.decode()
    assert 'href="/delegations/de-by/"' in page


def test_delegation_pages_show_names_in_languages_that_the_interface_lacks(client: Client) -> None:
    fields = {"kind": "regional", "country": "IT", "assessed": False}
    region = DelegationFactory(code="IT-BZ", name="Landtag", names={"lld": "Cunsëi", "fi": "Maapäivät"}, **fields)
    network = network_of("XA")
    network.delegations.add(region)
    page = client.get("/delegations/it-bz/").content.decode()
    assert '<bdi lang="lld">Cunsëi</bdi> (<bdi lang="lld">Ladin</bdi>)' in page
    assert "Maapäivät" not in page
    parliament = network.delegations.get(code="XA")
    parliament.names = {"sl": "Parlament"}
    parliament.save()
    assert '<bdi lang="sl">Parlament</bdi>' in client.get("/countries/xa/").content.decode()


def test_chamber_links_to_its_parliament_and_a_national_parliament_redirects_to_its_country(client: Client) -> None:
    parliament = DelegationFactory(code="XA")
    fields = {"kind": "chamber", "parliament": parliament, "country": "XA", "assessed": False}
    chamber = DelegationFactory(code="XA-S", name="Senate", **fields)
    network_of("XA").delegations.add(chamber)
    page = client.get("/delegations/xa-s/").content.decode()
    assert ("Senate" in page, 'href="/countries/xa/"' in page) == (True, True)
    assert client.get("/delegations/xa/").headers["Location"] == "/countries/xa/"
    assert 'href="/delegations/xa-s/"' in client.get("/countries/xa/").content.decode()


def test_delegation_of_closed_networks_is_found_only_by_their_members(client: Client) -> None:
    region = DelegationFactory(code="DE-BY", kind="regional", country="", assessed=False)
    shut = network_of("XA", slug="shut", visibility="closed")
    shut.delegations.add(region)
    address = region.get_absolute_url()
    assert client.get(address).status_code == 404
    client.force_login(SeatFactory(network=shut).user)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(("visibility", "readers"), [("public", [True, True]), ("closed", [False, True])])
def test_list_of_countries_shows_the_status_of_a_delegation_to_people_who_see_the_network(
    client: Client, visibility: str, readers: list[bool]
) -> None:
    network = NetworkFactory(visibility=visibility)
    elsewhere = NetworkFactory(visibility="public")
    for one in (network, elsewhere):
        one.delegations.add(DelegationFactory(code="XA"))
    suspend(network, "XA", from_day=date(2026, 5, 3))
    member = SeatFactory(network=network, delegation=DelegationFactory(code="XB")).user
    shown = []
    for user in (None, member):
        if user:
            client.force_login(user)
        page = client.get("/countries/").content.decode()
        shown.append(f"({network.name}: suspended since 3 May 2026)" in page)
    assert shown == readers
