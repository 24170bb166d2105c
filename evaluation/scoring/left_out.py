"""Reasons why a given answer does not count, or is not shown as it was given (method 3.3, 3.4, 3.8)."""

from fractions import Fraction
from typing import assert_never

from evaluation.scoring.ratios import MIN_BASE_POOLED
from evaluation.values import Kind, NotScoredReason, ScoringRole, Status


def reason_not_scored(
    *, kind: Kind, status: Status, place: ScoringRole, base: Fraction | None = None, is_banded: bool = False
) -> NotScoredReason | None:
    """Return why an answer is not scored or not shown as given; None where it is, and where nothing was given.

    `status` and `place` are those of the score, `base` is the denominator of the answer itself. A reason without a
    value that the country chose ("not available", "not applicable", "confidential") speaks for itself.
    """
    match status:
        case Status.UNANSWERED | Status.NOT_AVAILABLE | Status.NOT_APPLICABLE | Status.CONFIDENTIAL:
            return None
        case Status.SUPPRESSED_SMALL:
            return NotScoredReason.FEW_PEOPLE
        case Status.UNDEFINED:
            return NotScoredReason.NO_CASES
        case Status.VALUE:
            return (
                NotScoredReason.RANGE
                if is_banded
                else _why_missing(kind, base)
                if place is ScoringRole.MISSING
                else None
            )
        case _:
            assert_never(status)


def _why_missing(kind: Kind, base: Fraction | None) -> NotScoredReason | None:
    """Return why a value has no score; half a ratio and a negative base are errors of the answer instead."""
    if kind is Kind.TREATY:
        return NotScoredReason.NO_RECORD
    if kind is not Kind.RATIO or base is None or base <= 0:
        return None
    return NotScoredReason.SMALL_BASE if base < MIN_BASE_POOLED else NotScoredReason.EARLIER_YEARS
