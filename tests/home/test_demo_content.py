"""Rules and consistency of the demonstration content; tested without a database."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest

from home.domain.demo.sittings import ZONE as SITTINGS_ZONE
from tests.home.demonstration import ALL, CRITERIA, DEMO, REAL, SAMPLES, every_object, items, load

NAMES_OF_PERSONS = {"person", "persons_named", "speaker", "speakers", "first_name", "last_name", "chairman", "members"}
LISTS = ("instruments", "programmes", "contacts")


@pytest.mark.parametrize("name", ALL)
def test_every_demonstration_file_has_a_description(name: str) -> None:
    assert len(load(name)["about"]) > 40


@pytest.mark.parametrize("name", ALL)
def test_no_demonstration_file_has_a_field_for_personal_names(name: str) -> None:
    assert [key for found in every_object(load(name)) for key in found if key in NAMES_OF_PERSONS] == []


@pytest.mark.parametrize("name", ALL)
def test_no_demonstration_file_contains_a_personal_title(name: str) -> None:
    text = (DEMO / f"{name}.json").read_text(encoding="utf-8")
    assert re.findall(r"\b(?:Mr|Ms|Mrs|Dr)\.? [A-ZÅÄÖØ]\w+", text) == []


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
def test_keys_in_a_demonstration_file_are_unique(name: str, key: str) -> None:
    keys = [entry[key] for entry in items(name)]
    assert len(set(keys)) == len(keys)


def test_demonstration_has_fifteen_recommendations_with_a_subject_each() -> None:
    assert [entry["number"] for entry in items("recommendations")] == list(range(1, 16))
    assert len({entry["subject"]["slug"] for entry in items("recommendations")}) == 15


def test_sample_countries_have_user_assigned_codes_and_are_not_in_the_joint_network() -> None:
    assert {d["country"] for d in items("delegations") if d["sample"]} == SAMPLES
    assert {d["country"] for d in items("delegations") if d["assessed"]} == SAMPLES | REAL
    joint = next(network for network in items("networks") if network["slug"] == "joint")
    assert {code.upper() for code in joint["delegations"]} & SAMPLES == set()


def test_every_fact_about_a_real_country_has_a_source() -> None:
    facts = items("treaty_actions") + items("published_counts")
    assert {fact["country"] for fact in facts} == REAL | {"EU"}
    assert [fact for fact in facts if not fact["source"] or not fact["source_link"].startswith("http")] == []


def test_chapters_have_four_to_six_sections_with_unique_keys() -> None:
    chapters = load("handbook")["chapters"]
    keys = [section["key"] for chapter in chapters for section in chapter["sections"]]
    assert [chapter["number"] for chapter in chapters] == list(range(1, 16))
    assert len(set(keys)) == len(keys)
    assert [c["number"] for c in chapters if not 4 <= len(c["sections"]) <= 6] == []


def test_every_chapter_has_a_question() -> None:
    for chapter in load("handbook")["chapters"]:
        blocks = [block for section in chapter["sections"] for block in section["blocks"]]
        assert "question" in {block["type"] for block in blocks}


def test_cited_treaties_have_the_day_of_the_copy_that_was_read_and_unread_directives_none() -> None:
    directives = ("Directive", "Richtlinie", "Директива")
    copies = {"2017-05-10", "2026-04-17"}
    for chapter in load("handbook")["chapters"]:
        for sections in (chapter["sections"], *(text["sections"] for text in chapter["translations"].values())):
            for section in sections:
                cited = [block for block in section["blocks"] if block["type"] == "legal_source"]
                days = [block["law_as_of"] for block in cited]
                assert [not day for day in days] == [block["identifier"].startswith(directives) for block in cited]
                assert set(days) - {""} <= copies
                assert section["law_as_of"] == min(days, default="")


def test_subjects_of_the_demonstration_are_among_the_fifteen() -> None:
    known = {entry["subject"]["slug"] for entry in items("recommendations")}
    named = [entry for name in ("organisations", "library", "meetings") for entry in items(name)]
    named += load("handbook")["chapters"]
    assert {subject for entry in named for subject in entry["subjects"]} - known == set()


def test_publications_are_issued_by_known_organisations() -> None:
    known = {entry["slug"] for entry in items("organisations")}
    issuers = {slug for entry in items("library") for slug in [entry["issuer"], *entry["partners"]]}
    assert issuers - known == set()
    replaced = {entry["supersedes"] for entry in items("library") if "supersedes" in entry}
    assert replaced - {entry["slug"] for entry in items("library")} == set()


def test_addresses_and_isbns_of_publications_name_where_they_were_read() -> None:
    publications = items("library")
    unnamed = {entry["slug"] for entry in publications if not entry.get("identified_in")}
    numbered = {entry["slug"] for entry in publications if entry["link"] or entry.get("isbn") or entry.get("doi")}
    assert numbered & unnamed == set()
    assert [entry["link"] for entry in publications if len(entry["link"]) > 200] == []
    assert len(numbered) == 47


def test_isbns_of_publications_have_a_correct_check_digit() -> None:
    isbns = [entry["isbn"] for entry in items("library") if "isbn" in entry]
    assert len(isbns) == 8
    assert [isbn for isbn in isbns if not _is_isbn(isbn)] == []


def _is_isbn(isbn: str) -> bool:
    digits = [10 if sign == "X" else int(sign) for sign in isbn]
    if len(digits) == 10:
        return sum(digit * (10 - place) for place, digit in enumerate(digits)) % 11 == 0
    return len(digits) == 13 and sum(digit * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10 == 0


def test_acts_of_the_european_union_have_the_institutions_that_adopted_them_as_authors() -> None:
    laws = [entry for entry in items("library") if entry["kind"] == "law"]
    authors = {entry["symbol"]: (entry["issuer"], entry["partners"]) for entry in laws}
    both, council = ("european-parliament", ["eu-council"]), ("eu-council", [])
    assert authors == {"2011/36/EU": both, "2024/1712": both, "2004/81/EC": council, "2002/629/JHA": council}


def test_sections_and_criteria_related_to_publications_exist() -> None:
    keys = {section["key"] for chapter in load("handbook")["chapters"] for section in chapter["sections"]}
    named = [entry["matters_for"] for entry in items("library") if "matters_for" in entry]
    assert {key for one in named for key in one["sections"]} - keys == set()
    assert {series for one in named for series in one["criteria"]} - set(CRITERIA) == set()


def test_list_entries_of_an_organisation_are_single_lines() -> None:
    lines = [line for body in items("organisations") for name in LISTS for line in body[name]]
    assert len(lines) > 30
    assert [line for line in lines if "\n" in line or not line.strip()] == []


def test_status_of_an_organisation_has_a_source_and_its_date() -> None:
    by_body = {body["slug"]: body["status"] for body in items("organisations") if "status" in body}
    assert {slug for slug, shown in by_body.items() if shown["status"] != "active"} == {"nikk", "ceop"}
    assert [slug for slug, shown in by_body.items() if not shown["source"].startswith("http")] == []
    assert [slug for slug, shown in by_body.items() if date.fromisoformat(shown["as_of"]) > date(2026, 12, 1)] == []
    assert [slug for slug, shown in by_body.items() if (shown["status"] != "active") != bool(shown["note"])] == []


def test_topics_are_written_by_role_accounts() -> None:
    authors = {message["author"] for topic in items("topics") for message in topic["messages"]}
    assert [author for author in authors if not author.endswith("@demo.example")] == []


def test_rule_of_a_real_parliament_has_a_source_and_check_date() -> None:
    by_item = {
        item["delegation"]: (item.get("source", ""), item.get("checked_on", ""))
        for item in items("parliament_instruments")
    }
    assert {code for code, (source, day) in by_item.items() if not (source and day)} == SAMPLES
    assert {urlsplit(source).scheme for code, (source, _day) in by_item.items() if code in REAL} <= {"http", "https"}


def test_session_calendar_of_a_real_parliament_follows_its_sourced_rule() -> None:
    def nth(weekday: int, number: int, year: int, month: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))

    actual = [(item["begins_on"], item["ends_on"]) for item in items("parliament_periods")]
    terms = ((1, 6), (9, 12))
    assert actual == [(str(nth(0, 2, 2026, begins)), str(nth(3, 3, 2026, ends))) for begins, ends in terms]
    assert {item["delegation"] for item in items("parliament_periods")} == {"EE"}
    assert [item for item in items("parliament_periods") if not (item["source"] and item["checked_on"])] == []


def test_inquiries_concern_sample_countries_only() -> None:
    assert {item["network"] for item in items("inquiries")} == {"sample"}
    assert {case["delegation"] for item in items("inquiries") for case in item["casts"]} <= SAMPLES


def test_sample_countries_and_their_meetings_are_in_the_time_zone_of_the_site() -> None:
    samples = {entry["time_zone"] for entry in items("delegations") if entry["sample"]}
    assert {*samples, SITTINGS_ZONE} == {load("site")["time_zone"]}


def test_hotlines_are_checked_on_days_that_their_own_pages_show() -> None:
    checked = {entry["number"]: entry["checked_on"] for entry in items("hotlines") if entry["checked_on"]}
    assert len(checked) == 9
    assert [number for number, day in checked.items() if date.fromisoformat(day) > date(2026, 12, 1)] == []
    without = [entry for entry in items("hotlines") if not entry["sources"]]
    assert [(entry["country"], entry["checked_on"]) for entry in without] == [("RU", "")]
