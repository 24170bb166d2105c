"""Decide whether a line connects the points of two years (method 3.7, 3.9)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluation.scoring.ratios import is_same_measure
from evaluation.values import Flag, Measure, YearLink


@dataclass(frozen=True, kw_only=True)
class ResultBasis:
    """The basis of one recommendation's result in one year.

    `measures` are its scored criteria by series, `valued` those that have a score, `flags` their marks.
    """

    year: int
    measures: Mapping[str, Measure]
    valued: frozenset[str] = frozenset()
    flags: Mapping[str, frozenset[Flag]] = field(default_factory=dict)
    has_point: bool = True


def link_between(now: ResultBasis, before: ResultBasis | None) -> YearLink:
    """Return how a year's result relates to the last one published before it; None if there is none.

    A break is shown across years without results too, because the criteria changed anyway; a line never is. B says that
    the series breaks before its own year; a different definition (D) matches neither neighbour.
    """
    if before is None:
        return YearLink.APART
    if not _is_same_set(now.measures, before.measures) or _is_marked(now, before):
        return YearLink.BREAK
    if now.year - before.year != 1 or not (now.has_point and before.has_point):
        return YearLink.APART
    return YearLink.JOINED if now.valued == before.valued else YearLink.OTHER_ANSWERS


def _is_same_set(now: Mapping[str, Measure], before: Mapping[str, Measure]) -> bool:
    return now.keys() == before.keys() and all(is_same_measure(now[series], before[series]) for series in now)


def _is_marked(now: ResultBasis, before: ResultBasis) -> bool:
    marks = {flag for flags in now.flags.values() for flag in flags}
    return bool(marks & {Flag.B, Flag.D}) or any(Flag.D in flags for flags in before.flags.values())
