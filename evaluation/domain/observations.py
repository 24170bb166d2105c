"""What independent sources publish about a country, year by year. Nothing here enters a score."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from evaluation.domain.countries import alphabetical, country_name
from evaluation.models import ExternalObservation


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One indicator of one source; a year that it does not have is not in `by_year`, which is not zero."""

    indicator: str
    unit: str
    source: str
    url: str
    by_year: Mapping[int, ExternalObservation]


@dataclass(frozen=True, kw_only=True)
class Observations:
    """All of a country: the years in any of them, and a row per indicator and source."""

    years: tuple[int, ...]
    rows: tuple[Counted, ...]

    @property
    def cells(self) -> list[tuple[Counted, list[tuple[int, ExternalObservation | None]]]]:
        return [(row, [(year, row.by_year.get(year)) for year in self.years]) for row in self.rows]

    @property
    def sources(self) -> dict[str, str]:
        """Address by name, each once."""
        return {row.source: row.url for row in self.rows}


def observed_countries() -> dict[str, str]:
    """The countries about which independent sources publish something: name by code, in alphabetical order."""
    codes = ExternalObservation.objects.order_by().values_list("country", flat=True).distinct()
    return {code: country_name(code) for code in alphabetical(map(str, codes), name=country_name)}


def observations_of(*, country: str) -> Observations:
    """What is published about `country` (two letters), in one query; without rows where nothing is."""
    found = list(ExternalObservation.objects.filter(country=country.upper()))
    groups = groupby(found, key=lambda item: (item.indicator, item.source))
    return Observations(
        years=tuple(sorted({item.year for item in found})),
        rows=tuple(_counted(list(items)) for _key, items in groups),
    )


def _counted(items: list[ExternalObservation]) -> Counted:
    first = items[0]
    return Counted(
        indicator=first.get_indicator_display(),
        unit=first.get_unit_display(),
        source=first.source,
        url=first.url,
        by_year={item.year: item for item in items},
    )
