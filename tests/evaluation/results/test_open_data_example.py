"""The worked example of the method, with exact digits, from form (2024) and workbook (2025) to page, API and files."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from evaluation.frameworks.adopting import adopt_framework
from evaluation.models import Assessment, Criterion, Framework, Recommendation
from tests.evaluation.assessment_workflow import CountryTeam
from tests.evaluation.results.open_data_files import Row, csv_rows, rows_of, types_of
from tests.factories.assessments import open_a_cycle
from tests.factories.networks import DelegationFactory, NetworkFactory
from tests.factories.results import LEVELS

pytestmark = pytest.mark.django_db

SHARE = {
    "kind": "ratio", "floor": "0", "target": "80", "unit": "%", "scored": True, "numerator_text": "those with",
    "denominator_text": "all", "reference_period": "calendar year", "owner_hint": "ministry",
}  # fmt: skip
ASKED: tuple[dict[str, Any], ...] = (
    {"kind": "level", "scored": True, "essential": True, "levels": LEVELS},
    {**SHARE, "weight": 2},
    {"kind": "yes_no", "scored": True},
    SHARE,
    SHARE,
    {"kind": "number", "unit": "persons", "about_persons": True},
)
MISSING = {"status": "not_available", "reason": "not_collected"}
OUTSIDE = {"status": "not_applicable", "comment": "No coast."}
SAID: dict[int, tuple[dict[str, Any], ...]] = {
    2024: (
        {"ticks": ["k1", "k2"]}, {"numerator": "5", "denominator": "20"}, MISSING, MISSING, OUTSIDE, {"number": "31"},
    ),
    2025: (
        {"ticks": ["k1", "k2", "k3"]}, {"numerator": "9", "denominator": "24"}, {"choice": "yes"},
        {**MISSING, "since": "still_true"}, {**OUTSIDE, "since": "still_true"}, {"number": "40"},
    ),
}  # fmt: skip
RESULT = ("label", "point", "low", "high", "coverage", "weakest_criterion", "weakest_score", "band", "uncertain")
SURE = ("kept", "tried", "lowest", "highest", "robust", "decisive")
TIDY = ("SERIES", "OBS_VALUE", "NUMERATOR", "DENOMINATOR", "OBS_STATUS", "CONF_STATUS", "GRADE")


@pytest.fixture
def example(client: Client) -> Client:
    """Publish 2024 and 2025 of the example for XA; a to f are 1.1 to 1.6."""
    framework = Framework.objects.create(
        network=NetworkFactory(slug="joint"), title="Criteria", version="1", first_year=2020
    )
    recommendation = Recommendation.objects.create(framework=framework, code=1, title="One", text="What it says.")
    for place, fields in enumerate(ASKED, 1):
        Criterion.objects.create(
            recommendation=recommendation, position=place, series_id=f"1.{place}", title=f"Criterion {place}", **fields
        )
    adopt_framework(framework=framework, decision="By the conference")
    network = NetworkFactory(slug="sample", name="Sample network", kind="sample")
    delegation = DelegationFactory(code="XA")
    network.delegations.add(delegation)
    way = CountryTeam(network, delegation)
    for year, answers in SAID.items():
        open_a_cycle(framework, network, year)
        way.pk = Assessment.objects.get(cycle__year=year).pk
        by_key = {f"1.{place}": fields for place, fields in enumerate(answers, 1)}
        if year == 2025:
            way.import_workbook(by_key)
        else:
            way.enter_answers(by_key)
        way.publish(evidence=("1.1",), not_applicable=("1.5",))
    return client


def rows_of_year(rows: list[Row], year_column: str, year: int) -> list[Row]:
    return [row for row in rows if row[year_column] == year]


def test_results_and_sensitivity_of_the_worked_example_are_in_the_files(example: Client) -> None:
    for form in ("csv", "json", "xlsx"):
        rows = rows_of(example, f"results.{form}", types_of(example, "results"))
        assert [tuple(row[name] for name in RESULT) for row in rows] == [
            ("insufficient", None, Decimal("22.5"), Decimal("62.5"), Decimal("60.0"), "1.2", Decimal("31.3"), None,
             False),
            ("ok", Decimal("67.2"), Decimal("53.8"), Decimal("73.8"), Decimal("80.0"), "1.2", Decimal("46.9"),
             "substantial", False),
        ]  # fmt: skip
        assert [rows[1][name] for name in SURE] == [9, 10, Decimal("53.8"), Decimal("87.5"), True, "1.2"]
        assert [rows[0][name] for name in SURE] == [None] * 6


def test_answers_of_the_worked_example_are_in_the_series(example: Client) -> None:
    for form in ("csv", "json", "xlsx", "sdmx.csv"):
        rows = rows_of_year(rows_of(example, f"series.{form}", types_of(example, "series")), "TIME_PERIOD", 2025)
        assert [tuple(row[name] for name in TIDY) for row in rows] == [
            ("1.1", Decimal(3), None, None, "A", "F", "V1"),
            ("1.2", Decimal("37.5"), Decimal(9), Decimal(24), "A", "F", "V0"),
            ("1.3", Decimal(1), None, None, "A", "F", "V0"),
            ("1.4", None, None, None, "L", "F", "V0"),
            ("1.5", None, None, None, "M", "F", "V0"),
            ("1.6", Decimal(40), None, None, "A", "F", "V0"),
        ]  # fmt: skip
        assert [row["UNIT_MEASURE"] for row in rows] == ["LEVEL", "PT", "YES_NO", "PT", "PT", "PS"]


def test_scores_of_the_worked_example_are_in_the_files(example: Client) -> None:
    for form in ("csv", "json", "xlsx"):
        rows = rows_of(example, f"answers.{form}", types_of(example, "answers"))
        scores = {year: [row["score"] for row in rows_of_year(rows, "year", year)] for year in SAID}
        assert scores == {
            2024: [Decimal("50.0"), Decimal("31.3"), None, None, None, None],
            2025: [Decimal("75.0"), Decimal("46.9"), Decimal("100.0"), None, None, None],
        }
        assert [row["place"] for row in rows_of_year(rows, "year", 2025)] == [
            "scored", "scored", "scored", "missing", "outside", "context",
        ]  # fmt: skip


def test_progress_of_the_worked_example_is_computed_over_matched_criteria(example: Client) -> None:
    for form in ("csv", "json", "xlsx"):
        (row,) = rows_of(example, f"progress.{form}", types_of(example, "progress"))
        assert (row["year"], row["difference"], row["based_on"], row["of"]) == (2025, Decimal("18.8"), 2, 4)
        assert (row["improved"], row["newly_reported"], row["not_comparable"]) == ("1.1 1.2", "1.3", "1.4 1.5")


def test_page_and_api_of_the_worked_example_equal_the_files(example: Client) -> None:
    (_before, rows) = csv_rows(example, "results.csv")
    (changed,) = csv_rows(example, "progress.csv")
    row = example.get("/api/v1/evaluation/results/XA/").json()["rows"][0]
    for name in RESULT[:-1]:
        assert (name, rows[name]) == (name, row["result"][name])
    assert (changed["difference"], int(changed["based_on"]), int(changed["of"])) == tuple(row["progress"].values())
    html = example.get("/evaluation/countries/XA/").content.decode()
    line = html.partition('id="r-1"')[2].partition("</tr>")[0]
    for number in ("67.2", "53.8", "73.8", "46.9", "+18.8", "based on 2 of 4", "80", "Substantial"):
        assert number in line
    files = json.dumps([csv_rows(example, f"{name}.csv") for name in ("results", "progress", "answers", "series")])
    # What a mean over unmatched criteria would say; 37.5 is also the published answer to 1.2, unfolded below the line.
    assert [text for text in ("29.7", "37.5") if text in f"{line}{json.dumps(row)}"] == []
    assert "29.7" not in f"{html}{files}"
