"""Choices that several forms offer."""

from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from zoneinfo import TZPATH

from django.utils.translation import gettext as _

NEAR = (
    "Atlantic/Reykjavik",
    "Europe/Berlin",
    "Europe/Copenhagen",
    "Europe/Helsinki",
    "Europe/Kaliningrad",
    "Europe/Mariehamn",
    "Europe/Moscow",
    "Europe/Oslo",
    "Europe/Riga",
    "Europe/Stockholm",
    "Europe/Tallinn",
    "Europe/Vilnius",
    "Europe/Warsaw",
)


def time_zones() -> list[tuple[str, list[tuple[str, str]]] | tuple[str, str]]:
    """Time zones as groups of a select: the capitals around the Baltic Sea, then the rest of the world by region.

    Each place once, under the name it has today; UTC stands alone at the top.
    """
    others = groupby((zone for zone in places() if zone not in NEAR), key=lambda zone: zone.partition("/")[0])
    groups = [(region, [(zone, _place(zone)) for zone in zones]) for region, zones in others]
    groups.sort(key=lambda group: (group[0] != "Europe", group[0]))
    return [("UTC", "UTC"), (_("Around the Baltic Sea"), [(zone, _place(zone)) for zone in NEAR]), *groups]


@cache
def places() -> tuple[str, ...]:
    """The zones that the time zone database offers to people, without the names it keeps for old programs."""
    installed = (Path(folder) / "zone.tab" for folder in TZPATH)
    table = next((path for path in installed if path.is_file()), None) or files("tzdata.zoneinfo") / "zone.tab"
    lines = table.read_text(encoding="utf-8").splitlines()
    return tuple(sorted(line.split("\t")[2] for line in lines if line and not line.startswith("#")))


def _place(zone: str) -> str:
    return zone.partition("/")[2].replace("_", " ").replace("/", ", ")
