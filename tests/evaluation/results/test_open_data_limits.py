"""A year at the limits of the method, computed by hand: just enough, exactly half, exactly on a band, one too few.

It goes through the workbook, is published, reopened, corrected on the form and published as version 2. The expected
values were never computed by the engine; the calculation is beside them.
"""

from typing import Any

import pytest
from django.test import Client

from evaluation.models import Framework
from networkapp.models import Network
from tests.evaluation.assessment_workflow import CountryTeam, Said
from tests.evaluation.results.open_data_files import Row, csv_rows, fetch, rows_of, types_of
from tests.evaluation.results.test_open_data_vectors import (
    ANSWER,
    FOUR,
    LATE,
    LEVEL,
    NOT_TRIED,
    NUMBER,
    OUTSIDE,
    RATIO,
    RESULT,
    YES_NO,
    adopted,
    begin,
    by,
)
from tests.factories.networks import DelegationFactory, NetworkFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db

WHOLE = {**RATIO, "target": "100"}
PERSONS = {**WHOLE, "about_persons": True}
ASKED: dict[str, dict[str, Any]] = {
    "1.1": LEVEL, "1.2": YES_NO, "1.3": RATIO,
    "2.1": YES_NO, "2.2": YES_NO, "2.3": YES_NO, "2.4": YES_NO,
    "3.1": YES_NO, "3.2": YES_NO,
    "4.1": WHOLE, "4.2": WHOLE, "4.3": WHOLE,
    "5.1": {**WHOLE, "is_share": False}, "5.2": {**NUMBER, "floor": "12", "target": "2"}, "5.3": NUMBER,
    "5.4": {**NUMBER, "floor": "8", "target": "3"},
    "6.1": {**PERSONS, "weight": 3}, "6.2": PERSONS, "6.3": {**PERSONS, "weight": 2}, "6.4": PERSONS,
    "7.1": LEVEL, "7.2": {**FOUR, "weight": 3},
}  # fmt: skip
SAID: Said = {
    "1.1": {"ticks": ["k1", "k2"]}, "1.2": {"choice": "yes"}, "1.3": LATE,
    "2.1": {"choice": "yes"}, "2.2": {"choice": "no"}, "2.3": OUTSIDE, "2.4": OUTSIDE,
    "3.1": {"choice": "yes"}, "3.2": OUTSIDE,
    "4.1": {"numerator": 3, "denominator": 9}, "4.2": {"numerator": 3, "denominator": 10},
    "4.3": {"numerator": 2, "denominator": 4},
    "5.1": {"numerator": 30, "denominator": 20}, "5.2": {"number": 12}, "5.3": {"number": 3}, "5.4": {"number": 9},
    "6.1": {"numerator": 4, "denominator": 200}, "6.2": {"numerator": 5, "denominator": 200},
    "6.3": {"numerator": 96, "denominator": 100}, "6.4": {"numerator": 0, "denominator": 50},
    "7.1": {"ticks": ["-"]}, "7.2": {"ticks": ["a", "b", "c", "d"]},
}  # fmt: skip
DOES_NOT_APPLY = ("2.3", "2.4", "3.2")
EXPECTED: dict[int, tuple[str, ...]] = {
    # (50 + 100) / 2 = 75, which is Advanced, by two thirds of coverage exactly; from 150 / 3 to 250 / 3. Without
    # either of the two there is one value. The geometric mean is 70.7.
    1: ("ok", "advanced", "True", "", "75", "50", "83.3", "66.7", "1.1", "50",
        "3", "7", "50", "83.3", "False", "1.1 1.2"),
    # Two of four are outside, which is not more than half; 50 is Substantial. The geometric mean of 100 and 1 is 10.
    2: ("ok", "substantial", "False", "", "50", "50", "50", "100", "2.2", "0",
        "3", "6", "10", "50", "False", "2.1 2.2"),
    # Everything that applies has a value, and one value is no point.
    3: ("insufficient", "", "False", "", "", "100", "100", "100", "3.1", "100", *NOT_TRIED),
    # 3 in 9 are pooled, with themselves alone; 3 in 10 are not; 2 in 4 are too few. (33.3 + 30) / 2, from 63.3 / 3 to
    # 163.3 / 3.
    4: ("ok", "developing", "True", "", "31.7", "21.1", "54.4", "66.7", "4.2", "30",
        "7", "11", "21.1", "54.4", "False", "4.1 4.2"),
    # 150 % is 100, 12 is at its floor, 3 months are better than 6, 9 years worse than 8. Of two that are equally weak
    # the first is named. Without 5.1 or 5.3 33.3, without 5.2 or 5.4 66.7.
    5: ("ok", "substantial", "False", "", "50", "50", "50", "100", "5.2", "0",
        "13", "16", "10", "66.7", "False", "5.1 5.3"),
    # 4 in 200 are 0 to 10 %, so 5; 5 in 200 are 2.5; all but 4 of 100 are 90 to 100 %, so 95; none is 0.
    # (3 x 5 + 2.5 + 2 x 95 + 0) / 7; without 6.3 17.5 / 5, without 6.1 192.5 / 4; the geometric mean is 8.3.
    6: ("ok", "developing", "False", "", "29.6", "29.6", "29.6", "100", "6.4", "0",
        "14", "16", "3.5", "48.1", "False", "6.3"),
    # (0 + 3 x 100) / 4 = 75 would be Advanced; an essential one is at 0.
    7: ("ok", "developing", "False", "7.1", "75", "75", "75", "100", "7.1", "0",
        "4", "6", "31.6", "75", "False", "7.1 7.2"),
}  # fmt: skip
# (25 + 3 x 100) / 4; at 25 nothing is lowered. Equal weights 62.5, geometric (25 x 100^3)^(1/4) = 70.7.
CORRECTED = ("ok", "advanced", "False", "", "81.3", "81.3", "81.3", "100", "7.1", "25",
             "2", "6", "62.5", "81.3", "False", "7.1 7.2")  # fmt: skip
ANSWERS = {
    "1.3": ("missing", "", "not_available", "V0", "", "", "", "", "", ""),
    "2.4": ("outside", "", "not_applicable", "V0", "", "", "", "", "", ""),
    "4.1": ("scored", "33.3", "value", "V0", "33.3", "", "", "3", "9", "POOLED"),
    "4.2": ("scored", "30", "value", "V0", "30", "", "", "3", "10", ""),
    "4.3": ("missing", "", "value", "V0", "", "", "", "2", "4", ""),
    "5.1": ("scored", "100", "value", "V0", "150", "", "", "30", "20", ""),
    "6.1": ("scored", "5", "value", "V0", "", "0", "10", "", "", ""),
    "6.2": ("scored", "2.5", "value", "V0", "2.5", "", "", "5", "200", ""),
    "6.3": ("scored", "95", "value", "V0", "", "90", "100", "", "", ""),
    "6.4": ("scored", "0", "value", "V0", "0", "", "", "0", "50", ""),
}


def at_the_limits(way: CountryTeam, joint: Network, network: Network) -> None:
    """Publish version 1 of 2025 for XA."""
    framework: Framework = adopted(joint, "limits", 2025, ASKED, without_essential=(2, 3, 4, 5, 6))
    begin(way, framework, network, 2025)
    way.import_workbook(SAID)
    way.publish(not_applicable=DOES_NOT_APPLY)


def correct(way: CountryTeam) -> None:
    """Publish version 2 for the country, in which one level is higher."""
    way.send("delegate", "open", reason="One act was forgotten.")
    way.enter_answers({"7.1": {"ticks": ["k1"], "base_version": 1}})
    way.publish()


@world
def way(db: None) -> CountryTeam:
    network, delegation = NetworkFactory(slug="sample", name="Sample", kind="sample"), DelegationFactory(code="XA")
    network.delegations.add(delegation)
    way = CountryTeam(network, delegation)
    at_the_limits(way, NetworkFactory(slug="joint"), network)
    return way


def results(client: Client, form: str, place: str = "") -> dict[Any, tuple[str, ...]]:
    rows: list[Row] = rows_of(client, f"{place}results.{form}", types_of(client, "results"))
    return by(rows, "recommendation", *RESULT)


def test_results_at_the_limits_of_the_method_and_their_correction_are_as_computed_by_hand(
    client: Client, way: CountryTeam
) -> None:
    check_everywhere(client, EXPECTED)
    first = fetch(client, "versions/sample/xa/2025/1/results.csv")
    correct(way)
    check_everywhere(client, {**EXPECTED, 7: CORRECTED})
    assert fetch(client, "versions/sample/xa/2025/1/results.csv") == first
    for number, expected in ((1, EXPECTED[7]), (2, CORRECTED)):
        place = f"versions/sample/xa/2025/{number}/"
        assert [results(client, form, place)[7] for form in ("csv", "json", "xlsx")] == [expected] * 3
    page = client.get("/evaluation/countries/XA/2025/versions/2/").content.decode()
    expected_texts = ("One act was forgotten.", "Level 0 of 4", "Level 1 of 4", "75.0", "81.3")
    assert [words for words in expected_texts if words not in page] == []
    assert csv_rows(client, "progress.csv") == []


def check_everywhere(client: Client, expected: dict[int, tuple[str, ...]]) -> None:
    """Check the results in every format, in the API and on the page."""
    for form in ("csv", "json", "xlsx"):
        assert results(client, form) == expected
        answers = by(rows_of(client, f"answers.{form}", types_of(client, "answers")), "criterion", *ANSWER)
        assert {series: answers[series] for series in ANSWERS} == ANSWERS
    html = client.get("/evaluation/countries/XA/").content.decode()
    data = {row["result"]["recommendation"]: row["result"] for row in
            client.get("/api/v1/evaluation/results/XA/").json()["rows"]}  # fmt: skip
    for code, (label, band, _uncertain, _lowered, point, *_rest) in expected.items():
        actual = data[code]["label"], data[code]["band"] or "", (data[code]["point"] or "").removesuffix(".0")
        assert actual == (label, band, point)
        line = html.partition(f'id="r-{code}"')[2].partition("</tr>")[0]
        assert point in line
