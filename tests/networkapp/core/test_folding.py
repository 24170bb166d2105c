"""Spellings that match each other in a search."""

import re

import pytest

from networkapp.text.folding import fold_case, spelling_pattern


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Łódź", "lodz"), ("LODZ", "lodz"), ("søknad", "soknad"), ("Đurić", "duric"), ("Ísafjörður", "isafjordur"),
        ("Ещё", "еще"), ("мой", "мой"), ("їжак", "їжак"), ("Lo\u0301dz", "lodz"), ("Straße", "straße"), ("Þór", "þor"),
        ("Ærø", "æro"), ("ἀγορά", "ἀγορά"), ("İzmir", "izmir"),
    ],
)  # fmt: skip
def test_latin_letters_with_accents_and_strokes_match_plain_ones(written: str, plain: str) -> None:
    assert fold_case(written) == plain
    assert fold_case(plain) == plain


def test_search_pattern_matches_every_spelling_of_the_word_and_no_other_word() -> None:
    pattern = re.compile(spelling_pattern("lodz."), re.IGNORECASE)
    assert [bool(pattern.fullmatch(word)) for word in ("Łódź.", "LODZ.", "łodz.", "lodz!", "lidz.")] == [True] * 3 + [
        False
    ] * 2
