"""Languages of the help pages: each is one tap away, and unreviewed translations are marked."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.conf import settings as site
from django.test import Client

from home.models import HomePage
from networkapp.metadata.cards import listed_pages
from tests.factories.handbooks import front_page
from tests.factories.hotlines import make_hotline
from tests.factories.networks import DelegationFactory
from tests.factories.site import make_site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("help_on")]
START, FINLAND = "/help/all/en/", "/help/fi/en/"
ROOT = Path(__file__).parents[4]
BESIDE_THE_INTERFACE = ("uk", "ro", "vi")
OF_MANAGERS = {"hotlines.html", "kept.html", "of_country.html"}


def page(client: Client, path: str = "/help/fi/en/") -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize(("path", "address"), [(START, "/help/all/{}/"), (FINLAND, "/help/fi/{}/")])
def test_help_page_links_to_itself_in_every_language(client: Client, path: str, address: str) -> None:
    make_hotline("FI")
    shown = page(client, path)
    links = dict(re.findall(r'<a href="([^"]+)" lang="[^"]+" hreflang="([^"]+)"', shown))
    for_engines = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="http://testserver([^"]+)"', shown)
    wanted = ("en", "ru", "uk", "ro", "vi", "pl", "lt", "lv", "et", "de", "da", "fi", "is", "nb", "sv")
    assert f'<link rel="canonical" href="http://testserver{path}">' in shown
    assert for_engines == [(code, address.format(code)) for code in wanted]
    assert list(links.items()) == [(address.format(code), code) for code in wanted]
    assert f'<a href="{path}" lang="en" hreflang="en" aria-current="page">English</a>' in shown
    assert ">Tiếng Việt</a>" in shown


@pytest.mark.parametrize("language", BESIDE_THE_INTERFACE)
def test_help_page_texts_are_translated_in_languages_beside_the_interface(client: Client, language: str) -> None:
    """Each text of the templates must be in locale/others/, so that no sentence stays in English."""
    templates = (ROOT / "networkapp/hotlines/templates/networkapp/help").glob("*.html")
    kept = [
        path.read_text("utf-8")
        for path in templates
        if path.name not in {"hotlines.html", "kept.html", "of_country.html"}
    ]
    actual = {text for html in kept for text in re.findall(r'{% translate "([^"]+)"', html)}
    blocks = {
        text for html in kept for text in re.findall(r"{% blocktranslate [^%]*%}(.+?){% endblocktranslate %}", html)
    }
    actual |= {re.sub(r"{{ (\w+) }}", r"%(\1)s", text) for text in blocks}
    actual |= {"Free of charge", "Standard call rate"}
    with (ROOT / f"locale/others/{language}/LC_MESSAGES/django.po").open("rb") as source:
        known = {message.id: message.string for message in read_po(source) if message.string}
    assert len(actual) > 25
    assert actual - known.keys() == set()


def test_countries_are_named_in_the_language_of_the_help_page(client: Client) -> None:
    for code in ("LT", "SE", "IS"):
        DelegationFactory(code=code)
    names = {
        language: re.findall(r"<h3><a[^>]+>([^<]+)", page(client, f"/help/all/{language}/"))
        for language in ("en", "vi")
    }
    assert names == {"en": ["Iceland", "Lithuania", "Sweden"], "vi": ["Iceland", "Litva", "Thụy Điển"]}


@pytest.mark.parametrize(("read", "marked"), [((), True), (("vi",), False)])
def test_help_translations_not_read_by_a_native_speaker_are_marked(
    client: Client, settings: Any, read: tuple[str, ...], marked: bool
) -> None:
    settings.NETWORKAPP_HELP_LANGUAGES_READ = read
    DelegationFactory(code="FI")
    mark = "Chưa có người bản ngữ nào kiểm tra bản dịch này."
    assert [mark in page(client, path) for path in ("/help/all/vi/", "/help/fi/vi/")] == [marked, marked]
    assert "No native speaker" not in page(client)


def test_host_without_help_languages_offers_those_of_the_interface(client: Client, settings: Any) -> None:
    settings.NETWORKAPP_HELP_LANGUAGES = ()
    assert client.get("/help/all/vi/").status_code == 404
    codes = re.findall(r'lang="[^"]+" hreflang="([^"]+)"', page(client, START))
    assert codes == [code for code, _name in site.LANGUAGES]


def test_sitemap_lists_the_help_start_page_in_every_language_while_help_is_on() -> None:
    paths = [page.path for page in listed_pages()]
    assert {"/help/all/en/", "/help/all/vi/"} <= set(paths)
    assert "/help/" not in paths
    make_site(shows_help=False)
    assert [page.path for page in listed_pages() if page.path.startswith("/help/")] == []


def test_front_page_links_to_help_in_languages_that_the_interface_lacks(client: Client) -> None:
    front_page().add_child(instance=HomePage(title="Home", slug="start"))
    links = re.findall(r'<a href="(/help/[^"]+)" lang="(\w+)"', page(client, HomePage.objects.get(slug="start").url))
    assert links == [(f"/help/all/{code}/", code) for code in BESIDE_THE_INTERFACE]


def test_help_page_shows_the_date_of_the_last_check(client: Client, settings: Any) -> None:
    settings.NETWORKAPP_HOTLINE_CHECK_TIME = timedelta(days=100_000)
    make_hotline("FI", checked_on=date(2026, 11, 3))
    shown = {language: page(client, f"/help/fi/{language}/") for language in ("en", "uk", "ro", "vi")}
    assert "Checked 3 November 2026</p>" in shown["en"]
    assert "Перевірено 3 листопада 2026 р.</p>" in shown["uk"]
    assert "Verificat la 03.11.2026</p>" in shown["ro"]
    assert "Kiểm tra ngày 3 tháng 11, 2026</p>" in shown["vi"]


def test_untranslated_text_on_a_help_page_is_marked_with_its_language(client: Client) -> None:
    make_hotline("FI", texts={"vi": {"name": "Đường dây"}})
    shown = page(client, "/help/fi/vi/")
    assert 'lang="vi">Đường dây</h3>' in shown
    assert '<dd lang="en">Day and night</dd>' in shown


@pytest.mark.parametrize(
    ("path", "query", "target"),
    [
        ("/help/", "", "/help/all/en/"),
        ("/help/", "vi-VN,vi;q=0.9,en;q=0.8", "/help/all/vi/"),
        ("/help/", "sw,no;q=0.5", "/help/all/nb/"),
        ("/help/", "sw", "/help/all/en/"),
        ("/help/all/", "uk", "/help/all/uk/"),
        ("/help/fi/", "ro", "/help/fi/ro/"),
        ("/help/vi/", "en", "/help/all/vi/"),
        ("/ru/help/", "en", "/help/all/ru/"),
        ("/vi/help/", "en", "/help/all/vi/"),
    ],
)
def test_help_address_without_country_or_language_redirects(client: Client, path: str, query: str, target: str) -> None:
    make_hotline("FI")
    answer = client.get(path, headers={"accept-language": query} if query else {})
    assert (answer.status_code, answer["Location"]) == (302, target)
    assert client.get(target).status_code == 200
