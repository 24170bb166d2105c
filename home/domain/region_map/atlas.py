"""The outlines of the countries of the world, from home/world/countries.topojson (its source: home/world/README.md)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Self

from django.apps import apps
from django_countries import countries

Point = tuple[float, float]
Line = Sequence[Point]
Ring = Sequence[int]
"""The arcs of a ring by number; ~number is the arc read from its end."""


@dataclass(frozen=True, kw_only=True)
class Atlas:
    """Lines in degrees (longitude, latitude), and the polygons of each country made of them.

    Neighbours share the line of their border, so a border that is changed by line stays the same for both.
    """

    lines: tuple[Line, ...]
    polygons: dict[str, list[list[Ring]]]
    """By the three digits of ISO 3166-1 numeric, or another mark where there is no such number."""

    @classmethod
    def load(cls) -> Self:
        path = Path(apps.get_app_config("home").path) / "world" / "countries.topojson"
        topology = json.loads(path.read_text(encoding="utf-8"))
        scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
        polygons: dict[str, list[list[Ring]]] = {}
        for shape in topology["objects"]["countries"]["geometries"]:
            of_it = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            polygons.setdefault(shape["id"], []).extend(of_it)
        return cls(lines=tuple(_degrees(arc, scale, origin) for arc in topology["arcs"]), polygons=polygons)


def _degrees(arc: Sequence[Sequence[int]], scale: Sequence[float], origin: Sequence[float]) -> Line:
    """Return a line of the file in degrees; in the file, each point is the distance from the one before it."""
    summed = accumulate(arc, lambda before, step: (before[0] + step[0], before[1] + step[1]))
    return [(x * scale[0] + origin[0], y * scale[1] + origin[1]) for x, y in summed]


def ring_points(ring: Ring, lines: Sequence[Line]) -> list[Point]:
    """Return the points of a ring in order, the first one not repeated at the end."""
    return [point for number in ring for point in _along(number, lines)]


def _along(number: int, lines: Sequence[Line]) -> Iterator[Point]:
    line = lines[number] if number >= 0 else lines[~number][::-1]
    return iter(line[:-1])


def numeric_code(code: str) -> str:
    """Return the three digits for the two letters of a country; "" for codes that ISO 3166-1 leaves to users."""
    return countries.numeric(code, padded=True) or ""
