"""Parts of the site that administrators switch off: their pages and all links to them."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from networkapp.desk.sources import attention_of
from networkapp.metadata.cards import listed_pages
from networkapp.models import is_open
from networkapp.registry import desk_roles, needs_attention
from networkapp.registry.site_parts import SitePart, part_of
from networkapp.search.search import search, sources
from tests.factories.campaigns import make_campaign
from tests.factories.hotlines import make_hotline
from tests.factories.inquiries import make_inquiry
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, editor_of
from tests.factories.site import clear_cache, make_site

pytestmark = pytest.mark.django_db
PAGES = {
    SitePart.HELP: ("/help/all/en/", "/hotlines/", "/api/v1/hotlines/"),
    SitePart.TREATIES: ("/treaties/",),
    SitePart.CAMPAIGNS: ("/campaigns/", "/api/v1/campaigns/"),
    SitePart.LIBRARY: ("/library/", "/library/organisations/", "/library/opds/"),
    SitePart.INQUIRIES: ("/inquiries/", "/inquiries/instruments/"),
    SitePart.EVALUATION: ("/evaluation/", "/evaluation/method/", "/treaties/"),
}
EACH = [(part, path) for part, paths in PAGES.items() for path in paths]
# A link to each part that no page may contain while the part is off.
LINKS = {
    SitePart.HELP: 'href="/help/',
    SitePart.TREATIES: 'href="/treaties/',
    SitePart.CAMPAIGNS: 'href="/campaigns/',
    SitePart.LIBRARY: 'href="/library/',
    SitePart.INQUIRIES: 'href="/inquiries/',
    SitePart.EVALUATION: 'href="/evaluation/',
}
NOT_IN_USE = "This part of the site is not in use"
ALL_ON = {f"shows_{part}": True for part in SitePart}


@pytest.fixture(autouse=True)
def empty_page_cache(db: None) -> Iterator[None]:
    clear_cache()
    yield
    cache.clear()


@pytest.mark.parametrize(("part", "path"), EACH)
def test_pages_of_a_part_return_404_to_everybody_while_it_is_off(part: SitePart, path: str) -> None:
    secretariat = Client()
    secretariat.force_login(editor_of(NetworkFactory()))
    make_site(**ALL_ON)
    assert secretariat.get(path).status_code == 200
    make_site(**{f"shows_{part}": False})
    assert [client.get(path).status_code for client in (Client(), secretariat)] == [404, 404]


@pytest.mark.parametrize(("part", "path"), [one for one in EACH if not one[1].startswith("/api/")])
def test_page_of_a_part_that_is_off_shows_that_it_is_not_in_use(part: SitePart, path: str) -> None:
    secretariat = Client()
    secretariat.force_login(editor_of(NetworkFactory()))
    make_site(**{**ALL_ON, f"shows_{part}": False})
    for client in (Client(), secretariat):
        html = client.get(path).content.decode().partition("<main")[2].partition("</main>")[0]
        assert f"<h1>{NOT_IN_USE}</h1>" in html
        assert ('href="/"' in html, "/account/login/" in html) == (True, False)


def test_pages_of_a_part_that_is_off_do_not_reveal_which_inquiries_exist(client: Client) -> None:
    inquiry = make_inquiry(NetworkFactory(visibility="closed"))
    make_site(**{**ALL_ON, "shows_inquiries": False})
    paths = [f"/inquiries/{inquiry.network.slug}/{number}/" for number in (inquiry.number, inquiry.number + 1)]
    pages = [client.get(path) for path in paths]
    assert [page.status_code for page in pages] == [404, 404]
    there, nowhere = (page.content.decode().replace(path, "") for page, path in zip(pages, paths, strict=True))
    assert NOT_IN_USE in there
    assert there == nowhere


def test_404_pages_outside_parts_that_are_off_do_not_mention_them(client: Client) -> None:
    make_site(**dict.fromkeys(ALL_ON, False))
    for path in ("/nothing/", "/networks/nothing/"):
        assert NOT_IN_USE not in client.get(path).content.decode()


@pytest.mark.parametrize("language", ["de", "fi"])
def test_page_of_a_part_that_is_off_is_in_the_language_of_the_account(language: str) -> None:
    client = Client()
    client.force_login(SeatFactory(user__language=language).user)
    make_site(**{**ALL_ON, "shows_library": False})
    assert f'<html lang="{language}"' in client.get("/library/").content.decode()


@pytest.mark.parametrize("part", SitePart)
@pytest.mark.parametrize("path", ["/networks/", "/nothing/", "/account/login/", "/days/"])
def test_header_and_footer_link_to_a_part_only_while_it_is_on(client: Client, part: SitePart, path: str) -> None:
    make_site(**ALL_ON)
    before = client.get(path).content.decode()
    make_site(**{f"shows_{part}": False})
    cache.clear()
    assert (LINKS[part] in before, LINKS[part] in client.get(path).content.decode()) == (True, False)


@pytest.mark.parametrize("part", SitePart)
def test_sitemap_lists_a_part_only_while_it_is_on(part: SitePart) -> None:
    start = LINKS[part].removeprefix('href="')
    make_campaign(NetworkFactory(visibility="public"))
    make_site(**ALL_ON)
    assert [one.path for one in listed_pages() if one.path.startswith(start)]
    make_site(**{f"shows_{part}": False})
    assert [one.path for one in listed_pages() if one.path.startswith(start)] == []


def test_search_uses_no_source_of_a_part_that_is_off() -> None:
    make_hotline("FI", name="Water line")
    make_site(**ALL_ON)
    assert [found.kind for found in search(user=AnonymousUser(), query="Water line")] == ["hotlines"]
    make_site(shows_help=False, shows_library=False, shows_campaigns=False, shows_inquiries=False)
    assert search(user=AnonymousUser(), query="Water line") == []
    kinds = {source.kind for source in sources()}
    assert kinds.isdisjoint({"hotlines", "library", "organisations", "campaigns", "inquiries"})
    assert "evaluation" in kinds


def test_desk_lists_no_tasks_of_a_part_that_is_off() -> None:
    network = NetworkFactory()
    editor = editor_of(network)
    make_hotline("FI", network=network)
    make_site(**ALL_ON)
    assert reverse("networkapp:hotlines") in {item.url for item in attention_of(editor)}
    make_site(shows_help=False)
    assert reverse("networkapp:hotlines") not in {item.url for item in attention_of(editor)}


def test_country_page_leaves_out_parts_that_are_off(client: Client) -> None:
    delegation = DelegationFactory(code="FI")
    NetworkFactory(visibility="public").delegations.add(delegation)
    make_hotline("FI", number="0800 123")
    make_site(**ALL_ON)
    assert "0800 123" in client.get("/countries/fi/").content.decode()
    make_site(shows_help=False)
    assert "0800 123" not in client.get("/countries/fi/").content.decode()


def test_no_page_shows_the_emergency_number_if_help_is_off(client: Client) -> None:
    make_site(shows_help=False, emergency_number="112")
    for path in ("/networks/", "/nothing/", "/handbooks/glossary/"):
        assert "112" not in client.get(path).content.decode()


def test_emergency_number_is_that_of_the_settings(client: Client) -> None:
    make_site(shows_help=True, emergency_number="1 414")
    assert 'If you are in danger, call <a href="tel:1414">1 414</a>.' in client.get("/networks/").content.decode()


def test_content_of_a_part_can_be_edited_while_it_is_off() -> None:
    make_site(shows_help=False)
    client = Client()
    client.force_login(editor_of(NetworkFactory()))
    assert client.get("/admin/snippets/networkapp/hotline/").status_code == 200


def test_switching_evaluation_off_switches_treaties_off() -> None:
    make_site(shows_evaluation=False, shows_treaties=True)
    assert not is_open(next(source for source in needs_attention if source.__module__.startswith("evaluation")))
    assert Client().get("/treaties/").status_code == 404


def test_desk_sources_and_roles_are_assigned_to_their_part() -> None:
    assert {part_of(source) for source in [*needs_attention, *desk_roles]} >= {None, SitePart.HELP, SitePart.EVALUATION}


def test_member_cannot_open_a_part_that_is_off() -> None:
    seat = SeatFactory(capacity="secretariat")
    client = Client()
    client.force_login(seat.user)
    make_site(shows_inquiries=False)
    assert client.get(f"/inquiries/{seat.network.slug}/new/").status_code == 404
