"""The public pages of results: what they say, what they never say, and what they cost."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from evaluation.domain.cards import results_in_short
from evaluation.domain.results.profiles import profile
from evaluation.domain.search import find
from evaluation.models import Assessment, Cycle
from networkapp.domain.cards.finding import find_card
from tests.evaluation.views.reading import queries, text_of
from tests.factories.networks import DelegationFactory, NetworkFactory
from tests.factories.observations import observe
from tests.factories.results import (
    answer_all,
    copy_year,
    make_cycle,
    make_framework,
    make_published,
    publish_as_it_stands,
)
from tests.factories.treaties import ActionFactory, InstrumentFactory

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
    """The codes in the head of the matrix, in their order."""
    head = response.content.decode().partition("<thead>")[2].partition("</thead>")[0]  # type: ignore[attr-defined]
    return re.findall(r"<b>(\w\w)</b>", head)


@pytest.fixture
def cycle() -> Cycle:
    return make_cycle(framework=make_framework(recommendations=2), countries=["XA", "XB", "XC"])


@pytest.mark.parametrize("page", PAGES)
def test_everybody_may_read_it(client: Client, cycle: Cycle, page: str) -> None:
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
def test_what_is_not_there_is_not_found(client: Client, cycle: Cycle, page: str) -> None:
    make_published(cycle, "XA")
    assert client.get(page).status_code == 404


def test_counts_of_others_stand_beside_the_results_and_never_in_them(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    before = profile(country="XA")
    observe("XA", 2016, value=536)
    observe("XA", 2018, below=5)
    observe("XA", 2019, value=0)
    said = text_of(client.get("/evaluation/countries/xa/"))
    assert "Indicator 2016 2018 2019 Persons convicted of trafficking persons 536 &lt;5 0" in said
    assert "A body of the UN" in said
    assert profile(country="XA") == before


def test_a_country_without_results_has_a_page_once_others_publish_about_it(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    assert client.get("/evaluation/countries/dk/").status_code == 404
    observe("DK", 2016, value=9)
    observe("SE", 2017, value=9)
    page = client.get("/evaluation/countries/dk/")
    assert "Nothing of this country’s own assessment is published yet." in text_of(page)
    assert client.get("/evaluation/countries/dk/?year=2016").status_code == 404
    assert "Denmark Sweden" in text_of(client.get("/evaluation/"))
    assert [hit.title for hit in find(None, "Denmark", 9)] == ["Denmark: what independent sources publish"]


def test_a_country_is_found_by_its_code_in_any_case(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    assert client.get("/evaluation/countries/xa/").status_code == 200


def test_without_any_results_the_pages_stand_and_say_so(client: Client) -> None:
    make_framework()
    assert "No results are published yet." in text_of(client.get("/evaluation/"))
    assert client.get("/evaluation/recommendations/1/").status_code == 200
    assert "No treaty actions are recorded yet." in text_of(client.get("/treaties/"))


def test_the_picture_of_the_overview_says_how_many_countries_published_and_what_is_invented(
    client: Client, cycle: Cycle
) -> None:
    assert results_in_short() == ""
    for number, code in enumerate(("XA", "XB"), start=1):
        make_published(cycle, code)
        words = f"Invented results of 2025 from {number} sample countr{'y' if number == 1 else 'ies'}"
        assert results_in_short() == words
    card = find_card(kind="place", key="evaluation:overview")
    assert card is not None
    assert (card.under, card.bands) == ("Invented results of 2025 from 2 sample countries", ())


def test_a_country_of_the_cycle_that_has_published_nothing_is_an_empty_column(client: Client, cycle: Cycle) -> None:
    answer_all(Assessment.objects.get(cycle=cycle, delegation__code="XB"))
    make_published(cycle, "XA")
    response = client.get("/evaluation/")
    assert countries_in(response) == ["XA", "XB", "XC"]
    assert response.content.decode().count('class="pending"') == 4
    assert "/evaluation/countries/XB/" not in response.content.decode()
    assert "Not published yet: Sample country B, Sample country C." in text_of(response)


def test_a_cycle_under_way_is_told_only_where_the_network_may_be_known(client: Client) -> None:
    framework = make_framework()
    make_cycle(framework=framework, countries=["XA"], network=NetworkFactory(slug="secret", name="Hidden cycle"))
    make_cycle(
        framework=framework,
        countries=["XB"],
        network=NetworkFactory(slug="open", name="Known cycle", visibility="public"),
    )
    said = text_of(client.get("/evaluation/"))
    assert ("Known cycle" in said, "Hidden cycle" in said) == (True, False)


def test_a_real_country_that_is_not_in_the_cycle_is_not_in_its_overview(client: Client, cycle: Cycle) -> None:
    DelegationFactory(code="EE")
    make_published(cycle, "XA")
    assert "Estonia" not in text_of(client.get("/evaluation/"))


class TestNeverComputed:
    """Method 3.9: no order by result, no rank, no index."""

    def test_countries_stand_in_the_alphabet_whatever_their_results(self, client: Client, cycle: Cycle) -> None:
        for code, level in (("XA", 0), ("XB", 4), ("XC", 2)):
            make_published(cycle, code, c1={"level": level})
        assert countries_in(client.get("/evaluation/")) == ["XA", "XB", "XC"]
        page = client.get("/evaluation/recommendations/1/").content.decode()
        assert re.findall(r'id="country-(\w\w)"', page) == ["XA", "XB", "XC"]
        assert re.findall(r'id="years-of-(\w\w)"', page) == ["XA", "XB", "XC"]

    def test_no_mean_of_a_country_and_no_rank_is_on_any_page_or_in_what_is_stored(
        self, client: Client, cycle: Cycle
    ) -> None:
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
            assert re.findall(r"(?i)\b(rank\w*|index|overall score|average|league)\b", words) == []


class TestProfile:
    def test_it_has_a_row_per_recommendation_with_all_that_belongs_to_it(self, client: Client, cycle: Cycle) -> None:
        make_published(cycle, "XA")
        page = client.get("/evaluation/countries/XA/")
        said = text_of(page)
        assert page.content.decode().count('<tr role="row" id="r-') == 2
        for words in (
            "Results of 2025, published version 1",
            "A sample. This country does not exist",
            "Substantial",
            "62.3 nothing missing",
            "1.4 Criterion 4 of 1 42.5",
            "100 %",
            "Nothing to compare",
            "Completeness 100 %",
            "Not peer reviewed",
            "2 of 2 bands are robust",
        ):
            assert words in said

    def test_where_much_is_missing_it_says_so_first(self, client: Client, cycle: Cycle) -> None:
        gone = {"status": "not_available", "reason": "late", "numerator": None, "denominator": None}
        make_published(cycle, "XA", c2=gone)
        said = text_of(client.get("/evaluation/countries/XA/"))
        assert said.index("half of the intervals are wider than") < said.index("There is no overall mark")

    def test_peer_review_and_every_version_are_told(self, client: Client, cycle: Cycle) -> None:
        version = make_published(cycle, "XA")
        publish_as_it_stands(version.assessment, reason="One answer was corrected.", peer_reviewed=True)
        said = text_of(client.get("/evaluation/countries/XA/"))
        assert "Not peer reviewed" not in said
        for words in ("Peer reviewed", "Version 2", "One answer was corrected.", "Version 1", version.content_hash):
            assert words in said

    def test_an_essential_criterion_that_lowers_the_band_is_named(self, client: Client, cycle: Cycle) -> None:
        make_published(
            cycle,
            "XA",
            c1={"level": 0},
            c2={"numerator": 20, "denominator": 24},
            c4={"numerator": 90, "denominator": 100},
        )
        said = text_of(client.get("/evaluation/countries/XA/"))
        assert "lowered: 1.1 is essential and below 25" in said

    def test_progress_says_on_what_it_is_based(self, client: Client) -> None:
        framework = make_framework()
        for year, level in ((2024, 2), (2025, 3)):
            make_published(make_cycle(framework=framework, countries=["XA"], year=year), "XA", c1={"level": level})
        assert "+5.0 based on 4 of 4" in text_of(client.get("/evaluation/countries/XA/"))
        assert "Nothing to compare" in text_of(client.get("/evaluation/countries/XA/?year=2024"))

    def test_its_treaties_are_those_of_the_end_of_the_year(self, client: Client, cycle: Cycle) -> None:
        make_published(cycle, "XA")
        ActionFactory(country="XA", kind="signed", date=date(2024, 1, 10))
        ActionFactory(country="XA", kind="ratified", date=date(2025, 11, 10))
        said = text_of(client.get("/evaluation/countries/XA/"))
        assert "Bound, not yet in force from 1 Mar 2026" in said


class TestRecommendation:
    def test_every_criterion_says_what_each_country_published(self, client: Client, cycle: Cycle) -> None:
        make_published(cycle, "XA")
        said = text_of(client.get("/evaluation/recommendations/1/"))
        for words in (
            "level 3 of 4, in place 75.0 points",
            "9 of 24, 37.5 % 46.9 points",
            "yes 100.0 points",
            "17 of 40, 42.5 % 42.5 points",
            "40 persons",
            "Sample country B Not published yet",
        ):
            assert words in said

    def test_few_persons_are_a_range_and_a_small_count_is_not_there(self, client: Client, cycle: Cycle) -> None:
        make_published(cycle, "XA", c4={"numerator": 3, "denominator": 4711}, c5={"number": 2})
        said = text_of(client.get("/evaluation/recommendations/1/"))
        assert "between 0 and 10 %, few persons" in said
        assert "too small to publish" in said
        assert ("4711" in said, "2 persons" in said) == (False, False)

    def test_a_pooled_share_says_that_it_is(self, client: Client) -> None:
        framework = make_framework()
        for year, (part, whole) in ((2023, (2, 4)), (2024, (1, 3)), (2025, (2, 5))):
            cycle = make_cycle(framework=framework, countries=["XA"], year=year)
            make_published(cycle, "XA", c2={"numerator": part, "denominator": whole})
        said = text_of(client.get("/evaluation/recommendations/1/"))
        assert "2 of 5; with the years before 41.7 % 52.1 points" in said

    def test_it_leads_to_its_neighbours_in_the_same_year(self, client: Client, cycle: Cycle) -> None:
        make_published(cycle, "XA")
        page = client.get("/evaluation/recommendations/1/?year=2025").content.decode()
        assert 'rel="next" href="/evaluation/recommendations/2/?year=2025"' in page


def more_results(number: int) -> None:
    codes = ["XA", "XB", "XC"][:number]
    framework = make_framework(recommendations=number)
    for key in ["cets-197", "cets-198", "cets-201"][:number]:
        ActionFactory(instrument=InstrumentFactory(key=key), country="XA")
    for year in range(2026 - number, 2026):
        cycle = make_cycle(framework=framework, countries=codes, year=year)
        for code in codes:
            make_published(cycle, code)


# Where nobody has looked at it since something was published, and where somebody has.
COSTS = {
    "/evaluation/": (12, 7),
    "/evaluation/countries/XA/": (14, 3),
    "/evaluation/recommendations/1/": (14, 7),
    "/evaluation/method/": (0, 0),
    "/evaluation/data/": (0, 0),
}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("page", COSTS)
def test_a_page_costs_the_same_number_of_queries_with_one_and_three_rows(
    client: Client, page: str, number: int
) -> None:
    more_results(number)
    assert (queries(client, page), queries(client, page)) == COSTS[page]


@pytest.mark.parametrize("years", [10, 30])
def test_no_page_of_results_costs_more_with_thirty_years_or_more_than_fifteen_queries(
    client: Client, years: int
) -> None:
    newest = make_cycle(framework=make_framework(), countries=["XA"])
    make_published(newest, "XA")
    ActionFactory(country="XA")
    for year in range(2026 - years, 2025):
        copy_year(newest, year)
    found = {page: (queries(client, page), queries(client, page)) for page in COSTS}
    assert found == COSTS
    assert max(max(cost) for cost in found.values()) <= 15


def test_a_button_to_the_next_recommendation_keeps_the_blank_behind_its_number(client: Client) -> None:
    """What is laid out in a row loses the blanks between its parts, so a button has one part."""
    make_published(make_cycle(framework=make_framework(recommendations=2), countries=["XA"]), "XA")
    page = BeautifulSoup(client.get("/evaluation/recommendations/1/").content, "html.parser")
    (button,) = page.select("a[rel=next]")
    assert [part.name for part in button.children] == ["span"]
    assert button.get_text() == "2 Recommendation about subject 2"
