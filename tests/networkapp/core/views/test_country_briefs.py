"""The briefing of a country in a browser: read by the network, and edited only by its own delegation."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from networkapp.models import BriefText, Network
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def network() -> Network:
    network: Network = NetworkFactory(slug="joint")
    network.delegations.add(DelegationFactory(code="XA"), DelegationFactory(code="XB"))
    return network


def signed_in(network: Network, code: str = "XA", **kwargs: Any) -> Client:
    client = Client()
    client.force_login(SeatFactory(network=network, delegation=DelegationFactory(code=code), **kwargs).user)
    return client


SECTION = "networkapp:country_brief_section"


def test_member_edits_a_briefing_section_and_the_whole_network_reads_it(network: Network) -> None:
    member, other = signed_in(network), signed_in(network, "XB")
    address = reverse(SECTION, args=["joint", "xa", "opening"])
    assert member.get(address).status_code == 200
    assert member.post(address, {"text": "Ask about hotlines.", "base": 0}).status_code == 302
    page = other.get(reverse("networkapp:country_brief", args=["joint", "xa"])).content.decode()
    assert "Ask about hotlines." in page
    assert address not in page


def test_empty_briefing_section_is_marked_only_for_those_who_can_edit_it(network: Network) -> None:
    address = reverse("networkapp:country_brief", args=["joint", "xa"])
    for code, is_told in (("XA", True), ("XB", False)):
        page = signed_in(network, code).get(address).content.decode()
        assert ("No information recorded." in page) == is_told


def test_briefing_text_changed_meanwhile_is_refused_and_the_entry_kept(network: Network) -> None:
    member, address = signed_in(network), reverse(SECTION, args=["joint", "xa", "opening"])
    for text in ("First.", "Second."):
        answer = member.post(address, {"text": text, "base": 0})
    assert answer.status_code == 422
    assert "Second." in answer.content.decode()
    assert BriefText.objects.get().text == "First."


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"code": "XB"}, 403),
        ({"capacity": "observer"}, 403),
        ({"capacity": "secretariat"}, 403),
        ({"capacity": "government"}, 404),
        ({"capacity": "adviser"}, 200),
    ],
)
def test_only_voting_members_and_advisers_of_the_delegation_edit_its_briefing(
    network: Network, fields: dict[str, str], status: int
) -> None:
    address = reverse(SECTION, args=["joint", "xa", "opening"])
    reader = signed_in(network, **fields)
    assert reader.get(address).status_code == status
    if status != 200:
        assert reader.post(address, {"base": 0, "text": ""}).status_code == status


def test_unknown_briefing_section_returns_404(network: Network) -> None:
    member = signed_in(network)
    for section in ("nothing", "networkapp"):
        assert member.get(reverse(SECTION, args=["joint", "xa", section])).status_code == 404
        assert member.post(reverse(SECTION, args=["joint", "xa", section]), {"base": 0}).status_code == 404


def test_briefing_file_is_named_by_country_and_day(network: Network) -> None:
    answer = signed_in(network, "XB").get(reverse("networkapp:country_brief_file", args=["joint", "xa"]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="brief-xa-')
    for elsewhere in (signed_in(NetworkFactory(slug="elsewhere")), signed_in(network, capacity="government")):
        address = reverse("networkapp:country_brief_file", args=["joint", "xa"])
        assert elsewhere.get(address).status_code == 404
    assert Client().get(address).status_code == 302
