"""The front page: countries and their map, decisions and inquiries, people, emblem."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import HomePage
from networkapp.models import Delegation, Network, SiteSettings
from tests.factories.decisions import adopt
from tests.factories.inquiries import make_case, make_inquiry
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.home.test_pages import front as front

pytestmark = pytest.mark.usefixtures("front")


def take_part(network: Network, *codes: str) -> None:
    """Let the national parliaments of these countries take part."""
    for code in codes:
        network.delegations.add(DelegationFactory(code=code, country=code, kind=Delegation.Kind.NATIONAL))


def public(slug: str = "joint", kind: str = "joint") -> Network:
    network: Network = NetworkFactory(slug=slug, kind=kind, visibility="public", name=f"Network {slug}")
    return network


def read(client: Client) -> str:
    page = client.get("/")
    assert page.status_code == 200
    return page.content.decode()


def test_map_links_to_each_country_of_public_networks_for_the_mouse_alone(client: Client) -> None:
    take_part(public(), "AT", "CH", "XA")
    take_part(NetworkFactory(visibility="members"), "IT")
    take_part(NetworkFactory(visibility="closed"), "SI")
    page = read(client)
    drawn = page[page.index('<svg class="map"') : page.index("</svg>", page.index('<svg class="map"'))]
    assert re.findall(r'<a href="/countries/(\w+)/" tabindex="-1"><title>([^<]+)</title>', drawn) == [
        ("at", "Austria"),
        ("ch", "Switzerland"),
    ]
    assert (drawn.count("<a "), 'aria-hidden="true"' in drawn[: drawn.index(">")]) == (2, True)
    assert "<text" in drawn
    for code in ("at", "ch", "xa"):
        assert f'<li><a href="/countries/{code}/">' in page
    for code in ("it", "si"):
        assert f"/countries/{code}/" not in page


def test_member_of_a_closed_network_sees_the_same_countries_as_visitors(client: Client) -> None:
    take_part(public(), "AT")
    closed = NetworkFactory(visibility="closed")
    take_part(closed, "SI")
    client.force_login(SeatFactory(network=closed, delegation=Delegation.objects.get(code="SI")).user)
    assert "/countries/si/" not in read(client)


def test_sample_countries_are_listed_and_not_drawn(client: Client) -> None:
    take_part(public(), "XA", "XB")
    page = read(client)
    assert 'class="map"' not in page
    assert "Sample: countries and data are invented." in page
    assert '<li><a href="/countries/xa/">Sample country A</a></li>' in page


def test_site_without_networks_says_what_will_appear(client: Client) -> None:
    page = read(client)
    assert "No networks yet. Public networks will appear here." in page
    assert 'id="countries"' not in page
    assert 'id="decided"' not in page


def test_newest_decisions_and_inquiries_of_public_networks_are_shown(client: Client) -> None:
    network, closed = public(), NetworkFactory(slug="closed", visibility="closed")
    decision = adopt(network, title="Reserve springs", at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    inquiry = make_inquiry(network, title="Springs without protection", why="Counts differ.")
    make_case(inquiry)
    draft = make_inquiry(network, approved=False, title="Draft bait")
    adopt(closed, title="Decision bait")
    make_inquiry(closed, title="Inquiry bait")
    page = read(client)
    part = page[page.index('id="decided"') : page.index("</section>", page.index('id="decided"'))]
    found = re.findall(r'<h3><a href="([^"]+)"', part)
    assert found == [decision.get_absolute_url(), inquiry.get_absolute_url()]
    assert "In 1 parliament" in part
    assert "Counts differ." in part
    assert draft.get_absolute_url() not in page
    assert "bait" not in page


def test_inquiries_are_not_shown_where_they_are_switched_off(client: Client) -> None:
    make_inquiry(public(), title="Springs without protection")
    SiteSettings.objects.create(shows_inquiries=False)
    page = read(client)
    assert "Springs without protection" not in page
    assert 'id="decided"' not in page


def test_chairs_and_rapporteurs_are_named_only_with_their_consent(client: Client) -> None:
    network = public()
    for name, offices, named in (("Agreed Chair", ["chair"], True), ("Silent Rapporteur", ["rapporteur"], False),
                                 ("Agreed Member", [], True)):  # fmt: skip
        seat = SeatFactory(network=network, offices=offices, named_since=timezone.now() if named else None)
        seat.user.display_name = name
        seat.user.save()
    closed = SeatFactory(network=NetworkFactory(visibility="members"), offices=["chair"], named_since=timezone.now())
    closed.user.display_name = "Chair of members"
    closed.user.save()
    page = read(client)
    assert "Chair: Agreed Chair" in page
    for name in ("Silent Rapporteur", "Agreed Member", "Chair of members"):
        assert name not in page


def queries_of(client: Client) -> int:
    """Return the number of queries of the front page when everything that processes keep is there."""
    counts = []
    for _time in range(3):
        with CaptureQueriesContext(connection) as queries:
            read(client)
        counts.append(len(queries))
    return min(counts)


def test_number_of_queries_does_not_grow_with_what_the_front_page_shows(client: Client) -> None:
    counts = []
    for number, codes in enumerate((("AT",), ("CH", "IT"), ("SI", "DE")), 1):
        network = public(f"network-{number}", kind="national")
        take_part(network, *codes)
        adopt(network, title=f"Decision {number}")
        make_inquiry(network)
        SeatFactory(network=network, offices=["chair"], named_since=timezone.now())
        counts.append(queries_of(client))
    assert counts == [26, 26, 26]


def test_heading_without_words_of_an_editor_is_the_name_alone(client: Client) -> None:
    SiteSettings.objects.create(name="Alpine network", tagline="for clean water")
    HomePage.objects.update(heading="")
    page = read(client)
    assert re.search(r"<h1[^>]*><span[^>]*>Alpine network</span></h1>", page)


def test_uploaded_emblem_replaces_the_standard_one_in_masthead_and_tab(client: Client) -> None:
    page = read(client)
    assert "emblem--standard" in page
    assert '<link rel="icon" href="/static/home/favicon.svg" type="image/svg+xml">' in page
    SiteSettings.objects.create(emblem="site/ours.png")
    page = read(client)
    assert "emblem--standard" not in page
    assert page.count("site/ours.png") == 2
    assert "favicon.svg" not in page
