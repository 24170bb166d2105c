"""Contrast of colours as WCAG 2.2 computes it, and a lighter colour of the same kind for dark pages."""

import re

HEX = re.compile(r"#[0-9a-fA-F]{6}")
READABLE = 4.5
"""The least ratio for text: WCAG 2.2, 1.4.3."""
STEPS = 100


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours such as #0B5470, from 1 to 21.

    >>> round(contrast("#000000", "#FFFFFF"), 1)
    21.0
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lowest_contrast(colour: str, grounds: tuple[str, ...]) -> float:
    """Return the lowest contrast ratio of `colour` on any of the grounds."""
    return min(contrast(colour, ground) for ground in grounds)


def lighten_until_readable(colour: str, grounds: tuple[str, ...]) -> str:
    """Return `colour` mixed with as little white as makes it readable on all of these dark grounds.

    >>> lighten_until_readable("#FFFFFF", ("#000000",))
    '#FFFFFF'
    """
    parts = _parts(colour)
    for step in range(STEPS):
        mixed = [round(part + (255 - part) * step / STEPS) for part in parts]
        found = "#{:02X}{:02X}{:02X}".format(*mixed)
        if lowest_contrast(found, grounds) >= READABLE:
            return found
    return "#FFFFFF"


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
