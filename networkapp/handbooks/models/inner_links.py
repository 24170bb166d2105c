"""Links in the text of a section that lead to sections of handbooks of this site, each by its permanent address."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from wagtail.rich_text import RichText

from networkapp.conf import setting


def site_base_url() -> str:
    """Return the beginning of absolute addresses of this site, without a slash at the end."""
    return str(setting("BASE_URL") or settings.WAGTAILADMIN_BASE_URL).rstrip("/")


def section_names_in(value: Any) -> Iterator[str]:
    """Yield the name of each section to which the rich text in a block links: "12", or "7/0f9f…".

    The first is the number of a published section, the second the chapter and block of one not published yet.
    """
    if isinstance(value, RichText):
        if "/sections/" in value.source:
            yield from (link[2] for link in _links().finditer(value.source))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from section_names_in(inner)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for inner in value:
            yield from section_names_in(getattr(inner, "value", inner))


def rewrite_section_links(html: str, find: Callable[[str], str]) -> str:
    """Return `html` with each section link pointing to what `find` returns for its name, unchanged if ""."""
    if "/sections/" not in html:
        return html
    return _links().sub(lambda link: f'{link[1]}"{escape(place)}"' if (place := find(link[2])) else link[0], html)


def _links() -> re.Pattern[str]:
    return _links_below(site_base_url(), reverse("networkapp:section", args=[0]).rpartition("0/")[0])


@cache
def _links_below(site: str, place: str) -> re.Pattern[str]:
    return re.compile(rf'(href=)"(?:{re.escape(site)})?{re.escape(place)}(\d{{1,18}}(?:/[0-9a-f-]{{36}})?)/"')
