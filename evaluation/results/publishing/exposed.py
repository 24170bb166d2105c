"""Published versions that show numbers of persons which would be withheld today: frozen, they stay as they are."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from evaluation.models import AssessmentVersion, Criterion
from evaluation.scoring.ratios import BANDS, reveals_small_count
from evaluation.scoring.suppression import is_small_count

WIDTHS = frozenset(100 * width for _least, width in BANDS)


def exposed_versions(*, using: str = DEFAULT_DB_ALIAS) -> Iterator[tuple[AssessmentVersion, list[str]]]:
    """Yield each version that can still be read and shows too much, with the series that do."""
    versions = AssessmentVersion.objects.using(using).select_related("assessment__cycle", "assessment__delegation")
    persons = _criteria_of_persons(using)
    for version in versions.defer("results", "review", "basis", "brief").order_by("pk").iterator(chunk_size=50):
        specs = persons.get(version.assessment.cycle.framework_id, {})
        series = [key for key, answer in version.answers.items() if key in specs and _shows(specs[key], answer)]
        if series:
            yield version, sorted(series)


def _criteria_of_persons(using: str) -> dict[int, dict[str, Criterion]]:
    found: dict[int, dict[str, Criterion]] = {}
    for criterion in Criterion.objects.using(using).select_related("recommendation"):
        if criterion.counts_persons:
            found.setdefault(criterion.recommendation.framework_id, {})[criterion.series_id] = criterion
    return found


def _shows(criterion: Criterion, answer: Mapping[str, Any]) -> bool:
    """Return whether the answer shows few persons, or a band that depends on how many they are."""
    if answer["band"]:
        low, high = map(Fraction, answer["band"])
        return high - low not in WIDTHS or (low != 0 and high != criterion.per)
    number, numerator, denominator = (_exact(answer[name]) for name in ("number", "numerator", "denominator"))
    if number is not None and is_small_count(number):
        return True
    if numerator is None or denominator is None:
        return False
    return reveals_small_count(numerator, denominator, is_share=criterion.is_share)


def _exact(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
