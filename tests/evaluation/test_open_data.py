"""Open data: the files agree with each other, with the API and with the pages, and hold nothing that is withheld."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evaluation.models import Cycle
from tests.factories.networks import DelegationFactory, NetworkFactory
from tests.factories.results import make_cycle, make_framework, make_published
from tests.factories.treaties import ActionFactory, InstrumentFactory

pytestmark = pytest.mark.django_db

FOLDER = "/evaluation/data"
FILES = ("results", "answers", "treaty_actions")
READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


@pytest.fixture
def cycle() -> Cycle:
    """XB and XA have published; XC has not. There is one act of a state, and one without a date."""
    cycle = make_cycle(framework=make_framework(recommendations=2), countries=["XA", "XB", "XC"])
    make_published(cycle, "XB", c1={"level": 0}, c2={"numerator": 10, "denominator": 30, "comment": "=1+1"})
    make_published(cycle, "XA", c4={"numerator": 2, "denominator": 43, "comment": "Two persons"}, c5={"number": 3})
    ActionFactory(country="EE")
    ActionFactory(country="EE", kind="signed", date=None, instrument=InstrumentFactory(key="other"))
    return cycle


def rows_of(client: Client, name: str) -> list[dict[str, str]]:
    answer = client.get(f"{FOLDER}/{name}.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.mark.parametrize("name", FILES)
def test_csv_and_json_say_the_same_cell_by_cell_and_as_described(client: Client, cycle: Cycle, name: str) -> None:
    package = client.get(f"{FOLDER}/datapackage.json").json()
    (described,) = [resource for resource in package["resources"] if resource["path"] == f"{name}.csv"]
    types = {field["name"]: field["type"] for field in described["schema"]["fields"]}
    rows, objects = rows_of(client, name), client.get(f"{FOLDER}/{name}.json").json()
    assert len(rows) == len(objects) > 1
    for row, told in zip(rows, objects, strict=True):
        assert list(row) == list(told) == list(types)
        for column, text in row.items():
            read, other = READ[types[column]], told[column]
            value = read(text.removeprefix("'")) if text else None
            same = read(other) if isinstance(other, str) and other else None if other == "" else other
            assert (column, value) == (column, same)


def test_what_a_country_published_is_the_same_in_files_api_and_pages(client: Client, cycle: Cycle) -> None:
    for row in rows_of(client, "results"):
        profile = client.get(f"/api/v1/evaluation/results/{row['country']}/").json()
        (told,) = [
            item["result"] for item in profile["rows"] if str(item["result"]["recommendation"]) == row["recommendation"]
        ]
        for column in ("label", "band", "point", "low", "high", "coverage", "weakest_criterion", "weakest_score"):
            assert (column, row[column]) == (column, told[column] or "")
        html = client.get(f"/evaluation/countries/{row['country']}/").content.decode()
        line = html.partition(f'id="r-{row["recommendation"]}"')[2].partition("</tr>")[0]
        assert re.search(rf"\b{re.escape(row['point'])}\b", line)
        assert row["band"].casefold() in line.casefold()
    for row in rows_of(client, "answers"):
        listed = client.get(f"/api/v1/evaluation/results/{row['country']}/answers/").json()["items"]
        (told,) = [item for item in listed if item["criterion"] == row["criterion"]]
        for column in ("status", "value", "low", "high", "numerator", "denominator", "number", "grade"):
            assert (column, row[column]) == (column, told[column] or "")


def test_countries_stand_in_the_alphabet_and_those_that_have_not_published_nowhere(
    client: Client, cycle: Cycle
) -> None:
    assert [(row["country"], row["recommendation"]) for row in rows_of(client, "results")] == [
        ("XA", "1"), ("XA", "2"), ("XB", "1"), ("XB", "2"),
    ]  # fmt: skip
    assert {row["country"] for row in rows_of(client, "answers")} == {"XA", "XB"}


def test_few_persons_stand_in_no_file(client: Client, cycle: Cycle) -> None:
    (share, count) = [row for row in rows_of(client, "answers") if row["country"] == "XA"][3:5]
    assert (share["low"], share["high"]) == ("0.0", "10.0")
    assert (share["value"], share["numerator"], share["denominator"], share["comment"]) == ("", "", "", "")
    assert (count["status"], count["number"]) == ("suppressed_small", "")
    for name in ("answers.csv", "answers.json", "results.csv", "results.json"):
        assert "Two persons" not in client.get(f"{FOLDER}/{name}").content.decode()


def test_samples_are_marked_and_stand_after_states(client: Client, cycle: Cycle) -> None:
    joint = NetworkFactory(slug="z-joint", name="Z joint", kind="joint")
    DelegationFactory(code="EE")
    make_published(make_cycle(framework=cycle.framework, countries=["EE"], network=joint), "EE")
    marks = {(row["country"], row["country_name"]): row["is_sample"] for row in rows_of(client, "results")}
    assert list(marks.items()) == [
        (("EE", "Estonia"), "false"), (("XA", "Sample country A"), "true"), (("XB", "Sample country B"), "true"),
    ]  # fmt: skip


def test_a_file_is_the_same_for_every_language(client: Client, cycle: Cycle) -> None:
    for name in ("results.csv", "answers.json", "datapackage.json"):
        english, russian = (
            client.get(f"{FOLDER}/{name}", headers={"accept-language": language}).content for language in ("en", "ru")
        )
        assert english == russian


def test_acts_of_states_carry_their_source(client: Client, cycle: Cycle) -> None:
    rows = rows_of(client, "treaty_actions")
    assert {(row["country_name"], row["source"]) for row in rows} == {("Estonia", "Council of Europe")}
    assert {(row["instrument"], row["kind"], row["date"]) for row in rows} == {
        ("cets-197", "ratified", "2015-02-05"), ("other", "signed", ""),
    }  # fmt: skip


def test_the_page_lists_every_file_and_the_overview_leads_to_it(client: Client, cycle: Cycle) -> None:
    html = client.get(f"{FOLDER}/").content.decode()
    paths = [resource["path"] for resource in client.get(f"{FOLDER}/datapackage.json").json()["resources"]]
    assert [path for path in paths if f'href="{FOLDER}/{path}"' not in html] == []
    assert len(paths) == 2 * len(FILES)
    assert f'href="{FOLDER}/"' in client.get("/evaluation/").content.decode()
    for name in FILES:
        metadata = json.loads(client.get(f"{FOLDER}/{name}.csv-metadata.json").content)
        (first, *_rest) = rows_of(client, name)
        assert [column["name"] for column in metadata["tableSchema"]["columns"]] == list(first)


def test_a_file_that_is_none_is_not_there(client: Client) -> None:
    names = ("drafts.csv", "drafts.json", "drafts.csv-metadata.json", "results.xlsx")
    assert [client.get(f"{FOLDER}/{name}").status_code for name in names] == [404] * len(names)


@pytest.mark.parametrize("name", FILES)
def test_a_file_costs_the_same_queries_with_more_rows(client: Client, cycle: Cycle, name: str) -> None:
    costs = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as captured:
            rows = rows_of(client, name)
        costs.append((len(rows), len(captured)))
        if len(costs) == 1:
            make_published(cycle, "XC")
            ActionFactory(country="FI")
    (few, first), (more, second) = costs
    assert more > few
    assert first == second
