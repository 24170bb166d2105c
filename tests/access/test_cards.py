"""What search engines and link previews get: public pages alone, and nothing that a network restricts."""

import re
from typing import Any

import pytest
from django.test import Client

from networkapp.models import Network
from tests.access.baits import bait
from tests.access.conftest import World
from tests.access.places import Place

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


def told(page: str) -> set[str]:
    """What the head of the page says to machines, by name."""
    names = {next(filter(None, found)) for found in TOLD.findall(page)}
    return {name for name in names if name in {"robots", "description", "canonical", "application/ld+json"}}


def test_a_public_page_says_of_itself_what_it_is_and_where(world: World) -> None:
    place = world.places[Network.Visibility.PUBLIC]
    for address in addresses(place):
        page = world.ask("anonymous", "GET", address).content.decode()
        assert told(page) >= {"canonical", "application/ld+json"}, address
        assert "robots" not in told(page), address
        assert f'<link rel="canonical" href="http://testserver{address}">' in page


@pytest.mark.parametrize("visibility", Network.Visibility.values)
def test_to_who_is_signed_in_no_page_says_anything_for_machines(world: World, visibility: str) -> None:
    for address in addresses(world.places[visibility]):
        page = world.ask("member", "GET", address)
        assert (address, page.status_code, told(page.content.decode())) == (address, 200, {"robots"})


@pytest.mark.parametrize("visibility", [Network.Visibility.MEMBERS, Network.Visibility.CLOSED])
def test_a_page_that_is_not_there_says_nothing_of_what_is_hidden(world: World, visibility: str) -> None:
    place = world.places[visibility]
    for address in addresses(place):
        answer = world.ask("anonymous", "GET", address)
        page = answer.content.decode()
        assert (answer.status_code, told(page), bait(place.network) in page) == (404, {"robots"}, False)


def test_a_session_alone_is_enough_to_be_told_nothing(world: World) -> None:
    """A page behind a Wagtail password is opened by data in a session."""
    client = Client()
    client.cookies["sessionid"] = "whatever"
    page = client.get(world.places[Network.Visibility.PUBLIC].chapter.url).content.decode()
    assert told(page) == {"robots"}


def listed(world: World, reader: str) -> list[str]:
    page = world.ask(reader, "GET", "/sitemap.xml").content.decode()
    return re.findall(r"<loc>http://testserver([^<]+)</loc>", page)


def test_all_that_is_listed_for_search_engines_is_there_for_everybody_under_that_address(world: World) -> None:
    # At the roots stand pages of Wagtail's own here, which know nothing of ours.
    for address in set(listed(world, "anonymous")) - {"/", "/ru/"}:
        answer = world.ask("anonymous", "GET", address)
        canonical = re.findall(r'<link rel="canonical" href="http://testserver([^"]+)"', answer.content.decode())
        assert (address, answer.status_code, canonical) == (address, 200, [address])


@pytest.mark.parametrize("reader", ["anonymous", "member", "everything, in another network"])
def test_nothing_closed_is_listed_whoever_asks(world: World, reader: str) -> None:
    found = listed(world, reader)
    public = world.places[Network.Visibility.PUBLIC]
    of_public = {address.format(**vars(public)) for address in UNLISTED}
    assert set(addresses(public)) - set(found) == of_public
    for visibility in (Network.Visibility.MEMBERS, Network.Visibility.CLOSED):
        assert set(addresses(world.places[visibility])) & set(found) == set()
    hidden = {place.network.slug for place in [*world.places.values(), world.elsewhere]} - {public.network.slug}
    assert [address for address in found if any(slug in address for slug in hidden)] == []


def test_what_somebody_wrote_cannot_end_the_facts_of_a_page(world: World, client: Any) -> None:
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


def test_pictures_are_drawn_of_what_everybody_may_see(world: World) -> None:
    for address in pictures(world.places[Network.Visibility.PUBLIC]):
        answer = world.ask("anonymous", "GET", address)
        assert (address, answer.status_code, answer["Content-Type"]) == (address, 200, "image/png")


@pytest.mark.parametrize("visibility", [Network.Visibility.MEMBERS, Network.Visibility.CLOSED])
@pytest.mark.parametrize("reader", ["anonymous", "member"])
def test_of_what_is_closed_there_is_no_picture_whoever_asks(world: World, visibility: str, reader: str) -> None:
    asked = pictures(world.places[visibility])
    assert [world.ask(reader, "GET", address).status_code for address in asked] == [404] * len(asked)


def test_a_picture_goes_with_what_it_shows(world: World) -> None:
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
def test_of_what_is_not_there_there_is_no_picture(world: World, address: str) -> None:
    assert world.ask("anonymous", "GET", address).status_code == 404
