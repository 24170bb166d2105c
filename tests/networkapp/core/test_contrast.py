"""Contrast of colours, and colours for dark pages."""

import re
from pathlib import Path

import pytest

import networkapp
from networkapp.text.contrast import READABLE, contrast, lighten_until_readable, lowest_contrast
from networkapp.text.grounds import DARK_GROUNDS, LIGHT_GROUNDS

TOKENS = Path(networkapp.__file__).parent / "static/networkapp/css/tokens.css"


def test_black_on_white_has_the_highest_contrast_and_a_colour_on_itself_none() -> None:
    assert (round(contrast("#000000", "#FFFFFF"), 2), contrast("#0B5470", "#0B5470")) == (21.0, 1.0)


@pytest.mark.parametrize("colour", ["#000000", "#0B5470", "#1B6E3C", "#9A2B1B", "#4B0082"])
def test_lightened_colour_is_readable_on_every_dark_background(colour: str) -> None:
    assert lowest_contrast(lighten_until_readable(colour, DARK_GROUNDS), DARK_GROUNDS) >= READABLE


def test_no_grey_is_readable_on_both_light_and_dark_backgrounds() -> None:
    greys = [f"#{value:02X}{value:02X}{value:02X}" for value in range(256)]
    assert [grey for grey in greys if lowest_contrast(grey, (*LIGHT_GROUNDS, *DARK_GROUNDS)) >= READABLE] == []


def test_background_colours_are_those_of_the_style_sheet() -> None:
    light, dark = TOKENS.read_text().split("@layer networkapp.tokens.dark {", 1)
    for css, grounds in ((light, LIGHT_GROUNDS), (dark, DARK_GROUNDS)):
        assert tuple(re.search(rf"--{name}: (#\w+);", css)[1] for name in ("page", "surface", "sunk")) == grounds
