"""From criteria to a recommendation, and from recommendations to a country (method 3.5, 3.6)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from evaluation.scoring.criteria import score_criterion
from evaluation.scoring.scale import TOP, band_of, capped, median
from evaluation.values import (
    UNANSWERED,
    AnswerValue,
    Band,
    CountryResult,
    CriterionScore,
    CriterionSpec,
    Grade,
    Label,
    PastAnswer,
    Place,
    RecommendationResult,
    Status,
)

ENOUGH_COVERAGE = Fraction(2, 3)
ENOUGH_VALUES = 2
NARROW_FROM = Fraction(1, 2)
CAP_BELOW = Fraction(25)
ENOUGH_POINTS = Fraction(12, 15)
WIDE_INTERVAL = Fraction(30)

Answers = Mapping[str, AnswerValue]
History = Mapping[str, Sequence[PastAnswer]]


def score_recommendation(
    specs: Iterable[CriterionSpec], answers: Answers, history: History | None = None
) -> RecommendationResult:
    """One recommendation of one country in one year, from its criteria and their answers by series id (3.5).

    A criterion without an answer is unanswered; answers to other criteria are ignored; order does not matter.
    Refuses (ValueError) no criteria, criteria of several recommendations, and a series id that stands twice.
    """
    ordered = sorted(specs, key=lambda spec: series_order(spec.series_id))
    codes = {spec.recommendation for spec in ordered}
    if len(codes) != 1:
        raise ValueError("the criteria belong to one recommendation")
    if len({spec.series_id for spec in ordered}) < len(ordered):
        raise ValueError("a series stands once in a recommendation")
    past = history or {}
    return result_of(
        score_criterion(spec, answers.get(spec.series_id, UNANSWERED), past.get(spec.series_id, ())) for spec in ordered
    )


def result_of(scores: Iterable[CriterionScore]) -> RecommendationResult:
    """The result of one recommendation from the scores of its criteria, of which there is at least one (3.5).

    Two readings of the method are fixed here. A narrow base keeps its point and interval and loses its band alone,
    as written; the label says narrow base even where the coverage would be too small as well. The cap lies on the
    essential criteria that have a value: one that is missing widens the interval, and caps nothing.
    """
    all_scores = tuple(scores)
    valued = [score for score in all_scores if score.place is Place.SCORED]
    missing = [score for score in all_scores if score.place is Place.MISSING]
    result = RecommendationResult(
        recommendation=all_scores[0].spec.recommendation,
        label=_label(all_scores),
        scores=all_scores,
        applicable_weight=_weight(valued) + _weight(missing),
        valued_weight=_weight(valued),
        outside_weight=_weight(score for score in all_scores if score.place is Place.OUTSIDE),
        answered=sum(score.status is not Status.UNANSWERED for score in all_scores),
        asked=len(all_scores),
    )
    if not result.applicable_weight:
        return result
    return _with_band(_with_numbers(result, valued, missing))


def weighted_mean(scores: Iterable[CriterionScore]) -> Fraction | None:
    """The mean of the scores by weight; criteria without a score are passed over; None where nothing is left."""
    valued = [score for score in scores if score.score is not None]
    return _earned(valued) / _weight(valued) if valued else None


def score_country(results: Iterable[RecommendationResult]) -> CountryResult:
    """How many recommendations stand in each band, and how wide their intervals are (3.6, 3.11).

    The internal mean is over the points of recommendations that have a band, and needs 12 of 15 of them (the same
    share of a framework of another size): a narrow base counts with insufficient data there as everywhere.
    """
    rows = list(results)
    banded = [row for row in rows if row.band is not None and row.point is not None]
    points = [row.point for row in banded if row.point is not None]
    width = median(row.width for row in rows if row.width is not None)
    enough = bool(points) and len(points) >= ENOUGH_POINTS * len(rows)
    return CountryResult(
        bands={band: sum(row.band is band for row in banded) for band in Band},
        insufficient=sum(row.label in (Label.INSUFFICIENT, Label.NARROW_BASE) for row in rows),
        not_applicable=sum(row.label is Label.NOT_APPLICABLE for row in rows),
        median_width=width,
        has_wide_intervals=width is not None and width > WIDE_INTERVAL,
        internal_mean=sum(points, Fraction(0)) / len(points) if enough else None,
    )


def grade_shares(scores: Iterable[CriterionScore]) -> dict[Grade, Fraction]:
    """How the weight that has a value is verified: the share of each grade, adding up to 1; empty without values.

    Grades are shown and never multiply a score (3.8). Takes the criteria of one recommendation or of a whole country.
    """
    valued = [score for score in scores if score.place is Place.SCORED]
    total = _weight(valued)
    if not total:
        return {}
    return {grade: Fraction(_weight(score for score in valued if score.grade is grade), total) for grade in Grade}


def series_order(series_id: str) -> tuple[tuple[str, int], ...]:
    """Sorts 2.10 after 2.9."""
    return tuple((text, int(digits or 0)) for text, digits in re.findall(r"(\D*)(\d*)", series_id))


def _weight(scores: Iterable[CriterionScore]) -> int:
    return sum(score.spec.weight for score in scores)


def _earned(valued: Iterable[CriterionScore]) -> Fraction:
    """The sum of weight times score."""
    total = Fraction(0)
    for score in valued:
        total += score.spec.weight * (score.score or 0)
    return total


def _label(scores: Sequence[CriterionScore]) -> Label:
    weight = {place: _weight(score for score in scores if score.place is place) for place in Place}
    applicable = weight[Place.SCORED] + weight[Place.MISSING]
    if not applicable:
        return Label.NOT_APPLICABLE
    if weight[Place.OUTSIDE] > NARROW_FROM * (applicable + weight[Place.OUTSIDE]):
        return Label.NARROW_BASE
    return Label.OK if _has_enough(scores, weight[Place.SCORED], applicable) else Label.INSUFFICIENT


def _has_enough(scores: Sequence[CriterionScore], valued: int, applicable: int) -> bool:
    values = sum(score.place is Place.SCORED for score in scores)
    return valued >= ENOUGH_COVERAGE * applicable and values >= ENOUGH_VALUES


def _with_numbers(
    result: RecommendationResult, valued: Sequence[CriterionScore], missing: Sequence[CriterionScore]
) -> RecommendationResult:
    applicable = result.applicable_weight
    earned = _earned(valued)
    reasoned = _weight(score for score in (*valued, *missing) if score.status is not Status.UNANSWERED)
    return replace(
        result,
        coverage=Fraction(result.valued_weight, applicable),
        point=earned / result.valued_weight if _has_enough(valued, result.valued_weight, applicable) else None,
        lo=earned / applicable,
        hi=(earned + TOP * (applicable - result.valued_weight)) / applicable,
        weakest=min(valued, key=lambda score: score.score or 0, default=None),
        band_capped_by=tuple(
            score.spec.series_id for score in valued if score.spec.essential and (score.score or 0) < CAP_BELOW
        ),
        completeness=Fraction(reasoned, applicable),
    )


def _with_band(result: RecommendationResult) -> RecommendationResult:
    if result.label is not Label.OK or result.point is None or result.lo is None or result.hi is None:
        return result
    return replace(
        result,
        band=band_under_cap(result, result.point),
        band_before_cap=band_of(result.point),
        uncertain=band_under_cap(result, result.lo) is not band_under_cap(result, result.hi),
    )


def band_under_cap(result: RecommendationResult, point: Fraction) -> Band:
    """The band of some point of this recommendation, lowered where one of its essential criteria is below 25."""
    return capped(band_of(point)) if result.band_capped_by else band_of(point)
