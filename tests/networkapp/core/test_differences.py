"""Differences between two texts, word by word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from networkapp.text.diff import differences


def shown(old: str, new: str) -> str:
    marks = {"equal": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[segment.change].format(segment.text) for segment in differences(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Help should not depend.", "Help must not depend.", "Help [-should-][+must+] not depend."),
        ("One.\n\nTwo.", "One.\n\nAnd a half.\n\nTwo.", "One.\n\n[+And a half.\n\n+]Two."),
        ("", "New", "[+New+]"),
        ("Gone", "", "[-Gone-]"),
        ("Õigus, право", "Õigus ja право", "Õigus[-,-][+ ja+] право"),
        ("same", "same", "same"),
    ],
)
def test_changed_words_are_told_apart_from_unchanged_ones(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@given(some.text("ab \n.", max_size=60), some.text("ab \n.", max_size=60))
def test_both_texts_can_be_restored_from_their_differences(old: str, new: str) -> None:
    found = differences(old, new)
    assert "".join(segment.text for segment in found if segment.change != "added") == old
    assert "".join(segment.text for segment in found if segment.change != "removed") == new


def test_comparing_long_difficult_texts_takes_less_than_two_seconds() -> None:
    words = [f"w{number}" for number in range(90)]
    old = " ".join(words[number * 7 % 90] for number in range(12_000))
    new = " ".join(words[number * 11 % 90] for number in range(12_000))
    started = time.process_time()
    differences(old, new)
    assert time.process_time() - started < 2
