"""Results over the years, with honest breaks: from published lines to the marks of a chart.

A year without a result is a gap. Nothing is filled in, and no two points are joined or subtracted unless they rest on
the same criteria (scoring/links.py).
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from evaluation.charts.geometry import YearMark
from evaluation.models import Criterion
from evaluation.results.result_rows import ResultSummary
from evaluation.scoring import ResultBasis, link_between
from evaluation.values import Kind, Measure, YearLink

YEARS_SHOWN = 10

Measures = Mapping[int, Mapping[int, Mapping[str, Measure]]]


def shown_years(*, newest: int, oldest: int) -> range:
    """Return the years that are shown up to `newest`: at most ten."""
    return range(max(oldest, newest - YEARS_SHOWN + 1), newest + 1)


def measures_of(framework_ids: Iterable[int]) -> Measures:
    """Return the scored criteria by framework and recommendation; one query."""
    found: dict[int, dict[int, dict[str, Measure]]] = {}
    rows = Criterion.objects.filter(recommendation__framework__in=set(framework_ids), scored=True).order_by()
    for framework, code, series_id, kind, version, compatible, scored_from in rows.values_list(
        "recommendation__framework_id",
        "recommendation__code",
        "series_id",
        "kind",
        "version",
        "compatible_with_previous",
        "scored_from",
    ):
        found.setdefault(framework, {}).setdefault(code, {})[series_id] = Measure(
            series_id=series_id,
            kind=Kind(kind),
            version=version,
            compatible_with_previous=compatible,
            scored_from=scored_from,
        )
    return found


def measure_of(criterion: Criterion) -> Measure:
    """Return what decides whether `criterion` measures the same thing in two years."""
    return Measure(
        series_id=criterion.series_id,
        kind=Kind(criterion.kind),
        version=criterion.version,
        compatible_with_previous=criterion.compatible_with_previous,
        scored_from=criterion.scored_from,
    )


def marks_of(
    code: int, years: range, published: Mapping[int, tuple[int, Mapping[int, ResultSummary]]], measures: Measures
) -> tuple[YearMark, ...]:
    """Return the results of one recommendation in one country over `years`.

    `published` gives for a year the framework and the lines by recommendation. A year that is not in it, or whose
    framework did not have this recommendation, has an empty mark.
    """
    marks, before = [], None
    for year in years:
        framework, lines = published.get(year, (0, {}))
        line = lines.get(code)
        if line is None:
            marks.append(YearMark(year=year))
            continue
        now = _footing(year, line, measures.get(framework, {}).get(code, {}))
        marks.append(_mark(year, line, link_between(now, before)))
        before = now
    return tuple(marks)


def criteria_change_years(frameworks: Mapping[int, int], measures: Measures) -> tuple[int, ...]:
    """Return the years in which a scored criterion was added, removed or changed; `frameworks` by year."""
    found, years = [], sorted(frameworks)
    for before, now in pairwise(years):
        old, new = (
            ResultBasis(year=year, measures=_in(year, _all(measures.get(frameworks[year], {}))), has_point=False)
            for year in (before, now)
        )
        if link_between(new, old) is YearLink.BREAK:
            found.append(now)
    return tuple(found)


def _all(by_code: Mapping[int, Mapping[str, Measure]]) -> dict[str, Measure]:
    return {series: measure for rows in by_code.values() for series, measure in rows.items()}


def _footing(year: int, line: ResultSummary, measures: Mapping[str, Measure]) -> ResultBasis:
    return ResultBasis(
        year=year,
        measures=_in(year, measures),
        valued=line.valued,
        flags=line.flags,
        has_point=line.point is not None,
    )


def _in(year: int, measures: Mapping[str, Measure]) -> dict[str, Measure]:
    """Return the measures scored in `year`, by series; criteria in their shadow years are not scored."""
    return {
        series: measure
        for series, measure in measures.items()
        if measure.scored_from is None or measure.scored_from <= year
    }


def _mark(year: int, line: ResultSummary, link: YearLink) -> YearMark:
    return YearMark(year=year, shown=line.shown, point=line.point, low=line.low, high=line.high, link=link)
