"""No public page sets a cookie, so none has to ask visitors for consent."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from networkapp.models import Network
from tests.access.addresses import PUBLIC, PUBLIC_REDIRECTS
from tests.access.conftest import World

# Pages with a form that changes something set a cookie for its CSRF token.
WITH_A_FORM = {"networkapp:set_interface_language"}


def cookies_of(path: str) -> list[str]:
    """Return the names of the cookies that the response sets in a new browser."""
    answer = Client().get(path)
    if answer.streaming:
        b"".join(answer)
    return sorted(answer.cookies)


@pytest.mark.parametrize("name", sorted({*PUBLIC, *PUBLIC_REDIRECTS} - WITH_A_FORM))
def test_no_public_address_sets_a_cookie(world: World, name: str) -> None:
    args = PUBLIC[name] if name in PUBLIC else PUBLIC_REDIRECTS[name][0]
    assert cookies_of(reverse(name, args=args)) == []


def test_no_page_in_the_sitemap_sets_a_cookie(world: World) -> None:
    listed = re.findall(r"<loc>http://testserver([^<]+)</loc>", Client().get("/sitemap.xml").content.decode())
    assert len(listed) > 30
    assert {path: found for path in listed if (found := cookies_of(path))} == {}


def test_feeds_pictures_files_and_missing_pages_set_no_cookie(world: World) -> None:
    place = world.places[Network.Visibility.PUBLIC]
    paths = [
        *("/robots.txt", "/sitemap.xml", "/nothing-of-this-name/", "/search/?query=chapter", "/api/v1/openapi.json"),
        *(f"/cards/en/network/{place.network.pk}.png", f"/networks/{world.closed.network.slug}/"),
    ]
    assert {path: found for path in paths if (found := cookies_of(path))} == {}


def test_language_and_sign_in_pages_set_a_csrf_cookie(world: World) -> None:
    """This shows that the tests above could have found a cookie."""
    assert cookies_of("/language/") == ["csrftoken"]
    assert cookies_of("/account/login/") == ["csrftoken"]
