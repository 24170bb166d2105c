"""The page for people in danger: nothing is kept of who looked at it, and it says what is known and what is not."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from networkapp.hotlines.models import Hotline
from tests.factories.hotlines import make_hotline
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("help_on")]
CARRIED = ("session", "accounts_user", "auth_")


def page(client: Client, language: str = "en") -> str:
    return client.get("/help/", headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize("path", ["/networks/", "/library/", "/account/login/", "/nothing/", "/handbooks/glossary/"])
def test_help_and_the_emergency_number_stand_on_every_page(client: Client, path: str) -> None:
    shown = client.get(path).content.decode()
    assert 'class="help-link" href="/help/"' in shown
    assert 'href="tel:112"' in shown


def test_a_country_is_one_anchor_away_and_is_called_as_its_reader_calls_it(client: Client) -> None:
    DelegationFactory(code="LT")
    assert '<a href="#lt">Lithuania</a>' in page(client)
    assert '<a href="#lt">Литва</a>' in page(client, "ru")


def test_the_choice_of_a_language_does_not_say_where_it_was_asked_for(client: Client) -> None:
    assert 'href="/language/"' in page(client)
    assert "next=/help/" not in page(client)


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_the_answer_is_kept_nowhere_and_tells_no_other_site_of_its_reader(client: Client, method: str) -> None:
    answer = getattr(client, method)("/help/")
    assert answer.status_code == (405 if method == "post" else 200)
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert answer["X-DNS-Prefetch-Control"] == "off"
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/help/", "/help"])
def test_whoever_is_signed_in_is_a_stranger_here(client: Client, path: str) -> None:
    cache.clear()
    client.force_login(UserFactory())
    client.cookies["messages"] = "something that waits"
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert not answer.wsgi_request.user.is_authenticated
    assert [query["sql"] for query in captured if any(word in query["sql"] for word in CARRIED)] == []
    assert not UserSession.objects.exists()
    assert not answer.cookies


def test_another_page_notes_the_session_that_this_one_does_not(client: Client) -> None:
    cache.clear()
    client.force_login(UserFactory())
    client.get("/networks/")
    assert UserSession.objects.count() == 1


def test_what_waits_to_be_told_still_waits_after_a_look_at_the_hotlines(client: Client) -> None:
    keeper = SeatFactory(capacity="secretariat").user
    client.force_login(keeper)
    client.post(reverse("networkapp:hotline_act", args=[make_hotline().pk]), {"act": "checked"})
    client.get("/help/")
    assert "Hotline updated." in client.get(reverse("networkapp:hotlines")).content.decode()


def test_of_her_cookies_only_the_language_is_read(client: Client) -> None:
    client.cookies["django_language"] = "ru"
    client.cookies["sessionid"] = "of-somebody"
    answer = client.get("/help/")
    assert answer.wsgi_request.COOKIES == {"django_language": "ru"}
    assert answer["Content-Language"] == "ru"
    assert not answer.cookies


def test_a_look_at_the_hotlines_is_no_line_in_any_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.get("/help/")
    assert [record for record in caplog.records if "/help" in record.getMessage()] == []


def test_the_page_leads_out_to_where_the_host_says(client: Client, settings: Any) -> None:
    settings.NETWORKAPP_QUICK_EXIT = "https://weather.example/"
    assert 'href="https://weather.example/" rel="noreferrer nofollow"' in page(client)


@pytest.mark.parametrize(
    ("days", "said"),
    [(None, "Not yet checked by the networks."), (3, "Checked on "), (400, "The number may have changed since")],
)
def test_the_page_says_when_a_number_was_checked(client: Client, days: int | None, said: str) -> None:
    make_hotline("FI", checked_on=None if days is None else timezone.localdate() - timedelta(days=days))
    assert said in page(client)


def test_a_number_is_called_and_a_sample_is_not(client: Client) -> None:
    make_hotline("FI", number="029 54")
    make_hotline("XA", number="000 00")
    shown = page(client)
    assert 'href="tel:02954"' in shown
    assert 'href="tel:00000"' not in shown
    assert "Sample: this country does not exist" in shown


def test_a_country_without_a_hotline_says_so(client: Client) -> None:
    DelegationFactory(code="LV")
    assert "No checked hotlines in this country yet." in page(client)


def test_what_is_not_in_the_readers_language_says_in_which_it_is(client: Client) -> None:
    make_hotline("FI", texts={"ru": {"name": "Линия"}})
    shown = page(client, "ru")
    assert 'lang="ru">Линия</h3>' in shown
    assert '<dd lang="en">Day and night</dd>' in shown


def test_a_keeper_checks_withdraws_and_gives_out_again_with_one_press_each(client: Client) -> None:
    seat = SeatFactory(capacity="secretariat", network=NetworkFactory(slug="joint"))
    hotline = make_hotline("FI", network=seat.network)
    client.force_login(seat.user)
    address = reverse("networkapp:hotline_act", args=[hotline.pk])
    for act in ("checked", "withdraw", "checked", "return"):
        assert client.post(address, {"act": act})["Location"] == reverse("networkapp:hotlines")
    steps = hotline.steps.values_list("kind", "taken_by")
    assert list(steps) == [("returned", seat.user.pk), ("withdrawn", seat.user.pk), ("checked", seat.user.pk)]
    assert Hotline.objects.get().checked_on is None
    assert "Withdrawn" in client.get(reverse("networkapp:hotlines")).content.decode()


def test_whoever_keeps_none_finds_no_list_of_them(client: Client) -> None:
    client.force_login(SeatFactory(capacity="member").user)
    assert client.get(reverse("networkapp:hotlines")).status_code == 404


def test_nothing_else_can_be_pressed(client: Client) -> None:
    seat = SeatFactory(capacity="secretariat")
    hotline = make_hotline("FI")
    client.force_login(seat.user)
    client.post(reverse("networkapp:hotline_act", args=[hotline.pk]), {"act": "delete"})
    assert hotline.steps.count() == 0
