"""Dates of which only the year or the month may be known."""

from datetime import date

import pytest

from networkapp.text.partial_dates import PartialDate, is_before, read_partial


@pytest.mark.parametrize(
    ("text", "known", "first"),
    [
        ("2001", PartialDate(year=2001), date(2001, 1, 1)),
        ("2001-10", PartialDate(year=2001, month=10), date(2001, 10, 1)),
        ("2000-02-29", PartialDate(year=2000, month=2, day=29), date(2000, 2, 29)),
    ],
)
def test_partial_date_is_read_as_far_as_it_is_known(text: str, known: PartialDate, first: date) -> None:
    assert read_partial(text) == known
    assert known.first == first


@pytest.mark.parametrize("text", ["", "20", "2001-1", "2001-13", "2001-02-29", "2001-10-18T", " 2001", "0000"])
def test_text_that_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_partial(text)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2009", "2010", True),
        ("2010", "2010-10", False),
        ("2010-10", "2010", False),
        ("2010-09-30", "2010-10", True),
        ("2011", "2010-10-18", False),
    ],
)
def test_partial_date_is_before_another_only_if_certainly_over(one: str, other: str, expected: bool) -> None:
    assert is_before(one, other) is expected
