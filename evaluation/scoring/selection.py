"""Selection rules of the method for criteria."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from evaluation.values import CriterionSpec, Status

MIN_SCORED = 2


class FrameworkGap(StrEnum):
    """The reasons why criteria cannot be adopted yet."""

    TOO_FEW_SCORED = "too_few_scored"
    NO_ESSENTIAL = "no_essential"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    UNIT = "unit"
    REFERENCE_YEAR = "reference_year"
    RESPONSIBLE_BODY = "responsible_body"


@dataclass(frozen=True, kw_only=True)
class RatioWording:
    """The texts that a ratio needs before countries can answer it consistently."""

    numerator: str
    denominator: str
    unit: str
    reference_year: str
    responsible_body: str


def selection_gaps(
    specs: Iterable[CriterionSpec], *, without_essential: frozenset[int] = frozenset()
) -> tuple[tuple[int, FrameworkGap], ...]:
    """Return what is missing, by recommendation: at least two scored criteria, and an essential one.

    `without_essential` names the recommendations that have no essential criterion on purpose (2 and 12 in the starter
    set).
    """
    by_code: dict[int, list[CriterionSpec]] = {}
    for spec in specs:
        by_code.setdefault(spec.recommendation, []).append(spec)
    gaps = []
    for code, group in sorted(by_code.items()):
        if sum(spec.scored for spec in group) < MIN_SCORED:
            gaps.append((code, FrameworkGap.TOO_FEW_SCORED))
        if code not in without_essential and not any(spec.essential for spec in group):
            gaps.append((code, FrameworkGap.NO_ESSENTIAL))
    return tuple(gaps)


def wording_gaps(wording: RatioWording) -> tuple[FrameworkGap, ...]:
    """Return which of the five texts of a ratio are empty."""
    texts = {
        FrameworkGap.NUMERATOR: wording.numerator,
        FrameworkGap.DENOMINATOR: wording.denominator,
        FrameworkGap.UNIT: wording.unit,
        FrameworkGap.REFERENCE_YEAR: wording.reference_year,
        FrameworkGap.RESPONSIBLE_BODY: wording.responsible_body,
    }
    return tuple(gap for gap, text in texts.items() if not text.strip())


def stays_after_pilot(statuses: Iterable[Status]) -> bool:
    """Return whether at least half of the countries could answer a criterion in its pilot year.

    Who has the number but may not show it (confidential, too few, nobody to count) could answer. "Does not apply" is no
    answer here: what applies to few does not measure the region. Refuses no country (ValueError).
    """
    all_statuses = list(statuses)
    if not all_statuses:
        raise ValueError("a pilot needs countries")
    able = {Status.VALUE, Status.CONFIDENTIAL, Status.SUPPRESSED_SMALL, Status.UNDEFINED}
    return 2 * sum(status in able for status in all_statuses) >= len(all_statuses)
