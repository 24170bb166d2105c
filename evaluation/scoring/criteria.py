"""Calculate the score of one answer (method 3.2 to 3.4)."""

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from evaluation.scoring.ratios import read_ratio
from evaluation.scoring.scale import TOP
from evaluation.scoring.suppression import is_small_count
from evaluation.values import (
    AnswerValue,
    CriterionScore,
    CriterionSpec,
    Flag,
    Kind,
    PastAnswer,
    RatioReading,
    ScoringRole,
    Status,
    TreatyStatus,
)

POINTS_PER_LEVEL = 25
TREATY_SCORES = {
    TreatyStatus.NONE: Fraction(0),
    TreatyStatus.SIGNED: Fraction(50),
    TreatyStatus.RATIFIED: Fraction(75),
    TreatyStatus.IN_FORCE: Fraction(100),
}


def score_criterion(spec: CriterionSpec, answer: AnswerValue, history: Sequence[PastAnswer] = ()) -> CriterionScore:
    """Return the role of one criterion in the calculation and its score from 0 to 100 (3.2 to 3.4).

    `history` holds earlier answers of the same series, in any order; it is read for pooling small ratios alone.
    Confirmed `not_applicable` and `undefined` leave the base; every other non-value, a value that is incomplete and a
    ratio too small to score are missing. `undefined` speaks of a denominator of 0: only a ratio can leave the base by
    it, since it needs nobody's confirmation. A ratio given with denominator 0 is undefined whatever it calls itself; a
    negative denominator (a blocker at sign-off) is missing. A number of persons that may not be published is
    `suppressed_small`, and so is a ratio of them that may not be shown even as a band.
    """
    status = _status(spec, answer)
    reading = read_ratio(spec, answer, history) if spec.kind is Kind.RATIO and status is Status.VALUE else None
    if status is Status.VALUE and _is_withheld(spec, answer, reading):
        status = Status.SUPPRESSED_SMALL
    score = _score(spec, answer, reading) if spec.scored and status is Status.VALUE else None
    flags = answer.flags - {Flag.POOLED}
    return CriterionScore(
        spec=spec,
        status=status,
        place=_place(spec, answer, status, score),
        score=score,
        level=answer.level if spec.kind is Kind.LEVEL and status is Status.VALUE else None,
        reading=reading,
        flags=flags | {Flag.POOLED} if reading is not None and reading.pooled else flags,
        grade=answer.grade,
    )


def between_goalposts(value: Fraction, *, floor: Fraction, target: Fraction) -> Fraction:
    """Return `value` on the scale from floor (0) to target (100), cut off at both; lower is better if target < floor.

    See 3.4. Raises ZeroDivisionError for equal goalposts, which a `CriterionSpec` cannot hold.
    """
    return TOP * min(max((value - floor) / (target - floor), Fraction(0)), Fraction(1))


def _status(spec: CriterionSpec, answer: AnswerValue) -> Status:
    if answer.status is Status.VALUE and spec.kind is Kind.RATIO and answer.denominator == 0:
        return Status.UNDEFINED
    return answer.status


def _is_withheld(spec: CriterionSpec, answer: AnswerValue, reading: RatioReading | None) -> bool:
    """Return whether a value about persons is withheld: small, beside a small one, or pooled."""
    if not spec.about_persons:
        return False
    if spec.kind is Kind.NUMBER:
        return answer.number is not None and (answer.is_guarded or is_small_count(answer.number))
    is_given = answer.numerator is not None and answer.denominator is not None and answer.denominator > 0
    return spec.kind is Kind.RATIO and is_given and reading is None


def _place(spec: CriterionSpec, answer: AnswerValue, status: Status, score: Fraction | None) -> ScoringRole:
    if not spec.scored:
        return ScoringRole.SHADOW if spec.in_shadow else ScoringRole.CONTEXT
    if score is not None:
        return ScoringRole.SCORED
    leaves = (status is Status.NOT_APPLICABLE and answer.na_confirmed) or (
        status is Status.UNDEFINED and spec.kind is Kind.RATIO
    )
    return ScoringRole.OUTSIDE if leaves else ScoringRole.MISSING


def _score(spec: CriterionSpec, answer: AnswerValue, reading: RatioReading | None) -> Fraction | None:
    match spec.kind:
        case Kind.LEVEL:
            return None if answer.level is None else Fraction(answer.level * POINTS_PER_LEVEL)
        case Kind.YES_NO:
            return None if answer.yes is None else TOP * int(answer.yes)
        case Kind.MULTI_CHOICE:
            return TOP * len(answer.options & set(spec.options)) / len(set(spec.options))
        case Kind.TREATY:
            return _treaty_score(spec, answer)
        case Kind.RATIO:
            return _scaled(spec, None if reading is None else reading.value)
        case Kind.NUMBER | Kind.MONEY:
            return _scaled(spec, answer.number)
        case Kind.DATE | Kind.NARRATIVE:
            return None
        case _:
            assert_never(spec.kind)


def _scaled(spec: CriterionSpec, value: Fraction | None) -> Fraction | None:
    if value is None or spec.floor is None or spec.target is None:
        return None
    return between_goalposts(value, floor=spec.floor, target=spec.target)


def _treaty_score(spec: CriterionSpec, answer: AnswerValue) -> Fraction | None:
    """Return the mean over the list; None, hence missing and never 0 if one instrument has no record at all."""
    statuses = [answer.treaties.get(instrument, TreatyStatus.NO_RECORD) for instrument in spec.instruments]
    if TreatyStatus.NO_RECORD in statuses:
        return None
    return sum((TREATY_SCORES[status] for status in statuses), Fraction(0)) / len(statuses)
