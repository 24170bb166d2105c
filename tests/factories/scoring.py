"""Criteria and answers as values, for tests of the scoring engine."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from evaluation.values import AnswerValue, CriterionSpec, Flag, Kind, PastAnswer, Status, TreatyStatus, exact

NOT_AVAILABLE = AnswerValue(status=Status.NOT_AVAILABLE)
NOT_APPLICABLE = AnswerValue(status=Status.NOT_APPLICABLE, na_confirmed=True)
UNCONFIRMED = AnswerValue(status=Status.NOT_APPLICABLE)
UNDEFINED = AnswerValue(status=Status.UNDEFINED)


def spec(series_id: str, kind: Kind = Kind.LEVEL, **fields: Any) -> CriterionSpec:
    """A scored criterion of recommendation 7, with goalposts 0 and 80 where its kind needs them."""
    if kind in (Kind.RATIO, Kind.NUMBER):
        fields = {"floor": Fraction(0), "target": Fraction(80), **fields}
    if kind is Kind.MULTI_CHOICE:
        fields = {"options": ("one", "two", "three", "four"), **fields}
    if kind is Kind.TREATY:
        fields = {"instruments": ("palermo", "cets-197"), **fields}
    return CriterionSpec(series_id=series_id, kind=kind, **{"recommendation": 7, **fields})


def level(value: int, **fields: Any) -> AnswerValue:
    return AnswerValue(status=Status.VALUE, level=value, **fields)


def yes(value: bool = True, **fields: Any) -> AnswerValue:
    return AnswerValue(status=Status.VALUE, yes=value, **fields)


def number(value: int | Fraction | Decimal, **fields: Any) -> AnswerValue:
    return AnswerValue(status=Status.VALUE, number=exact(value), **fields)


def ratio(numerator: int | Fraction, denominator: int | Fraction, *flags: Flag, **fields: Any) -> AnswerValue:
    return AnswerValue(
        status=Status.VALUE,
        numerator=exact(numerator),
        denominator=exact(denominator),
        flags=frozenset(flags),
        **fields,
    )


def ticked(*options: str) -> AnswerValue:
    return AnswerValue(status=Status.VALUE, options=frozenset(options))


def treaties(**statuses: TreatyStatus) -> AnswerValue:
    return AnswerValue(
        status=Status.VALUE, treaties={key.replace("_", "-"): status for key, status in statuses.items()}
    )


def past(years_ago: int, criterion: CriterionSpec, answer: AnswerValue) -> PastAnswer:
    return PastAnswer(years_ago=years_ago, spec=criterion, answer=answer)
