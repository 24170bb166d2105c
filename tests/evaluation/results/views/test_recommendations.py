"""The page of a recommendation: published answers of all countries."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from evaluation.models import Cycle, RecommendationTranslation
from tests.evaluation.results.views.page_text import text_of
from tests.factories.results import make_cycle, make_framework, make_published

pytestmark = pytest.mark.django_db


def test_recommendation_page_shows_what_each_country_published_for_each_criterion(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    text = text_of(client.get("/evaluation/recommendations/1/"))
    for words in (
        "Level 3 of 4, in place 75.0 points",
        "9 of 24, 37.5 % 46.9 points",
        "Yes 100.0 points",
        "17 of 40, 42.5 % 42.5 points",
        "40 persons",
        "Sample country B Not published yet",
    ):
        assert words in text


def test_recommendation_page_shows_small_counts_as_a_range_or_not_at_all(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA", c4={"numerator": 3, "denominator": 4711}, c5={"number": 2})
    text = text_of(client.get("/evaluation/recommendations/1/"))
    assert "Between 0 and 10 %, few people" in text
    assert "Too few to publish" in text
    assert ("4711" in text, "2 persons" in text) == (False, False)


def test_pooled_share_is_marked_on_the_recommendation_page(client: Client) -> None:
    framework = make_framework()
    for year, (part, whole) in ((2023, (2, 4)), (2024, (1, 3)), (2025, (2, 5))):
        cycle = make_cycle(framework=framework, countries=["XA"], year=year)
        make_published(cycle, "XA", c2={"numerator": part, "denominator": whole})
    text = text_of(client.get("/evaluation/recommendations/1/"))
    assert "2 of 5; 41.7 % with earlier years 52.1 points" in text


def test_recommendation_page_links_to_the_next_one_in_the_same_year(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    page = client.get("/evaluation/recommendations/1/?year=2025").content.decode()
    assert 'rel="next" href="/evaluation/recommendations/2/?year=2025"' in page


def test_link_to_the_next_recommendation_has_a_space_after_the_number(client: Client) -> None:
    """A flex layout removes the spaces between its children, so the button has only one child."""
    make_published(make_cycle(framework=make_framework(recommendations=2), countries=["XA"]), "XA")
    page = BeautifulSoup(client.get("/evaluation/recommendations/1/").content, "html.parser")
    (button,) = page.select("a[rel=next]")
    assert [part.name for part in button.children] == ["span"]
    assert button.get_text() == "2 Recommendation about subject 2"


def test_sitemap_lists_recommendation_and_follow_up_pages(client: Client, cycle: Cycle) -> None:
    page = client.get("/sitemap.xml").content.decode()
    for address in ("/evaluation/recommendations/1/", "/evaluation/recommendations/1/follow-up/"):
        assert f"http://testserver{address}</loc>" in page
    assert "#" not in page


def test_recommendation_page_shows_texts_in_languages_that_the_interface_lacks(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    recommendation = cycle.framework.recommendations.get(code=1)
    RecommendationTranslation.objects.create(source=recommendation, language="sl", title="Pomoč", text="Za ljudi.")
    html = client.get("/evaluation/recommendations/1/").content.decode()
    assert 'Also known as: <bdi lang="sl">Pomoč</bdi>' in html
    assert '<p lang="sl" dir="auto">Za ljudi.</p>' in html.partition("In other languages</h2>")[2]
