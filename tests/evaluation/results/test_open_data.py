"""Open data files agree with each other, the API and the pages, and contain nothing that is withheld."""

import io
import json
import re
from typing import Any

import pytest
from django.db.models import Case, Value, When
from django.test import Client
from openpyxl import load_workbook

from evaluation.models import Answer, AssessmentVersion, Criterion, Cycle, ExternalObservation, Verdict
from evaluation.results.formats.code_lists import BAND, GRADE, KIND, LABEL, PLACE, REASON, SINCE, STATUS, CodeList
from evaluation.values import Band, Grade, Kind, ResultLabel, ScoringRole, Status
from networkapp.models import Network
from tests.evaluation.results.open_data_files import FILES, FOLDER, csv_rows, fetch, rows_of, types_of
from tests.factories.assessments import draft_framework
from tests.factories.findings import found_and_decided
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.factories.observations import observe
from tests.factories.results import make_cycle, make_framework, make_published
from tests.factories.treaties import ActionFactory, InstrumentFactory

pytestmark = pytest.mark.django_db

REVIEW = {"countries": ["XB", "XC"], "by_both": True, "remarks": {
    "2.1": [{"country": "XC", "text": "=Why?", "reply": "", "is_of_earlier_answer": True}],
    "1.1": [{"country": "XB", "text": "Good.", "reply": "Thank you.", "is_of_earlier_answer": False}],
}}  # fmt: skip


@pytest.fixture
def cycle() -> Cycle:
    """XB and XA have published; XC has not. There is one treaty action with a date, and one without."""
    cycle = make_cycle(framework=make_framework(recommendations=2), countries=["XA", "XB", "XC"])
    make_published(cycle, "XB", c1={"level": 0}, c2={"numerator": 10, "denominator": 30, "comment": "=1+1"})
    make_published(cycle, "XA", c4={"numerator": 2, "denominator": 43, "comment": "Two persons"}, c5={"number": 3})
    ActionFactory(country="EE")
    ActionFactory(country="EE", kind="signed", date=None, instrument=InstrumentFactory(key="other"))
    for year, value in ((2015, {"below": 5}), (2016, {"value": 7}), (2017, {"value": 81})):
        observe("EE", year, source="UNODC", **value)
    ExternalObservation.objects.filter(year=2017).update(is_withheld=True)
    observe("EE", 2016, value=92)
    AssessmentVersion.objects.filter(assessment__delegation__code="XA").update(review=REVIEW)
    found_and_decided(cycle)
    return cycle


def publish_the_year_before(cycle: Cycle) -> None:
    framework, network = cycle.framework, cycle.network
    before = make_cycle(framework=framework, countries=["XA", "XB", "XC"], year=cycle.year - 1, network=network)
    make_published(before, "XB", c1={"level": 1})
    make_published(before, "XA", c3={"status": "unanswered", "choice": None})
    make_published(before, "XC")


@pytest.mark.parametrize("name", FILES)
def test_open_data_files_have_the_same_cells_in_every_format(client: Client, cycle: Cycle, name: str) -> None:
    publish_the_year_before(cycle)
    types = types_of(client, name)
    forms = (".json", ".xlsx", *([".sdmx.csv"] if name == "series" else []))
    rows = rows_of(client, f"{name}.csv", types)
    assert len(rows) > 1
    assert [list(row) == list(types) for row in rows] == [True] * len(rows)
    for form in forms:
        assert rows_of(client, f"{name}{form}", types) == rows


def test_published_results_are_the_same_in_files_api_and_pages(client: Client, cycle: Cycle) -> None:
    for row in csv_rows(client, "results.csv"):
        profile = client.get(f"/api/v1/evaluation/results/{row['country']}/").json()
        (items,) = [
            item["result"] for item in profile["rows"] if str(item["result"]["recommendation"]) == row["recommendation"]
        ]
        for column in ("label", "band", "point", "low", "high", "coverage", "weakest_criterion", "weakest_score"):
            assert (column, row[column]) == (column, items[column] or "")
        html = client.get(f"/evaluation/countries/{row['country']}/").content.decode()
        line = html.partition(f'id="r-{row["recommendation"]}"')[2].partition("</tr>")[0]
        assert re.search(rf"\b{re.escape(row['point'])}\b", line)
        assert row["band"].casefold() in line.casefold()
    for row in csv_rows(client, "answers.csv"):
        listed = client.get(f"/api/v1/evaluation/results/{row['country']}/answers/").json()["items"]
        (items,) = [item for item in listed if item["criterion"] == row["criterion"]]
        for column in ("status", "value", "low", "high", "numerator", "denominator", "number", "grade"):
            assert (column, row[column]) == (column, items[column] or "")


def test_open_data_sort_countries_by_name_and_leave_out_unpublished_ones(client: Client, cycle: Cycle) -> None:
    assert [(row["country"], row["recommendation"]) for row in csv_rows(client, "results.csv")] == [
        ("XA", "1"), ("XA", "2"), ("XB", "1"), ("XB", "2"),
    ]  # fmt: skip
    assert {row["country"] for row in csv_rows(client, "answers.csv")} == {"XA", "XB"}


def test_open_data_files_contain_no_small_counts(client: Client, cycle: Cycle) -> None:
    (share, count) = [row for row in csv_rows(client, "answers.csv") if row["country"] == "XA"][3:5]
    assert (share["low"], share["high"]) == ("0.0", "10.0")
    assert (share["value"], share["numerator"], share["denominator"], share["comment"]) == ("", "", "", "")
    assert (count["status"], count["number"]) == ("suppressed_small", "")
    for name in ("answers.csv", "answers.json", "results.csv", "results.json", "series.csv", "series.sdmx.csv"):
        assert "Two persons" not in fetch(client, name).decode()


def test_sample_countries_are_marked_and_listed_after_real_ones(client: Client, cycle: Cycle) -> None:
    joint = NetworkFactory(slug="z-joint", name="Z joint", kind="joint")
    DelegationFactory(code="EE")
    make_published(make_cycle(framework=cycle.framework, countries=["EE"], network=joint), "EE")
    marks = {(row["country"], row["country_name"]): row["is_sample"] for row in csv_rows(client, "results.csv")}
    assert list(marks.items()) == [
        (("EE", "Estonia"), "false"), (("XA", "Sample country A"), "true"), (("XB", "Sample country B"), "true"),
    ]  # fmt: skip


def test_open_data_files_are_the_same_in_every_language(client: Client, cycle: Cycle) -> None:
    for name in ("results.csv", "answers.json", "series.csv", "structure.xml", "datapackage.json"):
        english, russian = (fetch(client, name, **{"accept-language": language}) for language in ("en", "ru"))
        assert english == russian


def test_treaty_actions_in_open_data_have_their_source(client: Client, cycle: Cycle) -> None:
    rows = csv_rows(client, "treaty_actions.csv")
    assert {(row["country_name"], row["source"]) for row in rows} == {("Estonia", "Council of Europe")}
    assert {(row["instrument"], row["kind"], row["date"]) for row in rows} == {
        ("cets-197", "ratified", "2015-02-05"), ("other", "signed", ""),
    }  # fmt: skip


def test_open_data_page_lists_every_file_and_is_linked_from_the_overview(client: Client, cycle: Cycle) -> None:
    publish_the_year_before(cycle)
    html = client.get(f"{FOLDER}/").content.decode()
    paths = [resource["path"] for resource in client.get(f"{FOLDER}/datapackage.json").json()["resources"]]
    assert [path for path in paths if f'href="{FOLDER}/{path}"' not in html] == []
    assert sorted(paths) == sorted(
        ["series.sdmx.csv", *(f"{name}.{form}" for name in FILES for form in ("csv", "json", "xlsx"))]
    )
    assert f'href="{FOLDER}/"' in client.get("/evaluation/").content.decode()
    for name in FILES:
        metadata = json.loads(client.get(f"{FOLDER}/{name}.csv-metadata.json").content)
        (first, *_rest) = csv_rows(client, f"{name}.csv")
        assert [column["name"] for column in metadata["tableSchema"]["columns"]] == list(first)


def test_unknown_open_data_files_return_404(client: Client) -> None:
    names = ("drafts.csv", "drafts.json", "drafts.csv-metadata.json", "results.ods", "results.sdmx.csv")
    assert [client.get(f"{FOLDER}/{name}").status_code for name in names] == [404] * len(names)


def test_figures_of_sources_are_in_open_data_if_their_licence_allows_it(client: Client, cycle: Cycle) -> None:
    rows = csv_rows(client, "observations_of_others.csv")
    actual = [(row["year"], row["value"], row["below"], row["withheld"], row["source"]) for row in rows]
    assert actual == [
        ("2015", "", "5", "false", "UNODC"), ("2016", "7", "", "false", "UNODC"), ("2017", "", "", "true", "UNODC"),
    ]  # fmt: skip
    assert b"92" not in fetch(client, "observations_of_others.json")
    known = {"if-none-match": client.get(f"{FOLDER}/observations_of_others.csv")["ETag"]}
    assert client.get(f"{FOLDER}/observations_of_others.csv", headers=known).status_code == 304
    other_way = Case(When(year=2016, then=Value(True)), default=Value(False))
    ExternalObservation.objects.filter(source="UNODC").update(is_withheld=other_way)
    assert client.get(f"{FOLDER}/observations_of_others.csv", headers=known).status_code == 200


def test_series_in_the_api_equal_those_in_the_files(client: Client, cycle: Cycle) -> None:
    publish_the_year_before(cycle)
    rows = json.loads(fetch(client, "series.json"))["rows"]
    for query in ("", "?year=2024", "?year=2025&country=xb"):
        data = client.get(f"/api/v1/evaluation/series/{query}{'&' if query else '?'}limit=200").json()
        year = 2024 if "2024" in query else 2025
        wanted = [row for row in rows if row["TIME_PERIOD"] == year and ("xb" not in query or row["REF_AREA"] == "XB")]
        assert data == {"items": wanted, "count": len(wanted)}
    assert client.get("/api/v1/evaluation/series/?year=2001").status_code == 404
    assert client.get("/api/v1/evaluation/series/?sort=OBS_VALUE").json()["code"] == "never_ranked"


def test_draft_criteria_are_in_no_open_data_file_and_do_not_change_etags(client: Client, cycle: Cycle) -> None:
    """Files reveal neither what draft criteria ask for nor that they have changed."""
    files = [f"{FOLDER}/{name}" for name in ("structure.xml", "datapackage.json", "series.csv", "results.json")]
    before = [client.get(file)["ETag"] for file in files]
    draft = draft_framework(NetworkFactory(slug="closed", visibility="closed"))
    Criterion.objects.filter(recommendation__framework=draft, series_id="1.3").update(unit="quetzals")
    assert "QUETZALS" not in client.get(files[0]).content.decode()
    assert [client.get(file)["ETag"] for file in files] == before


def test_findings_conclusions_and_remarks_are_the_same_in_files_api_and_pages(client: Client, cycle: Cycle) -> None:
    finding, _other = csv_rows(client, "findings.csv")
    data, _other = client.get("/api/v1/evaluation/findings/").json()["items"]
    actual = [
        (row["kind"], row["text"], row["status"], row["by_government"])
        for row in csv_rows(client, "finding_responses.csv")
    ]
    assert actual == [("reply", "We do.", "", "true"), ("measure", "A law", "planned", "true")]
    responses = [tuple(row[name] for name in ("kind", "text", "status")) for row in data["responses"]]
    assert responses == [row[:3] for row in actual]
    assert [row["by_government"] for row in data["responses"]] == [True, True]
    for column in ("body", "reference", "strength", "date", "source"):
        assert (column, finding[column]) == (column, data[column])
    listed = client.get("/api/v1/evaluation/conclusions/?country=xa&recommendation=1").json()["items"]
    rows = csv_rows(client, "conclusions.csv")
    assert [(row["conclusion"], row["is_latest"]) for row in rows] == [("partly", "true"), ("not", "false")]
    for row, item in zip(rows, listed, strict=True):
        for column in ("country", "network", "conclusion", "reason", "decision", "decided_on"):
            assert (column, row[column]) == (column, item[column])
        assert (row["is_latest"] == "true") is item["is_latest"]
    follow_up = client.get("/evaluation/recommendations/1/follow-up/").content.decode()
    assert [words for words in ("Half is done.", "Meeting 3", "We do.") if words not in follow_up] == []
    remarks = [(row["criterion"], row["by"], row["text"], row["reply"]) for row in csv_rows(client, "remarks.csv")]
    assert remarks == [("1.1", "XB", "Good.", "Thank you."), ("2.1", "XC", "'=Why?", "")]
    assert fetch(client, "versions/sample/xa/2025/1/remarks.csv") == fetch(client, "remarks.csv")
    page = client.get("/evaluation/countries/XA/").content.decode()
    assert [words for words in ("Good.", "Thank you.", "=Why?") if words not in page] == []


def test_files_leave_out_conclusions_of_networks_that_are_not_public(client: Client, cycle: Cycle) -> None:
    assert Verdict.objects.count() == 2
    Network.objects.filter(pk=cycle.network_id).update(visibility="members")
    assert csv_rows(client, "conclusions.csv") == []
    assert client.get("/api/v1/evaluation/conclusions/").json()["count"] == 0
    client.force_login(SeatFactory(network=cycle.network).user)
    assert client.get("/api/v1/evaluation/conclusions/").json()["count"] == 2


def test_every_code_in_the_files_has_a_label_in_the_code_lists(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XC", c1={"status": "not_available", "reason": "late", "level": None})
    package = json.loads(fetch(client, "datapackage.json"))
    coded: dict[str, set[str]] = {}
    for resource in package["resources"]:
        lists = {field["name"]: field.get("categories") for field in resource.get("schema", {}).get("fields", [])}
        for name, codes in lists.items():
            if codes and resource["format"] == "csv":
                found = {row[name] for row in csv_rows(client, resource["path"])} - {""}
                assert (name, found - {code["value"] for code in codes}) == (name, set())
                coded[name] = coded.get(name, set()) | found
    assert {"status", "reason", "kind", "place", "label", "band", "grade"} <= {name for name in coded if coded[name]}
    book = load_workbook(io.BytesIO(fetch(client, "answers.xlsx")))
    actual = {(row[0], row[1]): row[2] for row in book["codes"].iter_rows(min_row=2, values_only=True)}
    assert actual["reason", "late"] == "Available later"


@pytest.mark.parametrize(
    ("codes", "known"),
    [(STATUS, Status), (KIND, Kind), (PLACE, ScoringRole), (LABEL, ResultLabel), (BAND, Band), (GRADE, Grade),
     (REASON, Answer.Reason), (SINCE, Answer.Since)],
)  # fmt: skip
def test_code_lists_contain_every_code_of_the_software(codes: CodeList, known: Any) -> None:
    assert list(codes.codes) == [each.value for each in known]
