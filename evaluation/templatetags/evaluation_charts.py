"""Charts in pages: drawn once for all who look, since what is published does not change. The words say the same.

A drawing is kept by what it shows and the language of its words, and by nothing of the reader.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from evaluation.charts.geometry import BANDS_UPWARDS, YearMark, countries_chart, counts_chart, trend_chart, years_chart
from evaluation.results.band_words import band_count_text
from evaluation.results.public_charts import PublicChart
from evaluation.templatetags.evaluation_parts import BANDS, score_in_words
from evaluation.values import YearLink

register = template.Library()

KEPT = 4000
COUNTED = ("advanced", "substantial", "developing", "early", "insufficient", "not_applicable")


@register.simple_tag
def country_over_years(marks: Sequence[YearMark], width: int = 0) -> SafeString:
    """Return a chart of one country over the years; `width` in pixels if no page stretches it."""
    return _drawn("years", _language(), tuple(marks), width)


@register.simple_tag
def countries_in_year(marks: Iterable[tuple[str, YearMark]], width: int = 0) -> SafeString:
    """Return a chart of every country in one year, in the order given."""
    return _drawn("countries", _language(), tuple(marks), width)


@register.simple_tag
def small_trend_chart(marks: Sequence[YearMark]) -> SafeString:
    """Return a chart of one country's points over the years for a table row."""
    return _drawn("small_trend", _language(), tuple(marks))


@register.simple_tag
def counts_over_years(history: Any, width: int = 0) -> SafeString:
    """Return a chart of the number of recommendations in each band, by year, for one country."""
    years = tuple((year, None if counts is None else _counts(counts)) for year, counts in history.years)
    return _drawn("counts", _language(), (years, history.breaks), width)


@register.simple_tag
def counts_text(counts: Mapping[str, int] | None) -> str:
    """Show one year of it in words; "–" if nothing is published."""
    return "–" if counts is None else _counts_in_words(_language(), _counts(counts))


@register.simple_tag
def matrix_cell(cell: Any) -> SafeString:
    """Return the result of one recommendation in one country for the heat map: gauge, band and coverage."""
    column, line = cell.column, cell.result
    result = (line.shown, line.uncertain, line.coverage) if line else ("", False, None)
    return _drawn("cell", _language(), (column.country, column.name, *result))


@register.inclusion_tag("evaluation/charts/legend.html")
def texture_legend() -> dict[str, Any]:
    """Return which texture stands for which band, from the bottom up."""
    return {"bands": [(band, BANDS[band][2]) for band in BANDS_UPWARDS[:-1]]}


@register.simple_tag
def band_legend(places: Iterable[tuple[int, int]]) -> list[tuple[int, int, str, str]]:
    """Return the textures of a picture's legend with their places and words, from the bottom up."""
    return [(x, y, band, str(words)) for (x, y), (band, words) in zip(places, texture_legend()["bands"], strict=True)]


@register.simple_tag
def chart_text(chart: PublicChart) -> str:
    """Return a chart in words: the alternative text of its picture."""
    if chart.history is not None:
        return _history_in_words(chart.history.years)
    return years_in_words(chart.marks) if chart.marks else countries_in_words(chart.countries)


@register.simple_tag
def year_text(mark: YearMark) -> SafeString:
    """Return one year of one country for the table of a chart."""
    return _drawn("year", _language(), mark)


def years_in_words(marks: Iterable[YearMark]) -> str:
    """Return a chart over years as text to be read out: "2024 50.0, between 40.0 and 60.0; 2025 nothing published"."""
    return "; ".join(_year_in_words(mark) for mark in marks)


def countries_in_words(rows: Iterable[tuple[str, YearMark]]) -> str:
    """Show the countries of one year, by name."""
    return "; ".join(f"{name} {_result_in_words(mark)}" for name, mark in rows)


def _year_in_words(mark: YearMark) -> str:
    text = f"{mark.year} {_result_in_words(mark)}"
    return {
        YearLink.BREAK: _("%(said)s (criteria changed, not comparable with earlier years)") % {"said": text},
        YearLink.OTHER_ANSWERS: _("%(said)s (different criteria answered than the year before)") % {"said": text},
    }.get(mark.link, text)


def _result_in_words(mark: YearMark) -> str:
    if not mark.is_published:
        return _("no results published")
    return score_in_words(mark.point, mark.low, mark.high)


def _history_in_words(years: Iterable[tuple[int, Mapping[str, int] | None]]) -> str:
    """Return the bands of the years as text: "2024 no results published; 2025 5 Advanced, 3 Early"."""
    return "; ".join(
        f"{year} {_('no results published') if counts is None else _counts_in_words(_language(), _counts(counts))}"
        for year, counts in years
    )


def _counts(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((band, counts[band]) for band in COUNTED if counts.get(band))


@lru_cache(maxsize=KEPT)
def _counts_in_words(language: str, counts: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(band_count_text(band, number) for band, number in counts)


def _language() -> str:
    return get_language() or "en"


@lru_cache(maxsize=KEPT)
def _drawn(name: str, language: str, shown: Hashable, width: int = 0) -> SafeString:
    """Return a cached drawing; `language` is part of its key, because it has words."""
    place, context = DRAWN[name]
    drawing = render_to_string(f"evaluation/{place}/{name}.html", {**context(shown), "width": width})
    return mark_safe(drawing.strip())


def _years(marks: Any) -> dict[str, Any]:
    return {"chart": years_chart(marks), "words": years_in_words(marks)}


def _countries(rows: Any) -> dict[str, Any]:
    return {"chart": countries_chart(rows), "words": countries_in_words(rows)}


def _small(marks: Any) -> dict[str, Any]:
    return {"chart": trend_chart(marks), "words": years_in_words(marks)}


def _by_band(shown: Any) -> dict[str, Any]:
    years, breaks = shown
    by_year = [(year, None if counts is None else dict(counts)) for year, counts in years]
    return {"chart": counts_chart(by_year, breaks=breaks), "words": _history_in_words(by_year)}


def _year(mark: Any) -> dict[str, Any]:
    return {"mark": mark, "is_break": mark.link is YearLink.BREAK, "is_other": mark.link is YearLink.OTHER_ANSWERS}


def _cell(shown: Any) -> dict[str, Any]:
    return dict(zip(("country", "name", "shown", "uncertain", "coverage"), shown, strict=True))


DRAWN: Mapping[str, tuple[str, Callable[[Any], dict[str, Any]]]] = {
    "years": ("charts", _years),
    "countries": ("charts", _countries),
    "small_trend": ("charts", _small),
    "counts": ("charts", _by_band),
    "year": ("charts", _year),
    "cell": ("overview", _cell),
}
