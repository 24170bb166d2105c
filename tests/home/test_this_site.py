"""Name, sender, colour and other settings of the site are used everywhere."""

import json
from typing import Any

import pytest
from allauth.account.adapter import get_adapter as account_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import Settings

from home.domain.demo.site import make_site as make_demonstration_site
from home.models import HomePage
from networkapp.models import SiteSettings, this_site
from networkapp.networks.actions.invitations import InvitedSeat, invite
from networkapp.news.feeds import feed_of_news
from tests.factories.handbooks import front_page
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory
from tests.factories.site import ALPINE, make_site

pytestmark = pytest.mark.django_db
NAME = "Alpine parliamentary network"


@pytest.fixture(autouse=True)
def alpine() -> SiteSettings:
    return make_site(**ALPINE)


def test_header_and_title_have_the_site_name_and_tagline(client: Client) -> None:
    shown = client.get("/networks/").content.decode()
    assert f"<title>Networks – {NAME}</title>" in shown
    header = shown[shown.index('<header class="masthead">') : shown.index("</header>")]
    assert (NAME in header, "on drinking water" in header) == (True, True)
    assert f'property="og:site_name" content="{NAME}"' in shown


def test_site_name_is_shown_in_the_readers_language(client: Client) -> None:
    shown = client.get("/networks/", headers={"accept-language": "de"}).content.decode()
    assert "Parlamentarisches Netzwerk der Alpen</title>" in shown
    assert "für Trinkwasser" in shown


def test_site_name_without_a_translation_is_marked_with_its_language(client: Client) -> None:
    shown = client.get("/networks/", headers={"accept-language": "fi"}).content.decode()
    assert f'<span lang="en">{NAME}</span>' in shown


def test_site_without_a_name_uses_the_wagtail_site_name(client: Client, settings: Settings) -> None:
    make_site(name="", tagline="")
    settings.WAGTAIL_SITE_NAME = "The club"
    assert "<title>Networks – The club</title>" in client.get("/networks/").content.decode()


def test_web_app_manifest_has_the_short_name(client: Client) -> None:
    manifest = json.loads(client.get("/app.webmanifest").content)
    assert (manifest["name"], manifest["short_name"]) == (NAME, "Alpine network")


def test_feeds_catalogue_and_api_have_the_site_name(client: Client) -> None:
    feed = feed_of_news(language="en", absolute=str, address="https://a.example", home="https://a.example")
    assert f"<title>News: {NAME}</title>" in feed
    assert f"<title>Library – {NAME}</title>" in client.get("/library/opds/").content.decode()
    assert client.get("/api/v1/openapi.json").json()["info"]["title"] == f"{NAME}: read API"


def test_authenticator_apps_and_passkeys_show_the_site_name() -> None:
    adapter = get_adapter()
    with context.request_context(RequestFactory().get("/")):
        assert adapter.get_totp_issuer() == NAME
        assert adapter.get_public_key_credential_rp_entity()["name"] == NAME


def test_e_mails_are_sent_from_the_configured_sender(
    mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    make_site(sender_name="Alpine secretariat", sender_address="office@alps.example")
    chair = SeatFactory(capacity="secretariat")
    chair.network.delegations.add(chair.delegation)
    place = InvitedSeat(capacity="member", delegation=chair.delegation)
    with django_capture_on_commit_callbacks(execute=True):
        invite(
            network=chair.network, user=chair.user, email="a@alps.example", place=place, base_url="https://a.example"
        )
    assert [message.from_email for message in mailoutbox] == ["Alpine secretariat <office@alps.example>"]
    assert account_adapter().get_from_email() == "Alpine secretariat <office@alps.example>"
    assert account_adapter().format_email_subject("Code") == f"Code – {NAME}"


def test_e_mails_without_a_configured_sender_have_the_site_name(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "noreply@host.example"
    assert this_site().sender == f"{NAME} <noreply@host.example>"


def test_admin_shows_the_site_name() -> None:
    editor = UserFactory()
    editor.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client = Client()
    client.force_login(editor)
    shown = client.get("/admin/").content.decode()
    assert f"- {NAME}</title>" in shown


def test_front_page_without_its_own_texts_shows_name_and_subject_of_the_site(client: Client) -> None:
    root = front_page()
    root.add_child(instance=HomePage(title="Home", slug="start"))
    cache.clear()
    shown = client.get(HomePage.objects.get(slug="start").url).content.decode()
    assert f">{NAME}</span></h1>" in shown
    assert "Members of parliaments in the Alps work together on drinking water." in shown


def test_accent_colour_is_in_its_own_style_sheet(client: Client) -> None:
    assert "site-colours" not in client.get("/networks/").content.decode()
    version = make_site(accent_colour="#1B6E3C").version
    assert f'href="/site-colours/{version}.css"' in client.get("/networks/").content.decode()
    sheet = client.get(f"/site-colours/{version}.css")
    assert (sheet.headers["Content-Type"], "--link: #1B6E3C;" in sheet.content.decode()) == ("text/css", True)
    assert f"--link: {this_site().accent_on_dark};" in sheet.content.decode()


def test_style_sheet_of_colours_returns_404_without_an_accent_colour(client: Client) -> None:
    assert client.get("/site-colours/1.css").status_code == 404


def test_legal_notice_is_in_the_footer_and_escaped(client: Client) -> None:
    make_site(legal_notice="Secretariat <b>Innsbruck</b>")
    assert "Secretariat &lt;b&gt;Innsbruck&lt;/b&gt;" in client.get("/networks/").content.decode()


def test_visitors_and_new_accounts_have_the_time_zone_of_the_site(client: Client) -> None:
    make_site(time_zone="Europe/Vienna")
    assert type(UserFactory()).objects.create_user("a@alps.example").time_zone == "Europe/Vienna"
    assert this_site().zone.key == NetworkFactory(time_zone="").zone.key == "Europe/Vienna"


def test_help_pages_name_the_configured_emergency_number() -> None:
    make_site(shows_help=True, emergency_number="144")
    with translation.override("en"):
        html = render_to_string("networkapp/help/last_checked.html", {"hotline": {"checked_on": None}})
    assert html.strip() == "Not yet checked by the networks. If there is no answer and you are in danger, call 144."


def test_demonstration_gives_an_unnamed_site_its_earlier_name(client: Client) -> None:
    SiteSettings.objects.all().delete()
    make_demonstration_site()
    shown = client.get("/networks/").content.decode()
    assert "<title>Networks – Baltic Sea networks of parliamentarians</title>" in shown
    assert "against trafficking in human beings" in shown
    assert ('href="/help/all/en/"' in shown, 'href="tel:112"' in shown) == (True, True)
    german = client.get("/networks/", headers={"accept-language": "de"}).content.decode()
    assert "Netzwerke von Parlamentariern des Ostseeraums" in german


def test_demonstration_leaves_a_named_site_unchanged() -> None:
    make_demonstration_site()
    assert (this_site().name, this_site().shows_help) == (NAME, False)
