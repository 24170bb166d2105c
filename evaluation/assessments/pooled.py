"""Figures about persons that a country has published in any year, version and network; and sums over years."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from evaluation.assessments.suppression import (
    Earlier,
    HiddenShare,
    counting_persons,
    hidden_shares,
    numbers_to_protect,
    shares_of_divided_populations,
)
from evaluation.models import Assessment, AssessmentVersion
from evaluation.scoring import read_ratio, score_criterion
from evaluation.scoring.pooled_sums import RatioYear, sums_reveal_small_counts
from evaluation.values import AnswerValue, CriterionSpec, Kind, PastAnswer, RatioReading, Status

NUMBERS, SHARES = "numbers", "shares"
"""Where a version keeps the numbers of persons and the hidden shares in it; its other keys are series."""


@dataclass(frozen=True, kw_only=True)
class EarlierPublications:
    """Earlier publications: by series, the years of each shown sum; and the numbers and hidden shares of each version
    of the same year."""

    sums: Mapping[str, Sequence[frozenset[RatioYear]]]
    numbers: Sequence[Earlier] = ()
    hidden_shares: Collection[HiddenShare] = ()

    def of(self, series_id: str) -> Sequence[frozenset[RatioYear]]:
        return self.sums.get(series_id, ())


def earlier_publications(assessment: Assessment) -> EarlierPublications:
    """Return what this country has published in any year, version and network; one query.

    All of it counts, because a reader who subtracts one figure from another can use any publication.
    """
    sums: dict[str, list[frozenset[RatioYear]]] = {}
    numbers: list[Earlier] = []
    hidden: set[HiddenShare] = set()
    published = AssessmentVersion.objects.filter(assessment__delegation__country=assessment.delegation.country)
    for year, basis in published.order_by("pk").values_list("assessment__cycle__year", "basis"):
        basis_numbers = basis.get(NUMBERS, {})
        if year == assessment.cycle.year:
            numbers.append({series_id: (number, is_shown) for series_id, (number, is_shown) in basis_numbers.items()})
            hidden.update((series_id, numerator, whole) for series_id, numerator, whole in basis.get(SHARES, ()))
        for series_id in basis.keys() - {NUMBERS, SHARES}:
            sums.setdefault(series_id, []).append(_parts(basis[series_id]))
    return EarlierPublications(sums=sums, numbers=numbers, hidden_shares=hidden)


def guard_pooled_ratio(
    spec: CriterionSpec,
    value: AnswerValue,
    history: Sequence[PastAnswer],
    *,
    year: int,
    published: EarlierPublications,
    divided_years: Collection[int] = (),
) -> AnswerValue:
    """Return `value`, marked as guarded if the sum that would be shown reveals the few persons of one of its years.

    `divided_years` are the years ago (0: this one) in which the share made up its population with others, one of them
    of few persons: their sums together would reveal it, so none of them is shown.
    """
    reading = _shown_exactly(spec, value, history)
    if reading is None:
        return value
    if reading.pooled and any(ago in divided_years for ago, _numerator, _denominator in reading.parts):
        return replace(value, is_guarded=True)
    sums = {*published.of(spec.series_id), _dated(reading, year)}
    return replace(value, is_guarded=True) if sums_reveal_small_counts(sums, is_share=spec.is_share) else value


def divided_years(
    specs: Mapping[str, CriterionSpec], values: Mapping[str, AnswerValue], history: Mapping[str, Sequence[PastAnswer]]
) -> dict[str, set[int]]:
    """Return by series the years ago in which a share made up its population with others, one of few persons."""
    years: dict[int, tuple[dict[str, CriterionSpec], dict[str, AnswerValue]]] = {0: ({**specs}, {**values})}
    for series_id, answers in history.items():
        for past in answers:
            past_specs, past_values = years.setdefault(past.years_ago, ({}, {}))
            past_specs[series_id], past_values[series_id] = past.spec, past.answer
    found: dict[str, set[int]] = {}
    for ago, (year_specs, year_values) in years.items():
        counting = counting_persons(year_specs, year_values)
        for series_id in shares_of_divided_populations(counting, year_values):
            found.setdefault(series_id, set()).add(ago)
    return found


def protection_basis(
    specs: Mapping[str, CriterionSpec],
    values: Mapping[str, AnswerValue],
    history: Mapping[str, Sequence[PastAnswer]],
    *,
    year: int,
) -> dict[str, Any]:
    """Return the figures about persons that later publications must protect, stored with a version as JSON.

    These are the yearly parts of each ratio that is shown exactly, and all numbers of persons, shown or not. The result
    is never published.
    """
    numbers = numbers_to_protect(
        specs, values, [series for series, value in values.items() if _is_shown(specs[series], value)]
    )
    exact = [
        series for series, value in values.items() if _shown_exactly(specs[series], value, history.get(series, ()))
    ]
    shares = sorted(hidden_shares(specs, values, exact))
    basis: dict[str, Any] = {**({NUMBERS: numbers} if numbers else {}), **({SHARES: shares} if shares else {})}
    for spec in specs.values():
        value = values.get(spec.series_id)
        reading = value and _shown_exactly(spec, value, history.get(spec.series_id, ()))
        if reading:
            basis[spec.series_id] = [
                [when, str(part), str(whole)] for when, part, whole in sorted(_dated(reading, year))
            ]
    return basis


def _is_shown(spec: CriterionSpec, value: AnswerValue) -> bool:
    return score_criterion(spec, value).status is Status.VALUE


def _shown_exactly(spec: CriterionSpec, value: AnswerValue, history: Sequence[PastAnswer]) -> RatioReading | None:
    """Return the reading of a ratio about persons if its two numbers are shown; otherwise None."""
    if not spec.about_persons or spec.kind is not Kind.RATIO or value.status is not Status.VALUE:
        return None
    reading = read_ratio(spec, value, history)
    return reading if reading is not None and reading.band is None else None


def _dated(reading: RatioReading, year: int) -> frozenset[RatioYear]:
    return frozenset((year - ago, numerator, denominator) for ago, numerator, denominator in reading.parts)


def _parts(kept: Sequence[Sequence[Any]]) -> frozenset[RatioYear]:
    return frozenset((int(year), Fraction(numerator), Fraction(denominator)) for year, numerator, denominator in kept)
