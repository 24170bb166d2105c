"""The list and the pages of networks: visibility, links and names."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.results.publishing.publish import publish
from networkapp.models import Network
from networkapp.permissions import CAPACITIES
from tests.factories.assessments import make_work
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.factories.news import make_article
from tests.factories.site import make_site
from tests.worlds import world

LIST = "/networks/"
OVER = {"starts_at": timezone.now() - timedelta(days=9), "ends_at": timezone.now() - timedelta(days=1)}


def names(answer: Any) -> dict[str, list[str]]:
    return {group.key: [network.slug for network in group.networks] for group in answer.context["groups"]}


@world
def networks(db: None) -> dict[str, Network]:
    return {
        "public": NetworkFactory(slug="public", visibility="public", kind="joint"),
        "members": NetworkFactory(slug="members", visibility="members", kind="national"),
        "closed": NetworkFactory(slug="closed", visibility="closed", kind="sample"),
    }


def test_visitor_sees_public_networks_only(client: Client, networks: dict[str, Network]) -> None:
    assert names(client.get(LIST)) == {"joint": ["public"]}


def test_list_names_the_delegations_of_a_network_in_alphabetical_order(
    client: Client, networks: dict[str, Network]
) -> None:
    networks["public"].delegations.set(
        [DelegationFactory(code="DE", name="Germany"), DelegationFactory(code="DK", name="Denmark")]
    )
    html = client.get(LIST).content.decode()
    assert 0 < html.index("Denmark") < html.index("Germany")


def test_network_page_shows_names_in_languages_that_the_interface_lacks(
    client: Client, networks: dict[str, Network]
) -> None:
    names = {"sl": "Mreža", "de": "Netz", "it": "Rete"}
    Network.objects.update(names=names)
    html = client.get("/networks/public/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert also_known(html) == [("it", "Rete"), ("it", "Italiano"), ("sl", "Mreža"), ("sl", "Slovenščina")]
    assert "Netz" not in html
    page = client.get("/networks/closed/")
    assert (page.status_code, "Rete" in page.content.decode()) == (404, False)
    Network.objects.update(names={"de": "Netz"})
    assert "Also known as" not in client.get("/networks/public/").content.decode()


def test_network_page_shows_purposes_in_languages_that_the_interface_lacks(
    client: Client, networks: dict[str, Network]
) -> None:
    purposes = {"sl": "Voda in pravo", "de": "Wasser und Recht", "lld": "Ega y derit", "it": ""}
    Network.objects.update(purpose="Water and law", purposes=purposes)
    html = client.get("/networks/public/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    section = html.partition('<h2 id="in-other-languages">In other languages</h2>')[2].partition("</section>")[0]
    assert re.findall(r'<bdi lang="(\w+)">(\w+)</bdi></h3><p lang="(\w+)" dir="auto">([^<]+)</p>', section) == [
        ("lld", "Ladin", "lld", "Ega y derit"),
        ("sl", "Slovenščina", "sl", "Voda in pravo"),
    ]
    assert '<li><a href="#in-other-languages">In other languages</a></li>' in html
    assert ("Wasser" in html, client.get("/networks/closed/").status_code) == (False, 404)
    Network.objects.update(purposes={"de": "Wasser und Recht"})
    assert "In other languages" not in client.get("/networks/public/").content.decode()


def also_known(html: str) -> list[tuple[str, str]]:
    """Return the languages and words of the line with other names."""
    return re.findall(r'<bdi lang="(\w+)">([^<]+)</bdi>', html.partition("Also known as:")[2].partition("</p>")[0])


def test_member_sees_their_own_networks_first_and_those_open_to_members(
    client: Client, networks: dict[str, Network]
) -> None:
    client.force_login(SeatFactory(network=networks["closed"]).user)
    assert names(client.get(LIST)) == {"mine": ["closed"], "joint": ["public"], "national": ["members"]}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("nobody", {"public": 200, "members": 404, "closed": 404}),
        ("without a seat", {"public": 200, "members": 404, "closed": 404}),
        ("with an ended seat", {"public": 200, "members": 404, "closed": 404}),
        ("seated elsewhere", {"public": 200, "members": 200, "closed": 404}),
        ("seated in the closed one", {"public": 200, "members": 200, "closed": 200}),
    ],
)
def test_closed_network_is_not_found_without_a_current_seat(
    client: Client, networks: dict[str, Network], who: str, expected: dict[str, int]
) -> None:
    people = {
        "without a seat": UserFactory,
        "with an ended seat": lambda: SeatFactory(network=networks["closed"], **OVER).user,
        "seated elsewhere": lambda: SeatFactory(network=NetworkFactory()).user,
        "seated in the closed one": lambda: SeatFactory(network=networks["closed"]).user,
    }
    if who in people:
        client.force_login(people[who]())
    found = {slug: client.get(reverse("networkapp:network", args=[slug])).status_code for slug in expected}
    assert found == expected


@pytest.mark.parametrize("capacity", sorted(CAPACITIES))
def test_network_page_links_to_topics_and_invitations_only_for_permitted_roles(
    client: Client, db: None, capacity: str
) -> None:
    network = NetworkFactory(slug="joint")
    client.force_login(SeatFactory(network=network, capacity=capacity).user)
    page = client.get("/networks/joint/").content.decode()
    assert ("/networks/joint/topics/" in page) == (capacity != "government")
    assert ("/networks/joint/seats/invite/" in page) == (capacity == "secretariat")


def test_office_holders_are_named_only_with_consent(client: Client, db: None) -> None:
    network = NetworkFactory(slug="joint", visibility="public")
    SeatFactory(network=network, offices=["chair"], user__display_name="Ada Lovelace")
    page = client.get("/networks/joint/").content.decode()
    assert "Sample country A" in page
    assert "Ada Lovelace" not in page


def test_network_page_shows_its_articles_and_press_contact(client: Client, db: None) -> None:
    network = NetworkFactory(slug="joint", visibility="public")
    shut = NetworkFactory(slug="shut")
    for each in (network, shut):
        place = make_article(each).get_parent().specific
        place.press_office, place.press_mail = f"Office of {each.slug}", "press@example.org"
        place.save()
    found = {
        part.key: [entry.title for entry in part.entries]
        for part in client.get("/networks/joint/").context["page_content"].parts
    }
    assert (found["press"], found["news"]) == (["Office of joint", "press@example.org"], ["Article of joint"])
    assert 'href="mailto:press@example.org"' in client.get("/networks/joint/").content.decode()


def buttons(answer: Any) -> set[str]:
    actions = re.search(r'<p class="actions above-4">(.*?)</p>', answer.content.decode(), re.S)
    return set(re.findall(r'href="([^"]+)"', actions[1])) if actions else set()


@pytest.mark.django_db
def test_network_page_links_to_parts_that_are_switched_on_and_not_empty(client: Client) -> None:
    work = make_work()
    network = work.network
    Network.objects.filter(pk=network.pk).update(visibility="public")
    page, meetings, inquiries = f"/networks/{network.slug}/", "/meetings/?network=", "/inquiries/?network="
    criteria = work.framework.get_absolute_url()
    results = f"/evaluation/?year={work.assessment.cycle.year}"
    visitors = buttons(client.get(page))
    assert {f"{meetings}{network.slug}", f"{inquiries}{network.slug}", criteria} == visitors
    work.answer_all()
    work.sign_by_both()
    publish(assessment=work.assessment, user=work.secretariat, for_everybody=True)
    answer = client.get(page)
    assert buttons(answer) - visitors == {results}
    assert ('<h2 id="results">' in answer.content.decode(), "/evaluation/countries/xa/" in answer.content.decode()) == (
        True,
        True,
    )
    make_site(shows_evaluation=False, shows_inquiries=False)
    assert buttons(client.get(page)) == {f"{meetings}{network.slug}"}


@pytest.mark.django_db
def test_empty_list_of_question_types_links_to_the_admin_for_those_who_may_add_one(client: Client) -> None:
    screen = "/admin/snippets/networkapp/parliamentinstrument/"
    assert screen not in client.get("/inquiries/instruments/").content.decode()
    client.force_login(SeatFactory(capacity="secretariat").user)
    assert screen in client.get("/inquiries/instruments/").content.decode()
