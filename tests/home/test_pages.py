"""The reference site's own pages, and what search engines get."""

import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from wagtail.models import Locale, Page, Site

from home.models import HomePage, StandardPage
from networkapp.handbooks.models import HandbookIndexPage
from networkapp.models import Network
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.library import meeting
from tests.factories.networks import NetworkFactory, SeatFactory, SubjectFactory
from tests.factories.news import make_article
from tests.factories.results import make_framework

MOST_QUERIES = 12


@pytest.fixture
def front(db: None) -> Iterator[HomePage]:
    """Return the front page of a site in two languages."""
    cache.clear()
    root = Page.get_first_root_node()
    page = HomePage(title="Home", slug="front", heading="Parliaments ask", standfirst="Every year.")
    root.add_child(instance=page)
    Site.objects.filter(is_default_site=True).update(root_page=page)
    russian, _created = Locale.objects.get_or_create(language_code="ru")
    other = page.copy_for_translation(russian)
    other.heading = "Парламенты спрашивают"
    other.save_revision().publish()
    yield page
    cache.clear()


@pytest.mark.usefixtures("help_on")
def test_front_page_is_in_the_language_of_its_address(client: Client, front: HomePage) -> None:
    english = client.get("/").content.decode()
    assert '<h1 class="home-title">Parliaments ask</h1>' in english
    assert 'href="/ru/" lang="ru" hreflang="ru">Русский</a>' in english
    assert 'href="tel:112"' in english
    russian = client.get("/ru/").content.decode()
    assert "Парламенты спрашивают" in russian
    assert '<html lang="ru"' in russian
    assert '<div lang="ru">' in russian


def test_menu_and_footer_link_to_pages_in_the_readers_language(client: Client, front: HomePage) -> None:
    about = front.add_child(instance=StandardPage(title="About", slug="about", body="<p>Who.</p>"))
    privacy = front.add_child(instance=StandardPage(title="Privacy", slug="privacy", body="<p>What.</p>"))
    handbooks = front.add_child(instance=HandbookIndexPage(title="Handbooks", slug="handbooks"))
    russian = Locale.objects.get(language_code="ru")
    for page in (about, handbooks):
        page.copy_for_translation(russian).save_revision().publish()
    privacy.copy_for_translation(russian)

    def led_to(language: str) -> list[str]:
        html = client.get("/library/", headers={"accept-language": language}).content.decode()
        return re.findall(r'href="((?:/[a-z]{2})?/(?:about|privacy|handbooks)/)"', html)

    assert led_to("ru") == ["/ru/handbooks/", "/ru/about/", "/privacy/"]
    assert led_to("en") == led_to("fi") == ["/handbooks/", "/about/", "/privacy/"]
    about.get_translation(russian).unpublish()
    assert led_to("ru") == ["/ru/handbooks/", "/about/", "/privacy/"]


def test_front_page_refuses_to_sort_results(client: Client, front: HomePage) -> None:
    for address in ("/", "/ru/"):
        assert client.get(f"{address}?sort=point").status_code == 400
        assert client.get(f"{address}?from=newsletter").status_code == 200


def test_front_page_offers_only_languages_that_it_does_not_already_show(client: Client, front: HomePage) -> None:
    german, _created = Locale.objects.get_or_create(language_code="de")
    front.copy_for_translation(german).save_revision().publish()
    client.cookies["django_language"] = "de"
    assert [version.locale.language_code for version in client.get("/").context["also_in"]] == ["ru"]
    assert [version.locale.language_code for version in client.get("/ru/").context["also_in"]] == ["de", "en"]


def test_front_page_without_a_language_in_its_address_uses_the_readers_language(
    client: Client, front: HomePage
) -> None:
    joint = NetworkFactory(slug="joint", visibility="public", kind="joint")
    recommendation = make_framework(network=joint).recommendations.get()
    recommendation.translations.create(language="ru", title="Сначала жертвы")
    handbook = make_handbook(joint)
    for number, title in enumerate(("Hotlines", "Borders"), 1):
        make_chapter(handbook, number, title=title)
    russian = handbook.copy_for_translation(Locale.objects.get(language_code="ru"), copy_parents=True)
    russian.save_revision().publish()
    translated = handbook.get_children().get(title="Hotlines").specific.copy_for_translation(russian.locale)
    translated.title = "Горячие линии"
    translated.save_revision().publish()
    client.cookies["django_language"] = "ru"
    page = client.get("/").content.decode()
    assert '<div lang="ru">' in page
    for words in ("Парламенты спрашивают", "Сначала жертвы", "Горячие линии", "Borders"):
        assert words in page
    for words in ("Parliaments ask<", recommendation.title, "Hotlines"):
        assert words not in page


def test_front_page_shows_only_public_chapters_and_meetings(client: Client, front: HomePage) -> None:
    network = NetworkFactory(slug="joint", visibility="public", kind="joint", name="Joint network")
    make_chapter(make_handbook(network), 1, title="Public chapter")
    closed = NetworkFactory(slug="closed", name="Closed bait")
    make_chapter(make_handbook(closed), 1, title="Chapter of bait")
    meeting(1, network)
    meeting(2, closed)
    page = client.get("/").content.decode()
    assert "Public chapter" in page
    assert "Joint network" in page
    assert "bait" not in page
    assert "Theme 2" not in page
    client.force_login(SeatFactory(network=closed).user)
    assert client.get("/").status_code == 200


def test_number_of_queries_of_a_chapter_for_a_member_is_limited(client: Client, front: HomePage, settings: Any) -> None:
    settings.NETWORKAPP_KEEP_SECONDS = 60
    network = NetworkFactory(slug="joint", visibility="public")
    handbook = make_handbook(network)
    chapter = make_chapter(handbook, 1, "a", "b", "c", subjects=[SubjectFactory(), SubjectFactory()])
    make_chapter(handbook, 2, "d")
    client.force_login(SeatFactory(network=network).user)
    client.get(chapter.url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(chapter.url).status_code == 200
    assert len(queries) <= MOST_QUERIES, "\n".join(query["sql"][:120] for query in queries)


def test_plain_page_is_served_below_the_front_page(client: Client, front: HomePage) -> None:
    front.add_child(
        instance=StandardPage(title="Privacy", slug="privacy", body="<h2>Kept</h2><p>No open questions.</p>")
    )
    page = client.get("/privacy/").content.decode()
    assert "<title>Privacy" in page
    assert "<h2>Kept</h2>" in page


def test_sitemap_lists_public_pages_only(client: Client, front: HomePage) -> None:
    chapters = {
        visibility: make_chapter(make_handbook(NetworkFactory(slug=visibility, visibility=visibility)), 1)
        for visibility in ("public", "members", "closed")
    }
    listed = client.get("/sitemap.xml").content.decode()
    assert {visibility: chapter.url in listed for visibility, chapter in chapters.items()} == {
        "public": True,
        "members": False,
        "closed": False,
    }
    assert HandbookIndexPage.objects.get().url in listed
    hosts_own = [chapter.get_sitemap_urls() != [] for chapter in chapters.values()]
    assert hosts_own == [True, False, False]


def test_sitemap_lists_only_public_news(client: Client, front: HomePage) -> None:
    articles = {
        visibility: make_article(NetworkFactory(slug=visibility, visibility=visibility))
        for visibility in ("public", "members", "closed")
    }
    listed = client.get("/sitemap.xml").content.decode()
    named = {visibility: article.url in listed for visibility, article in articles.items()}
    assert named == {"public": True, "members": False, "closed": False}
    assert [article.get_sitemap_urls() != [] for article in articles.values()] == [True, False, False]


def test_front_page_shows_the_newest_articles_in_the_readers_language(client: Client, front: HomePage) -> None:
    network = NetworkFactory(slug="public", visibility="public")
    for number in range(1, 5):
        article = make_article(network, slug=f"a-{number}", title=f"Article {number}", day=date(2026, 1, number))
    make_article(network, language="ru", translation_of=article, title="Статья 4", day=date(2026, 1, 4))
    make_article(NetworkFactory(slug="closed"), title="Hidden")
    shown = client.get("/").context["news"]
    assert [one.title for one in shown] == ["Article 4", "Article 3", "Article 2"]
    russian = client.get("/", headers={"accept-language": "ru"}).context["news"]
    assert [one.title for one in russian] == ["Статья 4", "Article 3", "Article 2"]


def test_sitemap_allows_inline_styles_of_browsers(client: Client, front: HomePage) -> None:
    policies = [client.get(page)["Content-Security-Policy"] for page in ("/sitemap.xml", "/")]
    assert ["'unsafe-inline'" in policy for policy in policies] == [True, False]


def test_new_production_site_has_its_own_pages_and_no_invented_content(
    client: Client, db: None, settings: Settings
) -> None:
    settings.ALLOW_DEMONSTRATION = False
    cache.clear()
    for _each in range(2):
        call_command("prepare", stdout=StringIO(), stderr=StringIO())
    for page in ("/", "/ru/", "/handbooks/", "/news/", "/de/news/", "/about/", "/privacy/", "/accessibility/"):
        assert client.get(page).status_code == 200, page
    assert "home-title" in client.get("/").content.decode()
    assert (Network.objects.count(), Page.objects.filter(title__startswith="Welcome").count()) == (0, 0)
    cache.clear()


def test_robots_txt_names_the_sitemap_and_excluded_paths(client: Client, db: None) -> None:
    html = client.get("/robots.txt").content.decode().splitlines()
    assert html[-1] == "Sitemap: http://testserver/sitemap.xml"
    assert "Disallow: /desk/" in html


def test_page_titles_are_unique(client: Client, front: HomePage) -> None:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="public"))
    chapter = make_chapter(handbook, 1)
    addresses = ["/", "/handbooks/", handbook.url, chapter.url, "/library/", "/library/organisations/", "/meetings/"]
    titles = [title_of(client.get(address).content.decode()) for address in [*addresses, "/search/"]]
    assert len(set(titles)) == len(titles)


def title_of(page: Any) -> str:
    return str(page).partition("<title>")[2].partition("</title>")[0]
