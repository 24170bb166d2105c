"""Calculate how stable a band is in other calculations (method 3.11)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction

from evaluation.scoring.criteria import score_criterion
from evaluation.scoring.recommendations import (
    Answers,
    History,
    band_under_cap,
    result_of,
    score_recommendation,
)
from evaluation.values import (
    UNANSWERED,
    WITH_GOALPOSTS,
    Band,
    CriterionScore,
    CriterionSpec,
    RecommendationResult,
    Scenario,
    ScenarioKind,
    ScoringRole,
    Sensitivity,
)

ROBUST_FROM = Fraction(9, 10)
TARGET_SHIFT = Fraction(1, 10)
DIGITS = 50
TRUSTED_DIGITS = 40


def sensitivity(specs: Iterable[CriterionSpec], answers: Answers, history: History | None = None) -> Sensitivity | None:
    """Return all scenarios of one recommendation, always in the same order; None if it has no band.

    Equal weights; the weighted geometric mean; each scored criterion in the base, with a value or missing, dropped
    once; the target of each criterion with goalposts and a value 10 % lower and higher; both ends of the interval. The
    10 % are of the target itself, as written. A shift that says nothing is left out rather than counted as kept: a
    target of 0 does not move, and one that would reach or pass its floor turns the scale round. `lowest` and `highest`
    are over the scenarios' points. Refuses what `score_recommendation` refuses.
    """
    base = score_recommendation(specs, answers, history)
    if base.band is None:
        return None
    scenarios = tuple(_scenarios(answers, history or {}, base, base.band))
    points = [scenario.point for scenario in scenarios if scenario.point is not None]
    kept = sum(scenario.keeps_band for scenario in scenarios)
    return Sensitivity(
        band=base.band,
        scenarios=scenarios,
        kept=kept,
        lowest=min(points),
        highest=max(points),
        is_robust=kept >= ROBUST_FROM * len(scenarios),
        decisive=tuple(
            scenario.series_id
            for scenario in scenarios
            if scenario.kind is ScenarioKind.DROPPED and not scenario.keeps_band
        ),
    )


def geometric_mean(scores: Iterable[CriterionScore]) -> Fraction:
    """Return the weighted geometric mean of the scores, exact to 40 digits; scores below 1 count as 1.

    The floor is for everything below 1 and not for 0 alone, so that a smaller score never gives a larger mean. The last
    digits are rounded off, so that a mean of exactly 75 is not taken for a hair less. Refuses no scores (ValueError).
    """
    context = Context(prec=DIGITS)
    pairs = [(score.spec.weight, max(score.score, Fraction(1))) for score in scores if score.score is not None]
    if not pairs:
        raise ValueError("a mean needs at least one score")
    total = Decimal(0)
    for weight, value in pairs:
        logarithm = context.ln(context.divide(Decimal(value.numerator), Decimal(value.denominator)))
        total = context.fma(Decimal(weight), logarithm, total)
    mean = context.exp(context.divide(total, Decimal(sum(weight for weight, _ in pairs))))
    return Fraction(Context(prec=TRUSTED_DIGITS).plus(mean))


def _scenarios(answers: Answers, history: History, base: RecommendationResult, band: Band) -> Iterator[Scenario]:
    """Yield the scenarios; each calculates only what it changes: weights, the set, or one criterion."""
    scores = base.scores
    yield _scenario_from_scores(ScenarioKind.EQUAL_WEIGHTS, scores, band, alike=True)
    yield _scenario_from_point(ScenarioKind.GEOMETRIC_MEAN, geometric_mean(scores), base)
    for score in scores:
        if score.place in (ScoringRole.SCORED, ScoringRole.MISSING):
            others = [other for other in scores if other is not score]
            yield _scenario_from_scores(ScenarioKind.DROPPED, others, band, score.spec.series_id)
    for score in scores:
        for kind, spec in _shifted_targets(score):
            again = score_criterion(spec, answers.get(spec.series_id, UNANSWERED), history.get(spec.series_id, ()))
            shifted = [again if other is score else other for other in scores]
            yield _scenario_from_scores(kind, shifted, band, spec.series_id)
    if base.lo is not None and base.hi is not None:
        yield _scenario_from_point(ScenarioKind.LOW, base.lo, base)
        yield _scenario_from_point(ScenarioKind.HIGH, base.hi, base)


def _shifted_targets(score: CriterionScore) -> Iterator[tuple[ScenarioKind, CriterionSpec]]:
    spec = score.spec
    if score.place is not ScoringRole.SCORED or spec.kind not in WITH_GOALPOSTS:
        return
    if spec.floor is None or spec.target is None:
        return
    for kind, shift in ((ScenarioKind.TARGET_LOWER, -TARGET_SHIFT), (ScenarioKind.TARGET_HIGHER, TARGET_SHIFT)):
        target = spec.target + shift * abs(spec.target)
        if target != spec.target and (target - spec.floor) * (spec.target - spec.floor) > 0:
            yield kind, replace(spec, target=target)


def _scenario_from_scores(
    kind: ScenarioKind, scores: Sequence[CriterionScore], band: Band, series_id: str = "", *, alike: bool = False
) -> Scenario:
    result = result_of(scores, alike=alike)
    return Scenario(
        kind=kind, series_id=series_id, point=result.point, band=result.band, keeps_band=result.band is band
    )


def _scenario_from_point(kind: ScenarioKind, point: Fraction, base: RecommendationResult) -> Scenario:
    band = band_under_cap(base, point)
    return Scenario(kind=kind, point=point, band=band, keeps_band=band is base.band)
