"""Context indicators of a country over the years: shown as they are, never scored, never added up or averaged.

Beside each is what independent sources publish of the same matter; "<5" of a source stays "<5".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.models import Criterion, SeriesSource
from evaluation.results.country_profile import Profile
from evaluation.scoring import series_order
from evaluation.sources.observations import IndicatorYears, Observations, YearObservations
from evaluation.values import NUMERIC_KINDS, Flag

YEARS = 10
Answer = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ContextValue:
    """A country's context figure of one year. `is_break`: it cannot be compared with earlier years."""

    year: int
    answer: Answer | None
    is_break: bool


@dataclass(frozen=True, kw_only=True)
class ContextRow:
    """One context criterion: the country's own answers by year, and rows of sources with what they have of each."""

    criterion: Criterion
    values: tuple[ContextValue, ...]
    beside: tuple[tuple[IndicatorYears, tuple[tuple[int, YearObservations], ...]], ...]


@dataclass(frozen=True, kw_only=True)
class ContextTable:
    """The context figures of a country over years."""

    years: tuple[int, ...]
    rows: tuple[ContextRow, ...]


def context_table(profile: Profile, observations: Observations) -> ContextTable:
    """Return the context criteria of the year shown, over the newest ten years with any data; one query."""
    criteria = sorted(
        (item for item in profile.criteria.values() if not item.scored and item.kind in NUMERIC_KINDS),
        key=lambda criterion: series_order(criterion.series_id),
    )
    belongs = _sources(criterion.series_id for criterion in criteria)
    beside = {
        criterion.series_id: [row for row in observations.rows if _key(row) in belongs.get(criterion.series_id, ())]
        for criterion in criteria
    }
    seen = {brief.year for brief in profile.briefs} | {
        year for rows in beside.values() for row in rows for year in row.by_year if year <= profile.published.year
    }
    years = tuple(sorted(seen)[-YEARS:])
    return ContextTable(
        years=years,
        rows=tuple(_row(criterion, profile, years, beside[criterion.series_id]) for criterion in criteria),
    )


def _sources(series_ids: Iterable[str]) -> dict[str, set[tuple[str, str, str]]]:
    found: dict[str, set[tuple[str, str, str]]] = {}
    for row in SeriesSource.objects.filter(series_id__in=set(series_ids)):
        found.setdefault(row.series_id, set()).add((row.source, row.dataset, row.indicator))
    return found


def _key(row: IndicatorYears) -> tuple[str, str, str]:
    first = next(iter(row.by_year.values()))[0]
    return first.source, first.dataset, first.indicator


def _row(criterion: Criterion, profile: Profile, years: Sequence[int], beside: Iterable[IndicatorYears]) -> ContextRow:
    by_year = {brief.year: brief.context.get(criterion.series_id) for brief in profile.briefs}
    values, before = [], None
    for year in years:
        answer = by_year.get(year)
        values.append(ContextValue(year=year, answer=answer, is_break=_is_break(criterion, answer, before)))
        before = answer or before
    return ContextRow(
        criterion=criterion,
        values=tuple(values),
        beside=tuple((row, tuple((year, row.by_year.get(year, ())) for year in years)) for row in beside),
    )


def _is_break(criterion: Criterion, answer: Answer | None, before: Answer | None) -> bool:
    """Return whether the figure cannot be compared with the year before: another version, or a flag B or D.

    Which versions go together is known of the criterion of the year shown alone; of older ones, none do.
    """
    if answer is None or before is None:
        return False
    if {Flag.B, Flag.D} & set(answer["flags"]) or Flag.D in before["flags"]:
        return True
    if answer["version"] == before["version"]:
        return False
    is_compatible = criterion.compatible_with_previous and answer["version"] == criterion.version
    return not (is_compatible and answer["version"] == before["version"] + 1)
