"""Metadata for search engines and link previews: only public pages have any, without restricted content."""

import re
from typing import Any

import pytest
from django.test import Client

from networkapp.models import Network
from tests.access.conftest import World
from tests.access.places import Place
from tests.access.restricted_words import bait

UNLISTED = ("/inquiries/{network.slug}/{inquiry.number}/matrix/", "/handbooks/editions/{edition.pk}/en/1/")
"""What says the same as a page that is listed, in another form or as of another day."""
PAGES = (
    "/networks/{network.slug}/",
    "/meetings/{meeting.slug}/",
    "/campaigns/{campaign.slug}/",
    "/decisions/{network.slug}/{decision.year}/{decision.number}/",
    "/inquiries/{network.slug}/{inquiry.number}/",
    "/handbooks/editions/{edition.pk}/en/",
    *UNLISTED,
    "{chapter.url}",
    "{handbook.url}",
)
TOLD = re.compile(r'<meta (?:name|property)="([^"]+)"|<link rel="(canonical)"|<script type="(application/ld\+json)"')


def addresses(place: Place) -> list[str]:
    things = {**vars(place), "handbook": place.chapter.handbook}
    return [address.format(**things) for address in PAGES]


def metadata_of(page: str) -> set[str]:
    """Return the names of the metadata in the head of the page."""
    names = {next(filter(None, found)) for found in TOLD.findall(page)}
    return {name for name in names if name in {"robots", "description", "canonical", "application/ld+json"}}


def test_public_page_has_canonical_link_and_structured_data(world: World) -> None:
    place = world.places[Network.Visibility.PUBLIC]
    for address in addresses(place):
        page = world.ask("anonymous", "GET", address).content.decode()
        assert metadata_of(page) >= {"canonical", "application/ld+json"}, address
        assert "robots" not in metadata_of(page), address
        assert f'<link rel="canonical" href="http://testserver{address}">' in page


@pytest.mark.parametrize("visibility", Network.Visibility.values)
def test_pages_for_signed_in_members_have_no_metadata_for_search_engines(world: World, visibility: str) -> None:
    for address in addresses(world.places[visibility]):
        page = world.ask("member", "GET", address)
        assert (address, page.status_code, metadata_of(page.content.decode())) == (address, 200, {"robots"})


@pytest.mark.parametrize("visibility", [Network.Visibility.MEMBERS, Network.Visibility.CLOSED])
def test_404_page_has_no_metadata_of_a_hidden_network(world: World, visibility: str) -> None:
    place = world.places[visibility]
    for address in addresses(place):
        answer = world.ask("anonymous", "GET", address)
        page = answer.content.decode()
        assert (answer.status_code, metadata_of(page), bait(place.network) in page) == (404, {"robots"}, False)


def test_page_requested_with_a_session_cookie_has_no_metadata_for_search_engines(world: World) -> None:
    """A session could contain the password of a private Wagtail page."""
    client = Client()
    client.cookies["sessionid"] = "whatever"
    page = client.get(world.places[Network.Visibility.PUBLIC].chapter.url).content.decode()
    assert metadata_of(page) == {"robots"}


def sitemap_paths(world: World, reader: str) -> list[str]:
    page = world.ask(reader, "GET", "/sitemap.xml").content.decode()
    return re.findall(r"<loc>http://testserver([^<]+)</loc>", page)


def test_every_sitemap_entry_is_a_public_page_with_that_canonical_address(world: World) -> None:
    # The root pages of these tests are plain Wagtail pages without our metadata.
    for address in set(sitemap_paths(world, "anonymous")) - {"/", "/ru/"}:
        answer = world.ask("anonymous", "GET", address)
        canonical = re.findall(r'<link rel="canonical" href="http://testserver([^"]+)"', answer.content.decode())
        assert (address, answer.status_code, canonical) == (address, 200, [address])


@pytest.mark.parametrize("reader", ["anonymous", "member", "everything, in another network"])
def test_sitemap_lists_no_restricted_network_for_any_reader(world: World, reader: str) -> None:
    found = sitemap_paths(world, reader)
    public = world.places[Network.Visibility.PUBLIC]
    of_public = {address.format(**vars(public)) for address in UNLISTED}
    assert set(addresses(public)) - set(found) == of_public
    for visibility in (Network.Visibility.MEMBERS, Network.Visibility.CLOSED):
        assert set(addresses(world.places[visibility])) & set(found) == set()
    hidden = {place.network.slug for place in [*world.places.values(), world.elsewhere]} - {public.network.slug}
    assert [address for address in found if any(slug in address for slug in hidden)] == []


def test_script_tags_in_network_texts_are_escaped_in_structured_data(world: World, client: Any) -> None:
    network = world.places[Network.Visibility.PUBLIC].network
    network.purpose = "</script><script>alert(1)</script>&<!--"
    network.save()
    page = client.get(network.get_absolute_url()).content.decode()
    (facts,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[:1]
    assert "\\u003c/script\\u003e\\u003cscript\\u003ealert(1)" in facts
    assert "<script>alert" not in page


def pictures(place: Place) -> list[str]:
    things = {
        "network": place.network,
        "meeting": place.meeting,
        "campaign": place.campaign,
        "decision": place.decision,
        "inquiry": place.inquiry,
        "edition": place.edition.texts.get(language="en"),
        "edition-chapter": place.edition.texts.get(language="en").chapters.first(),
        "answers": place.inquiry,
        "page": place.chapter,
    }
    return [f"/cards/en/{kind}/{thing.pk}.png" for kind, thing in things.items()]


def test_preview_pictures_of_public_pages_are_served(world: World) -> None:
    for address in pictures(world.places[Network.Visibility.PUBLIC]):
        answer = world.ask("anonymous", "GET", address)
        assert (address, answer.status_code, answer["Content-Type"]) == (address, 200, "image/png")


@pytest.mark.parametrize("visibility", [Network.Visibility.MEMBERS, Network.Visibility.CLOSED])
@pytest.mark.parametrize("reader", ["anonymous", "member"])
def test_preview_pictures_of_restricted_networks_return_404_for_every_reader(
    world: World, visibility: str, reader: str
) -> None:
    result = pictures(world.places[visibility])
    assert [world.ask(reader, "GET", address).status_code for address in result] == [404] * len(result)


def test_preview_pictures_return_404_once_a_public_network_is_closed(world: World) -> None:
    place = world.places[Network.Visibility.PUBLIC]
    before = [world.ask("anonymous", "GET", address).status_code for address in pictures(place)]
    place.network.visibility = Network.Visibility.CLOSED
    place.network.save()
    after = [world.ask("anonymous", "GET", address).status_code for address in pictures(place)]
    assert (set(before), set(after)) == ({200}, {404})


@pytest.mark.parametrize(
    "address",
    [
        "/cards/xx/place/networkapp:library.png",
        "/cards/en/place/networkapp:desk.png",
        "/cards/en/nothing/1.png",
        "/cards/en/network/0.png",
        "/cards/en/network/99999999999999999999.png",
        "/cards/en/network/the-closed-one.png",
        "/cards/en/page/1%00.png",
    ],
)
def test_preview_picture_of_a_missing_page_returns_404(world: World, address: str) -> None:
    assert world.ask("anonymous", "GET", address).status_code == 404
