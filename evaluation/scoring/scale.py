"""The scale from 0 to 100: bands on it, and the one place where a number is rounded."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from evaluation.values import Band

TOP = Fraction(100)
BANDS = (Band.EARLY, Band.DEVELOPING, Band.SUBSTANTIAL, Band.ADVANCED)
BAND_WIDTH = 25


def round_for_display(value: Fraction) -> Decimal:
    """Return `value` rounded half up to one decimal, for display only; 67.1875 becomes 67.2, and 53.75 becomes 53.8.

    A half is rounded away from zero, so that a fall reads as large as a rise of the same size. Never -0.0.
    """
    tenths = int(abs(value) * 10 + Fraction(1, 2))
    return Decimal(-tenths if value < 0 else tenths).scaleb(-1)


def band_of(point: Fraction) -> Band:
    """Return the band of a point: Early [0, 25), Developing [25, 50), Substantial [50, 75), Advanced [75, 100] (3.5).

    Raises ValueError outside 0 to 100.
    """
    # In whole numbers, since every scenario of every recommendation asks three times.
    if not 0 <= point.numerator <= len(BANDS) * BAND_WIDTH * point.denominator:
        raise ValueError(f"a score must be between 0 and 100, not {point}")
    return BANDS[min(point.numerator // (BAND_WIDTH * point.denominator), len(BANDS) - 1)]


def cap_band(band: Band) -> Band:
    """Return the band if an essential criterion scores below 25: at most Developing (3.5)."""
    return min(band, Band.DEVELOPING, key=BANDS.index)


def median(values: Iterable[Fraction]) -> Fraction | None:
    """Return the exact median; of an even number the mean of the two in the middle; None without values."""
    ordered = sorted(values)
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
