"""The map on the front page: which countries are on it, and where."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps

from home.domain.region_map import RegionMap, draw_region
from home.domain.region_map.atlas import Atlas, numeric_code, ring_points
from home.domain.region_map.planes import Box, clipped, widest_place
from home.domain.region_map.projection import equal_earth, lambert_projection, middle_of

LARGEST = 60_000
"""Bytes of a map in a page."""
SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
REGIONS = {
    "baltic": "AX DE DK EE FI IS LT LV NO PL RU SE",
    "alps": "AT CH DE FR IT LI SI",
    "pacific": "AU FJ NZ TO WS",
    "south america": "AR BR CL PY UY",
    "world": "BR CN FR US ZA",
    "one": "MT",
}


def region(codes: str) -> RegionMap:
    drawn = draw_region(frozenset(codes.split()))
    assert drawn is not None
    return drawn


def points(path: str) -> list[tuple[int, int]]:
    """Return every point of the path."""
    found = []
    for start, steps in re.findall(r"M(-?\d+ -?\d+)l([^z]*)z", path):
        x, y = map(int, start.split())
        numbers = [int(number) for number in steps.split()]
        found.append((x, y))
        for a, b in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + a, y + b
            found.append((x, y))
    return found


@pytest.mark.parametrize("name", REGIONS)
def test_map_shows_each_country_of_any_region_inside_the_picture(name: str) -> None:
    drawn = region(REGIONS[name])
    assert [shape.code for shape in drawn.countries] == REGIONS[name].split()
    for shape in drawn.countries:
        assert 0 <= shape.x <= drawn.width
        assert 0 <= shape.y <= drawn.height
        assert points(shape.path)


@pytest.mark.parametrize("name", REGIONS)
def test_map_is_small_and_contains_only_numbers_and_path_commands(name: str) -> None:
    drawn = region(REGIONS[name])
    paths = [drawn.around, *(shape.path for shape in drawn.countries)]
    assert sum(map(len, paths)) < LARGEST
    assert [path for path in paths if not re.fullmatch(r"[Mlz\d -]*", path)] == []


@pytest.mark.parametrize("name", REGIONS)
def test_no_line_of_a_map_crosses_it_from_one_edge_to_the_other(name: str) -> None:
    drawn = region(REGIONS[name])
    along_edges = {-8, drawn.width + 8, drawn.height + 8}
    for shape in drawn.countries:
        for ring in shape.path.split("z"):
            for (x, y), (a, b) in pairwise(points(f"{ring}z")):
                if (x == a and x in along_edges) or (y == b and y in along_edges):
                    continue
                assert abs(x - a) < drawn.width / 2


def test_much_larger_country_does_not_set_the_frame() -> None:
    without, with_russia = region("EE FI LT LV"), region("EE FI LT LV RU")
    assert (with_russia.width, with_russia.height) == (without.width, without.height)
    widths = {}
    for drawn in (without, with_russia):
        finland = next(shape for shape in drawn.countries if shape.code == "FI")
        widths[drawn] = Box.of(points(finland.path)).width
    assert widths[with_russia] == widths[without]


def test_codes_without_a_country_in_the_atlas_have_no_map() -> None:
    assert draw_region(frozenset()) is None
    assert draw_region(frozenset({"XA", "XB", "EU"})) is None
    assert [shape.code for shape in region("FI XA").countries] == ["FI"]


def test_small_countries_are_marked() -> None:
    assert {shape.code: shape.is_small for shape in region("AT DE FR IT LI").countries} == {
        "AT": False,
        "DE": False,
        "FR": False,
        "IT": False,
        "LI": True,
    }


def test_atlas_draws_ukraine_and_cyprus_within_their_recognised_borders() -> None:
    atlas = Atlas.load()

    def holds(code: str, longitude: float, latitude: float) -> bool:
        near = Box(left=longitude - 0.05, right=longitude + 0.05, top=latitude - 0.05, bottom=latitude + 0.05)
        rings = [polygon[0] for polygon in atlas.polygons[numeric_code(code)]]
        return any(clipped(ring_points(ring, atlas.lines), near) for ring in rings)

    simferopol, kyrenia, hargeisa = (34.1, 45.0), (33.3, 35.3), (44.1, 9.6)
    assert holds("UA", *simferopol)
    assert not holds("RU", *simferopol)
    assert holds("CY", *kyrenia)
    assert holds("SO", *hargeisa)


def test_atlas_names_its_source_beside_it() -> None:
    folder = Path(apps.get_app_config("home").path) / "world"
    assert json.loads((folder / "countries.topojson").read_text())["type"] == "Topology"
    words = (folder / "README.md").read_text()
    assert "Natural Earth" in words
    assert "public domain" in words


def test_projection_keeps_the_middle_and_ends_before_the_other_side_of_the_globe() -> None:
    project = lambert_projection((20.0, 60.0))
    assert project((20.0, 60.0)) == pytest.approx((0.0, 0.0))
    north, east = project((20.0, 61.0)), project((21.0, 60.0))
    assert north is not None
    assert east is not None
    assert (north[1] < 0, east[0] > 0) == (True, True)
    assert project((-160.0, -60.0)) is None
    assert equal_earth((11.0, 0.0)) == pytest.approx((0.0, 0.0))


def test_middle_of_opposite_points_is_not_close() -> None:
    assert middle_of([(0.0, 0.0), (180.0, 0.0)])[1] == pytest.approx(0.0)
    assert middle_of([(170.0, 0.0), (-170.0, 0.0)])[0] == pytest.approx((180.0, 0.0))


def test_ring_is_clipped_to_the_box() -> None:
    half = Box(left=5, top=-1, right=20, bottom=20)
    assert Box.of(clipped(SQUARE, half)) == Box(left=5, top=0, right=10, bottom=10)
    assert clipped(SQUARE, Box(left=20, top=0, right=30, bottom=10)) == []


def test_name_is_written_where_a_shape_is_widest() -> None:
    arrow = [(0.0, 0.0), (4.0, 0.0), (4.0, 20.0), (12.0, 20.0), (12.0, 24.0), (0.0, 24.0)]
    (x, y), room = widest_place(arrow)
    assert (x, room) == (6.0, 12.0)
    assert 20 <= y < 24
    assert widest_place(SQUARE) == ((5.0, 5.0), 10.0)
