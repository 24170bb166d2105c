"""Compare this year with last year, on the criteria that can be compared (method 3.7)."""

from collections.abc import Sequence
from fractions import Fraction

from evaluation.scoring.ratios import is_same_measure
from evaluation.values import (
    CriterionChange,
    CriterionOutcome,
    CriterionScore,
    Flag,
    Progress,
    RecommendationResult,
    ScoringRole,
)

MIN_CHANGE = 5
MIN_MATCHED_WEIGHT = Fraction(1, 2)
MIN_MATCHED = 2
BREAKS = frozenset({Flag.B, Flag.D})


def compare_years(this_year: RecommendationResult, last_year: RecommendationResult | None) -> Progress:
    """Return what changed in one recommendation; `last_year` is None for a country's first assessment.

    Goes through the scored criteria of this year; weights of this year count for both years. A flag B or D in either
    year excludes a criterion. The difference of the two points is never computed, because only criteria that occur in
    both years can be compared. Raises ValueError for results of different recommendations.
    """
    if last_year is not None and last_year.recommendation != this_year.recommendation:
        raise ValueError("progress must compare two years of the same recommendation")
    before = {} if last_year is None else {score.spec.series_id: score for score in last_year.scores}
    scored = [score for score in this_year.scores if score.spec.scored]
    changes = tuple(_change(score, before.get(score.spec.series_id), is_first=last_year is None) for score in scored)
    weights = {score.spec.series_id: score.spec.weight for score in scored}
    matched = [change for change in changes if change.difference is not None]
    matched_weight = sum(weights[change.series_id] for change in matched)
    return Progress(
        changes=changes,
        matched=len(matched),
        applicable=sum(score.place in (ScoringRole.SCORED, ScoringRole.MISSING) for score in scored),
        matched_weight=matched_weight,
        applicable_weight=this_year.applicable_weight,
        delta=_delta(matched, weights, this_year.applicable_weight),
    )


def _delta(matched: Sequence[CriterionChange], weights: dict[str, int], applicable: int) -> Fraction | None:
    weight = sum(weights[change.series_id] for change in matched)
    if len(matched) < MIN_MATCHED or weight < MIN_MATCHED_WEIGHT * applicable:
        return None
    moved = Fraction(0)
    for change in matched:
        moved += weights[change.series_id] * (change.difference or 0)
    return moved / weight


def _change(now: CriterionScore, then: CriterionScore | None, *, is_first: bool) -> CriterionChange:
    """Return the change of a criterion; a value in one year only is newly or no longer reported, not a rise or fall.

    A criterion that was not asked last year is not comparable, for nobody could have reported it, nor is one that was
    in shadow, for it was reported and not scored, nor are bands of two widths; in a country's first assessment what has
    a value is newly reported. Without a value in either year there is nothing to compare.
    """
    series_id = now.spec.series_id
    if (then is None and not is_first) or (then is not None and then.spec.in_shadow):
        return CriterionChange(series_id=series_id, outcome=CriterionOutcome.NOT_COMPARABLE)
    before = None if then is None else then.score
    if now.score is None or before is None or then is None:
        return CriterionChange(series_id=series_id, outcome=_one_sided(now.score, before))
    if not is_same_measure(now.spec, then.spec) or BREAKS & (now.flags | then.flags) or _other_width(now, then):
        return CriterionChange(series_id=series_id, outcome=CriterionOutcome.NOT_COMPARABLE)
    difference = now.score - before
    return CriterionChange(series_id=series_id, outcome=_direction(difference), difference=difference)


def _other_width(now: CriterionScore, then: CriterionScore) -> bool:
    """Return whether few persons are shown as bands of two widths: between their middles lies nothing that happened."""
    bands = [score.reading.band for score in (now, then) if score.reading and score.reading.band]
    return len({high - low for low, high in bands}) > 1


def _one_sided(now: Fraction | None, before: Fraction | None) -> CriterionOutcome:
    if now is not None:
        return CriterionOutcome.NEWLY_REPORTED
    return CriterionOutcome.NOT_COMPARABLE if before is None else CriterionOutcome.NO_LONGER_REPORTED


def _direction(difference: Fraction) -> CriterionOutcome:
    """Return the direction of a difference; only five points and more count, so that a whole level (25) does."""
    if difference >= MIN_CHANGE:
        return CriterionOutcome.IMPROVED
    return CriterionOutcome.DECLINED if difference <= -MIN_CHANGE else CriterionOutcome.UNCHANGED
