"""Language codes and language names: all of ISO 639, and no others."""

import pytest

from networkapp.languages.codes import UnknownLanguageError, _own_names, find_language, language_tag, name_in, own_name


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("it", "it"), (" IT ", "it"), ("ita", "it"), ("ger", "de"), ("lld", "lld"), ("hsb", "hsb"), ("roh", "rm"),
        ("sr_Latn", "sr-latn"), ("pt-BR", "pt-br"), ("zho-Hant-TW", "zh-hant-tw"),
    ],
)  # fmt: skip
def test_language_codes_are_stored_in_their_shortest_form_in_lower_case(typed: str, tag: str) -> None:
    assert language_tag(typed) == tag


@pytest.mark.parametrize("typed", ["", "xx", "qaa", "mul", "und", "i", "italian", "it-", "it-qqqq", "it-zy", "it--it"])
def test_unknown_language_codes_are_refused(typed: str) -> None:
    with pytest.raises(UnknownLanguageError):
        language_tag(typed)


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("Italienisch", "it"), ("italian", "it"), ("Slovenscina", "sl"), ("Ladin", "lld"), ("ladin", "lld"),
        ("rumantsch", "rm"), ("upper  sorbian", "hsb"), ("Ghotuo", "aaa"), ("lld", "lld"),
        ("kpɛlɛɛ", "kpe"),
    ],
)  # fmt: skip
def test_languages_are_found_by_name_in_german_english_or_their_own(typed: str, tag: str) -> None:
    assert find_language(typed, reader="de") == tag


def test_own_names_are_collected_only_if_no_other_name_matches() -> None:
    _own_names.cache_clear()
    find_language("Italian")
    assert _own_names.cache_info().misses == 0


def test_unknown_language_names_are_refused() -> None:
    with pytest.raises(UnknownLanguageError):
        find_language("Elvish")


def test_language_names_are_in_the_readers_language_or_english() -> None:
    assert [name_in("it", "de"), name_in("sr-latn", "de"), name_in("aaa", "de"), name_in("aaa-latn", "de")] == [
        "Italienisch",
        "Serbisch (Lateinisch)",
        "Ghotuo",
        "Ghotuo latn",
    ]


def test_own_name_of_a_language_falls_back_to_english_or_its_code() -> None:
    assert [own_name(tag) for tag in ("it", "sl", "lld", "rm", "zh", "aaa", "no such")] == [
        "Italiano",
        "Slovenščina",
        "Ladin",
        "Rumantsch",
        "中文",
        "Ghotuo",
        "no such",
    ]
