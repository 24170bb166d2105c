"""Convert rows to the specifications that the scoring engine reads."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from evaluation.models import Answer, Criterion
from evaluation.values import AnswerValue, CriterionSpec, Flag, Grade, Kind, Status, TreatyStatus, exact


def spec_of(criterion: Criterion, year: int | None = None) -> CriterionSpec:
    """Return the adopted criterion as scoring needs it; with `year`, unscored in years before scoring begins.

    Raises ValueError, with the name of the criterion, if it cannot be scored.
    """
    in_shadow = year is not None and criterion.is_in_shadow(year)
    return CriterionSpec(
        series_id=criterion.series_id,
        recommendation=criterion.recommendation.code,
        kind=Kind(criterion.kind),
        version=criterion.version,
        scored=criterion.scored and not in_shadow,
        weight=criterion.weight,
        essential=criterion.essential and not in_shadow,
        floor=_goalpost(criterion.floor),
        target=_goalpost(criterion.target),
        per=Fraction(criterion.per),
        is_share=criterion.is_share,
        about_persons=criterion.counts_persons,
        options=tuple(option["key"] for option in criterion.options),
        instruments=tuple(criterion.instruments),
        compatible_with_previous=criterion.compatible_with_previous,
        in_shadow=in_shadow,
        population=" ".join(criterion.denominator_text.casefold().split()),
    )


def value_of(answer: Answer, treaties: Mapping[str, TreatyStatus] | None = None) -> AnswerValue:
    """Return the answer as exact values for scoring; `treaties` has the status of each instrument of a treaty list."""
    if treaties is not None:
        return AnswerValue(status=Status.VALUE, treaties=treaties, grade=Grade.V3)
    return AnswerValue(
        status=Status(answer.status),
        level=answer.level,
        number=_fraction(answer.number),
        numerator=_fraction(answer.numerator),
        denominator=_fraction(answer.denominator),
        yes=answer.choice,
        options=frozenset(answer.ticks),
        flags=frozenset(Flag(flag) for flag in answer.flags),
        na_confirmed=answer.confirmed_at is not None,
        grade=Grade(answer.grade),
    )


def _goalpost(text: str) -> Fraction | None:
    return exact(Decimal(text)) if text else None


def _fraction(number: Decimal | None) -> Fraction | None:
    return None if number is None else exact(number)
