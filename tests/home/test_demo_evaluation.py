"""Criteria, answers and registers of the demonstration content follow the rules of the method."""

import re
from collections import Counter
from fractions import Fraction
from urllib.parse import urlsplit

from tests.home.demonstration import ANSWERS, CRITERIA, SAMPLES, items, load

KINDS = {"level", "ratio", "number", "yes_no", "multi_choice", "treaty", "money", "date", "narrative"}


def test_there_are_53_starter_criteria_and_additions_are_context() -> None:
    assert sum(not item["addition"] for item in CRITERIA.values()) == 53
    assert [item["series_id"] for item in CRITERIA.values() if item["addition"] and item["scored"]] == []


def test_number_of_every_criterion_begins_with_its_recommendation() -> None:
    assert [i for i, item in CRITERIA.items() if item["recommendation"] != int(i.split(".")[0])] == []


def test_demonstration_has_every_kind_of_criterion() -> None:
    assert {item["kind"] for item in CRITERIA.values()} == KINDS


def test_every_recommendation_but_2_and_12_has_two_scored_and_one_essential_criterion() -> None:
    scored = Counter(item["recommendation"] for item in CRITERIA.values() if item["scored"])
    essential = {item["recommendation"] for item in CRITERIA.values() if item["essential"]}
    assert min(scored[number] for number in range(1, 16)) == 2
    assert set(range(1, 16)) - essential == {2, 12}


def test_floor_and_target_of_a_criterion_differ() -> None:
    posted = [item for item in CRITERIA.values() if item["kind"] in ("ratio", "number") and item["scored"]]
    assert [item["series_id"] for item in posted if Fraction(item["floor"]) == Fraction(item["target"])] == []


def test_every_ratio_has_numerator_denominator_unit_period_and_body() -> None:
    needed = ("numerator", "denominator", "unit", "reference_period", "responsible_body", "factor")
    ratios = [item for item in CRITERIA.values() if item["kind"] == "ratio"]
    assert [(item["series_id"], key) for item in ratios for key in needed if not item[key]] == []


def test_every_level_criterion_has_five_levels_with_one_to_three_requirements() -> None:
    for item in CRITERIA.values():
        if item["kind"] == "level":
            assert [level["level"] for level in item["levels"]] == [0, 1, 2, 3, 4]
            assert all(1 <= len(level["attributes"]) <= 3 for level in item["levels"][1:])


def test_agreed_list_of_treaties_contains_the_main_treaties() -> None:
    assert set(CRITERIA["1.1"]["instruments"]) == {i["key"] for i in items("instruments") if i["group"] == "main"}


def test_invented_treaty_actions_are_of_sample_countries_with_a_sample_source() -> None:
    invented = load("treaty_actions")["sample_items"]
    assert {action["country"] for action in invented} == SAMPLES
    assert {action["source"] for action in invented} == {"Sample content"}


def test_treaties_of_treaty_actions_exist() -> None:
    actions = items("treaty_actions") + load("treaty_actions")["sample_items"]
    assert {action["instrument"] for action in actions} - {entry["key"] for entry in items("instruments")} == set()


def test_published_counts_are_numbers_or_suppressed() -> None:
    values = {fact["value"] for fact in items("published_counts")}
    assert "<5" in values
    assert [value for value in values if not re.fullmatch(r"\d+|<5", value)] == []


def test_only_sample_countries_have_answers() -> None:
    assert {delegation.upper() for delegation, _year, _answer in ANSWERS} == SAMPLES


def test_demonstration_has_answers_of_every_status() -> None:
    assert {answer["status"] for _delegation, _year, answer in ANSWERS} == {
        "value",
        "not_available",
        "not_applicable",
        "confidential",
        "suppressed_small",
        "undefined",
    }


def test_selected_requirements_and_options_belong_to_their_criteria() -> None:
    for delegation, year, answer in ANSWERS:
        criterion = CRITERIA[answer["series_id"]]
        known = {a["key"] for level in criterion.get("levels", []) for a in level["attributes"]}
        known |= {option["key"] for option in criterion.get("options", [])}
        assert set(answer.get("ticks", [])) - known == set(), (delegation, year, answer)


def test_published_demonstration_answers_have_no_blocking_problem() -> None:
    for delegation, year, answer in ANSWERS:
        where = (delegation, year, answer["series_id"])
        if answer.get("level", 0) >= 3:
            assert answer["evidence"], where
        if "denominator" in answer and CRITERIA[answer["series_id"]]["is_share"]:
            assert int(answer["numerator"]) <= int(answer["denominator"]), where
        if answer["status"] == "not_available":
            assert answer["reason"], where


def test_evidence_of_sample_countries_is_on_example_domains() -> None:
    hosts = {urlsplit(e["url"]).hostname or "" for _d, _y, answer in ANSWERS for e in answer["evidence"]}
    assert [host for host in hosts if not host.endswith(".example.org")] == []
