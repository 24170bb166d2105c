"""Boxes, rings and clipping on the plane of a map."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from home.domain.region_map.atlas import Point

LEVELS = 24
"""In how many heights of a shape a place for its name is looked for."""
SIMILAR = 0.9


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle with y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, points: Iterable[Point]) -> Self:
        found = list(points)
        xs, ys = [x for x, _y in found], [y for _x, y in found]
        return cls(left=min(xs), top=min(ys), right=max(xs), bottom=max(ys))

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def size(self) -> float:
        return max(self.width, self.height)

    def joined(self, *others: "Box") -> "Box":
        boxes = (self, *others)
        return Box(
            left=min(box.left for box in boxes), top=min(box.top for box in boxes),
            right=max(box.right for box in boxes), bottom=max(box.bottom for box in boxes),
        )  # fmt: skip

    def wider(self, by: float) -> "Box":
        return Box(left=self.left - by, top=self.top - by, right=self.right + by, bottom=self.bottom + by)

    def touches(self, other: "Box") -> bool:
        beside = self.right < other.left or other.right < self.left
        return not (beside or self.bottom < other.top or other.bottom < self.top)

    def holds(self, other: "Box") -> bool:
        return self.joined(other) == self

    def with_ratio(self, least: float, most: float) -> "Box":
        """Return the smallest box around this one whose width is between `least` and `most` times its height."""
        wider = max(0.0, least * self.height - self.width) / 2
        higher = max(0.0, self.width / most - self.height) / 2
        return Box(left=self.left - wider, top=self.top - higher, right=self.right + wider, bottom=self.bottom + higher)


def area(ring: Sequence[Point]) -> float:
    """Return the area of a ring."""
    following = [*ring[1:], *ring[:1]]
    return abs(sum(x * b - a * y for (x, y), (a, b) in zip(ring, following, strict=True))) / 2


def clipped(ring: Sequence[Point], box: Box) -> list[Point]:
    """Return the part of a ring that is inside the box (Sutherland and Hodgman)."""
    part = list(ring)
    for axis, limit, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1)):
        part = _cut(part, axis, limit, sign)
    return part


def _cut(ring: Sequence[Point], axis: int, limit: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        inside, was_inside = sign * (point[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
        if inside != was_inside:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if inside:
            kept.append(point)
    return kept


def widest_place(ring: Sequence[Point]) -> tuple[Point, float]:
    """Return the middle of the longest horizontal line in a ring, and its length; of similar lines, the middle one."""
    box = Box.of(ring)
    inside = [
        ((left + right) / 2, y, right - left)
        for y in (box.top + box.height * level / LEVELS for level in range(1, LEVELS))
        for left, right in _crossings(ring, y)
    ]
    longest = max((room for _x, _y, room in inside), default=0.0)
    middle = (box.top + box.bottom) / 2
    similar = [one for one in inside if one[2] >= SIMILAR * longest]
    x, y, room = min(similar, key=lambda one: abs(one[1] - middle), default=(box.left, box.top, 0.0))
    return (x, y), room


def _crossings(ring: Sequence[Point], y: float) -> list[tuple[float, float]]:
    """Return where a horizontal line enters and leaves the ring."""
    sides = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    xs = sorted(a + (c - a) * (y - b) / (d - b) for (a, b), (c, d) in sides if (b > y) != (d > y))
    return list(zip(xs[::2], xs[1::2], strict=True))
