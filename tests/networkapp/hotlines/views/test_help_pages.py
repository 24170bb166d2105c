"""Help pages for people in danger: the same for everyone, cacheable, and without traces of visitors."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networkapp.hotlines.models import Hotline
from tests.factories.hotlines import make_hotline
from tests.factories.networks import DelegationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("help_on")]
CARRIED = ("session", "accounts_user", "auth_")
START, FINLAND = "/help/all/en/", "/help/fi/en/"
PAGES = (START, FINLAND)
REDIRECTS = ("/help/", "/help/all/", "/help/fi/", "/ru/help/")


def page(client: Client, path: str = "/help/fi/en/") -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("path", ["/networks/", "/library/", "/account/login/", "/nothing/", "/handbooks/glossary/"])
def test_every_page_has_a_help_link_in_its_language_and_the_emergency_number(client: Client, path: str) -> None:
    shown = page(client, path)
    assert 'class="help-link" href="/help/all/en/"' in shown
    assert 'href="tel:112"' in shown
    client.cookies["django_language"] = "ru"
    assert 'class="help-link" href="/help/all/ru/"' in page(client, path)


@pytest.mark.parametrize("path", ["/help/fr/en/", "/help/xa/en/", "/help/fi/sw/", "/help/fi/en/more/", "/sw/help/"])
def test_countries_and_languages_without_help_return_404(client: Client, path: str) -> None:
    make_hotline("FI")
    make_hotline("XA", number="1")
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [*PAGES, *REDIRECTS, "/help", "/help/fr/en/"])
def test_help_pages_do_not_recognise_signed_in_users(client: Client, path: str) -> None:
    make_hotline("FI")
    cache.clear()
    client.force_login(UserFactory())
    client.cookies["messages"] = "something that waits"
    client.cookies["django_language"] = "ru"
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.wsgi_request.COOKIES == {}
    assert not answer.wsgi_request.user.is_authenticated
    assert [query["sql"] for query in captured if any(word in query["sql"] for word in CARRIED)] == []
    assert not UserSession.objects.exists()
    assert not answer.cookies


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_help_pages_can_be_cached_publicly_and_send_no_referrer(client: Client, path: str, method: str) -> None:
    make_hotline("FI")
    answer = getattr(client, method)(path, headers={"accept-language": "ru"})
    if method == "post":
        assert answer.status_code == 405
        return
    assert answer.status_code == 200
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("public, max-age=300", "no-referrer")
    assert (answer["X-DNS-Prefetch-Control"], answer["Content-Language"]) == ("off", "en")
    assert not answer.has_header("Vary")
    assert not answer.cookies
    again = getattr(client, method)(path, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again["ETag"], again.content) == (304, answer["ETag"], b"")


@pytest.mark.parametrize("path", REDIRECTS)
def test_help_redirects_vary_only_by_the_preferred_language(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("public, max-age=300", "no-referrer")
    assert answer["Vary"].lower() == "accept-language"


def test_help_page_is_the_same_for_everyone_and_changes_with_its_hotlines(client: Client) -> None:
    hotline = make_hotline("FI")
    stranger = client.get(FINLAND)
    client.force_login(UserFactory())
    client.cookies["django_language"] = "ru"
    reader = client.get(FINLAND, headers={"accept-language": "ru"})
    assert (reader.content, reader["ETag"]) == (stranger.content, stranger["ETag"])
    Hotline.objects.filter(pk=hotline.pk).update(number="000 99")
    assert client.get(FINLAND)["ETag"] != stranger["ETag"]


@pytest.mark.parametrize("path", PAGES)
def test_help_page_has_no_script_form_token_or_external_resource(client: Client, path: str) -> None:
    make_hotline("FI", website="https://line.example/")
    shown = page(client, path)
    assert [word for word in ("<script", "<form", "csrf", "<iframe", "<img", "javascript:") if word in shown] == []
    loaded = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', shown)
    assert len(loaded) > 5
    assert [link for link in loaded if not link.startswith(("/", "data:,"))] == []
    foreign = re.findall(r'<a [^>]*href="https?://[^>]*>', shown)
    assert foreign
    assert [link for link in foreign if "noreferrer" not in link] == []


def test_help_start_page_has_the_first_confirmed_number_of_each_country(client: Client) -> None:
    make_hotline("FI", number="1", sources=[], other_sources=["https://school.example/"])
    make_hotline("FI", number="2", regional=True)
    make_hotline("FI", number="3", kind="crime")
    make_hotline("XA", number="4")
    assert re.findall(r'class="help-number" href="tel:(\d+)"', page(client, START)) == ["3"]


def test_unconfirmed_number_is_below_the_confirmed_ones_and_marked(client: Client) -> None:
    make_hotline("FI", number="1", sources=[], other_sources=["https://school.example/"])
    make_hotline("FI", number="2")
    confirmed, _heading, unconfirmed = page(client).partition("Unconfirmed hotlines")
    assert re.findall(r'class="hotline-number"><a href="tel:(\d+)"', confirmed) == ["2"]
    assert re.findall(r'class="hotline-number"><a href="tel:(\d+)"', unconfirmed) == ["1"]


def test_country_with_unconfirmed_numbers_only_shows_the_emergency_number_first(client: Client) -> None:
    make_hotline("FI", number="1", sources=[], other_sources=["https://school.example/"])
    shown = page(client)
    assert shown.index("No checked hotlines in this country yet.") < shown.index(
        "tel:1&quot;" if "tel:1&quot;" in shown else 'tel:1"'
    )
    assert "help-strips" not in shown


def test_other_pages_record_the_session_of_a_signed_in_user(client: Client) -> None:
    cache.clear()
    client.force_login(UserFactory())
    client.get("/networks/")
    assert UserSession.objects.count() == 1


@pytest.mark.parametrize("path", [*PAGES, *REDIRECTS])
def test_help_page_visits_are_not_logged(client: Client, caplog: pytest.LogCaptureFixture, path: str) -> None:
    make_hotline("FI")
    with caplog.at_level(logging.DEBUG):
        client.get(path)
    assert [record for record in caplog.records if "/help" in record.getMessage()] == []


@pytest.mark.parametrize("path", PAGES)
def test_quick_exit_link_of_help_pages_leads_to_the_configured_address(
    client: Client, settings: Any, path: str
) -> None:
    settings.NETWORKAPP_QUICK_EXIT = "https://weather.example/"
    make_hotline("FI")
    assert 'href="https://weather.example/" rel="noreferrer nofollow"' in page(client, path)


@pytest.mark.parametrize(
    ("days", "text"),
    [(None, "Not yet checked by the networks."), (400, "The number may have changed since")],
)
def test_help_page_marks_a_number_with_an_overdue_check(client: Client, days: int | None, text: str) -> None:
    make_hotline("FI", checked_on=None if days is None else timezone.localdate() - timedelta(days=days))
    assert text in page(client)


def test_number_on_a_help_page_is_a_phone_link(client: Client) -> None:
    make_hotline("FI", number="029 54")
    assert 'href="tel:02954"' in page(client)


def test_help_page_states_that_a_country_has_no_checked_hotline(client: Client) -> None:
    DelegationFactory(code="LV")
    assert "No checked hotlines in this country yet." in page(client, "/help/lv/en/")
