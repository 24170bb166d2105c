"""From degrees to a plane: equal-area around the middle of a region, or of the whole world."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

from home.domain.region_map.atlas import Point

Projection = Callable[[Point], Point | None]
"""Return the place of a point in degrees on the plane, y downwards; None where the plane does not reach."""

REACH = -0.5
"""The cosine of the angle to which a region is drawn around its middle: 120 degrees."""
MIDDLE = 11.0
"""The longitude in the middle of a map of the world."""
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
"""The polynomial of the Equal Earth projection (Šavrič, Patterson and Jenny 2018)."""


@dataclass(frozen=True, kw_only=True)
class Vector:
    """A direction from the middle of the Earth."""

    x: float
    y: float
    z: float

    @property
    def length(self) -> float:
        return sqrt(self.x**2 + self.y**2 + self.z**2)


def middle_of(points: Iterable[Point]) -> tuple[Point, float]:
    """Return the point in the middle of these on the globe, and how close they are to each other, from 0 to 1."""
    found = [_vector(point) for point in points]
    mean = Vector(
        x=sum(one.x for one in found) / len(found),
        y=sum(one.y for one in found) / len(found),
        z=sum(one.z for one in found) / len(found),
    )
    if mean.length == 0:
        return (0.0, 0.0), 0.0
    return (degrees(atan2(mean.y, mean.x)), degrees(atan2(mean.z, hypot(mean.x, mean.y)))), mean.length


def _vector(point: Point) -> Vector:
    longitude, latitude = map(radians, point)
    return Vector(x=cos(latitude) * cos(longitude), y=cos(latitude) * sin(longitude), z=sin(latitude))


def lambert_projection(middle: Point) -> Projection:
    """Return the azimuthal equal-area projection (Lambert) around this point."""
    zero, tilt = map(radians, middle)

    def project(point: Point) -> Point | None:
        longitude, latitude = radians(point[0]) - zero, radians(point[1])
        near = sin(tilt) * sin(latitude) + cos(tilt) * cos(latitude) * cos(longitude)
        if near < REACH:
            return None
        stretched = sqrt(2 / (1 + near))
        upwards = cos(tilt) * sin(latitude) - sin(tilt) * cos(latitude) * cos(longitude)
        return stretched * cos(latitude) * sin(longitude), -stretched * upwards

    return project


def equal_earth(point: Point) -> Point:
    """Return the place of a point in the Equal Earth projection, which is cut in the Bering Strait."""
    longitude, latitude = radians((point[0] - MIDDLE + 180) % 360 - 180), radians(point[1])
    t = asin(sqrt(3) / 2 * sin(latitude))
    slope = 9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1
    return 2 * sqrt(3) * longitude * cos(t) / (3 * slope), -(A4 * t**9 + A3 * t**7 + A2 * t**3 + A1 * t)
