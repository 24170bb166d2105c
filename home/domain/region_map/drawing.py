"""Draw the region of some countries: what is in the frame, as paths of an SVG picture."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import hypot

from home.domain.region_map.atlas import Atlas, Line, Point, Ring, numeric_code, ring_points
from home.domain.region_map.planes import Box, area, clipped, widest_place
from home.domain.region_map.projection import Projection, equal_earth, lambert_projection, middle_of

WIDTH = 1280
NARROWEST, WIDEST = 1.1, 1.6
"""The limits of a map's width, as multiples of its height."""
MARGIN = 0.06
SMALLEST = 0.06
"""The least width and height of what is shown, in radii of the Earth: about 380 km, so that neighbours are in sight."""
NEARBY = 0.25
"""How far an island is from the main part of its country at most, to be in the frame: a share of that part's size."""
TOO_LARGE = 2
"""A country that is this many times as large as all others together is shown only as far as the others reach."""
WORLDWIDE = 0.6
"""Countries that are less close together than this are shown on a map of the world."""
LONGEST_STEP = 1
"""In radii of the Earth."""
FINEST = 2
SPECK = 4
"""Details and islands that are smaller than this are left out."""
MARKED = 18
"""A country that is smaller than this gets a mark."""
BLEED = 8
"""How far outlines go on beyond the edge, so that no line is drawn along it."""


@dataclass(frozen=True, kw_only=True)
class CountryShape:
    """A country on the map: its outline, where its name has room, and how wide it is there."""

    code: str
    path: str
    x: int
    y: int
    room: int
    is_small: bool


@dataclass(frozen=True, kw_only=True)
class RegionMap:
    """A map of `width` by `height` units: the countries that were asked for, and the land around them."""

    width: int
    height: int
    countries: tuple[CountryShape, ...]
    around: str


@dataclass(frozen=True, kw_only=True)
class Plane:
    """The atlas on a plane: its lines, and of each country the polygons that the projection reaches."""

    lines: Sequence[Line]
    polygons: Mapping[str, list[list[Ring]]]

    def outlines(self, key: str) -> list[list[Point]]:
        """Return the outer rings of a country."""
        return [ring_points(polygon[0], self.lines) for polygon in self.polygons[key]]

    def rings(self, key: str) -> list[list[Point]]:
        """Return all rings of a country, also those around what others have inside it."""
        return [ring_points(ring, self.lines) for polygon in self.polygons[key] for ring in polygon]

    def main_box(self, key: str) -> Box:
        """Return the box around the largest part of a country and the islands near it."""
        parts = sorted(self.outlines(key), key=area, reverse=True)
        box = Box.of(parts[0])
        for part in parts[1:]:
            island = Box.of(part)
            if box.wider(NEARBY * box.size).touches(island):
                box = box.joined(island)
        return box

    def drawn_in(self, frame: Box) -> "Plane":
        """Return this plane in units of the picture, without details that are too fine for it."""
        scale = WIDTH / frame.width
        moved = [[((x - frame.left) * scale, (y - frame.top) * scale) for x, y in line] for line in self.lines]
        return Plane(lines=[_thinned(line) for line in moved], polygons=self.polygons)


@lru_cache(maxsize=32)
def draw_region(codes: frozenset[str]) -> RegionMap | None:
    """Return the map of these countries, two letters each; None if the atlas has none of them."""
    atlas = Atlas.load()
    known = {numeric_code(code): code for code in sorted(codes)}
    wanted = {key: code for key, code in known.items() if key in atlas.polygons}
    if not wanted:
        return None
    plane, frame = _framed(atlas, wanted)
    picture = Box(left=0, top=0, right=WIDTH, bottom=round(frame.height * WIDTH / frame.width))
    drawn = plane.drawn_in(frame)
    return RegionMap(
        width=WIDTH,
        height=int(picture.bottom),
        countries=tuple(
            shape for key, code in wanted.items() if (shape := _shape(code, drawn.rings(key), picture)) is not None
        ),
        around="".join(_path(drawn.rings(key), picture, SPECK) for key in drawn.polygons if key not in wanted),
    )


def _framed(atlas: Atlas, wanted: Iterable[str]) -> tuple[Plane, Box]:
    """Return the plane around the countries that set the frame, and the frame."""
    middles = {key: middle_of(_largest(atlas, key))[0] for key in wanted}
    middle, closeness = middle_of(middles.values())
    if closeness < WORLDWIDE:
        plane = _projected(atlas, equal_earth)
        return plane, Box.of(point for key in plane.polygons for ring in plane.outlines(key) for point in ring)
    boxes = _boxes(_projected(atlas, lambert_projection(middle)), middles)
    kept = [key for key in boxes if not _is_too_large(key, boxes)] or list(boxes)
    plane = _projected(atlas, lambert_projection(middle_of(middles[key] for key in kept)[0]))
    first, *others = _boxes(plane, kept).values()
    frame = first.joined(*others)
    return plane, frame.wider(max(MARGIN * frame.size, (SMALLEST - frame.size) / 2)).with_ratio(NARROWEST, WIDEST)


def _largest(atlas: Atlas, key: str) -> list[Point]:
    return max((ring_points(polygon[0], atlas.lines) for polygon in atlas.polygons[key]), key=area)


def _boxes(plane: Plane, keys: Iterable[str]) -> dict[str, Box]:
    return {key: plane.main_box(key) for key in keys}


def _is_too_large(key: str, boxes: Mapping[str, Box]) -> bool:
    others = [box for other, box in boxes.items() if other != key]
    return bool(others) and boxes[key].size > TOO_LARGE * others[0].joined(*others[1:]).size


def _projected(atlas: Atlas, project: Projection) -> Plane:
    lines = [[place for point in line if (place := project(point)) is not None] for line in atlas.lines]
    whole = {number for number, line in enumerate(lines) if len(line) == len(atlas.lines[number]) and _holds(line)}
    whole |= {~number for number in whole}
    reached = {
        key: [polygon for polygon in polygons if all(whole.issuperset(ring) for ring in polygon)]
        for key, polygons in atlas.polygons.items()
    }
    return Plane(lines=lines, polygons={key: polygons for key, polygons in reached.items() if polygons})


def _holds(line: Line) -> bool:
    """Return whether no step of the line goes around the back of the map."""
    return all(abs(x - a) < LONGEST_STEP for (x, _y), (a, _b) in pairwise(line))


def _thinned(line: Line) -> Line:
    """Return the line without points that are closer than `FINEST` to the one before; its ends stay."""
    kept = list(line[:1])
    for point in line[1:-1]:
        if hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= FINEST:
            kept.append(point)
    return [*kept, *line[1:][-1:]]


def _shape(code: str, rings: Iterable[Sequence[Point]], picture: Box) -> CountryShape | None:
    """Return the shape of a country in the picture; None if nothing of it is there."""
    inside = [part for ring in rings if (part := clipped(ring, picture))]
    if not inside:
        return None
    largest = max(inside, key=area)
    (x, y), room = widest_place(largest)
    box = Box.of(point for part in inside for point in part)
    path = _path(rings, picture, 0)
    return CountryShape(code=code, path=path, x=round(x), y=round(y), room=round(room), is_small=box.size < MARKED)


def _path(rings: Iterable[Sequence[Point]], picture: Box, smallest: float) -> str:
    """Return the parts of these rings in the picture as the data of an SVG path, in whole units."""
    bleeding = picture.wider(BLEED)
    inside = [part for ring in rings if (part := clipped(ring, bleeding))]
    return "".join(_ring_path(part) for part in inside if Box.of(part).size >= smallest)


def _ring_path(ring: Sequence[Point]) -> str:
    (x, y), *others = [(round(x), round(y)) for x, y in ring]
    steps = []
    for a, b in others:
        if (a, b) != (x, y):
            steps.append(f"{a - x} {b - y}")
            x, y = a, b
    return f"M{round(ring[0][0])} {round(ring[0][1])}l{' '.join(steps)}z" if steps else ""
