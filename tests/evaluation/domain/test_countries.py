"""The order of the alphabet."""

import pytest

from evaluation.domain.countries import alphabetical


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("en", ["Åland", "Denmark", "Österreich", "Zypern"]),
        ("de", ["Åland", "Denmark", "Österreich", "Zypern"]),
        ("sv", ["Denmark", "Zypern", "Åland", "Österreich"]),
        ("ru", ["Дания", "Ёлка", "Литва", "Эстония"]),
    ],
)
def test_names_stand_in_the_alphabet_of_the_language(language: str, ordered: list[str]) -> None:
    assert alphabetical(reversed(ordered), name=str, language=language) == ordered
