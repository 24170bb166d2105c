"""The geometry of the charts: from numbers to positions, without words, colours, requests or a database.

Horizontal positions are texts in per cent, so that a drawing fits any width while its text keeps its size; vertical
positions are in pixels. Values run from 0 at the bottom to 100 at the top. The templates in templates/evaluation/charts
draw what is computed here; each drawing has a table with the same content.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from evaluation.values import YearLink

Number = Fraction | Decimal | int
Height = Callable[[Number | None], str]

QUARTERS = (0, 25, 50, 75, 100)
BANDS_UPWARDS = ("early", "developing", "substantial", "advanced", "insufficient", "not_applicable")
LABELS_AT_MOST = 6


@dataclass(frozen=True, kw_only=True)
class YearMark:
    """One year of one country: `shown` is the band or label, empty where nothing is published of the year."""

    year: int
    shown: str = ""
    point: Number | None = None
    low: Number | None = None
    high: Number | None = None
    link: YearLink = YearLink.APART

    @property
    def is_published(self) -> bool:
        return bool(self.shown)


@dataclass(frozen=True, kw_only=True)
class IntervalBar:
    """An interval; `is_open` where no point may be given."""

    x: str
    top: str
    bottom: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class PointDot:
    x: str
    y: str
    is_last: bool = False


@dataclass(frozen=True, kw_only=True)
class LineSegment:
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, kw_only=True)
class AxisLabel:
    """A label at a place along an axis."""

    at: str
    words: str


@dataclass(frozen=True, kw_only=True)
class YearsChart:
    """Intervals and points of one country over years. A line joins only what rests on the same criteria."""

    height: int
    grid: tuple[AxisLabel, ...]
    years: tuple[AxisLabel, ...]
    bars: tuple[IntervalBar, ...]
    dots: tuple[PointDot, ...]
    joins: tuple[LineSegment, ...]
    breaks: tuple[str, ...]
    empty: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CountryInterval:
    """One country of a year: where its interval begins and ends, how wide it is, and where its point lies."""

    name: str
    y: int
    left: str
    width: str
    at: str
    low: Number | None
    high: Number | None
    point: Number | None
    is_published: bool


@dataclass(frozen=True, kw_only=True)
class CountriesChart:
    """Intervals and points of many countries in one year, one below the other in the order in which they come."""

    height: int
    grid: tuple[AxisLabel, ...]
    rows: tuple[CountryInterval, ...]


@dataclass(frozen=True, kw_only=True)
class CountBox:
    x: str
    width: str
    y: str
    height: str


@dataclass(frozen=True, kw_only=True)
class CountsChart:
    """The number of recommendations in each band and year, stacked from Early up; by band, in that order.

    `grid` is the axis: numbers of recommendations.
    """

    height: int
    grid: tuple[AxisLabel, ...]
    years: tuple[AxisLabel, ...]
    stacks: tuple[tuple[str, tuple[CountBox, ...]], ...]
    breaks: tuple[str, ...]
    empty: tuple[str, ...]


BOTTOM = 110
LEFT, RIGHT = Fraction(13), Fraction(95)


def years_chart(marks: Sequence[YearMark]) -> YearsChart:
    """Return the chart of one country over the years of `marks`, oldest first; one pixel is one point."""
    xs = _spread(marks, LEFT, RIGHT)
    return YearsChart(
        height=BOTTOM + 26,
        grid=tuple(AxisLabel(at=str(BOTTOM - value), words=str(value)) for value in QUARTERS),
        years=_labels(marks, xs),
        bars=tuple(
            IntervalBar(
                x=_share(xs[mark.year]), top=_high(mark.high), bottom=_high(mark.low), is_open=mark.point is None
            )
            for mark in marks
            if mark.low is not None and mark.high is not None and mark.low != mark.high
        ),
        dots=_dots(marks, xs, _high),
        joins=_joins(marks, xs, _high),
        breaks=_breaks(marks, xs),
        empty=tuple(_share(xs[mark.year]) for mark in marks if not mark.is_published),
    )


def trend_chart(marks: Sequence[YearMark]) -> YearsChart:
    """Return the same points for a table row, 28 pixels high, without intervals, grid and labels."""
    xs = _spread(marks, Fraction(4), Fraction(96))
    return YearsChart(
        height=28,
        grid=(),
        years=(),
        bars=(),
        dots=_dots(marks, xs, _low),
        joins=_joins(marks, xs, _low),
        breaks=_breaks(marks, xs),
        empty=(),
    )


ROW, HEAD = 44, 22


def countries_chart(rows: Sequence[tuple[str, YearMark]]) -> CountriesChart:
    """Return the chart of the countries in one year, in the order given, which is alphabetical: nothing sorts here."""
    return CountriesChart(
        height=HEAD + ROW * len(rows) + 6,
        grid=tuple(AxisLabel(at=_share(_percent_along(Fraction(value))), words=str(value)) for value in QUARTERS),
        rows=tuple(_row(name, mark, HEAD + ROW * place) for place, (name, mark) in enumerate(rows)),
    )


def _row(name: str, mark: YearMark, y: int) -> CountryInterval:
    has_bar = mark.low is not None and mark.high is not None and mark.low != mark.high
    low, high = Fraction(mark.low or 0), Fraction(mark.high or 0)
    return CountryInterval(
        name=name,
        y=y,
        left=_share(_percent_along(low)) if has_bar else "",
        width=_share((high - low) * _ALONG) if has_bar else "",
        at="" if mark.point is None else _share(_percent_along(Fraction(mark.point))),
        low=mark.low,
        high=mark.high,
        point=mark.point,
        is_published=mark.is_published,
    )


_ALONG = Fraction(97, 100)
STACK, ABOVE = 75, 6


def counts_chart(years: Sequence[tuple[int, Mapping[str, int] | None]], *, breaks: Iterable[int] = ()) -> CountsChart:
    """Return the counts of one country by year, oldest first; None for a year without published results.

    `breaks` are the years before which the questions changed. The axis ends at the most recommendations of a year.
    """
    marks = [YearMark(year=year, shown="" if counts is None else "ok") for year, counts in years]
    # A few years are side by side at the axis, so that their columns can be seen and read together.
    left = Fraction(20)
    right = min(Fraction(93), left + 15 * (len(years) - 1))
    xs, step = _spread(marks, left, right), _step(marks, left, right)
    width = min(step * Fraction(7, 10), Fraction(12)) if len(years) > 1 else Fraction(12)
    stacks: dict[str, list[CountBox]] = {}
    most = max((sum(counts.values()) for _year, counts in years if counts), default=0) or 1
    for year, counts in years:
        for band, top, height in _stack(counts or {}, most):
            box = CountBox(x=_share(xs[year] - width / 2), width=_share(width), y=_pixels(top), height=_pixels(height))
            stacks.setdefault(band, []).append(box)
    cut = frozenset(breaks)
    return CountsChart(
        height=ABOVE + STACK + 22,
        grid=tuple(AxisLabel(at=_pixels(_count_height(number, most)), words=str(number)) for number in _ticks(most)),
        years=_labels(marks, xs),
        stacks=tuple((band, tuple(stacks[band])) for band in BANDS_UPWARDS if band in stacks),
        breaks=tuple(_share(xs[mark.year] - step / 2) for mark in marks[1:] if mark.year in cut),
        empty=tuple(_share(xs[mark.year]) for mark in marks if not mark.is_published),
    )


def _stack(counts: Mapping[str, int], most: int) -> Iterable[tuple[str, Fraction, Fraction]]:
    """Yield band, upper edge and height of each part of a column, from the bottom; `most` is the end of the axis."""
    below = 0
    for band in BANDS_UPWARDS:
        number = counts.get(band, 0)
        below += number
        if number:
            yield band, _count_height(below, most), Fraction(number * STACK, most)


def _count_height(number: int, most: int) -> Fraction:
    """Return the vertical position of a number of recommendations."""
    return ABOVE + STACK - Fraction(number * STACK, most)


def _ticks(most: int) -> Sequence[int]:
    """Return the labels of an axis from 0 to `most`: at most five, in steps of 1, 2, 5, 10 and so on."""
    step = next(step for size in (1, 10, 100, 1000) for step in (size, 2 * size, 5 * size) if most <= 4 * step)
    return range(0, most + 1, step)


def _dots(marks: Sequence[YearMark], xs: Mapping[int, Fraction], place: Height) -> tuple[PointDot, ...]:
    return tuple(
        PointDot(x=_share(xs[mark.year]), y=place(mark.point), is_last=mark is marks[-1])
        for mark in marks
        if mark.point is not None
    )


def _joins(marks: Sequence[YearMark], xs: Mapping[int, Fraction], place: Height) -> tuple[LineSegment, ...]:
    """Return the lines between neighbouring years, if the later one is joined to the earlier."""
    return tuple(
        LineSegment(x1=_share(xs[old.year]), y1=place(old.point), x2=_share(xs[new.year]), y2=place(new.point))
        for old, new in pairwise(marks)
        if new.link is YearLink.JOINED and old.point is not None and new.point is not None
    )


def _breaks(marks: Sequence[YearMark], xs: Mapping[int, Fraction]) -> tuple[str, ...]:
    """Return the positions halfway between two years between which the criteria changed."""
    return tuple(
        _share((xs[old.year] + xs[new.year]) / 2) for old, new in pairwise(marks) if new.link is YearLink.BREAK
    )


def _spread(marks: Sequence[YearMark], left: Fraction, right: Fraction) -> dict[int, Fraction]:
    """Return the position of each year in per cent of the width: evenly, a single one at the right."""
    if len(marks) == 1:
        return {marks[0].year: right}
    step = _step(marks, left, right)
    return {mark.year: left + step * place for place, mark in enumerate(marks)}


def _step(marks: Sequence[YearMark], left: Fraction, right: Fraction) -> Fraction:
    return (right - left) / max(len(marks) - 1, 1)


def _labels(marks: Sequence[YearMark], xs: Mapping[int, Fraction]) -> tuple[AxisLabel, ...]:
    """Return the newest year and every n-th before it, so that labels do not touch."""
    every = -(-len(marks) // LABELS_AT_MOST)
    return tuple(
        AxisLabel(at=_share(xs[mark.year]), words=str(mark.year)) for mark in reversed(list(marks)[::-1][::every])
    )


def _percent_along(value: Fraction) -> Fraction:
    return Fraction(3, 2) + value * _ALONG


def _high(value: Number | None) -> str:
    return _pixels(BOTTOM - Fraction(value or 0))


def _low(value: Number | None) -> str:
    return _pixels(25 - Fraction(value or 0) * Fraction(22, 100))


def _share(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".") + "%"


def _pixels(value: Fraction) -> str:
    return f"{float(value):.1f}".removesuffix(".0")
