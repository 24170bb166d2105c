"""Atom feeds of news and editions (RFC 4287), with public content only."""

from datetime import datetime
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from networkapp.handbooks.editions.actions import publish_edition
from networkapp.models import Network, Subject, SubjectTranslation
from networkapp.news.actions import signatures
from networkapp.news.models import ArticlePage
from networkapp.news.wordings import newest_wording
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, SubjectFactory
from tests.factories.news import make_article, news_index
from tests.worlds import world

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@world
def network(db: None) -> Network:
    return NetworkFactory(slug="open", name="The open one", visibility="public")


def feed(path: str, client: Client | None = None) -> Any:
    answer = (client or Client()).get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.content)


def entries(found: Any, what: str = "title") -> list[str]:
    return [entry.findtext(f"{ATOM}{what}") for entry in found.findall(f"{ATOM}entry")]


def test_news_feed_is_complete_atom(network: Network) -> None:
    article = make_article(network, title="Hotlines", standfirst="Three", text="<b>Bold</b> words")
    found = feed("/news/feeds/en.atom")
    assert found.get(LANG) == "en"
    assert found.find(f"{ATOM}link[@rel='self']").get("href") == "http://testserver/news/feeds/en.atom"
    assert found.find(f"{ATOM}link[@rel='alternate']").get("href") == "http://testserver/news/"
    (entry,) = found.findall(f"{ATOM}entry")
    actual = {name: entry.findtext(f"{ATOM}{name}") for name in ("title", "summary", "published", "updated")}
    assert (actual["title"], actual["summary"]) == ("Hotlines", "Three")
    assert datetime.fromisoformat(actual["updated"]) >= datetime.fromisoformat(actual["published"])
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{article.url}"
    assert entry.find(f"{ATOM}content").attrib == {"type": "html"}
    assert "<b>Bold</b> words" in entry.findtext(f"{ATOM}content")
    for key in (found.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}id")):
        UUID(key.removeprefix("urn:uuid:"))


def test_id_of_a_feed_entry_does_not_change_with_its_address_and_differs_by_language(network: Network) -> None:
    article = make_article(network)
    make_article(network, language="de", translation_of=article)
    (before,), (german,) = entries(feed("/news/feeds/en.atom"), "id"), entries(feed("/news/feeds/de.atom"), "id")
    article.slug = "elsewhere"
    article.save_revision().publish()
    assert entries(feed("/news/feeds/en.atom"), "id") == [before]
    assert german != before


def test_authors_of_a_feed_entry_are_the_network_and_confirmed_signatories(network: Network) -> None:
    article = make_article(network)
    seats = [SeatFactory(network=network, delegation=DelegationFactory(code=code)) for code in ("XA", "XB")]
    clerk = SeatFactory(network=network, capacity="secretariat", delegation=None).user
    invited = signatures.invite_signatories(article=article.translation_key, seats=seats, user=clerk)
    wording = newest_wording(article.translation_key)
    assert wording is not None
    signatures.confirm_signature(signatory=invited[0], user=seats[0].user, name="A Member", digest=wording.digest)
    (entry,) = feed("/news/feeds/en.atom").findall(f"{ATOM}entry")
    authors = [author.findtext(f"{ATOM}name") for author in entry.findall(f"{ATOM}author")]
    assert authors == ["The open one", f"A Member ({seats[0].label})"]


def test_feeds_exist_by_network_subject_and_language(network: Network) -> None:
    subject = Subject.objects.create(slug="hotlines", title="Hotlines")
    SubjectTranslation.objects.create(source=subject, language="de", title="Notrufe", source_hash="")
    about = make_article(network, slug="about", title="About", subjects=[subject])
    make_article(network, slug="ueber", title="Über", language="de", translation_of=about, subjects=[subject])
    make_article(NetworkFactory(slug="second", visibility="public"), slug="other", title="Other")
    assert set(entries(feed("/news/feeds/en.atom"))) == {"About", "Other"}
    assert entries(feed("/news/feeds/de.atom")) == ["Über"]
    assert entries(feed("/news/feeds/en/networks/open.atom")) == ["About"]
    assert entries(feed("/news/feeds/en/subjects/hotlines.atom")) == ["About"]
    german = feed("/news/feeds/de/subjects/hotlines.atom")
    assert "Notrufe" in german.findtext(f"{ATOM}title")


@pytest.mark.parametrize("visibility", ["members", "closed"])
def test_feeds_contain_only_public_articles_for_every_reader(network: Network, visibility: str) -> None:
    subject = Subject.objects.create(slug="hotlines", title="Hotlines")
    hidden = NetworkFactory(slug="hidden", visibility=visibility)
    make_article(hidden, subjects=[subject])
    member = Client()
    member.force_login(SeatFactory(network=hidden).user, backend="django.contrib.auth.backends.ModelBackend")
    assert ArticlePage.objects.published_for(SeatFactory(network=hidden).user).exists()
    assert entries(feed("/news/feeds/en.atom", member)) == []
    assert entries(feed("/news/feeds/en/subjects/hotlines.atom", member)) == []
    assert member.get("/news/feeds/en/networks/hidden.atom").status_code == 404


@pytest.mark.parametrize("path", ["fi.atom", "en/networks/none.atom", "en/subjects/none.atom"])
def test_unknown_feed_returns_404(network: Network, path: str) -> None:
    news_index()
    assert Client().get(f"/news/feeds/{path}").status_code == 404


def test_news_pages_link_to_their_feeds(network: Network, client: Client) -> None:
    article = make_article(network, subjects=[Subject.objects.create(slug="hotlines", title="Hotlines")])
    link = '<link rel="alternate" type="application/atom+xml" title="{}" href="/news/feeds/{}">'
    assert link.format("News", "en.atom") in client.get("/news/").content.decode()
    assert link.format("The open one", "en/networks/open.atom") in client.get(article.url).content.decode()
    assert link.format("Hotlines", "en/subjects/hotlines.atom") in client.get(article.url).content.decode()


def test_links_in_a_feed_are_absolute(network: Network) -> None:
    make_article(network, text='<a href="/about/">About</a>')
    (content,) = entries(feed("/news/feeds/en.atom"), "content")
    assert 'href="http://testserver/about/"' in content


def test_characters_not_allowed_in_xml_are_removed(network: Network) -> None:
    subject = Subject.objects.create(slug="hotlines", title="Hot\x0blines")
    Network.objects.filter(pk=network.pk).update(name="The \x0bopen one")
    make_article(network, title="Th\x0bree", standfirst="Fo\x1fur", text="Fi\x0bve\ufffe", subjects=[subject])
    for path in ("en.atom", "en/networks/open.atom", "en/subjects/hotlines.atom"):
        (entry,) = feed(f"/news/feeds/{path}").findall(f"{ATOM}entry")
        assert (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary")) == ("Three", "Four")
        assert "Five<" in entry.findtext(f"{ATOM}content")
        assert entry.find(f"{ATOM}category").get("term") == "Hotlines"
        assert entry.findtext(f"{ATOM}author/{ATOM}name") == "The open one"


def feeds_on(path: str, client: Client, language: str = "en") -> list[str]:
    page = BeautifulSoup(client.get(path, headers={"accept-language": language}).content, "html.parser")
    linked = [link["href"] for link in page.select('head link[type="application/atom+xml"]')]
    assert set(linked) <= {link["href"] for link in page.select("main a[href]")}
    return [str(address) for address in linked]


def test_pages_of_subjects_and_public_networks_link_to_their_feeds(network: Network, client: Client) -> None:
    subject = SubjectFactory(slug="work", title="Work")
    paths = (subject.get_absolute_url(), network.get_absolute_url())
    assert [feeds_on(path, client) for path in paths] == [[], []]
    make_article(network)
    make_article(network, language="de")
    for spoken, language in (("en", "en"), ("de", "de"), ("fi", "en")):
        assert [feeds_on(path, client, spoken) for path in paths] == [
            [f"/news/feeds/{language}/subjects/work.atom"],
            [f"/news/feeds/{language}/networks/open.atom"],
        ]
    feed("/news/feeds/en/subjects/work.atom")


def test_page_of_a_closed_network_links_to_no_feed(network: Network, client: Client) -> None:
    make_article(network)
    closed = NetworkFactory(slug="closed", visibility="closed")
    client.force_login(SeatFactory(network=closed).user)
    assert feeds_on(closed.get_absolute_url(), client) == []


def test_editions_of_a_public_handbook_have_a_feed_in_each_language(network: Network, client: Client) -> None:
    handbook = make_handbook(network, title="Guide", standfirst="Further reading")
    chapter = make_chapter(handbook, 1, "law")
    german = make_handbook(network, language="de", title="Leitfaden", translation_of=handbook)
    make_chapter(german, 1, "law", translation_of=chapter)
    editor = SeatFactory(network=network, capacity="expert", delegation=None, offices=["editor"]).user
    address = f"/handbooks/editions/of/{handbook.translation_key}"
    assert entries(feed(f"{address}/en.atom")) == []
    edition = publish_edition(handbook=handbook, user=editor, changes={"en": "The <first>"})
    found = feed(f"{address}/en.atom")
    assert found.findtext(f"{ATOM}title") == "Editions of Guide"
    (entry,) = found.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == f"Guide, edition {edition.label}"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver/handbooks/editions/{edition.pk}/en/"
    assert entry.findtext(f"{ATOM}content") == "<p>The &lt;first&gt;</p>"
    assert entries(feed(f"{address}/de.atom"))[0].startswith("Leitfaden, ")
    assert client.get(f"{address}/ru.atom").status_code == 404
    assert f'href="{address}/en.atom"' in client.get(handbook.url).content.decode()
    assert f'href="{address}/de.atom"' in client.get(f"{address}/").content.decode()


@pytest.mark.parametrize("barred", [False, True])
def test_restricted_handbook_has_no_feed_for_anybody(db: None, client: Client, barred: bool) -> None:
    network = NetworkFactory(slug="bait", visibility="public" if barred else "members")
    handbook = make_handbook(network, title="Bait")
    make_chapter(handbook, 1, "law")
    editor = SeatFactory(network=network, offices=["editor"]).user
    publish_edition(handbook=handbook, user=editor, changes={})
    if barred:
        PageViewRestriction.objects.create(page=handbook, restriction_type="login")
    address = f"/handbooks/editions/of/{handbook.translation_key}/en.atom"
    client.force_login(editor)
    page = client.get(handbook.url).content.decode()
    assert ("Bait" in page, "application/atom+xml" in page) == (True, False)
    for browser in (client, Client()):
        answer = browser.get(address)
        assert (answer.status_code, b"Bait" in answer.content) == (404, False)
