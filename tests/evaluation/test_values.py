"""Values refuse numbers that are not exact or could not be scored."""

from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from evaluation.values import AnswerValue, CriterionSpec, Kind, Status, exact
from tests.factories.scoring import number, spec


@pytest.mark.parametrize("value", [3, Decimal("3"), Fraction(3)])
def test_ints_decimals_and_fractions_are_exact(value: int | Decimal | Fraction) -> None:
    assert exact(value) == Fraction(3)
    assert type(exact(value)) is Fraction


@pytest.mark.parametrize("value", [0.1, True, "3", None, 1j])
def test_number_that_is_not_exact_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="exact number"):
        exact(value)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_infinite_or_undefined_number_is_refused(value: Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        exact(value)


@pytest.mark.parametrize("name", ["number", "numerator", "denominator"])
def test_answer_value_refuses_floats(name: str) -> None:
    with pytest.raises(TypeError):
        AnswerValue(status=Status.VALUE, **{name: 0.5})


@pytest.mark.parametrize("name", ["floor", "target", "per"])
def test_criterion_refuses_floats(name: str) -> None:
    with pytest.raises(TypeError):
        spec("a", Kind.RATIO, **{name: 0.8})


def test_decimals_from_the_database_equal_fractions() -> None:
    answer = AnswerValue(status=Status.VALUE, **{"number": Decimal("12.3450")})

    assert answer == number(Fraction("12.345"))


@pytest.mark.parametrize("level", [-1, 5])
def test_level_outside_0_to_4_is_refused(level: int) -> None:
    with pytest.raises(ValueError, match="0 to 4"):
        AnswerValue(status=Status.VALUE, level=level)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"kind": Kind.NARRATIVE}, "never scored"),
        ({"kind": Kind.DATE}, "never scored"),
        ({"kind": Kind.MONEY}, "never scored"),
        ({"kind": Kind.LEVEL, "weight": 0}, "weight"),
        ({"kind": Kind.LEVEL, "weight": 4}, "weight"),
        ({"kind": Kind.RATIO}, "floor and target"),
        ({"kind": Kind.NUMBER, "floor": Fraction(6), "target": Fraction(6)}, "floor and target"),
        ({"kind": Kind.MULTI_CHOICE}, "option"),
        ({"kind": Kind.TREATY}, "treaty"),
        ({"kind": Kind.NUMBER, "scored": False, "essential": True}, "essential"),
    ],
)
def test_criterion_that_cannot_be_scored_is_refused(fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        CriterionSpec(series_id="7.1", recommendation=7, **fields)


@pytest.mark.parametrize("kind", list(Kind))
def test_criterion_of_any_kind_can_be_context(kind: Kind) -> None:
    assert not CriterionSpec(series_id="7.1", recommendation=7, kind=kind, scored=False).scored


def test_values_are_immutable() -> None:
    with pytest.raises(FrozenInstanceError):
        spec("a").weight = 3  # type: ignore[misc]
