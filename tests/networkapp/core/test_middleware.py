"""The language of the interface and of the content, and cache headers of pages."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Site

from tests.factories.networks import UserFactory
from tests.worlds import world


@world
def pages(db: None) -> None:
    """Create a front page in English and in Russian."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    russian = Locale.objects.get_or_create(language_code="ru")[0]
    root = Page.get_first_root_node()
    front = Site.objects.get(is_default_site=True).root_page
    if front.depth == 1 or front.locale != english:
        front = root.add_child(instance=Page(title="Front", slug="front", locale=english))
        Site.objects.update(root_page=front)
    front.copy_for_translation(russian).save_revision().publish()


def shown(client: Client, address: str, **headers: str) -> Any:
    answer = client.get(address, headers=headers)
    return answer.context["page"].locale.language_code, answer.wsgi_request.LANGUAGE_CODE


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize(("address", "content"), [("/", "en"), ("/ru/", "ru")])
def test_interface_language_is_that_of_the_address_unless_the_reader_has_chosen_one(
    client: Client, pages: None, address: str, content: str, language: str
) -> None:
    in_frame = language if content == "en" else content
    assert shown(client, address, **{"accept-language": language}) == (content, in_frame)
    client.cookies["django_language"] = language
    assert shown(client, address) == (content, language)
    client.force_login(UserFactory(language=language))
    assert shown(client, address, **{"accept-language": "tlh"}) == (content, language)


@pytest.mark.parametrize("query", ["no", "nn-NO", "nb-NO", "nn;q=0.9, en;q=0.1"])
def test_norwegian_browser_gets_the_norwegian_interface(client: Client, pages: None, query: str) -> None:
    assert shown(client, "/", **{"accept-language": query}) == ("en", "nb")


@pytest.mark.parametrize("address", ["/fi/", "/pl/?page=2"])
def test_address_with_a_language_without_pages_redirects_to_the_address_without_it(
    client: Client, pages: None, address: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, address[3:])


def test_404_page_is_in_the_language_of_its_address(client: Client, pages: None) -> None:
    answer = client.get("/ru/nothing/", headers={"accept-language": "de"})
    assert (answer.status_code, answer["Content-Language"]) == (404, "ru")


@pytest.mark.parametrize("signed_in", [True, False])
def test_language_is_chosen_by_post_and_remembered(client: Client, db: None, signed_in: bool) -> None:
    if signed_in:
        client.force_login(UserFactory(language="en"))
    address = reverse("networkapp:set_interface_language")
    assert "Русский" in client.get(address).content.decode()
    answer = client.post(address, {"language": "ru", "next": "/networks/"})
    assert (answer.status_code, answer["Location"]) == (302, "/networks/")
    assert client.get("/networks/")["Content-Language"] == "ru"


def test_language_choice_refuses_other_sites_and_unknown_languages(client: Client, db: None) -> None:
    address = reverse("networkapp:set_interface_language")
    assert client.post(address, {"language": "ru", "next": "https://evil.example/"})["Location"] == "/"
    assert client.post(address, {"language": "tlh", "next": "/"}).status_code != 302
    assert client.get(address).status_code == 200


def test_pages_vary_by_cookie_and_language(client: Client, db: None) -> None:
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in client.get("/networks/")["Vary"].split(",")}


def test_pages_for_signed_in_users_are_private_to_their_cache(client: Client, pages: None) -> None:
    addresses = ["/", "/networks/", "/nothing/"]
    assert ["private" in client.get(page).get("Cache-Control", "") for page in addresses] == [False] * 3
    client.force_login(UserFactory())
    assert ["private" in client.get(page).get("Cache-Control", "") for page in addresses] == [True] * 3


def test_pages_for_signed_in_users_are_not_stored_by_the_browser(client: Client, pages: None) -> None:
    client.force_login(UserFactory())
    kept = [client.get(page)["Cache-Control"] for page in ("/", "/networks/", "/account/", "/nothing/")]
    assert ["no-store" in one for one in kept] == [True] * 4


def test_cache_header_set_by_a_view_is_kept(client: Client, db: None) -> None:
    client.force_login(UserFactory())
    assert client.get(reverse("networkapp:push_worker"))["Cache-Control"] == "private, no-cache"


def test_csrf_middleware_reads_the_form_before_the_interface_middleware_records_its_time() -> None:
    order = settings.MIDDLEWARE
    csrf, interface = "django.middleware.csrf.CsrfViewMiddleware", "networkapp.middleware.InterfaceMiddleware"
    assert order.index(csrf) < order.index(interface)
