"""Calculate the result of a recommendation from its criteria, and of a country (method 3.5, 3.6)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from evaluation.scoring.criteria import score_criterion
from evaluation.scoring.scale import TOP, band_of, cap_band, median
from evaluation.values import (
    UNANSWERED,
    AnswerValue,
    Band,
    CountryResult,
    CriterionScore,
    CriterionSpec,
    Grade,
    PastAnswer,
    RecommendationResult,
    ResultLabel,
    ScoringRole,
    Status,
)

MIN_COVERAGE = Fraction(2, 3)
MIN_VALUES = 2
NARROW_FROM = Fraction(1, 2)
CAP_BELOW = Fraction(25)
MIN_POINTS_SHARE = Fraction(12, 15)
WIDE_INTERVAL = Fraction(30)

Answers = Mapping[str, AnswerValue]
History = Mapping[str, Sequence[PastAnswer]]


def score_recommendation(
    specs: Iterable[CriterionSpec], answers: Answers, history: History | None = None
) -> RecommendationResult:
    """Return the result of one recommendation of one country in one year, from its criteria and answers (3.5).

    A criterion without an answer is unanswered; answers to other criteria are ignored; order does not matter. Refuses
    (ValueError) no criteria, criteria of several recommendations, and a series id that occurs twice.
    """
    ordered = sorted(specs, key=lambda spec: series_order(spec.series_id))
    codes = {spec.recommendation for spec in ordered}
    if len(codes) != 1:
        raise ValueError("the criteria must belong to one recommendation")
    if len({spec.series_id for spec in ordered}) < len(ordered):
        raise ValueError("a recommendation must contain each series only once")
    past = history or {}
    return result_of(
        score_criterion(spec, answers.get(spec.series_id, UNANSWERED), past.get(spec.series_id, ())) for spec in ordered
    )


def result_of(scores: Iterable[CriterionScore], *, alike: bool = False) -> RecommendationResult:
    """Return the result of one recommendation from the scores of its criteria, of which there is at least one (3.5).

    `alike`: every weight counts as 1. Two readings of the method are fixed here. A narrow base keeps its point and
    interval and loses only its band, as written; the label says narrow base even if the coverage would be too small as
    well. The cap applies to essential criteria with a value: a missing one widens the interval, and caps nothing.
    """
    all_scores = tuple(scores)
    valued = [score for score in all_scores if score.place is ScoringRole.SCORED]
    missing = [score for score in all_scores if score.place is ScoringRole.MISSING]
    outside = _weight((score for score in all_scores if score.place is ScoringRole.OUTSIDE), alike)
    has, lacks = _weight(valued, alike), _weight(missing, alike)
    has_point = _has_enough(len(valued), has, has + lacks)
    label = _label(has + lacks, outside, has_point)
    numbers: dict[str, Any] = {}
    if has + lacks:
        numbers = _numbers(valued, missing, has, lacks, has_point=has_point, alike=alike)
    if label is ResultLabel.OK:
        numbers |= _bands(numbers)
    return RecommendationResult(
        recommendation=all_scores[0].spec.recommendation,
        label=label,
        scores=all_scores,
        applicable_weight=has + lacks,
        valued_weight=has,
        outside_weight=outside,
        answered=sum(score.status is not Status.UNANSWERED for score in all_scores),
        asked=len(all_scores),
        **numbers,
    )


def weighted_mean(scores: Iterable[CriterionScore]) -> Fraction | None:
    """Return the weighted mean of the scores, ignoring criteria without one; None if no score is left."""
    valued = [score for score in scores if score.score is not None]
    if not valued:
        return None
    over, under = _weighted_sum(valued)
    return Fraction(over, under * _weight(valued))


def score_country(results: Iterable[RecommendationResult]) -> CountryResult:
    """Return how many recommendations are in each band, and how wide their intervals are (3.6, 3.11).

    The internal mean is over the points of recommendations that have a band, and needs 12 of 15 of them (the same share
    of a framework of another size): a narrow base counts with insufficient data there as everywhere.
    """
    rows = list(results)
    banded = [row for row in rows if row.band is not None and row.point is not None]
    points = [row.point for row in banded if row.point is not None]
    width = median(row.width for row in rows if row.width is not None)
    enough = bool(points) and len(points) >= MIN_POINTS_SHARE * len(rows)
    return CountryResult(
        bands={band: sum(row.band is band for row in banded) for band in Band},
        insufficient=sum(row.label in (ResultLabel.INSUFFICIENT, ResultLabel.NARROW_BASE) for row in rows),
        not_applicable=sum(row.label is ResultLabel.NOT_APPLICABLE for row in rows),
        median_width=width,
        has_wide_intervals=width is not None and width > WIDE_INTERVAL,
        internal_mean=sum(points, Fraction(0)) / len(points) if enough else None,
    )


def grade_shares(scores: Iterable[CriterionScore]) -> dict[Grade, Fraction]:
    """Return the share of each grade of verification in the weight that has a value; empty without values.

    The shares add up to 1. Grades are shown and never multiply a score (3.8). Takes the criteria of one recommendation
    or of a whole country.
    """
    valued = [score for score in scores if score.place is ScoringRole.SCORED]
    total = _weight(valued)
    if not total:
        return {}
    return {grade: Fraction(_weight(score for score in valued if score.grade is grade), total) for grade in Grade}


def series_order(series_id: str) -> tuple[tuple[str, int], ...]:
    """Return a sort key that puts 2.10 after 2.9."""
    return tuple((text, int(digits or 0)) for text, digits in re.findall(r"(\D*)(\d*)", series_id))


def _weight(scores: Iterable[CriterionScore], alike: bool = False) -> int:
    return sum(1 if alike else score.spec.weight for score in scores)


def _weighted_sum(valued: Iterable[CriterionScore], alike: bool = False) -> tuple[int, int]:
    """Return the sum of weight times score, as numerator and denominator: the caller reduces it once."""
    over, under = 0, 1
    for score in valued:
        numerator, denominator = (score.score or Fraction(0)).as_integer_ratio()
        over = over * denominator + (1 if alike else score.spec.weight) * numerator * under
        under *= denominator
    return over, under


def _label(applicable: int, outside: int, has_point: bool) -> ResultLabel:
    if not applicable:
        return ResultLabel.NOT_APPLICABLE
    if outside > NARROW_FROM * (applicable + outside):
        return ResultLabel.NARROW_BASE
    return ResultLabel.OK if has_point else ResultLabel.INSUFFICIENT


def _has_enough(values: int, valued: int, applicable: int) -> bool:
    return values >= MIN_VALUES and valued >= MIN_COVERAGE * applicable


def _numbers(
    valued: Sequence[CriterionScore],
    missing: Sequence[CriterionScore],
    has: int,
    lacks: int,
    *,
    has_point: bool,
    alike: bool,
) -> dict[str, Any]:
    """Return the result of a recommendation to which something applies; `has` and `lacks` are the weights of the
    two."""
    over, under = _weighted_sum(valued, alike)
    applicable = has + lacks
    reasoned = _weight((score for score in (*valued, *missing) if score.status is not Status.UNANSWERED), alike)
    return {
        "coverage": Fraction(has, applicable),
        "point": Fraction(over, under * has) if has_point else None,
        "lo": Fraction(over, under * applicable),
        "hi": Fraction(over + TOP.numerator * lacks * under, under * applicable),
        "weakest": min(valued, key=lambda score: score.score or 0, default=None),
        "band_capped_by": tuple(
            score.spec.series_id for score in valued if score.spec.essential and (score.score or 0) < CAP_BELOW
        ),
        "completeness": Fraction(reasoned, applicable),
    }


def _bands(numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the band of a point, and whether both ends of its interval lie in one."""
    is_capped = bool(numbers["band_capped_by"])
    low, high = (_band(numbers[end], is_capped=is_capped) for end in ("lo", "hi"))
    return {
        "band": _band(numbers["point"], is_capped=is_capped),
        "band_before_cap": band_of(numbers["point"]),
        "uncertain": low is not high,
    }


def band_under_cap(result: RecommendationResult, point: Fraction) -> Band:
    """Return the band of the point, lowered if one of the essential criteria is below 25."""
    return _band(point, is_capped=bool(result.band_capped_by))


def _band(point: Fraction, *, is_capped: bool) -> Band:
    return cap_band(band_of(point)) if is_capped else band_of(point)
