"""The layout of a chart as a picture of its own: title, chart, legend, notes and source, one below the other.

Positions are in pixels. Lines are broken by their number of characters, because a drawing does not know the width of
its text; the limits fit the widest alphabet of the interface.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

WIDTH, MARGIN = 720, 24
TITLE_CHARACTERS, NOTE_CHARACTERS = 62, 96
TITLE_LINE, NOTE_LINE, GAP = 24, 17, 12
LEGEND_COLUMNS, LEGEND_LINE = 3, 20


@dataclass(frozen=True, kw_only=True)
class PlacedLine:
    """A line of text with its baseline."""

    y: int
    words: str


@dataclass(frozen=True, kw_only=True)
class PictureLayout:
    """The lines above and below a chart, where the chart begins, where each entry of its legend is (from the left and
    the top), and the height of the whole."""

    title: tuple[PlacedLine, ...]
    subtitle: tuple[PlacedLine, ...]
    chart_y: int
    legend: tuple[tuple[int, int], ...]
    notes: tuple[PlacedLine, ...]
    height: int


def picture_layout(
    *, title: str, subtitle: str, notes: Iterable[str], chart_height: int, in_legend: int
) -> PictureLayout:
    """Return where everything is in the picture of a chart with this height."""
    titles = _placed(wrap(title, TITLE_CHARACTERS), MARGIN + 16, TITLE_LINE)
    subtitles = _placed(wrap(subtitle, NOTE_CHARACTERS), titles[-1].y + 22 if titles else MARGIN, NOTE_LINE)
    chart_y = (subtitles or titles)[-1].y + GAP + 4
    legend_y = chart_y + chart_height + GAP
    column = (WIDTH - 2 * MARGIN) // LEGEND_COLUMNS
    legend = tuple(
        (MARGIN + column * (place % LEGEND_COLUMNS), legend_y + LEGEND_LINE * (place // LEGEND_COLUMNS))
        for place in range(in_legend)
    )
    below = max((y for _x, y in legend), default=legend_y - LEGEND_LINE) + LEGEND_LINE
    lines = [line for note in notes for line in wrap(note, NOTE_CHARACTERS)]
    return PictureLayout(
        title=titles,
        subtitle=subtitles,
        chart_y=chart_y,
        legend=legend,
        notes=_placed(lines, below + GAP, NOTE_LINE),
        height=below + NOTE_LINE * len(lines) + MARGIN,
    )


def _placed(lines: Iterable[str], first: int, line: int) -> tuple[PlacedLine, ...]:
    return tuple(PlacedLine(y=first + line * place, words=words) for place, words in enumerate(lines))
