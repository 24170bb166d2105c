"""Reading numbers in the notations of statistical tables."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.exchange.counts import ParsedCount, read_count
from evaluation.exchange.delimited import BrokenRow


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("0", ParsedCount(value=Decimal(0))),
        (" 12 ", ParsedCount(value=Decimal(12))),
        ("12.0", ParsedCount(value=Decimal(12))),
        ("1,011", ParsedCount(value=Decimal(1011))),
        ("1.011", ParsedCount(value=Decimal(1011))),
        ("1 011", ParsedCount(value=Decimal(1011))),
        ("1\u00a0011", ParsedCount(value=Decimal(1011))),
        ("1’011", ParsedCount(value=Decimal(1011))),
        ("1,234,567", ParsedCount(value=Decimal(1234567))),
        ("<5", ParsedCount(below=Decimal(5))),
        ("< 5", ParsedCount(below=Decimal(5))),
        ("&lt;5", ParsedCount(below=Decimal(5))),
        ("＜5", ParsedCount(below=Decimal(5))),
        ("fewer than 5", ParsedCount(below=Decimal(5))),
        ("Less Than 5", ParsedCount(below=Decimal(5))),
        ("≤4", ParsedCount(below=Decimal(5))),
        ("<=4", ParsedCount(below=Decimal(5))),
        (">100", ParsedCount(at_least=Decimal(101))),
        ("≥ 100", ParsedCount(at_least=Decimal(100))),
        ("100+", ParsedCount(at_least=Decimal(100))),
        ("5-9", ParsedCount(at_least=Decimal(5), below=Decimal(10))),
        ("1–4", ParsedCount(at_least=Decimal(1), below=Decimal(5))),
        ("", ParsedCount()),
        ("..", ParsedCount()),
        (":", ParsedCount()),
        ("n/a", ParsedCount()),
        ("–", ParsedCount()),
    ],
)
def test_count_is_read_from_a_cell(text: str, reading: ParsedCount) -> None:
    assert read_count(text) == reading


NO_COUNTS = ["many", "5.5", "1e5", "-3", "−3", "12 %", "9-5", "1" * 17, "1" * 200, "٥", "5 5", "<", "0x1f", "22¹", "5½"]


@pytest.mark.parametrize("text", NO_COUNTS)
def test_cell_that_is_not_a_count_is_refused(text: str) -> None:
    with pytest.raises(BrokenRow):
        read_count(text)


def test_error_quotes_the_text_of_the_cell() -> None:
    with pytest.raises(BrokenRow) as refused:
        read_count("About Five")
    assert str(refused.value.reason) == "“About Five” is not a number"


def test_measured_value_may_have_decimals_but_no_ambiguous_thousands_separator() -> None:
    assert read_count("12,5", is_whole=False) == ParsedCount(value=Decimal("12.5"))
    assert read_count("1.234,5", is_whole=False) == ParsedCount(value=Decimal("1234.5"))
    for text in ("1,234", "1.234", "≤4", "0.12345"):
        with pytest.raises(BrokenRow):
            read_count(text, is_whole=False)


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_number_is_read_with_any_thousands_separator(number: int) -> None:
    for text in (str(number), f"{number:,}", f"{number:,}".replace(",", " "), f"{number:,}".replace(",", ".")):
        assert read_count(text) == ParsedCount(value=Decimal(number))


@given(st.text())
def test_reading_any_text_as_a_count_raises_nothing_but_broken_row(text: str) -> None:
    with suppress(BrokenRow):
        read_count(text)
