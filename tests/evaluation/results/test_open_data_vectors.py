"""Two years computed by hand: every status, a new version of criteria, a cap, a pilot year, a narrow base.

The first year goes through the workbook, the second through the form. The expected values were never computed by the
engine; the calculation is beside them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from evaluation.frameworks.adopting import adopt_framework
from evaluation.models import Assessment, Criterion, Framework, Recommendation
from networkapp.models import Network
from tests.evaluation.assessment_workflow import CountryTeam, Said
from tests.evaluation.results.open_data_files import Row, rows_of, types_of
from tests.factories.assessments import open_a_cycle
from tests.factories.networks import DelegationFactory, NetworkFactory
from tests.factories.results import LEVELS
from tests.factories.treaties import ActionFactory, InstrumentFactory, palermo

pytestmark = pytest.mark.django_db

ESSENTIAL = {"scored": True, "essential": True}
LEVEL = {"kind": "level", "levels": LEVELS, **ESSENTIAL}
YES_NO = {"kind": "yes_no", "scored": True}
TEXTS = {"numerator_text": "those", "denominator_text": "all", "reference_period": "year", "owner_hint": "ministry"}
RATIO = {"kind": "ratio", "scored": True, "unit": "%", "floor": "0", "target": "80", **TEXTS}
NUMBER = {"kind": "number", "scored": True, "unit": "months", "floor": "24", "target": "6"}
FOUR = {"kind": "multi_choice", "scored": True, "options": [{"key": key, "en": key.upper()} for key in "abcd"]}
TREATIES = {"kind": "treaty", "computed": True, "instruments": ["palermo", "cets-197"], **ESSENTIAL}
ALIKE: dict[str, dict[str, Any]] = {
    "1.1": LEVEL, "1.2": YES_NO, "1.3": RATIO, "1.4": {**NUMBER, "weight": 2},
    "3.1": {**LEVEL, "weight": 2}, "3.2": YES_NO, "3.3": {**RATIO, "floor": "40", "target": "10", "weight": 3},
    "3.4": {**RATIO, "target": "100", "about_persons": True},
    "4.1": TREATIES, "4.2": RATIO,
    "5.1": LEVEL, "5.2": YES_NO,
    "13.1": {**RATIO, "target": "100", "computed": True}, "13.2": {**YES_NO, **ESSENTIAL},
    "2.1": LEVEL,
}  # fmt: skip
# Before: three more in recommendation 2. After: 2.2 has another target and goes on, 2.3 is gone, 2.4 is another
# measure, 2.5 is asked and scored from 2026.
BEFORE = {**ALIKE, "2.2": {**RATIO, "floor": "20", "target": "70"}, "2.3": YES_NO, "2.4": FOUR}
AFTER: dict[str, dict[str, Any]] = {
    **ALIKE,
    "2.2": {**RATIO, "floor": "20", "target": "60", "version": 2},
    "2.4": {**FOUR, "version": 2, "compatible_with_previous": False},
    "2.5": {**NUMBER, "scored_from": 2026},
}

LATE = {"status": "not_available", "reason": "late"}
OUTSIDE = {"status": "not_applicable", "comment": "No coast."}
WHY = {"comment": "A new act."}
IN_2024: Said = {
    "1.1": {"ticks": ["k1", "k2"]}, "1.2": {"choice": "no"}, "1.3": {"numerator": 3, "denominator": 12},
    "1.4": {"number": 12},
    "2.1": {"ticks": ["k1"]}, "2.2": {"numerator": 9, "denominator": 20}, "2.3": {"choice": "yes"},
    "2.4": {"ticks": ["a", "b"]},
    "3.1": {"ticks": ["k1"]}, "3.2": {"choice": "yes"}, "3.3": {"numerator": 24, "denominator": 40}, "3.4": LATE,
    "4.2": {"numerator": 1, "denominator": 3},
    "5.1": LATE, "5.2": {"status": "not_available", "reason": "not_collected"},
    "13.2": {"choice": "yes"},
}  # fmt: skip
IN_2025: Said = {
    "1.1": {"ticks": ["k1", "k2", "k3", "k4"], **WHY}, "1.2": OUTSIDE, "1.3": {"numerator": "0", "denominator": "0"},
    "1.4": OUTSIDE,
    "2.1": {"ticks": ["k1", "k2", "k3"], **WHY}, "2.2": {"numerator": "12", "denominator": "20"},
    "2.4": {"ticks": ["a", "b", "c"]}, "2.5": {"number": "3"},
    "3.1": {"ticks": ["-"]}, "3.2": {"status": "confidential", **WHY},
    "3.3": {"numerator": "12", "denominator": "48", "flags": ["B", "E"], **WHY},
    "3.4": {"numerator": "3", "denominator": "41", **WHY},
    "4.2": {"numerator": "2", "denominator": "4", **WHY},
    "5.1": OUTSIDE, "5.2": OUTSIDE,
    "13.2": {"choice": "no"},
}  # fmt: skip
DOES_NOT_APPLY = ("1.2", "1.4", "5.1", "5.2")


@pytest.fixture
def published(client: Client) -> Client:
    """Publish both years for XA."""
    joint = NetworkFactory(slug="joint")
    network, delegation = NetworkFactory(slug="sample", name="Sample", kind="sample"), DelegationFactory(code="XA")
    network.delegations.add(delegation)
    ActionFactory(instrument=palermo(), country="XA", kind="in_force", date=date(2005, 1, 1))
    convention = InstrumentFactory()
    ActionFactory(instrument=convention, country="XA", kind="signed", date=date(2023, 1, 1))
    ActionFactory(instrument=convention, country="XA", kind="ratified", date=date(2025, 11, 3))
    way = CountryTeam(network, delegation)
    begin(way, adopted(joint, "1", 2024, BEFORE), network, 2024)
    way.import_workbook(IN_2024)
    way.publish()
    begin(way, adopted(joint, "2", 2025, AFTER), network, 2025)
    way.enter_answers(IN_2025)
    way.publish(evidence=("1.1", "2.1"), not_applicable=DOES_NOT_APPLY)
    return client


def adopted(
    network: Network, version: str, year: int, specs: dict[str, dict[str, Any]], without_essential: tuple[int, ...] = ()
) -> Framework:
    framework = Framework.objects.create(
        network=network, title="Criteria", version=version, first_year=year, without_essential=list(without_essential)
    )
    for position, (series_id, fields) in enumerate(specs.items()):
        code = int(series_id.partition(".")[0])
        where, _made = Recommendation.objects.get_or_create(framework=framework, code=code, title=f"Number {code}")
        Criterion.objects.create(
            recommendation=where, position=position, series_id=series_id, title=f"Criterion {series_id}", **fields
        )
    return adopt_framework(framework=framework, decision="By the conference")


def begin(way: CountryTeam, framework: Framework, network: Network, year: int) -> None:
    open_a_cycle(framework, network, year)
    way.pk = Assessment.objects.get(cycle__year=year).pk


def as_texts(rows: Iterable[Row], *columns: str) -> list[tuple[str, ...]]:
    """Return each row as texts: "" for missing values, and whole numbers without decimals, as in XLSX."""
    return [tuple("" if row[name] is None else str(row[name]).removesuffix(".0") for name in columns) for row in rows]


def by(rows: Iterable[Row], key: str, *columns: str) -> dict[Any, tuple[str, ...]]:
    rows = list(rows)
    return dict(zip([row[key] for row in rows], as_texts(rows, *columns), strict=True))


RESULT = ("label", "band", "uncertain", "lowered_by", "point", "low", "high", "coverage", "weakest_criterion",
          "weakest_score", "kept", "tried", "lowest", "highest", "robust", "decisive")  # fmt: skip
NOT_TRIED = ("",) * 6
EXPECTED: dict[int, dict[int, tuple[str, ...]]] = {2024: {
    # (50 + 0 + 31.25 + 2 x 66.67) / 5. Without 1.2 53.6; the geometric mean, 0 as 1, is 23.4.
    1: ("ok", "developing", "False", "", "42.9", "42.9", "42.9", "100", "1.2", "0",
                "10", "12", "23.4", "53.6", "False", "1.2"),
    # (25 + 50 + 100 + 50) / 4; the geometric mean is 50 exactly, and 50 is Substantial. 25 does not cap.
    2: ("ok", "substantial", "False", "", "56.3", "56.3", "56.3", "100", "2.1", "25",
                "9", "10", "41.7", "66.7", "True", "2.3"),
    # (2 x 25 + 100 + 3 x 0) / 6 = 25, in the interval [150 / 7, 250 / 7].
    3: ("ok", "developing", "True", "", "25", "21.4", "35.7", "85.7", "3.3", "0",
                "6", "10", "6.3", "50", "False", "3.2 3.3"),
    # In force 100 and signed 50; one in three is too few to be scored.
    4: ("insufficient", "", "False", "", "", "37.5", "87.5", "50", "4.1", "75", *NOT_TRIED),
    5: ("insufficient", "", "False", "", "", "0", "100", "0", "", "", *NOT_TRIED),
    13: ("ok", "advanced", "False", "", "100", "100", "100", "100", "13.1", "100",
                 "6", "8", "95.5", "100", "False", "13.1 13.2"),
    # 4 of 5 of the weight are outside, and one value is no point.
}, 2025: {
    1: ("narrow_base", "", "False", "", "", "100", "100", "100", "1.1", "100", *NOT_TRIED),
    # (75 + 100 + 75) / 3; without 2.2 75.0, which is Advanced still. 2.5 is in nothing.
    2: ("ok", "advanced", "False", "", "83.3", "83.3", "83.3", "100", "2.1", "75",
                "9", "9", "75", "87.5", "True", ""),
    # (2 x 0 + 3 x 50 + 5) / 6; the cap changes nothing, since 25.8 is Developing anyway.
    3: ("ok", "developing", "True", "", "25.8", "22.1", "36.4", "85.7", "3.1", "0",
                "8", "12", "1.7", "38.8", "False", "3.3"),
    # (87.5 + 53.57) / 2: signed became ratified, and 3 of 7 are pooled.
    4: ("ok", "substantial", "False", "", "70.5", "70.5", "70.5", "100", "4.2", "53.6",
                "6", "8", "68.1", "73.5", "False", "4.1 4.2"),
    5: ("not_applicable", "", "False", "", "", "", "", "", "", "", *NOT_TRIED),
    # (100 + 0) / 2 = 50 would be Substantial. Its geometric mean is 10.
    13: ("ok", "developing", "False", "13.2", "50", "50", "50", "100", "13.2", "0",
                 "5", "8", "10", "50", "False", "13.1 13.2"),
}}  # fmt: skip
CHANGES = ("difference", "based_on", "of", "improved", "declined", "unchanged", "newly_reported",
           "no_longer_reported", "not_comparable")  # fmt: skip
CHANGED = {
    1: ("", "1", "1", "1.1", "", "", "", "1.2 1.3 1.4", ""),
    2: ("50", "2", "3", "2.1 2.2", "", "", "", "", "2.4"),
    3: ("", "1", "4", "", "3.1", "", "3.4", "3.2", "3.3"),
    4: ("", "1", "2", "4.1", "", "", "4.2", "", ""),
    5: ("", "0", "0", "", "", "", "", "", "5.1 5.2"),
    13: ("-50", "2", "2", "", "13.2", "13.1", "", "", ""),
}
ANSWER = ("place", "score", "status", "grade", "value", "low", "high", "numerator", "denominator", "flags")
ANSWERS = {
    "1.1": ("scored", "100", "value", "V1", "", "", "", "", "", ""),
    "1.2": ("outside", "", "not_applicable", "V0", "", "", "", "", "", ""),
    "1.3": ("outside", "", "undefined", "V0", "", "", "", "", "0", ""),
    "1.4": ("outside", "", "not_applicable", "V0", "", "", "", "", "", ""),
    "2.1": ("scored", "75", "value", "V1", "", "", "", "", "", ""),
    "2.2": ("scored", "100", "value", "V0", "60", "", "", "12", "20", ""),
    "2.4": ("scored", "75", "value", "V0", "", "", "", "", "", ""),
    "2.5": ("shadow", "", "value", "V0", "", "", "", "", "", ""),
    "3.1": ("scored", "0", "value", "V0", "", "", "", "", "", ""),
    "3.2": ("missing", "", "confidential", "V0", "", "", "", "", "", ""),
    "3.3": ("scored", "50", "value", "V0", "25", "", "", "12", "48", "B E"),
    "3.4": ("scored", "5", "value", "V0", "", "0", "10", "", "", ""),
    "4.1": ("scored", "87.5", "value", "V3", "", "", "", "", "", ""),
    "4.2": ("scored", "53.6", "value", "V0", "42.9", "", "", "2", "4", "POOLED"),
    "5.1": ("outside", "", "not_applicable", "V0", "", "", "", "", "", ""),
    "5.2": ("outside", "", "not_applicable", "V0", "", "", "", "", "", ""),
    "13.1": ("scored", "100", "value", "V3", "100", "", "", "16", "16", ""),
    "13.2": ("scored", "0", "value", "V0", "", "", "", "", "", ""),
}
TIDY = ("OBS_VALUE", "NUMERATOR", "DENOMINATOR", "OBS_STATUS", "CONF_STATUS", "FRAMEWORK_VERSION")
SERIES = {
    "1.1": ("4", "", "", "A", "F", "2"), "1.2": ("", "", "", "M", "F", "2"), "1.3": ("", "", "0", "M", "F", "2"),
    "1.4": ("", "", "", "M", "F", "2"),
    "2.1": ("3", "", "", "A", "F", "2"), "2.2": ("60", "12", "20", "A", "F", "2"),
    "2.4": ("75", "3", "4", "A", "F", "2"), "2.5": ("3", "", "", "A", "F", "2"),
    "3.1": ("0", "", "", "A", "F", "2"), "3.2": ("", "", "", "Q", "C", "2"),
    "3.3": ("25", "12", "48", "B", "F", "2"), "3.4": ("", "", "", "Q", "A", "2"),
    "4.1": ("87.5", "", "", "A", "F", "2"), "4.2": ("42.9", "2", "4", "A", "F", "2"),
    "5.1": ("", "", "", "M", "F", "2"), "5.2": ("", "", "", "M", "F", "2"),
    "13.1": ("100", "16", "16", "A", "F", "2"), "13.2": ("0", "", "", "A", "F", "2"),
}  # fmt: skip


def test_results_of_two_years_are_published_as_computed_by_hand(published: Client) -> None:
    check_files(published)
    check_pages_and_api(published)


def check_files(published: Client) -> None:
    kinds = {name: types_of(published, name) for name in ("results", "progress", "answers", "series")}

    def rows(name: str, form: str, year: int, column: str = "year") -> list[Row]:
        return [row for row in rows_of(published, f"{name}.{form}", kinds[name]) if row[column] == year]

    for form in ("csv", "json", "xlsx"):
        for year, expected in EXPECTED.items():
            assert by(rows("results", form, year), "recommendation", *RESULT) == expected
        assert by(rows("progress", form, 2025), "recommendation", *CHANGES) == CHANGED
        assert by(rows("answers", form, 2025), "criterion", *ANSWER) == ANSWERS
    for form in ("csv", "json", "xlsx", "sdmx.csv"):
        assert by(rows("series", form, 2025, "TIME_PERIOD"), "SERIES", *TIDY) == SERIES


def check_pages_and_api(published: Client) -> None:
    html = published.get("/evaluation/countries/XA/").content.decode()
    rows = [row["result"] for row in published.get("/api/v1/evaluation/results/XA/").json()["rows"]]
    names = [name for name in RESULT[:10] if name in rows[0] and name != "lowered_by"]
    for code, expected in by(rows, "recommendation", *names).items():
        known = dict(zip(RESULT, EXPECTED[2025][code], strict=True))
        assert expected == tuple(known[name] for name in names)
        line = BeautifulSoup(html.partition(f'id="r-{code}"')[2].partition("</tr>")[0], "html.parser").get_text(" ")
        assert [name for name in ("point", "weakest_criterion", "weakest_score") if known[name] not in line] == []
        assert ("?" in line) == (known["uncertain"] == "True")
    assert "50.0" in html.partition('id="r-13"')[2].partition("</tr>")[0]
