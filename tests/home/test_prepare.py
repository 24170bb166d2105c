"""`manage.py prepare --administrator`: a site without demonstration content, and its first administrator."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from home.models import HomePage
from networkapp.administration.rights import is_site_administrator
from networkapp.models import Delegation, Network

pytestmark = pytest.mark.django_db
PERSON = {"name": "Ada", "language": "en", "time_zone": "Europe/Vienna", "way": "password"}


@pytest.fixture(autouse=True)
def _without_demonstration(settings: Any) -> None:
    settings.ALLOW_DEMONSTRATION = False


def prepare(address: str = "ada@example.org") -> str:
    out = StringIO()
    call_command("prepare", administrator=address, stdout=out, stderr=StringIO())
    return out.getvalue()


def links(printed: str) -> list[str]:
    return re.findall(r"https?://[^/]+(/administration/\S+)", printed)


def test_prepare_creates_pages_and_a_link_but_no_demonstration_content() -> None:
    printed = prepare()
    assert len(links(printed)) == 1
    assert "demo-password" not in printed
    assert HomePage.objects.exists()
    assert [model.objects.count() for model in (Network, Delegation, User)] == [0, 0, 0]


def test_prepare_prints_a_new_link_until_there_is_an_administrator(client: Client) -> None:
    [earlier], [link] = links(prepare()), links(prepare())
    assert client.get(earlier).status_code == 410
    client.post(link, PERSON | {"password": "a-long-sentence-77"})
    assert is_site_administrator(User.objects.get(email="ada@example.org"))
    assert client.get("/desk/").status_code == 200
    assert links(prepare()) == []


def test_prepare_with_an_invalid_address_shows_an_error() -> None:
    with pytest.raises(CommandError, match="“ada” is not an e-mail address"):
        prepare("ada")


def test_prepare_without_an_address_prints_no_link() -> None:
    assert links(prepare("")) == []
