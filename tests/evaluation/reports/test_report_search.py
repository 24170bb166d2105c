"""Reports in the search, in feeds of news and in the sitemap."""

from typing import Any
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from evaluation.reports.models import Report
from evaluation.reports.versions import freeze
from networkapp.models import Network
from networkapp.registry import SearchHit
from networkapp.search.search import search
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.news import make_article

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def network() -> Network:
    made: Network = NetworkFactory(slug="joint", name="Joint network", visibility="public")
    return made


def report_of(network: Network, words: str = "Nightingales were counted.", **fields: Any) -> Report:
    body = [{"type": "text", "value": f"<p>{words}</p>"}]
    usual = {"title": "To the conference", "slug": "to-the-conference", "kind": "midterm", "year": 2025, "live": True}
    made: Report = Report.objects.create(network=network, body=body, **{**usual, **fields})
    return made


def found(query: str, user: Any = None) -> list[SearchHit]:
    return [hit for group in search(user=user or AnonymousUser(), query=query) for hit in group.hits]


def titles(path: str) -> list[str | None]:
    feed = ElementTree.fromstring(Client().get(path).content)
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


def test_report_is_found_by_the_text_of_its_newest_version(network: Network) -> None:
    freeze(report := report_of(network))
    (hit,) = found("nightingale")
    assert (hit.kind, hit.title, hit.url) == ("reports", report.title, report.get_absolute_url())
    assert "Nightingales were counted." in hit.excerpt
    assert found("class") == []
    report.body = [{"type": "text", "value": "<p>Larks were counted.</p>"}]
    report.changes = "Which birds."
    freeze(report)
    assert (len(found("larks")), found("nightingale")) == (1, [])


def test_draft_and_closed_network_reports_are_not_found_by_others(network: Network) -> None:
    closed = NetworkFactory(slug="closed", visibility="closed")
    freeze(report_of(closed))
    freeze(report_of(network, title="Nightingale draft", slug="draft", live=False))
    assert found("nightingale") == []
    assert len(found("nightingales", SeatFactory(network=closed, capacity="member").user)) == 1


def test_report_whose_kind_changed_is_not_found_by_its_former_restricted_text() -> None:
    closed = NetworkFactory(slug="closed", visibility="closed")
    freeze(report_of(closed))
    Report.objects.update(kind="regional")
    assert (len(found("conference")), found("nightingales")) == (1, [])


def test_feeds_contain_a_report_once_for_all_its_versions(network: Network) -> None:
    make_article(network, title="News", slug="news")
    make_article(network, title="Nachricht", slug="nachricht", language="de")
    make_article(NetworkFactory(slug="other", visibility="public"), title="Elsewhere", slug="elsewhere")
    freeze(report := report_of(network))
    report.changes, report.title = "The title.", "To the conference, corrected"
    report.save()
    second = freeze(report)
    path = "/news/feeds/en/networks/joint.atom"
    assert sorted(map(str, titles(path))) == ["News", "To the conference, corrected"]
    assert "To the conference, corrected" in titles("/news/feeds/en.atom")
    assert titles("/news/feeds/en/networks/other.atom") == ["Elsewhere"]
    assert titles("/news/feeds/de.atom") == ["Nachricht"]
    feed = ElementTree.fromstring(Client().get(path).content)
    entry = next(one for one in feed.findall(f"{ATOM}entry") if "corrected" in (one.findtext(f"{ATOM}title") or ""))
    assert (entry.findtext(f"{ATOM}updated") or "")[:19] == second.published_at.isoformat()[:19]


def test_restricted_reports_are_in_no_feed_or_sitemap(network: Network) -> None:
    make_article(network, title="News", slug="news")
    for visibility in ("closed", "members"):
        freeze(
            report_of(NetworkFactory(slug=visibility, visibility=visibility), title="Bait", slug=f"bait-{visibility}")
        )
    freeze(report_of(network, title="Bait of a draft", slug="bait-draft", live=False))
    freeze(report_of(network))
    text = "".join(Client().get(path).content.decode() for path in ("/news/feeds/en.atom", "/sitemap.xml"))
    assert ("/evaluation/reports/to-the-conference/" in text, "bait" in text.lower()) == (True, False)
