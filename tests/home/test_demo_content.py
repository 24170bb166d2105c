"""The demonstration content keeps its four rules and hangs together; tested without a database."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings

DEMO = Path(__file__).resolve().parents[2] / "home" / "demo"
SAMPLES = {"XA", "XB", "XC"}
REAL = {"DK", "EE", "FI", "DE", "IS", "LV", "LT", "NO", "PL", "RU", "SE"}
KINDS = {"level", "ratio", "number", "yes_no", "multi_choice", "treaty", "money", "date", "narrative"}
NAMES_OF_PERSONS = {"person", "persons_named", "speaker", "speakers", "first_name", "last_name", "chairman", "members"}
LANGUAGES = {"en", "ru", "de"}


def load(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((DEMO / f"{name}.json").read_text(encoding="utf-8"))
    return content


def items(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = load(name)["items"]
    return found


def every_object(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from every_object(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from every_object(inner)


ALL = sorted(path.stem for path in DEMO.glob("*.json"))
LISTS = ("instruments", "programmes", "contacts")
CRITERIA = {item["series_id"]: item for item in items("criteria")}
ANSWERS = [(item["delegation"], item["year"], answer) for item in items("assessments") for answer in item["answers"]]


@pytest.mark.parametrize("name", ALL)
def test_every_file_says_what_it_is_about(name: str) -> None:
    assert len(load(name)["about"]) > 40


@pytest.mark.parametrize("name", ALL)
def test_no_file_has_a_field_for_names_of_persons(name: str) -> None:
    assert [key for found in every_object(load(name)) for key in found if key in NAMES_OF_PERSONS] == []


@pytest.mark.parametrize("name", ALL)
def test_no_file_names_anybody_by_a_title(name: str) -> None:
    text = (DEMO / f"{name}.json").read_text(encoding="utf-8")
    assert re.findall(r"\b(?:Mr|Ms|Mrs|Dr)\.? [A-ZÅÄÖØ]\w+", text) == []


@pytest.mark.parametrize("name", ["recommendations", "criteria", "instruments", "delegations", "networks", "news"])
def test_public_titles_stand_in_three_languages(name: str) -> None:
    titles = [entry["title" if "title" in entry else "name"] for entry in items(name)]
    assert [title for title in titles if not title.keys() >= LANGUAGES] == []


def test_networks_are_named_in_every_language_of_the_interface() -> None:
    spoken = {code for code, _name in settings.LANGUAGES}
    assert [network["slug"] for network in items("networks") if set(network["name"]) != spoken] == []


def test_a_hotline_is_told_of_in_the_language_of_its_country() -> None:
    other = {"DK": "da", "NO": "nb", "SE": "sv", "EE": "et", "XA": "en", "XB": "en"}
    own = [
        (item["number"], other.get(item["country"], item["country"].lower()), item["texts"])
        for item in items("hotlines")
    ]
    assert [number for number, language, texts in own if language not in texts] == []


def translated(value: Any) -> Iterator[dict[str, str]]:
    """Every text that stands in more languages than English."""
    return (found for found in every_object(value) if isinstance(found.get("en"), str))


WORDS_OF_A_CRITERION = (
    *("title", "help", "why", "unit", "reference_period", "responsible_body", "source_hint", "numerator"),
    "denominator",
)
# Codes and names that are written the same in several of the languages.
SAME = {
    *("%", "EUR", "ILOSTAT", "Eurojust", "GRETA", "La Strada International", "Pro Sentret"),
    *("UNODC", "Eurostat", "Definition.", "Migration", "Organisation"),
    *("Save the Children International", "Child Exploitation and Online Protection Centre"),
}


@pytest.mark.parametrize("name", ["organisations", "library"])
def test_what_others_do_is_told_in_three_languages(name: str) -> None:
    assert [item["slug"] for item in items(name) if set(item["summary"]) != LANGUAGES] == []


def test_what_is_decided_and_asked_stands_in_three_languages() -> None:
    decided = [
        (item["paragraphs"], text["paragraphs"]) for item in items("decisions") for text in item["texts"].values()
    ]
    asked = [(item["questions"], text) for item in items("inquiries") for text in item["texts"].values()]
    texts = [item["texts"] for name in ("decisions", "inquiries") for item in items(name)]
    assert [set(text) | {"en"} for text in texts] == [LANGUAGES for _text in texts]
    assert [pair for pair in (*decided, *asked) if len(pair[0]) != len(pair[1]) or set(pair[0]) & set(pair[1])] == []


def test_every_text_of_a_criterion_stands_in_three_languages() -> None:
    of_fields = [(series, key) for series, item in CRITERIA.items() for key in WORDS_OF_A_CRITERION if item.get(key)
                 and set(item[key]) != LANGUAGES]  # fmt: skip
    lists = [
        one["text"] if "text" in one else one["descriptor"]
        for item in CRITERIA.values()
        for one in [
            *(tick for level in item.get("levels", []) for tick in level["attributes"]),
            *item.get("levels", [])[:1],
            *item.get("options", []),
        ]
    ]
    assert of_fields == []
    assert [text for text in lists if set(text) != LANGUAGES] == []


@pytest.mark.parametrize("name", ALL)
def test_numbers_are_the_same_in_every_language(name: str) -> None:
    pairs = [(text["en"], text[one]) for text in translated(load(name)) for one in ("ru", "de") if one in text]
    assert [pair for pair in pairs if numbers(pair[0]) != numbers(pair[1])] == []


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_left_in_english_by_accident(name: str) -> None:
    texts = [text for text in translated(load(name)) if text["en"] not in SAME]
    assert [text for text in texts if text["en"] in (text.get("ru"), text.get("de"))] == []


def numbers(text: str) -> Counter[str]:
    """The numbers of a text, without what groups their digits."""
    return Counter(re.findall(r"\d+(?:[.,]\d+)*", re.sub(r"(?<=\d)[., \u00a0](?=\d{3}\b)", "", text)))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("delegations", "code"),
        ("networks", "slug"),
        ("recommendations", "number"),
        ("criteria", "series_id"),
        ("instruments", "key"),
        ("organisations", "slug"),
        ("library", "slug"),
        ("meetings", "slug"),
        ("topics", "slug"),
    ],
)
def test_keys_are_unique(name: str, key: str) -> None:
    keys = [entry[key] for entry in items(name)]
    assert len(set(keys)) == len(keys)


def test_there_are_fifteen_recommendations_with_a_subject_each() -> None:
    assert [entry["number"] for entry in items("recommendations")] == list(range(1, 16))
    assert len({entry["subject"]["slug"] for entry in items("recommendations")}) == 15


def test_there_are_53_starter_criteria_and_the_additions_are_context() -> None:
    assert sum(not item["addition"] for item in CRITERIA.values()) == 53
    assert [item["series_id"] for item in CRITERIA.values() if item["addition"] and item["scored"]] == []


def test_every_criterion_belongs_to_the_recommendation_of_its_first_digit() -> None:
    assert [i for i, item in CRITERIA.items() if item["recommendation"] != int(i.split(".")[0])] == []


def test_every_kind_of_question_exists() -> None:
    assert {item["kind"] for item in CRITERIA.values()} == KINDS


def test_every_recommendation_has_two_scored_criteria_and_an_essential_one_but_for_2_and_12() -> None:
    scored = Counter(item["recommendation"] for item in CRITERIA.values() if item["scored"])
    essential = {item["recommendation"] for item in CRITERIA.values() if item["essential"]}
    assert min(scored[number] for number in range(1, 16)) == 2
    assert set(range(1, 16)) - essential == {2, 12}


def test_goalposts_are_two_different_exact_numbers() -> None:
    posted = [item for item in CRITERIA.values() if item["kind"] in ("ratio", "number") and item["scored"]]
    assert [item["series_id"] for item in posted if Fraction(item["floor"]) == Fraction(item["target"])] == []


def test_every_ratio_says_what_it_divides_by_what() -> None:
    needed = ("numerator", "denominator", "unit", "reference_period", "responsible_body", "factor")
    ratios = [item for item in CRITERIA.values() if item["kind"] == "ratio"]
    assert [(item["series_id"], key) for item in ratios for key in needed if not item[key]] == []


def test_every_level_criterion_has_five_levels_with_one_to_three_attributes() -> None:
    for item in CRITERIA.values():
        if item["kind"] == "level":
            assert [level["level"] for level in item["levels"]] == [0, 1, 2, 3, 4]
            assert all(1 <= len(level["attributes"]) <= 3 for level in item["levels"][1:])


def test_the_agreed_list_names_instruments_that_exist() -> None:
    assert set(CRITERIA["1.1"]["instruments"]) == {i["key"] for i in items("instruments") if i["group"] == "main"}


def test_sample_countries_have_user_assigned_codes_and_are_never_in_the_joint_network() -> None:
    assert {d["country"] for d in items("delegations") if d["sample"]} == SAMPLES
    assert {d["country"] for d in items("delegations") if d["assessed"]} == SAMPLES | REAL
    joint = next(network for network in items("networks") if network["slug"] == "joint")
    assert {code.upper() for code in joint["delegations"]} & SAMPLES == set()


def test_every_fact_about_a_real_country_has_a_source() -> None:
    facts = items("treaty_actions") + items("published_counts")
    assert {fact["country"] for fact in facts} == REAL
    assert [fact for fact in facts if not fact["source"] or not fact["source_link"].startswith("http")] == []


def test_invented_treaty_actions_belong_to_sample_countries_and_say_so() -> None:
    invented = load("treaty_actions")["sample_items"]
    assert {action["country"] for action in invented} == SAMPLES
    assert {action["source"] for action in invented} == {"Sample content"}


def test_treaty_actions_point_to_instruments_that_exist() -> None:
    actions = items("treaty_actions") + load("treaty_actions")["sample_items"]
    assert {action["instrument"] for action in actions} - {entry["key"] for entry in items("instruments")} == set()


def test_published_counts_keep_what_was_suppressed() -> None:
    values = {fact["value"] for fact in items("published_counts")}
    assert "<5" in values
    assert [value for value in values if not re.fullmatch(r"\d+|<5", value)] == []


def test_only_sample_countries_have_answers() -> None:
    assert {delegation.upper() for delegation, _year, _answer in ANSWERS} == SAMPLES


def test_every_state_of_an_answer_is_shown() -> None:
    assert {answer["status"] for _delegation, _year, answer in ANSWERS} == {
        "value",
        "not_available",
        "not_applicable",
        "confidential",
        "suppressed_small",
        "undefined",
    }


def test_answers_belong_to_criteria_and_ticks_to_their_attributes() -> None:
    for delegation, year, answer in ANSWERS:
        criterion = CRITERIA[answer["series_id"]]
        known = {a["key"] for level in criterion.get("levels", []) for a in level["attributes"]}
        known |= {option["key"] for option in criterion.get("options", [])}
        assert set(answer.get("ticks", [])) - known == set(), (delegation, year, answer)


def test_no_published_answer_has_a_blocker() -> None:
    for delegation, year, answer in ANSWERS:
        where = (delegation, year, answer["series_id"])
        if answer.get("level", 0) >= 3:
            assert answer["evidence"], where
        if "denominator" in answer and CRITERIA[answer["series_id"]]["is_share"]:
            assert int(answer["numerator"]) <= int(answer["denominator"]), where
        if answer["status"] == "not_available":
            assert answer["reason"], where


def test_evidence_of_sample_countries_lies_on_example_domains() -> None:
    hosts = {urlsplit(e["url"]).hostname or "" for _d, _y, answer in ANSWERS for e in answer["evidence"]}
    assert [host for host in hosts if not host.endswith(".example.org")] == []


def test_chapters_have_four_to_six_sections_with_keys_of_their_own() -> None:
    chapters = load("handbook")["chapters"]
    keys = [section["key"] for chapter in chapters for section in chapter["sections"]]
    assert [chapter["number"] for chapter in chapters] == list(range(1, 16))
    assert len(set(keys)) == len(keys)
    assert [c["number"] for c in chapters if not 4 <= len(c["sections"]) <= 6] == []


def test_translated_chapters_have_the_sections_of_their_original() -> None:
    chapters = load("handbook")["chapters"]
    for chapter in chapters:
        keys = [section["key"] for section in chapter["sections"]]
        for language in ("ru", "de"):
            sections = chapter["translations"][language]["sections"]
            assert [section["key"] for section in sections] == keys


def test_translated_chapters_say_all_that_their_original_says_with_the_same_numbers() -> None:
    pairs = [
        (words, said)
        for chapter in load("handbook")["chapters"]
        for language in ("ru", "de")
        for section, other in zip(chapter["sections"], chapter["translations"][language]["sections"], strict=True)
        for block, its in zip(section["blocks"], other["blocks"], strict=True)
        for words, said in zip(words_of(block), words_of(its), strict=True)
    ]
    assert len(pairs) > 800
    assert [pair for pair in pairs if pair[0] == pair[1] and pair[0] not in SAME and pair[0].strip("?0123456789")] == []
    assert [pair for pair in pairs if numbers(pair[0]) != numbers(pair[1])] == []


def words_of(block: dict[str, Any]) -> list[str]:
    """All that is read in a block of a chapter, in its order."""
    single = [block[name] for name in ("html", "title", "text", "caption", "article") if block.get(name)]
    rows = [cell for row in [block.get("head", []), *block.get("rows", [])] for cell in row]
    return [*single, *block.get("items", []), *rows]


def test_every_chapter_asks_the_government_something_and_every_legal_source_has_its_date() -> None:
    for chapter in load("handbook")["chapters"]:
        blocks = [block for section in chapter["sections"] for block in section["blocks"]]
        assert "question" in {block["type"] for block in blocks}
        assert [b for b in blocks if b["type"] == "legal_source" and not b["law_as_of"]] == []


def test_subjects_named_anywhere_are_among_the_fifteen() -> None:
    known = {entry["subject"]["slug"] for entry in items("recommendations")}
    named = [entry for name in ("organisations", "library", "meetings") for entry in items(name)]
    named += load("handbook")["chapters"]
    assert {subject for entry in named for subject in entry["subjects"]} - known == set()


def test_publications_are_issued_by_organisations_of_the_directory() -> None:
    known = {entry["slug"] for entry in items("organisations")}
    issuers = {slug for entry in items("library") for slug in [entry["issuer"], *entry["partners"]]}
    assert issuers - known == set()
    replaced = {entry["supersedes"] for entry in items("library") if "supersedes" in entry}
    assert replaced - {entry["slug"] for entry in items("library")} == set()


def test_what_publications_matter_for_is_there() -> None:
    keys = {section["key"] for chapter in load("handbook")["chapters"] for section in chapter["sections"]}
    named = [entry["matters_for"] for entry in items("library") if "matters_for" in entry]
    assert {key for one in named for key in one["sections"]} - keys == set()
    assert {series for one in named for series in one["criteria"]} - set(CRITERIA) == set()


def test_lists_of_an_organisation_have_one_entry_a_line() -> None:
    lines = [line for body in items("organisations") for name in LISTS for line in body[name]]
    assert len(lines) > 30
    assert [line for line in lines if "\n" in line or not line.strip()] == []


def test_topics_are_written_by_role_accounts() -> None:
    authors = {message["author"] for topic in items("topics") for message in topic["messages"]}
    assert [author for author in authors if not author.endswith("@demo.example")] == []


def test_a_rule_of_a_real_parliament_says_where_and_when_it_was_read() -> None:
    told = {
        item["delegation"]: (item.get("source", ""), item.get("checked_on", ""))
        for item in items("parliament_instruments")
    }
    assert {code for code, (source, day) in told.items() if not (source and day)} == SAMPLES
    assert {urlsplit(source).scheme for code, (source, _day) in told.items() if code in REAL} <= {"http", "https"}


def test_inquiries_are_of_sample_countries_alone() -> None:
    assert {item["network"] for item in items("inquiries")} == {"sample"}
    assert {cast["delegation"] for item in items("inquiries") for cast in item["casts"]} <= SAMPLES
