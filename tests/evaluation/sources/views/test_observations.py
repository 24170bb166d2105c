"""The page of figures that independent sources publish about a country."""

import io

import pytest
from django.test import Client

from evaluation.models import SeriesSource
from evaluation.sources.observations_import import import_observations
from tests.evaluation.results.views.page_text import text_of
from tests.factories.networks import DelegationFactory
from tests.factories.observations import observe
from tests.factories.results import make_cycle, make_framework, make_published

pytestmark = pytest.mark.django_db
HEADER = "country,indicator,year,sex,age,form,citizenship,value"
PAGE = "/evaluation/countries/fi/sources/"


def import_rows(*rows: str) -> None:
    lines = [HEADER, *(f"FI,Detected trafficking victims,{row}" for row in rows), ""]
    import_observations(file=io.BytesIO("\n".join(lines).encode()), name="table.csv", source="A body")


def test_page_of_sources_shows_every_breakdown_in_words(client: Client) -> None:
    import_rows(
        "2017,,,,,30", "2018,,,,,25", "2018,female,child,,,<5", "2018,,,Forced labour,,20", "2018,,,,Viet Nam,11"
    )
    text = text_of(client.get(PAGE))
    assert "Detected victims of trafficking" in text
    for row in ("all 30 25", "female, 0 to 17 years – &lt;5", "Forced labour all 20", "Vietnam all 11"):
        assert row in text


def test_numbers_that_would_reveal_few_people_are_withheld_on_every_page(client: Client) -> None:
    make_framework()
    DelegationFactory(code="FI", country="FI")
    SeriesSource.objects.create(series_id="1.5", source="A body", indicator="detected_victims")
    import_rows("2018,,,,,250017", "2018,female,,,,250006", "2018,male,,,,8", "2018,other,,,,3")
    pages = [client.get(place) for place in (PAGE, "/evaluation/countries/fi/", "/evaluation/recommendations/1/")]
    text = text_of(pages[0])
    assert ("male withheld" in text, "other withheld" in text) == (True, True)
    assert "250,006" in text or "250006" in text
    for page in pages:
        assert page.status_code == 200
        assert "male 8" not in text_of(page)
        assert "other 3" not in text_of(page)


def test_changed_number_of_a_source_is_shown_with_its_date(client: Client) -> None:
    import_rows("2018,,,,,25")
    assert "No changes yet." in text_of(client.get(PAGE))
    import_rows("2018,,,,,29")
    text = text_of(client.get(PAGE))
    assert "Detected victims of trafficking, 2018 25 before, 29 now A body" in text
    assert "changed here on" in text


def test_two_numbers_of_one_source_are_both_shown(client: Client) -> None:
    import_rows("2018,,,Other forms of exploitation,,12", "2018,,,Other forms of exploitation,,20")
    assert "Other forms of exploitation all 12 or 20" in text_of(client.get(PAGE))


def test_country_without_source_data_has_no_page_of_sources(client: Client) -> None:
    assert client.get("/evaluation/countries/se/sources/").status_code == 404


def test_figures_for_a_criterion_are_shown_beside_it_sorted_by_country(client: Client) -> None:
    cycle = make_cycle(framework=make_framework(), countries=["XA", "XB"])
    make_published(cycle, "XA")
    SeriesSource.objects.create(series_id="1.5", source="A body of the UN", indicator="persons_convicted")
    observe("XB", 2018, value=7)
    observe("XA", 2018, value=536)
    observe("XA", 2019, below=5)
    text = text_of(client.get("/evaluation/recommendations/1/"))
    assert "beside 1.5 People convicted of trafficking, people Country 2018 2019" in text
    assert text.index("536 &lt;5") < text.index("7 –")
