"""Numbers that call something, as they come from outside: in addresses, forms and the names of things."""

_LONGEST = 18
"""Digits of any number that every database takes for a key."""


def as_key(text: str) -> int | None:
    """The number that the text writes in plain digits, if a primary key can be that; None for everything else.

    >>> as_key("17"), as_key("-1"), as_key("²"), as_key("1" * 30), as_key("")
    (17, None, None, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None
