"""Which texts are accepted as a primary key."""

import pytest

from networkapp.text.keys import as_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("17", 17), ("0", 0), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5_000, None), ("", None), ("-1", None),
        ("1.5", None), ("²", None), ("٣", None), (" 1", None), ("x", None),
    ],
)  # fmt: skip
def test_primary_key_is_read_from_a_few_plain_digits_only(text: str, key: int | None) -> None:
    assert as_key(text) == key
