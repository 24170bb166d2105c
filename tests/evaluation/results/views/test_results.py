"""The public pages of results, and what they never contain."""

import re

import pytest
from django.test import Client

from evaluation.metadata import results_description
from evaluation.models import Assessment, Cycle
from evaluation.results.country_profile import profile
from evaluation.search import search_evaluation
from networkapp.metadata.cards import find_card
from tests.evaluation.results.views.page_text import text_of
from tests.factories.networks import DelegationFactory, NetworkFactory
from tests.factories.observations import observe
from tests.factories.results import (
    answer_all,
    make_cycle,
    make_framework,
    make_published,
)
from tests.factories.treaties import ActionFactory

pytestmark = pytest.mark.django_db

PAGES = (
    "/evaluation/",
    "/evaluation/method/",
    "/evaluation/countries/XA/",
    "/evaluation/recommendations/1/",
    "/treaties/",
    "/treaties/cets-197/",
    "/evaluation/data/",
)


def countries_in(response: object) -> list[str]:
    """Return the country codes in the header of the matrix, in their order."""
    head = response.content.decode().partition("<thead>")[2].partition("</thead>")[0]  # type: ignore[attr-defined]
    return re.findall(r"<b>(\w\w)</b>", head)


@pytest.mark.parametrize("page", PAGES)
def test_result_pages_are_public_and_have_no_inline_script_or_style(client: Client, cycle: Cycle, page: str) -> None:
    make_published(cycle, "XA")
    ActionFactory(country="XA")
    response = client.get(page)
    assert response.status_code == 200
    assert response.headers["Content-Language"] == "en"
    inline = r"<style|<script(?! src| type=\"application/ld\+json\")|style=\"|\son[a-z]+=\""
    assert re.findall(inline, response.content.decode()) == []


@pytest.mark.parametrize(
    "page",
    [
        "/evaluation/?year=1999",
        "/evaluation/?year=abc",
        "/evaluation/countries/XB/",
        "/evaluation/countries/QQ/",
        "/evaluation/countries/XA/?year=2024",
        "/evaluation/recommendations/99/",
        "/treaties/nothing/",
    ],
)
def test_unknown_result_pages_return_404(client: Client, cycle: Cycle, page: str) -> None:
    make_published(cycle, "XA")
    assert client.get(page).status_code == 404


def test_figures_of_sources_are_shown_beside_results_and_do_not_change_them(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    before = profile(country="XA")
    observe("XA", 2016, value=536)
    observe("XA", 2018, below=5)
    observe("XA", 2019, value=0)
    text = text_of(client.get("/evaluation/countries/xa/"))
    assert "Indicator 2016 2018 2019 People convicted of trafficking people 536 &lt;5 0" in text
    assert "A body of the UN" in text
    assert profile(country="XA") == before


def test_country_without_results_has_a_page_once_a_source_has_data_on_it(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    assert client.get("/evaluation/countries/dk/").status_code == 404
    observe("DK", 2016, value=9)
    observe("SE", 2017, value=9)
    page = client.get("/evaluation/countries/dk/")
    assert "No assessment of this country has been published yet." in text_of(page)
    assert client.get("/evaluation/countries/dk/?year=2016").status_code == 404
    assert "Denmark Sweden" in text_of(client.get("/evaluation/"))
    assert [hit.title for hit in search_evaluation(user=None, query="Denmark", limit=9)] == [
        "Denmark: data from independent sources"
    ]


def test_country_code_in_the_address_is_case_insensitive(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    assert client.get("/evaluation/countries/xa/").status_code == 200


def test_result_pages_state_that_no_results_are_published_yet(client: Client) -> None:
    make_framework()
    assert "No results published yet." in text_of(client.get("/evaluation/"))
    assert client.get("/evaluation/recommendations/1/").status_code == 200
    assert "No treaty actions recorded yet." in text_of(client.get("/treaties/"))
    assert "No results match your filters." in text_of(client.get("/treaties/?instruments=related"))


def test_preview_picture_of_results_states_the_number_of_countries_and_marks_samples(
    client: Client, cycle: Cycle
) -> None:
    assert results_description() == ""
    for number, code in enumerate(("XA", "XB"), start=1):
        make_published(cycle, code)
        words = f"Invented results for 2025 from {number} sample {'country' if number == 1 else 'countries'}"
        assert results_description() == words
    card = find_card(kind="place", key="evaluation:overview")
    assert card is not None
    assert (card.under, card.bands) == ("Invented results for 2025 from 2 sample countries", ())


def test_country_of_the_cycle_without_published_results_is_an_empty_column(client: Client, cycle: Cycle) -> None:
    answer_all(Assessment.objects.get(cycle=cycle, delegation__code="XB"))
    make_published(cycle, "XA")
    response = client.get("/evaluation/")
    assert countries_in(response) == ["XA", "XB", "XC"]
    assert response.content.decode().count('class="pending"') == 4
    assert "/evaluation/countries/XB/" not in response.content.decode()
    assert "Not published yet: Sample country B, Sample country C." in text_of(response)


def test_open_cycle_of_a_closed_network_is_not_shown_to_visitors(client: Client) -> None:
    framework = make_framework()
    make_cycle(framework=framework, countries=["XA"], network=NetworkFactory(slug="secret", name="Hidden cycle"))
    make_cycle(
        framework=framework,
        countries=["XB"],
        network=NetworkFactory(slug="open", name="Known cycle", visibility="public"),
    )
    text = text_of(client.get("/evaluation/"))
    assert ("Known cycle" in text, "Hidden cycle" in text) == (True, False)


def test_country_outside_the_cycle_is_not_in_its_overview(client: Client, cycle: Cycle) -> None:
    DelegationFactory(code="EE")
    make_published(cycle, "XA")
    assert "Estonia" not in text_of(client.get("/evaluation/"))


class TestNoRanking:
    """Method 3.9: no order by result, no rank, no index."""

    def test_countries_are_sorted_by_name_whatever_their_results(self, client: Client, cycle: Cycle) -> None:
        for code, level in (("XA", 0), ("XB", 4), ("XC", 2)):
            make_published(cycle, code, c1={"level": level})
        assert countries_in(client.get("/evaluation/")) == ["XA", "XB", "XC"]
        page = client.get("/evaluation/recommendations/1/").content.decode()
        assert re.findall(r'id="country-(\w\w)"', page) == ["XA", "XB", "XC"]
        assert re.findall(r'id="years-of-(\w\w)"', page) == ["XA", "XB", "XC"]

    def test_no_page_or_stored_result_has_an_overall_score_or_rank(self, client: Client, cycle: Cycle) -> None:
        for code, level in (("XA", 1), ("XB", 4), ("XC", 2)):
            version = make_published(cycle, code, c1={"level": level})
            assert sorted(version.results) == [
                "counts",
                "has_wide_intervals",
                "median_width",
                "recommendations",
                "sensitivity",
            ]
        for page in PAGES[:4]:
            words = re.sub("no rank|No rank", "", text_of(client.get(page)))
            assert re.findall(r"(?i)\b(rank\w*|index|(?<!no )overall score|average|league)\b", words) == []
