"""The evaluation's part of the read API: published versions only, with the same protection as the pages."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from evaluation.models import Answer, Cycle
from evaluation.sources.findings_import import import_findings
from tests.factories.findings import greta, make_finding
from tests.factories.results import make_cycle, make_framework, make_published
from tests.factories.treaties import ActionFactory, InstrumentFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db

ROOT = "/api/v1"


@world
def cycle() -> Cycle:
    return make_cycle(framework=make_framework(recommendations=2), countries=["XA", "XB", "XC"])


def get(client: Client, path: str, **query: Any) -> Any:
    answer = client.get(ROOT + path, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_api_results_are_sorted_by_country_name_whatever_they_are(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XC")
    make_published(cycle, "XA", c1={"level": 0})
    make_published(cycle, "XB", c1={"level": 1})
    page = get(client, "/evaluation/results/")
    assert [row["country"] for row in page["items"]] == ["XA", "XB", "XC"]
    assert page["count"] == 3


@pytest.mark.parametrize("query", ["sort=point", "order=-band", "ordering=score", "rank=1", "order_by=", "sort_by=x"])
def test_sort_parameters_of_the_api_are_refused_as_ranking(client: Client, cycle: Cycle, query: str) -> None:
    make_published(cycle, "XA")
    for path in ("", "XA/", "XA/answers/"):
        answer = client.get(f"{ROOT}/evaluation/results/{path}?{query}")
        assert (answer.status_code, answer.json()["code"]) == (422, "never_ranked")
        assert answer.json()["detail"] == "Results are listed in alphabetical order and never ranked."


def test_api_profile_has_the_same_numbers_as_the_page(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA", c2={"numerator": 10, "denominator": 30}, c3={"status": "unanswered", "choice": None})
    html = client.get("/evaluation/countries/XA/").content.decode()
    profile = get(client, "/evaluation/results/xa/")
    row = profile["rows"][0]
    result = row["result"]
    assert (profile["published"]["country"], profile["years"], result["recommendation"]) == ("XA", [2025], 1)
    assert re.search(rf"\b{re.escape(result['point'])}\b", html)
    assert (result["coverage"], result["answered"], result["asked"]) == ("80.0", 4, 5)
    assert {item["criterion"]: item["score"] for item in row["criteria"]}["1.2"] == "41.7"
    assert result["low"] < result["point"] < result["high"]
    assert row["progress"] is None
    assert profile["versions"][0]["content_hash"] in html


def test_api_progress_includes_the_number_of_matched_criteria(client: Client, cycle: Cycle) -> None:
    before = make_cycle(framework=cycle.framework, countries=["XA"], year=cycle.year - 1, network=cycle.network)
    make_published(before, "XA", c1={"level": 2})
    make_published(cycle, "XA")
    progress = get(client, "/evaluation/results/XA/")["rows"][0]["progress"]
    assert progress == {"delta": "5.0", "matched": 4, "applicable": 4}


def test_api_contains_no_drafts_or_unpublished_corrections(client: Client, cycle: Cycle) -> None:
    version = make_published(cycle, "XA")
    Answer.objects.filter(assessment=version.assessment, criterion__series_id="1.5").update(
        number=777, comment="Secret"
    )
    Answer.objects.filter(assessment__delegation__code="XB").update(comment="Secret")
    assert client.get(f"{ROOT}/evaluation/results/XB/").status_code == 404
    assert client.get(f"{ROOT}/evaluation/results/XB/answers/").status_code == 404
    result = json.dumps([get(client, f"/evaluation/results/{path}") for path in ("", "XA/", "XA/answers/")])
    assert "XB" not in result
    assert "Secret" not in result
    assert "777" not in result


def answers(client: Client) -> dict[str, Any]:
    return {row["criterion"]: row for row in get(client, "/evaluation/results/XA/answers/")["items"]}


def test_api_answers_are_given_as_published(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XA", c2={"numerator": 10, "denominator": 30, "comment": "Of all"}, c5={"number": "1200.5"})
    result = answers(client)
    assert list(result) == [f"{code}.{place}" for code in (1, 2) for place in range(1, 6)]
    assert result["1.1"]["level"] == 3
    assert result["1.3"]["choice"] is True
    assert result["1.5"]["number"] == "1200.5"
    ratio = {name: result["1.2"][name] for name in ("numerator", "denominator", "value", "low", "comment")}
    assert ratio == {"numerator": "10", "denominator": "30", "value": "33.3", "low": None, "comment": "Of all"}


def test_api_reveals_no_small_counts(client: Client, cycle: Cycle) -> None:
    make_published(
        cycle, "XA", c4={"numerator": 2, "denominator": 43, "comment": "Two persons"}, c5={"number": 3},
    )  # fmt: skip
    result = answers(client)
    share = {name: result["1.4"][name] for name in ("value", "low", "high", "numerator", "denominator", "comment")}
    assert share == {"value": None, "low": "0.0", "high": "10.0", "numerator": None, "denominator": None, "comment": ""}
    assert (result["1.5"]["status"], result["1.5"]["number"]) == ("suppressed_small", None)
    gets = [get(client, f"/evaluation/results/{path}") for path in ("", "XA/", "XA/answers/")]
    bare = re.sub(r'"(content_hash|published_at)": "[^"]*"|/evaluation/', "", json.dumps(gets))
    assert [word for word in ("Two persons", "43", "/") if word in bare] == []


def test_api_gives_a_confidential_answer_without_its_comment(client: Client, cycle: Cycle) -> None:
    hidden = {"status": "confidential", "choice": None, "comment": "Do not tell"}
    make_published(cycle, "XA", c3=hidden)
    row = answers(client)["1.3"]
    assert (row["status"], row["choice"], row["comment"]) == ("confidential", None, "")


@pytest.mark.parametrize("path", ["QQ/", "XAX/", "XA/?year=2001", "QQ/answers/"])
def test_unpublished_results_return_404_in_the_api(client: Client, cycle: Cycle, path: str) -> None:
    make_published(cycle, "XA")
    assert client.get(f"{ROOT}/evaluation/results/{path}").json()["code"] == "not_found"


def test_api_gives_adopted_criteria_with_all_their_fields(client: Client, cycle: Cycle) -> None:
    draft = make_framework(version="2", first_year=2030, network=cycle.network)
    type(draft).objects.filter(pk=draft.pk).update(status="draft", content_hash="")
    (known,) = get(client, "/evaluation/frameworks/")["items"]
    whole = get(client, f"/evaluation/frameworks/{known['id']}/")
    assert (known["version"], known["content_hash"]) == ("1", cycle.framework.content_hash)
    assert [row["code"] for row in whole["recommendations"]] == [1, 2]
    level, share = whole["recommendations"][0]["criteria"][:2]
    assert level["levels"][1] == [{"key": "k1", "text": "Attribute of level 1"}]
    assert (share["floor"], share["target"], share["weight"], share["per"]) == ("0", "80", 2, 100)
    assert client.get(f"{ROOT}/evaluation/frameworks/{draft.pk}/").status_code == 404


def test_api_gives_treaty_actions_of_all_sources(client: Client) -> None:
    ActionFactory(country="EE")
    ActionFactory(country="EE", source="United Nations", date=None)
    ActionFactory(country="FI", instrument=InstrumentFactory(key="other"))
    rows = get(client, "/treaties/actions/", country="ee", instrument="cets-197")["items"]
    assert [(row["source"], row["date"]) for row in rows if row["date"]] == [("Council of Europe", "2015-02-05")]
    assert {(row["state"], row["is_sample"], row["instrument"]) for row in rows} == {("Estonia", False, "cets-197")}
    assert len(rows) == 2


def test_api_gives_findings_with_their_responses_and_reporters(client: Client) -> None:
    finding = make_finding(country="EE", strength="urges", recommendation=5)
    finding.responses.create(kind="measure", text="A law", status="done", reported_by="GRETA", source="Gazette")
    make_finding(country="FI")
    import_findings(content=greta("EST,Estonia,1,visit_start,2017-05-15,,https://www.coe.int/estonia"))
    [row] = get(client, "/evaluation/findings/", country="ee")["items"]
    [event] = get(client, "/evaluation/monitoring/", country="ee")["items"]
    assert (row["state"], row["strength"], row["recommendation"], row["is_sample"]) == ("Estonia", "urges", 5, False)
    assert [(item["text"], item["status"], item["reported_by"]) for item in row["responses"]] == [
        ("A law", "done", "GRETA")
    ]
    assert (event["event"], event["date"], event["source"]) == ("visit_start", "2017-05-15", "Council of Europe")
