"""Lists of registered entries in the order in which people see them."""

from typing import TypeVar

Entry = TypeVar("Entry")


def add_in_order(known: list[tuple[int, Entry]], entry: Entry, *, order: int) -> None:
    """Add the entry to the list at this position, unless it is in it already."""
    if entry not in {other for _order, other in known}:
        known.append((order, entry))
        known.sort(key=lambda other: other[0])
