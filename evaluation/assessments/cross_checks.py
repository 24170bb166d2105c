"""Compares a country's own numbers with those of independent sources (method 3.8).

Which indicator of which dataset counts what a criterion asks for is data (`SeriesSource`); nothing here invents it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q

from evaluation.models import Assessment, Criterion, ExternalObservation, SeriesSource
from evaluation.scoring.suppression import is_small_count
from evaluation.sources.observations import TOTALS, Observations, Publisher, publisher_of, rows_by_year
from networkapp.models import Delegation

LARGEST_GAP = Fraction(1, 10)


@dataclass(frozen=True, kw_only=True)
class SourceFigure:
    """A source's figure for a criterion in the assessed year: one number, or several that differ."""

    publisher: Publisher
    found: tuple[ExternalObservation, ...]
    note: str = ""
    part: str = SeriesSource.Part.WHOLE

    @property
    def is_of_whole(self) -> bool:
        """Return whether the source counts all that the criterion asks for, and not a part of it."""
        return self.part == SeriesSource.Part.WHOLE

    def agrees_with(self, own: Fraction) -> bool:
        """Return whether the source's number is within a tenth of itself from `own`.

        A bound alone agrees with nothing, nor does a withheld number: the grade would reveal it.
        """
        return any(_relative_difference(own, value) <= LARGEST_GAP for value in self.numbers)

    @property
    def numbers(self) -> list[Fraction]:
        """Return the numbers that the source states exactly, without bounds."""
        return [Fraction(item.value) for item in self.found if item.value is not None and not item.is_withheld]

    def differs_from(self, own: Fraction) -> bool:
        """Return whether every number that the source may mean differs from `own` by more than a tenth."""
        return all(_differs(own, item) for item in self.found)


SourceFigures = Mapping[str, Sequence[SourceFigure]]


def source_figures_for(assessment: Assessment) -> SourceFigures:
    """Return by series what sources that count the same publish for this country and year; one or two queries."""
    mapped = list(SeriesSource.objects.filter(is_same=True))
    if not mapped:
        return {}
    observations = ExternalObservation.objects.filter(
        country=assessment.delegation.country,
        year=assessment.cycle.year,
        indicator__in={row.indicator for row in mapped},
        **TOTALS,
    ).order_by("occurrence")
    by_source: dict[tuple[str, str, str], list[ExternalObservation]] = {}
    for item in observations:
        by_source.setdefault((item.source, item.dataset, item.indicator), []).append(item)
    found: dict[str, list[SourceFigure]] = {}
    for row in mapped:
        items = by_source.get((row.source, row.dataset, row.indicator))
        if items:
            outside = SourceFigure(publisher=publisher_of(items), found=tuple(items), note=row.note, part=row.part)
            found.setdefault(row.series_id, []).append(outside)
    return found


def is_confirmed(criterion: Criterion, number: Fraction | None, sources: Iterable[SourceFigure]) -> bool:
    """Return whether a source agrees with the country's own number (grade V3).

    Never for 1 to 4 persons: the grade would reveal a withheld number to anyone who knows the source.
    """
    if (
        number is None
        or criterion.kind != Criterion.Kind.NUMBER
        or (criterion.counts_persons and is_small_count(number))
    ):
        return False
    return any(source.is_of_whole and source.agrees_with(number) for source in sources)


def observations_by_series(series_ids: Iterable[str], *, countries: Iterable[str]) -> Mapping[str, Observations]:
    """Return by series what its sources publish about the assessed countries; at most two queries.

    Sources publish about a country whatever it publishes itself, so all assessed countries are included.
    """
    mapped = list(SeriesSource.objects.filter(series_id__in=set(series_ids)))
    if not mapped:
        return {}
    assessed = Delegation.objects.filter(assessed=True).values("country")
    observations = ExternalObservation.objects.filter(
        Q(country__in=set(countries)) | Q(country__in=assessed),
        indicator__in={row.indicator for row in mapped},
        **TOTALS,
    ).order_by("country", "indicator", "unit", "source", "dataset", "year", "occurrence")
    kept = list(observations)
    found: dict[str, list[ExternalObservation]] = {}
    for row in mapped:
        belongs = (row.source, row.dataset, row.indicator)
        found.setdefault(row.series_id, []).extend(
            item for item in kept if (item.source, item.dataset, item.indicator) == belongs
        )
    return {series_id: rows_by_year(items) for series_id, items in found.items() if items}


def _relative_difference(own: Fraction, outside: Decimal | Fraction) -> Fraction:
    """Return the distance as a share of the source's number; of nothing, any distance is more than all."""
    number = Fraction(outside)
    if not number:
        return Fraction(0) if own == 0 else Fraction(2)
    return abs(own - number) / number


def _differs(own: Fraction, item: ExternalObservation) -> bool:
    if item.value is not None:
        return _relative_difference(own, item.value) > LARGEST_GAP
    low = Decimal(0) if item.at_least is None else item.at_least
    high = None if item.below is None else item.below - 1
    if own < low:
        return _relative_difference(own, low) > LARGEST_GAP
    return high is not None and own > high and _relative_difference(own, high) > LARGEST_GAP
