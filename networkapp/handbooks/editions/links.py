"""Links from one page of a handbook to another, in what an edition keeps: they lead to that page in the edition."""

import re
from collections.abc import Iterable, Mapping

from django.utils.html import escape

from networkapp.handbooks.models import HandbookPage, PartPage
from networkapp.handbooks.models.inner_links import site_base_url
from networkapp.handbooks.pages.page_links import addresses_of


def edition_paths(versions: Iterable[HandbookPage]) -> dict[str, str]:
    """Return by the address of each page of these language versions the path to it from the page of a chapter.

    The number of the edition is not known when its text is hashed. A part has no page in an edition: it leads to the
    beginning.
    """
    places: dict[str, str] = {}
    for version in versions:
        start = f"../../{version.locale.language_code}/"
        for page in (version, *PartPage.objects.child_of(version).live()):
            places |= dict.fromkeys(addresses_of(page), start)
        for position, chapter in enumerate(version.chapters(), start=1):
            places |= dict.fromkeys(addresses_of(chapter), f"{start}{position}/")
    return places


def link_within_edition(html: str, places: Mapping[str, str]) -> str:
    """Return `html` with links to pages of the edition pointing into the edition."""
    site = site_base_url()

    def led(link: re.Match[str]) -> str:
        address, mark, below = link[1].partition("#")
        place = places.get(address) or places.get(address.removeprefix(site))
        return f'<a href="{escape(place)}{mark}{below}"' if place else link[0]

    return re.sub(r'<a href="([^"]+)"', led, html)
