"""Numbers as statistical tables write them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.exchange.counts import Reading, read_count
from evaluation.exchange.delimited import BrokenRow


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("0", Reading(value=Decimal(0))),
        (" 12 ", Reading(value=Decimal(12))),
        ("12.0", Reading(value=Decimal(12))),
        ("1,011", Reading(value=Decimal(1011))),
        ("1.011", Reading(value=Decimal(1011))),
        ("1 011", Reading(value=Decimal(1011))),
        ("1\u00a0011", Reading(value=Decimal(1011))),
        ("1’011", Reading(value=Decimal(1011))),
        ("1,234,567", Reading(value=Decimal(1234567))),
        ("<5", Reading(below=Decimal(5))),
        ("< 5", Reading(below=Decimal(5))),
        ("&lt;5", Reading(below=Decimal(5))),
        ("＜5", Reading(below=Decimal(5))),
        ("fewer than 5", Reading(below=Decimal(5))),
        ("Less Than 5", Reading(below=Decimal(5))),
        ("≤4", Reading(below=Decimal(5))),
        ("<=4", Reading(below=Decimal(5))),
        (">100", Reading(at_least=Decimal(101))),
        ("≥ 100", Reading(at_least=Decimal(100))),
        ("100+", Reading(at_least=Decimal(100))),
        ("5-9", Reading(at_least=Decimal(5), below=Decimal(10))),
        ("1–4", Reading(at_least=Decimal(1), below=Decimal(5))),
        ("", Reading()),
        ("..", Reading()),
        (":", Reading()),
        ("n/a", Reading()),
        ("–", Reading()),
    ],
)
def test_what_a_cell_of_a_count_says(text: str, reading: Reading) -> None:
    assert read_count(text) == reading


NO_COUNTS = ["many", "5.5", "1e5", "-3", "−3", "12 %", "9-5", "1" * 17, "1" * 200, "٥", "5 5", "<", "0x1f", "22¹", "5½"]


@pytest.mark.parametrize("text", NO_COUNTS)
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(BrokenRow):
        read_count(text)


def test_a_refusal_says_what_stands_in_the_file() -> None:
    with pytest.raises(BrokenRow) as refused:
        read_count("About Five")
    assert str(refused.value.reason) == "“About Five” is not a number"


def test_what_is_measured_has_decimals_and_no_doubtful_thousands() -> None:
    assert read_count("12,5", is_whole=False) == Reading(value=Decimal("12.5"))
    assert read_count("1.234,5", is_whole=False) == Reading(value=Decimal("1234.5"))
    for text in ("1,234", "1.234", "≤4", "0.12345"):
        with pytest.raises(BrokenRow):
            read_count(text, is_whole=False)


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_every_number_is_read_as_it_is_written(number: int) -> None:
    for text in (str(number), f"{number:,}", f"{number:,}".replace(",", " "), f"{number:,}".replace(",", ".")):
        assert read_count(text) == Reading(value=Decimal(number))


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    with suppress(BrokenRow):
        read_count(text)
