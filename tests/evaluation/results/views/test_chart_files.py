"""Charts to download and to embed: the same for everybody, with only what everybody can read."""

import io
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from django.test import Client
from PIL import Image

from evaluation.models import Cycle
from tests.factories.networks import SeatFactory
from tests.factories.results import copy_year, make_cycle, make_framework, make_published
from tests.worlds import world

pytestmark = pytest.mark.django_db
CHARTS = "/evaluation/charts/en/sample/2025/"
EACH = ("recommendations/1", "recommendations/1/xa", "countries/xa")
SVG = "{http://www.w3.org/2000/svg}"


@world
def cycle() -> Cycle:
    return make_cycle(framework=make_framework(), countries=["XA", "XB"])


def words_of(svg: bytes) -> str:
    return " ".join(" ".join(ElementTree.fromstring(svg).itertext()).split())


def svg_of(client: Client, chart: str) -> bytes:
    answer = client.get(f"{CHARTS}{chart}.svg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    return bytes(answer.content)


@pytest.mark.parametrize("chart", EACH)
def test_drawing_says_where_it_comes_from_and_that_samples_are_invented(
    cycle: Cycle, client: Client, chart: str
) -> None:
    make_published(cycle, "XA")
    text = words_of(svg_of(client, chart))
    page = "countries/xa" if chart == "countries/xa" else "recommendations/1"
    assert "Sample: countries and data are invented." in text
    assert f"http://testserver/evaluation/{page}/?year=2025" in text


@pytest.mark.parametrize("chart", EACH)
def test_drawing_needs_nothing_outside_itself(cycle: Cycle, client: Client, chart: str) -> None:
    make_published(cycle, "XA")
    root = ElementTree.fromstring(svg_of(client, chart))
    defined = {f"url(#{one.get('id')})" for one in root.iter() if one.get("id")}
    used = {one.get("fill") for one in root.iter() if (one.get("fill") or "").startswith("url")}
    assert used <= defined
    assert [one.tag for one in root.iter() if one.tag in {f"{SVG}script", f"{SVG}use", f"{SVG}image", f"{SVG}a"}] == []


def test_drawing_has_its_numbers_as_alternative_text(cycle: Cycle, client: Client) -> None:
    make_published(cycle, "XA")
    root = ElementTree.fromstring(svg_of(client, "recommendations/1"))
    actual = {one.get("id"): one.text for one in root if one.get("id")}
    assert root.get("aria-labelledby") == "t d"
    assert actual == {
        "t": "1 Recommendation about subject 1. Sample network, 2025",
        "d": "Sample country A 62.3; Sample country B no results published",
    }


def test_bars_of_bands_have_an_axis_with_numbers_of_recommendations(client: Client) -> None:
    cycle = make_cycle(framework=make_framework(recommendations=7), countries=["XA"])
    make_published(cycle, "XA")
    copy_year(cycle, 2024)
    text = words_of(svg_of(client, "countries/xa"))
    assert "2024 7 substantial; 2025 7 substantial" in text
    assert " 0 2 4 6 2024 2025 " in text


@pytest.mark.parametrize("chart", EACH)
def test_chart_can_be_downloaded_as_pixels(cycle: Cycle, client: Client, chart: str) -> None:
    make_published(cycle, "XA")
    answer = client.get(f"{CHARTS}{chart}.png")
    picture = Image.open(io.BytesIO(answer.content))
    assert (answer["Content-Type"], picture.format, picture.width) == ("image/png", "PNG", 1080)
    assert len(picture.convert("L").getcolors(maxcolors=1 << 16) or []) > 2


@pytest.mark.parametrize("chart", EACH)
def test_embedded_chart_may_be_framed_anywhere_and_runs_no_script(cycle: Cycle, client: Client, chart: str) -> None:
    make_published(cycle, "XA")
    answer = client.get(f"{CHARTS}{chart}.html")
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'", "style-src": "'self'", "img-src": "'self'", "base-uri": "'none'",
        "form-action": "'none'", "frame-ancestors": "*",
    }  # fmt: skip
    page = BeautifulSoup(answer.content, "html.parser")
    assert ("X-Frame-Options" in answer, page.find("script"), page.find(style=True)) == (False, None, None)
    assert {link["target"] for link in page.find_all("a")} == {"_blank"}
    assert len(page.select("main h1")) == 1


def test_other_pages_cannot_be_framed(cycle: Cycle, client: Client) -> None:
    make_published(cycle, "XA")
    answer = client.get("/evaluation/charts/sample/2025/recommendations/1/")
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("form", ["svg", "png", "html"])
def test_charts_can_be_cached_and_are_sent_once(cycle: Cycle, client: Client, form: str) -> None:
    make_published(cycle, "XA")
    first = client.get(f"{CHARTS}countries/xa.{form}")
    again = client.get(f"{CHARTS}countries/xa.{form}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "public" in first["Cache-Control"]
    assert first.cookies == {}
    copy_year(cycle, 2024)
    assert client.get(f"{CHARTS}countries/xa.{form}", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_chart_is_in_the_language_of_its_address(cycle: Cycle, client: Client) -> None:
    make_published(cycle, "XA")
    client.cookies["django_language"] = "fi"
    assert "Beispiel" in words_of(client.get("/evaluation/charts/de/sample/2025/countries/xa.svg").content)


@pytest.mark.parametrize("chart", EACH)
@pytest.mark.parametrize("form", ["svg", "png", "html"])
def test_results_for_members_are_in_no_chart_whoever_asks(cycle: Cycle, client: Client, chart: str, form: str) -> None:
    make_published(cycle, "XA", for_everybody=False)
    cycle.network.visibility = "closed"
    cycle.network.save()
    client.force_login(SeatFactory(network=cycle.network).user)
    shared = client.get(f"/evaluation/charts/sample/2025/{chart}/").status_code
    assert (client.get(f"{CHARTS}{chart}.{form}").status_code, shared) == (404, 404)


def test_year_for_members_is_a_gap_in_the_chart_even_for_members(cycle: Cycle, client: Client) -> None:
    before = make_cycle(framework=cycle.framework, countries=["XA"], year=2024, network=cycle.network)
    make_published(before, "XA", for_everybody=False)
    make_published(cycle, "XA")
    cycle.network.visibility = "closed"
    cycle.network.save()
    client.force_login(SeatFactory(network=cycle.network).user)
    assert "2024" not in words_of(svg_of(client, "countries/xa"))
    assert "2024" not in words_of(svg_of(client, "recommendations/1/xa"))


@pytest.mark.parametrize(
    "address",
    [
        f"{CHARTS}recommendations/9.svg",
        f"{CHARTS}recommendations/1/xb.svg",
        f"{CHARTS}countries/xz.svg",
        f"{CHARTS}countries/xa.gif",
        "/evaluation/charts/xx/sample/2025/countries/xa.svg",
        "/evaluation/charts/en/other/2025/countries/xa.svg",
        "/evaluation/charts/en/sample/2019/countries/xa.svg",
        "/evaluation/charts/sample/2025/countries/xz/",
    ],
)
def test_missing_charts_return_404(cycle: Cycle, client: Client, address: str) -> None:
    make_published(cycle, "XA")
    assert client.get(address).status_code == 404


def test_page_of_a_chart_has_files_embed_code_alternative_text_and_data(cycle: Cycle, client: Client) -> None:
    make_published(cycle, "XA")
    page = BeautifulSoup(client.get("/evaluation/charts/sample/2025/recommendations/1/").content, "html.parser")
    files = {link.get_text(): link["href"] for link in page.select("section a")}
    assert files["SVG"] == f"http://testserver{CHARTS}recommendations/1.svg"
    assert files["PNG"] == f"http://testserver{CHARTS}recommendations/1.png"
    code, words = (item.get_text() for item in page.select("[data-words]"))
    frame = BeautifulSoup(code, "html.parser").find("iframe")
    assert isinstance(frame, Tag)
    assert frame["src"] == f"http://testserver{CHARTS}recommendations/1.html"
    assert client.get(str(frame["src"])).status_code == 200
    assert frame["title"] == "1 Recommendation about subject 1, Sample network, 2025"
    assert words.endswith("Sample country A 62.3; Sample country B no results published")
    assert [row.get_text(" ", strip=True) for row in page.select("table tr")] == [
        "Sample country A 62.3",
        "Sample country B –",
    ]


def test_title_with_markup_stays_inside_the_embed_code(cycle: Cycle, client: Client) -> None:
    recommendation: Any = cycle.framework.recommendations.get()
    recommendation.title = '"><script>alert(1)</script>'
    recommendation.save()
    make_published(cycle, "XA")
    page = BeautifulSoup(client.get("/evaluation/charts/sample/2025/recommendations/1/").content, "html.parser")
    code = BeautifulSoup(page.select("[data-words]")[0].get_text(), "html.parser")
    assert [tag.name for tag in code.find_all(True)] == ["iframe"]
    assert "<script" not in client.get(f"{CHARTS}recommendations/1.svg").content.decode()


def test_result_pages_link_to_their_charts_only_if_everybody_can_read_them(cycle: Cycle, client: Client) -> None:
    make_published(cycle, "XA")
    pages = ("/evaluation/", "/evaluation/recommendations/1/")
    for page in pages:
        links = [str(link["href"]) for link in BeautifulSoup(client.get(page).content, "html.parser").select("a[href]")]
        shared = [link for link in links if link.startswith("/evaluation/charts/")]
        assert shared
        assert [client.get(link).status_code for link in shared] == [200] * len(shared)


def test_members_get_no_links_to_charts_of_results_for_members(cycle: Cycle, client: Client) -> None:
    make_published(cycle, "XA", for_everybody=False)
    cycle.network.visibility = "closed"
    cycle.network.save()
    client.force_login(SeatFactory(network=cycle.network).user)
    for page in ("/evaluation/", "/evaluation/recommendations/1/"):
        assert "/evaluation/charts/" not in client.get(page).content.decode()
