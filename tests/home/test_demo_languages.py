"""Translations of the demonstration content: complete, with the same numbers."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from tests.home.demonstration import ALL, CRITERIA, LANGUAGES, SAME, every_object, items, load, numbers


@pytest.mark.parametrize("name", ["recommendations", "criteria", "instruments", "delegations", "networks", "news"])
def test_public_titles_exist_in_three_languages(name: str) -> None:
    titles = [entry["title" if "title" in entry else "name"] for entry in items(name)]
    assert [title for title in titles if not title.keys() >= LANGUAGES] == []


def test_networks_are_named_in_every_interface_language() -> None:
    spoken = {code for code, _name in settings.LANGUAGES}
    assert [network["slug"] for network in items("networks") if set(network["name"]) != spoken] == []


def test_hotline_has_a_text_in_the_language_of_its_country() -> None:
    other = {"DK": "da", "NO": "nb", "SE": "sv", "EE": "et"}
    own = [
        (item["number"], other.get(item["country"], item["country"].lower()), item["texts"])
        for item in items("hotlines")
    ]
    assert [number for number, language, texts in own if language not in texts] == []


def translated(value: Any) -> Iterator[dict[str, str]]:
    """Yield every text that exists in another language besides English."""
    return (found for found in every_object(value) if isinstance(found.get("en"), str))


WORDS_OF_A_CRITERION = (
    *("title", "help", "why", "unit", "reference_period", "responsible_body", "source_hint", "numerator"),
    "denominator",
)


@pytest.mark.parametrize("name", ["organisations", "library"])
def test_summaries_of_organisations_and_publications_exist_in_three_languages(name: str) -> None:
    assert [item["slug"] for item in items(name) if set(item["summary"]) != LANGUAGES] == []


def test_decisions_and_inquiries_exist_in_three_languages() -> None:
    decided = [
        (item["paragraphs"], text["paragraphs"]) for item in items("decisions") for text in item["texts"].values()
    ]
    rows = [(item["questions"], text) for item in items("inquiries") for text in item["texts"].values()]
    texts = [item["texts"] for name in ("decisions", "inquiries") for item in items(name)]
    assert [set(text) | {"en"} for text in texts] == [LANGUAGES for _text in texts]
    assert [pair for pair in (*decided, *rows) if len(pair[0]) != len(pair[1]) or set(pair[0]) & set(pair[1])] == []


def test_every_text_of_a_criterion_exists_in_three_languages() -> None:
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
def test_no_demonstration_translation_equals_its_english_text(name: str) -> None:
    texts = [text for text in translated(load(name)) if text["en"] not in SAME]
    assert [text for text in texts if text["en"] in (text.get("ru"), text.get("de"))] == []


def test_translated_chapters_have_the_sections_of_their_original() -> None:
    chapters = load("handbook")["chapters"]
    for chapter in chapters:
        keys = [section["key"] for section in chapter["sections"]]
        for language in ("ru", "de"):
            sections = chapter["translations"][language]["sections"]
            assert [section["key"] for section in sections] == keys


def test_translated_chapters_have_all_texts_and_numbers_of_their_original() -> None:
    pairs = [
        (words, value)
        for chapter in load("handbook")["chapters"]
        for language in ("ru", "de")
        for section, other in zip(chapter["sections"], chapter["translations"][language]["sections"], strict=True)
        for block, its in zip(section["blocks"], other["blocks"], strict=True)
        for words, value in zip(words_of(block), words_of(its), strict=True)
    ]
    assert len(pairs) > 800
    assert [pair for pair in pairs if pair[0] == pair[1] and pair[0] not in SAME and pair[0].strip("?0123456789")] == []
    assert [pair for pair in pairs if numbers(pair[0]) != numbers(pair[1])] == []


def words_of(block: dict[str, Any]) -> list[str]:
    """Return all words of a block of a chapter, in their order."""
    single = [block[name] for name in ("html", "title", "text", "caption", "article") if block.get(name)]
    rows = [cell for row in [block.get("head", []), *block.get("rows", [])] for cell in row]
    return [*single, *block.get("items", []), *rows]
