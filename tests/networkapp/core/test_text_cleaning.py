"""Cleaning of typed texts: invisible and control characters are removed."""

import pytest

from networkapp.text.cleaning import clean_text, has_visible_text, one_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Two\r\n\t words ", "Two words"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\u2066a\u202a b", "a b"),
        ("bell\x07 \x1b[31m red\x00", "bell [31m red"),
        ("half a pair \ud83d", "half a pair"),
        ("a\u2028b\x85c", "a b c"),
        ("Z" + "\u0301" * 200, "Z" + "\u0301" * 6),
        ("\u200b\u00ad", ""),
        ("\u3164 \u2800", ""),
        ("\u0301", ""),
        ("Тема: שלום 👩\u200d👩\u200d👧", "Тема: שלום 👩\u200d👩\u200d👧"),
    ],
)
def test_single_line_keeps_only_visible_characters_in_their_place(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


def test_multi_line_text_keeps_its_lines_and_loses_control_characters() -> None:
    typed = "One\r\ntwo\rthree\tfour\x00\x1b \u202eevif\u202c " + "e" + "\u0301" * 50
    assert clean_text(typed) == "One\ntwo\nthree\tfour evif\u202c " + "e" + "\u0301" * 6


def test_text_of_spaces_and_marks_alone_is_not_visible() -> None:
    assert not has_visible_text("\u200b \u0301\u3164\u202e")
    assert has_visible_text("\u200b.")
