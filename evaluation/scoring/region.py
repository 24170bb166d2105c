"""Figures about many countries at once: their number, the lowest, the median, the highest (method 3.9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from evaluation.scoring.scale import median

MIN_COUNTRIES = 3


@dataclass(frozen=True, kw_only=True)
class RegionSummary:
    """The points of one recommendation over the countries that have one, naming none; never a mean.

    `without` counts the countries with published results that give no point. The three numbers are None if fewer than
    three countries have a point, because each would belong to one of them.
    """

    n: int
    without: int
    lowest: Fraction | None = None
    middle: Fraction | None = None
    highest: Fraction | None = None


def region_of(points: Iterable[Fraction | None]) -> RegionSummary:
    """Return the region of these points, of each country one; None for a country with insufficient data, which is left
    out.

    The order of the countries does not matter, and nothing in the result reveals which of them is meant.
    """
    point_list = list(points)
    known = [point for point in point_list if point is not None]
    if len(known) < MIN_COUNTRIES:
        return RegionSummary(n=len(known), without=len(point_list) - len(known))
    return RegionSummary(
        n=len(known),
        without=len(point_list) - len(known),
        lowest=min(known),
        middle=median(known),
        highest=max(known),
    )
