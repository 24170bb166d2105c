"""Conditions for criteria to be adopted."""

import pytest

from evaluation.scoring import FrameworkGap, RatioWording, selection_gaps, stays_after_pilot, wording_gaps
from evaluation.values import CriterionSpec, Kind, Status
from tests.factories.scoring import spec

# The starter set: kind of each criterion in order, * essential; N context number, E money.
STARTER = {
    1: "T* L Y",
    2: "R Y L",
    3: "Y* R R",
    4: "L* R S L",
    5: "L* R R R R",
    6: "N R L* R N",
    7: "L* R R E",
    8: "L* R L Y",
    9: "L* R R L",
    10: "S L* R",
    11: "L* N L",
    12: "R L R",
    13: "R Y* R",
    14: "R R L*",
    15: "L* N R",
}
KINDS = {
    "T": (Kind.TREATY, True),
    "L": (Kind.LEVEL, True),
    "Y": (Kind.YES_NO, True),
    "R": (Kind.RATIO, True),
    "S": (Kind.NUMBER, True),
    "N": (Kind.NUMBER, False),
    "E": (Kind.MONEY, False),
}


def starter_set() -> list[CriterionSpec]:
    specs = []
    for code, row in STARTER.items():
        for position, mark in enumerate(row.split(), start=1):
            kind, scored = KINDS[mark[0]]
            specs.append(
                spec(f"{code}.{position}", kind, recommendation=code, scored=scored, essential=mark.endswith("*"))
            )
    return specs


def test_starter_criteria_can_be_adopted() -> None:
    specs = starter_set()

    assert (len(specs), sum(each.scored for each in specs)) == (53, 48)
    assert {each.weight for each in specs} == {1}
    assert selection_gaps(specs, without_essential=frozenset({2, 12})) == ()


def test_missing_essential_criterion_is_reported_unless_intended() -> None:
    assert selection_gaps(starter_set()) == ((2, FrameworkGap.NO_ESSENTIAL), (12, FrameworkGap.NO_ESSENTIAL))


def test_recommendation_with_fewer_than_two_scored_criteria_is_reported() -> None:
    specs = [spec("7.1", essential=True), spec("7.2", Kind.NUMBER, scored=False)]

    assert selection_gaps(specs) == ((7, FrameworkGap.TOO_FEW_SCORED),)


def test_ratio_without_its_five_texts_is_reported() -> None:
    whole = RatioWording(
        numerator="Persons who got help",
        denominator="Persons identified",
        unit="%",
        reference_year="calendar year",
        responsible_body="ministry",
    )
    empty = RatioWording(numerator="", denominator=" ", unit="", reference_year="", responsible_body="")

    assert wording_gaps(whole) == ()
    assert wording_gaps(empty) == (
        FrameworkGap.NUMERATOR,
        FrameworkGap.DENOMINATOR,
        FrameworkGap.UNIT,
        FrameworkGap.REFERENCE_YEAR,
        FrameworkGap.RESPONSIBLE_BODY,
    )


@pytest.mark.parametrize(
    ("able", "countries", "stays"),
    [(5, 10, True), (4, 10, False), (5, 9, True), (4, 9, False), (0, 1, False)],
)
def test_criterion_that_fewer_than_half_of_countries_can_answer_is_dropped_after_the_pilot(
    able: int, countries: int, stays: bool
) -> None:
    statuses = [Status.VALUE] * able + [Status.NOT_AVAILABLE] * (countries - able)

    assert stays_after_pilot(statuses) is stays


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        (Status.VALUE, True),
        (Status.CONFIDENTIAL, True),
        (Status.SUPPRESSED_SMALL, True),
        (Status.UNDEFINED, True),
        (Status.NOT_AVAILABLE, False),
        (Status.NOT_APPLICABLE, False),
        (Status.UNANSWERED, False),
    ],
)
def test_country_could_answer_in_the_pilot_if_it_has_the_number(status: Status, counts: bool) -> None:
    assert stays_after_pilot([status]) is counts


def test_pilot_without_countries_raises_an_error() -> None:
    with pytest.raises(ValueError, match="countries"):
        stays_after_pilot([])
