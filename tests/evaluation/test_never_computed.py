"""What the method never computes: no page, API or file contains it, and requests for it are refused with a reason."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.converters import IntConverter

from evaluation.exchange.tables import TableSchema
from evaluation.models import Cycle
from evaluation.urls import urlpatterns
from networkapp.errors import Refused
from networkapp.text.no_ranking import is_ranking_parameter, refuse_rankings
from tests.evaluation.results.views.page_text import text_of
from tests.factories.findings import make_finding
from tests.factories.observations import observe
from tests.factories.results import copy_year, make_cycle, make_framework, make_published
from tests.factories.treaties import ActionFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db

ASKED = {
    "sort=point": "never_ranked",
    "order=-band": "never_ranked",
    "o=2": "never_ranked",
    "ordering=rank": "never_ranked",
    "sort_by=coverage&dir=desc": "never_ranked",
    "sort[point]=desc": "never_ranked",
    "sortBy=x": "never_ranked",
    "rank=1": "never_ranked",
    "columns=country,rank": "never_ranked",
    "top=3": "never_ranked",
    "sortfield=point": "never_ranked",
    "orderdir=up": "never_ranked",
    "index=overall": "never_computed",
    "aggregate=mean": "never_computed",
    "per_capita=1": "never_computed",
    "growth=yearly": "never_computed",
    "rate=population": "never_computed",
    "per_inhabitant=1": "never_computed",
}
API = "/api/v1"
# Pages of networkapp with results beside countries
BESIDE = ("/countries/", "/countries/xa/", "/subjects/", "/subjects/help/", "/networks/joint/brief/xa/")
INTERFACES = (
    "/evaluation/results/",
    "/evaluation/results/XA/",
    "/evaluation/results/XA/answers/",
    "/evaluation/series/",
    "/evaluation/frameworks/",
    "/evaluation/cycles/",
    "/treaties/instruments/",
    "/treaties/actions/",
    "/evaluation/monitoring/",
    "/evaluation/findings/",
    "/countries/",
    "/countries/XA/",
    "/subjects/",
)
# Keys of what is never computed. Words such as "index" must be a whole word of the key.
FORBIDDEN = re.compile(
    r"(^|_)(rank\w*|index|overall|total_score|mean|average|avg|per_capita|growth\w*|league|sort\w*|order\w*)(_|$)", re.I
)
FINE = r"no rank|no rate of growth|mean (of|that)|stricter mean|can mean"
PLACES: dict[str, Any] = {
    "code": "XA",
    "language": "en",
    "name": "results",
    "form": "csv",
    "network": "sample",
    "country": "xa",
    "year": 2025,
    "number": 1,
    "key": "cets-197",
}


@world
def cycle() -> Cycle:
    """Return three countries over two years with figures of other sources: data that could be ranked."""
    cycle = make_cycle(framework=make_framework(recommendations=2), countries=["XA", "XB", "XC"])
    for code, level in (("XA", 0), ("XB", 4), ("XC", 2)):
        make_published(cycle, code, c1={"level": level})
        observe(code, 2020, value=40 + level)
    copy_year(cycle, 2024)
    ActionFactory(country="XA")
    make_finding(country="XA")
    return cycle


def addresses() -> Iterator[str]:
    """Yield every address of the evaluation for a country, year or file, with arguments that exist."""
    for pattern in urlpatterns:
        names = pattern.pattern.converters
        actual = {name: PLACES[name] for name in names if name in PLACES}
        if isinstance(names.get("code"), IntConverter):
            actual["code"] = 1
        if names.keys() == actual.keys():
            yield reverse(f"evaluation:{pattern.name}", kwargs=actual)


def test_all_public_evaluation_addresses_are_checked(cycle: Cycle) -> None:
    found = list(addresses())
    for place in ("/evaluation/", "/evaluation/countries/XA/", "/evaluation/recommendations/1/", "/treaties/"):
        assert place in found
    assert len(found) >= 15
    assert get_resolver() is not None


@pytest.mark.parametrize("query", ASKED)
def test_pages_and_files_refuse_requests_for_rankings_indices_and_rates(
    client: Client, cycle: Cycle, query: str
) -> None:
    for address in (*addresses(), *BESIDE):
        answer = client.get(f"{address}?year=2025&{query}")
        assert (address, answer.status_code) == (address, 400)


def test_refusal_gives_the_reason_and_links_back_to_the_page(client: Client, cycle: Cycle) -> None:
    response = client.get("/evaluation/?year=2025&sort=point&dir=desc")
    assert "never ranked" in text_of(response)
    assert 'href="/evaluation/?year=2025"' in response.content.decode()
    assert "no per-capita figure" in text_of(client.get("/evaluation/countries/xa/?per_capita=1"))
    beside = client.get("/countries/?sort=point&page=2")
    assert "never ranked" in text_of(beside)
    assert 'href="/countries/?page=2"' in beside.content.decode()


@pytest.mark.parametrize("query", ASKED)
def test_api_refuses_requests_for_rankings_indices_and_rates(client: Client, cycle: Cycle, query: str) -> None:
    for address in INTERFACES:
        answer = client.get(f"{API}{address}?{query}")
        assert (address, answer.status_code, answer.json()["code"]) == (address, 422, ASKED[query])


@pytest.mark.parametrize("query", ["year=2025", "page=2", "instruments=all", "states=all", "from=border", "mode=list"])
def test_api_parameters_that_only_resemble_refused_ones_are_accepted(query: str) -> None:
    name, _sign, value = query.partition("=")
    refuse_rankings({name: [value]})


def test_refused_words_in_a_search_text_are_accepted() -> None:
    refuse_rankings({"q": ["rank order index"]})
    with pytest.raises(Refused):
        refuse_rankings({"columns": ["rank"]})


def test_api_has_no_key_for_rankings_indices_or_rates(client: Client, cycle: Cycle) -> None:
    for address in INTERFACES:
        answer = client.get(API + address)
        assert (address, answer.status_code) == (address, 200)
        assert [key for key in keys_of(answer.json()) if FORBIDDEN.search(key)] == []


def test_api_has_no_sort_parameter(client: Client, cycle: Cycle) -> None:
    described = client.get(f"{API}/openapi.json").json()["paths"]
    names = {
        parameter["name"].lower()
        for path, operations in described.items()
        if "/evaluation/" in path or "/treaties/" in path
        for operation in operations.values()
        for parameter in operation.get("parameters", [])
    }
    assert [name for name in sorted(names) if is_ranking_parameter(name)] == []
    assert "year" in names


def test_open_data_have_no_column_or_key_for_rankings_indices_or_rates(client: Client, cycle: Cycle) -> None:
    for address in addresses():
        if "/evaluation/data/" not in address:
            continue
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = content.decode("utf-8-sig", errors="replace")
        if address.endswith(".csv"):
            assert [name for name in next(csv.reader(io.StringIO(text))) if FORBIDDEN.search(name)] == []
        elif address.endswith("json"):
            assert [key for key in keys_of(json.loads(text)) if FORBIDDEN.search(key)] == []


def test_open_data_schemas_have_no_column_for_rankings_indices_or_rates() -> None:
    from evaluation.results.open_data import tables as open_data  # noqa: PLC0415

    shapes: tuple[TableSchema, ...] = (*open_data.table_schemas(), *open_data.versioned_table_schemas())
    assert shapes
    assert [column.name for shape in shapes for column in shape.columns if FORBIDDEN.search(column.name)] == []


def test_stored_versions_contain_no_rankings_indices_or_rates(cycle: Cycle) -> None:
    version = cycle.assessments.first().versions.get()
    stored = {"results": version.results, "brief": version.brief, "lines": list(version.lines.values())}
    assert [key for key in keys_of(stored) if FORBIDDEN.search(key)] == []
    assert "internal" not in json.dumps(version.results)


@pytest.mark.parametrize("page", ["/evaluation/", "/evaluation/countries/XA/", "/evaluation/recommendations/1/"])
def test_no_page_mentions_a_rank_or_a_mean_of_countries(client: Client, cycle: Cycle, page: str) -> None:
    text = re.sub(FINE, "", text_of(client.get(page)))
    assert (
        re.findall(r"(?i)\b(rank\w*|index|(?<!no )overall score|average|league|per capita|per inhabitant)\b", text)
        == []
    )


def keys_of(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for key, value in found.items():
            yield str(key)
            yield from keys_of(value)
    elif isinstance(found, list):
        for item in found:
            yield from keys_of(item)
