"""The parts of a site that its administrators can switch off, and which code belongs to which part.

A plugin registers the dotted names of its modules, functions and classes when the site starts. What lies below a name
belongs to its part, too; the longest name decides.

    register_site_part(SitePart.CAMPAIGNS, "networkapp.campaigns.views.campaigns",
    "networkapp.campaigns.queries.campaigns")

`is_open` (models/site_settings.py) then says whether a view, or a source that was registered for desk, search and
overviews, is to be asked.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any


class SitePart(StrEnum):
    """The parts of the site that administrators can switch off."""

    HELP = "help"
    TREATIES = "treaties"
    CAMPAIGNS = "campaigns"
    LIBRARY = "library"
    INQUIRIES = "inquiries"
    EVALUATION = "evaluation"


parts_of_names: dict[str, SitePart] = {}
_known: dict[str, SitePart | None] = {}


def register_site_part(part: SitePart, *names: str) -> None:
    """Assign what is at or below these dotted names to `part`."""
    parts_of_names.update(dict.fromkeys(names, part))
    _known.clear()


def part_of(code: Any) -> SitePart | None:
    """Return the part that a function, a class or a view belongs to; None for what is always open."""
    found = getattr(code, "view_class", code)
    name = f"{getattr(found, '__module__', '')}.{getattr(found, '__qualname__', '')}"
    if name not in _known:
        _known[name] = next((parts_of_names[one] for one in _above(name) if one in parts_of_names), None)
    return _known[name]


def _above(name: str) -> Iterator[str]:
    """Yield the name and those that it lies below, the longest first."""
    while name:
        yield name
        name = name.rpartition(".")[0]
