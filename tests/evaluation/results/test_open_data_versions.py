"""Files of published versions: they do not change, answer 304 if unchanged, and contain no restricted data."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import AsyncClient, Client
from django.test.utils import CaptureQueriesContext

from evaluation.models import Answer, AssessmentVersion, Cycle
from tests.evaluation.results.open_data_files import FOLDER, csv_rows, fetch, rows_of, types_of
from tests.factories.networks import NetworkFactory
from tests.factories.results import make_cycle, make_framework, make_published, publish_as_it_stands

pytestmark = pytest.mark.django_db

FIRST, SECOND = "versions/sample/xa/2025/1", "versions/sample/xa/2025/2"


@pytest.fixture
def cycle() -> Cycle:
    return make_cycle(framework=make_framework(), countries=["XA", "XB", "XC"])


def corrected(version: AssessmentVersion) -> AssessmentVersion:
    Answer.objects.filter(assessment=version.assessment, criterion__series_id="1.1").update(level=2)
    return publish_as_it_stands(version.assessment, reason="A mistake in 1.1")


def test_files_of_a_version_do_not_change_when_a_later_one_is_published(client: Client, cycle: Cycle) -> None:
    first = make_published(cycle, "XA")
    before = {form: fetch(client, f"{FIRST}/series.{form}") for form in ("csv", "json", "sdmx.csv")}
    corrected(first)
    assert {form: fetch(client, f"{FIRST}/series.{form}") for form in before} == before
    types = types_of(client, "series")
    levels = {path: rows_of(client, f"{path}/series.csv", types)[0]["OBS_VALUE"] for path in (FIRST, SECOND)}
    assert levels == {FIRST: 3, SECOND: 2}
    assert rows_of(client, f"{SECOND}/series.xlsx", types) == rows_of(client, "series.csv", types)


def test_page_of_a_version_names_its_hash_and_is_linked_from_the_country_page(client: Client, cycle: Cycle) -> None:
    version = corrected(make_published(cycle, "XA"))
    html = fetch(client, f"{SECOND}/").decode()
    assert version.content_hash in html
    assert "A mistake in 1.1" in html
    assert f'href="{FOLDER}/{SECOND}/series.csv"' in html
    profile = client.get("/evaluation/countries/XA/").content.decode()
    assert [path for path in (FIRST, SECOND) if f'href="{FOLDER}/{path}/"' not in profile] == []


def test_version_has_descriptions_of_its_files_for_programs(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    package = json.loads(fetch(client, f"{FIRST}/datapackage.json"))
    assert (package["name"], package["homepage"]) == ("evaluation-xa-2025-1", f"http://testserver{FOLDER}/{FIRST}/")
    listed = [resource["path"] for resource in package["resources"]]
    assert ("series.csv" in listed, "progress.csv" in listed) == (True, False)
    for resource in package["resources"]:
        fields = [field["name"] for field in resource.get("schema", {}).get("fields", [])]
        read = fetch(client, f"{FIRST}/{resource['path']}")
        if resource["format"] == "csv":
            assert read.decode().splitlines()[0].split(",") == fields
    described = json.loads(fetch(client, f"{FIRST}/series.csv-metadata.json"))
    columns = [column["name"] for column in described["tableSchema"]["columns"]]
    assert (described["url"], columns[0], described["dc:source"]) == ("series.csv", "REF_AREA", package["homepage"])
    assert b'id="XA"' in fetch(client, f"{FIRST}/structure.xml")
    sent = client.get(f"{FOLDER}/{FIRST}/series.csv")
    csvw, package, _licence = sent["Link"].split(", ")
    assert csvw == f'<{FOLDER}/{FIRST}/series.csv-metadata.json>; rel="describedby"; type="application/csvm+json"'
    assert package.startswith(f'<{FOLDER}/{FIRST}/datapackage.json>; rel="describedby"; type="application/vnd.')
    html = fetch(client, f"{FIRST}/").decode()
    named = ("datapackage.json", "structure.xml", "answers.csv-metadata.json")
    assert [name for name in named if f'href="{FOLDER}/{FIRST}/{name}"' not in html] == []


@pytest.mark.parametrize(
    ("name", "first"), [("results.csv", "results.csv-metadata.json"), ("results.json", "datapackage.json")]
)
def test_file_links_first_to_its_description(client: Client, cycle: Cycle, name: str, first: str) -> None:
    make_published(cycle, "XA")
    link = client.get(f"{FOLDER}/{name}")["Link"]
    assert link.startswith(f"<{FOLDER}/{first}>; ")
    assert 'type="application/json"' not in link


HIDDEN = (
    "",
    "series.csv",
    "answers.json",
    "results.xlsx",
    "datapackage.json",
    "structure.xml",
    "series.csv-metadata.json",
)


@pytest.mark.parametrize("path", HIDDEN)
def test_files_of_a_restricted_version_return_404(client: Client, path: str) -> None:
    closed = NetworkFactory(slug="closed-one", name="Closed one", visibility="closed")
    hidden = make_cycle(framework=make_framework(), countries=["XA"], network=closed)
    make_published(hidden, "XA", for_everybody=False, c3={"comment": "BAIT"})
    assert client.get(f"{FOLDER}/versions/closed-one/xa/2025/1/{path}").status_code == 404
    for name in ("series", "results", "answers", "progress"):
        text = fetch(client, f"{name}.json").decode()
        assert [word for word in ("BAIT", "Closed one", "XA") if word in text.partition('"rows"')[2]] == []


@pytest.mark.parametrize(
    "path",
    ["/series.ods", "/treaty_actions.csv", "/progress.csv", "/progress.csv-metadata.json", "/../../2/series.csv"],
)
def test_unknown_files_of_a_version_return_404(client: Client, cycle: Cycle, path: str) -> None:
    make_published(cycle, "XA")
    assert client.get(f"{FOLDER}/{FIRST}{path}").status_code == 404


@pytest.mark.parametrize(
    "name", ["series.csv", "results.json", "answers.xlsx", "series.sdmx.csv", f"{FIRST}/series.csv"]
)
def test_file_returns_304_until_its_data_change(client: Client, cycle: Cycle, name: str) -> None:
    make_published(cycle, "XA")
    had = client.get(f"{FOLDER}/{name}")
    known = {"if-none-match": had["ETag"]}
    again = client.get(f"{FOLDER}/{name}", headers=known)
    assert (again.status_code, again.getvalue(), again["ETag"]) == (304, b"", had["ETag"])
    assert client.get(f"{FOLDER}/{name}", headers={"if-modified-since": had["Last-Modified"]}).status_code == 304
    make_published(cycle, "XB")
    assert client.get(f"{FOLDER}/{name}", headers=known).status_code == (304 if "/" in name else 200)


def test_conditional_request_for_an_unchanged_file_reads_no_answers(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA")
    known = {"if-none-match": client.get(f"{FOLDER}/series.csv")["ETag"]}
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{FOLDER}/series.csv", headers=known).status_code == 304
    assert [query["sql"] for query in captured if '"answers"' in query["sql"] and "version" in query["sql"]] == []


@pytest.mark.parametrize("name", ["series.csv", "series.sdmx.csv", "results.xlsx", "treaty_actions.json"])
def test_every_file_is_sent_with_its_licence(client: Client, settings: Any, name: str) -> None:
    settings.EVALUATION_DATA_LICENCE = {"name": "X-1", "title": "Ours", "url": "https://licence.example/"}
    response = client.get(f"{FOLDER}/{name}")
    assert '<https://licence.example/>; rel="license"' in response["Link"]
    assert response["Cache-Control"] == "public, no-cache"


def test_licence_and_attribution_are_in_every_description(client: Client, settings: Any) -> None:
    settings.EVALUATION_DATA_LICENCE = {"name": "X-1", "title": "Ours", "url": "https://licence.example/"}
    settings.EVALUATION_DATA_ATTRIBUTION = "The network of the example"
    for name in (
        "datapackage.json",
        "catalogue.jsonld",
        "structure.xml",
        "series.csv-metadata.json",
        "series.json",
        "",
    ):
        body = fetch(client, name).decode()
        assert [name for text in ("https://licence.example/", "The network of the example") if text not in body] == []


def test_catalogue_lists_every_file(client: Client) -> None:
    data = json.loads(fetch(client, "catalogue.jsonld"))
    assert data["dct:publisher"]["foaf:name"] == settings.WAGTAIL_SITE_NAME
    listed = data["dcat:dataset"]
    addresses = [part["dcat:downloadURL"]["@id"] for item in listed for part in item["dcat:distribution"]]
    assert {client.get(address).status_code for address in addresses} == {200}
    assert len(addresses) == 34


def test_codes_used_in_the_series_are_in_its_structure(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA", c4={"numerator": 2, "denominator": 43}, c5={"number": 3})
    structure = fetch(client, "structure.xml").decode()
    for row in csv_rows(client, "series.sdmx.csv"):
        codes = (row[name] for name in ("REF_AREA", "UNIT_MEASURE", "SEX", "OBS_STATUS", "CONF_STATUS", "GRADE"))
        assert [code for code in codes if f'Code id="{code}"' not in structure] == []
    by_row = {row["SERIES"]: row for row in csv_rows(client, "series.csv")}
    small = [(row["OBS_VALUE"], row["NUMERATOR"], row["OBS_STATUS"], row["CONF_STATUS"], row["COMMENT"])
             for row in (by_row["1.4"], by_row["1.5"])]  # fmt: skip
    assert small == [("", "", "Q", "A", "0.0 to 10.0"), ("", "", "Q", "A", "")]


@pytest.mark.django_db(transaction=True)
async def test_files_are_streamed_in_parts_under_asgi(async_client: AsyncClient) -> None:
    response = await async_client.get(f"{FOLDER}/series.csv")
    parts = [part async for part in response.streaming_content]
    assert parts[0].startswith(b"REF_AREA,TIME_PERIOD")
