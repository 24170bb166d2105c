"""Presentation only: bands, bars of counts and intervals. Every shape also has its meaning in words.

Numbers may come as the engine gives them (fractions) or as a published version stores them (decimals, strings).
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from evaluation.results.band_words import band_count_text
from evaluation.scoring import round_for_display

register = template.Library()

Number = Fraction | Decimal | float | int | str
BANDS = {
    "early": ("early", "e", pgettext_lazy("band", "Early")),
    "developing": ("developing", "d", gettext_lazy("Developing")),
    "substantial": ("substantial", "s", gettext_lazy("Substantial")),
    "advanced": ("advanced", "a", gettext_lazy("Advanced")),
    "insufficient": ("none", "n", gettext_lazy("Insufficient data")),
    "narrow_base": ("none", "n", gettext_lazy("Narrow base")),
    "not_applicable": ("none", "n", capfirst(gettext_lazy("not applicable"))),
}


@register.filter
def one_decimal(value: Number | None) -> str:
    """Return a number rounded half up to one decimal, in the reader's notation; "–" for None."""
    return "–" if value is None else number_format(round_for_display(Fraction(value)), decimal_pos=1)


@register.filter
def range_text(low: Number | None, high: Number | None) -> str:
    """Return a range in words: "between 40.0 and 60.2", or the one number if both ends show the same."""
    ends = {"lo": one_decimal(low), "hi": one_decimal(high)}
    return ends["lo"] if ends["lo"] == ends["hi"] else _("between %(lo)s and %(hi)s") % ends


@register.simple_tag
def score_in_words(point: Number | None, low: Number | None, high: Number | None) -> str:
    """Return a score with its range: "50.0, between 40.0 and 60.2"; the score alone if the range is no wider."""
    if low is None or high is None:
        return _("not applicable")
    score = _("no score") if point is None else one_decimal(point)
    ends = {"lo": one_decimal(low), "hi": one_decimal(high)}
    return score if ends["lo"] == ends["hi"] else _("%(point)s, between %(lo)s and %(hi)s") % {"point": score, **ends}


@register.filter
def percent(share: Number | None) -> str:
    """Return a share from 0 to 1 as whole per cent: "67 %"; "–" for None."""
    if share is None:
        return "–"
    whole = int(Fraction(share) * 100 + Fraction(1, 2))
    return _("%(number)s %%") % {"number": number_format(whole)}


@register.filter
def signed(value: Number | None) -> str:
    """Return a difference in points with its sign: "+12.5", "−3.0", "0.0"."""
    if value is None:
        return "–"
    shown = round_for_display(Fraction(value))
    words = number_format(abs(shown), decimal_pos=1)
    return words if shown == 0 else f"{'+' if shown > 0 else '−'}{words}"


@register.inclusion_tag("evaluation/parts/gauge.html")
def gauge(code: str) -> dict[str, Any]:
    """Return a gauge of four steps, filled up to the band; struck out if there is insufficient data."""
    return {"code": BANDS[code][0]}


@register.inclusion_tag("evaluation/parts/band.html")
def band(code: str, uncertain: bool = False) -> dict[str, Any]:
    """Return a band or the label without one: gauge, fill and word; "?" if the range reaches another band."""
    fill, _texture, words = BANDS[code]
    return {"code": fill, "words": words, "uncertain": uncertain}


@register.inclusion_tag("evaluation/parts/band_bar.html")
def band_bar(bands: Mapping[str, int], insufficient: int = 0) -> dict[str, Any]:
    """Show how many recommendations are in each band, as one bar and in the same words."""
    counts = {code: int(bands.get(code, 0)) for code in ("early", "developing", "substantial", "advanced")}
    counts["insufficient"] = int(insufficient)
    shares = [{"texture": BANDS[code][1], "number": number} for code, number in counts.items() if number]
    return {"shares": shares, "words": ", ".join(band_count_text(code, n) for code, n in counts.items() if n)}


@register.inclusion_tag("evaluation/parts/band_counts.html")
def band_counts(bands: Mapping[str, int], insufficient: int = 0) -> dict[str, Any]:
    """Show the counts as large figures, each beside its band."""
    counts = {code: bands.get(code, 0) for code in ("advanced", "substantial", "developing", "early")}
    counts["insufficient"] = insufficient
    return {"rows": [{"code": code, "number": number} for code, number in counts.items()]}


@register.inclusion_tag("evaluation/parts/interval.html")
def interval(lo: Number | None, hi: Number | None, point: Number | None = None) -> dict[str, Any]:
    """Return the axis from 0 to 100 with a bar from lo to hi and a diamond at the point, then the numbers.

    Without a point the bar is dashed; if lo equals hi, nothing is missing and no bar is drawn.
    """
    low, high = (None if end is None else Fraction(end) for end in (lo, hi))
    shape: dict[str, Any] = {"point": point, "lo": lo, "hi": hi, "is_open": point is None, "is_whole": low == high}
    if low is not None and high is not None and low != high:
        shape |= {"left": axis_position(low), "width": f"{float((high - low) * Fraction(232, 100)):.1f}"}
    if point is not None:
        shape["at"] = axis_position(Fraction(point))
    return shape


def axis_position(value: Fraction) -> str:
    """Return the position of a value from 0 to 100 on the axis of the drawing, which runs from 4 to 236."""
    return f"{float(4 + value * Fraction(232, 100)):.1f}"
