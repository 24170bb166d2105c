"""The pages of notifications: the list, the settings, and the unsubscribe link in every e-mail."""

from typing import Any

from django.test import Client

from networkapp.models import EmailFrequency, NotificationSettings, Seat
from networkapp.notifications.email import unsubscribe_url
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world


@world
def author(db: None) -> Seat:
    return SeatFactory(network=NetworkFactory(slug="here"))


@world
def reader(author: Seat) -> Seat:
    return SeatFactory(network=author.network, delegation=DelegationFactory(code="XB"))


def test_unsubscribe_link_works_with_one_click_without_a_cookie_and_a_forged_one_does_not(reader: Seat) -> None:
    browser = Client(enforce_csrf_checks=True)
    address = unsubscribe_url(reader.user)
    assert browser.get(address).status_code == 200
    assert not NotificationSettings.objects.filter(user=reader.user, mail=EmailFrequency.NEVER).exists()
    assert browser.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert NotificationSettings.objects.get(user=reader.user).mail == EmailFrequency.NEVER
    assert browser.post(f"{address[:-6]}AAAAA/").status_code == 404


def test_notification_settings_are_saved_and_an_invalid_form_keeps_its_entries(author: Seat, client: Client) -> None:
    client.force_login(author.user, backend="django.contrib.auth.backends.ModelBackend")
    chosen = {"mail": "weekly", "digest_hour": "9", "digest_weekday": "3", "level-here": "mentions"}
    assert client.post("/notifications/settings/", chosen).status_code == 302
    page = client.get("/notifications/settings/").content.decode()
    assert '<option value="9" selected>' in page
    assert '<option value="mentions" selected>' in page
    wrong = client.post("/notifications/settings/", {**chosen, "digest_hour": "11", "quiet_from": "22:00"})
    assert wrong.status_code == 422
    assert "Enter both a start and an end" in wrong.content.decode()
    assert '<option value="11" selected>' in wrong.content.decode()


def test_unsubscribe_link_works_with_a_fallback_secret_key_and_only_unsubscribes(reader: Seat, settings: Any) -> None:
    address, browser = unsubscribe_url(reader.user), Client()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "newer", [settings.SECRET_KEY]
    page = browser.get(address).content.decode() + browser.post(address).content.decode()
    assert NotificationSettings.objects.get(user=reader.user).mail == EmailFrequency.NEVER
    assert reader.user.email not in page
    assert str(reader.user) not in page
    assert browser.get("/notifications/settings/").status_code == 302
    settings.SECRET_KEY_FALLBACKS = []
    assert browser.post(address).status_code == 404
