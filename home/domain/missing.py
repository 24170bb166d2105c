"""What a page says that is not there: words to look for, and the places that are nearest to its address.

It is made of the address alone and of nothing that the database holds, so that it is the same for what is closed to its
reader and for what never was.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networkapp.addresses import help_path, open_path
from networkapp.registry.metadata import fixed_pages

LONGEST = 80
ALWAYS = ((_("Subjects"), "networkapp:subjects"), (_("Networks"), "networkapp:networks"))
HELP = pgettext_lazy("for people in danger", "Get help")
HANDBOOKS = (_("Handbooks"), "/handbooks/")
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, kw_only=True)
class NearbyPage:
    """A place that is there for everybody."""

    title: Any
    path: str


def words_of_address(path: str) -> str:
    """Return the words of an address, to search for: the last part is the most specific.

    >>> words_of_address("/ru/handbooks/the-victims_rights/2024/page.html")
    'the victims rights page'
    """
    steps = [step for step in unquote(path, errors="ignore").split("/") if step]
    if steps and steps[0] in LANGUAGES:
        steps = steps[1:]
    meant = steps[1:] or steps
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\.\w{1,5}$", "", " ".join(meant)))
    return " ".join(words)[:LONGEST].strip()


def nearby_pages(path: str) -> list[NearbyPage]:
    """The lists above the address, the nearest first, then the places that lead to everything."""
    above = [
        NearbyPage(title=place.title, path=there) for place in fixed_pages.values() if (there := open_path(place.view))
    ]
    nearest = sorted((one for one in above if path.startswith(one.path)), key=lambda one: -len(one.path))
    constant = [
        NearbyPage(title=HANDBOOKS[0], path=HANDBOOKS[1]),
        *(NearbyPage(title=title, path=there) for title, view in ALWAYS if (there := open_path(view))),
        *(NearbyPage(title=HELP, path=there) for there in (help_path(),) if there),
    ]
    known = {one.path for one in nearest}
    return [*nearest, *(one for one in constant if one.path not in known)]
