"""The country page: results by recommendation, progress, versions and treaties."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from evaluation.models import Cycle
from tests.evaluation.results.views.page_text import text_of
from tests.factories.results import copy_year, make_cycle, make_framework, make_published, publish_as_it_stands
from tests.factories.treaties import ActionFactory

pytestmark = pytest.mark.django_db


def test_country_page_has_a_row_for_each_recommendation(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    page = client.get("/evaluation/countries/XA/")
    text = text_of(page)
    assert page.content.decode().count('<tr role="row" id="r-') == 2
    for words in (
        "Results for 2025, published version 1",
        "countries and data are invented",
        "Substantial",
        "62.3 no answers missing",
        "1.4 Criterion 4 of 1 42.5",
        "100 %",
        "This is the first year; there is no earlier year to compare with.",
        "Completeness 100 %",
        "Not peer reviewed",
        "Stable bands: 2 of 2.",
    ):
        assert words in text


def test_country_page_of_a_first_year_shows_no_change_and_no_trend(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    page = client.get("/evaluation/countries/XA/").content.decode()
    for words in ("Since 2024", "2025 to 2025", "Not comparable", "Trend line", 'class="trend"'):
        assert words not in page
    copy_year(cycle, 2024)
    page = client.get("/evaluation/countries/XA/?year=2025").content.decode()
    for words in ("Since 2024", "2024 to 2025", "Trend line", 'class="trend"'):
        assert words in page


def test_overview_of_a_first_year_has_no_comparison(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    text = text_of(client.get("/evaluation/"))
    assert "In 2025, the first year" in text
    assert "dashed vertical line" not in text
    copy_year(cycle, 2024)
    text = text_of(client.get("/evaluation/?year=2025"))
    assert "Year by year" in text
    assert "dashed vertical line" in text


def test_due_date_of_a_cycle_is_shown_in_the_time_zone_of_its_network(client: Client, cycle: Cycle) -> None:
    cycle.network.__class__.objects.update(time_zone="Pacific/Auckland")
    make_published(cycle, "XA")
    past = timezone.now() - timedelta(days=400)
    for moment, words in ((past, "Answers were due on "), (timezone.now() + timedelta(days=3), "Answers are due on ")):
        Cycle.objects.update(opens_at=past - timedelta(days=60), due_at=moment, locks_at=moment)
        day = date_format(moment.astimezone(ZoneInfo("Pacific/Auckland")), "DATE_FORMAT")
        assert f"{words}{day}." in text_of(client.get("/evaluation/"))


def test_country_page_warns_of_many_missing_values_before_other_notes(client: Client, cycle: Cycle) -> None:
    gone = {"status": "not_available", "reason": "late", "numerator": None, "denominator": None}
    make_published(cycle, "XA", c2=gone)
    text = text_of(client.get("/evaluation/countries/XA/"))
    assert text.index("half of the ranges are wider than") < text.index("There is no overall score")


def test_country_page_shows_peer_review_and_all_versions(client: Client, cycle: Cycle) -> None:
    version = make_published(cycle, "XA")
    publish_as_it_stands(version.assessment, reason="One answer was corrected.", peer_reviewed=True)
    text = text_of(client.get("/evaluation/countries/XA/"))
    assert "Not peer reviewed" not in text
    for words in ("Peer reviewed", "Version 2", "One answer was corrected.", "Version 1", version.content_hash):
        assert words in text


def test_essential_criterion_that_lowers_the_band_is_named(client: Client, cycle: Cycle) -> None:
    make_published(
        cycle,
        "XA",
        c1={"level": 0},
        c2={"numerator": 20, "denominator": 24},
        c4={"numerator": 90, "denominator": 100},
    )
    text = text_of(client.get("/evaluation/countries/XA/"))
    assert "lowered: 1.1 is essential and below 25" in text


def test_progress_names_the_criteria_it_is_based_on(client: Client) -> None:
    framework = make_framework()
    for year, level in ((2024, 2), (2025, 3)):
        make_published(make_cycle(framework=framework, countries=["XA"], year=year), "XA", c1={"level": level})
    assert "+5.0 based on 4 of 4" in text_of(client.get("/evaluation/countries/XA/"))
    assert "This is the first year" in text_of(client.get("/evaluation/countries/XA/?year=2024"))


def test_country_page_has_no_treaties_while_none_is_registered(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    assert 'id="treaties"' not in client.get("/evaluation/countries/XA/").content.decode()


def test_country_page_shows_treaty_status_at_the_end_of_the_year(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    ActionFactory(country="XA", kind="signed", date=date(2024, 1, 10))
    ActionFactory(country="XA", kind="ratified", date=date(2025, 11, 10))
    text = text_of(client.get("/evaluation/countries/XA/"))
    assert "Bound, not yet in force from 1 Mar 2026" in text
