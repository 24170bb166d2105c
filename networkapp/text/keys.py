"""Numbers that call something, as they come from outside: in addresses, forms and the names of things."""

_LONGEST = 18
"""Digits of any number that every database takes for a key."""


def as_key(text: str) -> int | None:
    """Return the number in the text if it is written in plain digits and can be a primary key; otherwise None.

    >>> as_key("17"), as_key("-1"), as_key("²"), as_key("1" * 30), as_key("")
    (17, None, None, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None
