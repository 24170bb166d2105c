"""The page shown by open pages once their user is signed out elsewhere."""

import re

import pytest
from django.test import Client

from tests.factories.networks import UserFactory

PAGE = "/signed-out/"


def sign_in_link(client: Client, wanted: str) -> str:
    found = re.search(r'button--first" href="([^"]+)"', client.get(PAGE, {"next": wanted}).content.decode())
    assert found
    return found.group(1)


def test_signed_out_page_clears_the_browser_cache(client: Client, db: None) -> None:
    answer = client.get(PAGE, {"next": "/desk/"})
    assert (answer.status_code, answer["Clear-Site-Data"]) == (200, '"cache"')
    assert "no-store" in answer["Cache-Control"]
    assert "<h1>You have been signed out</h1>" in answer.content.decode()


@pytest.mark.parametrize(
    ("wanted", "link"),
    [
        ("/networks/joint/?a=1", "/account/login/?next=%2Fnetworks%2Fjoint%2F%3Fa%3D1"),
        ("https://evil.example/", "/account/login/"),
        ("", "/account/login/"),
    ],
)
def test_sign_in_link_leads_back_to_the_page_and_to_no_other_site(
    client: Client, db: None, wanted: str, link: str
) -> None:
    assert sign_in_link(client, wanted) == link


@pytest.mark.parametrize(("wanted", "goes_to"), [("/networks/", "/networks/"), ("//evil.example", "/desk/")])
def test_user_who_is_signed_in_again_is_redirected_to_the_page(
    client: Client, db: None, wanted: str, goes_to: str
) -> None:
    client.force_login(UserFactory())
    assert client.get(PAGE, {"next": wanted})["Location"] == goes_to
