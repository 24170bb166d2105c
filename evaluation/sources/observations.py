"""Figures of independent sources about a country, year by year. None of them enters a score."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from evaluation.models import ExternalObservation
from networkapp.languages.sorting import alphabetical
from networkapp.networks.queries.countries import country_name

TOTALS = {
    "dimension": ExternalObservation.Dimension.TOTAL,
    "sex": ExternalObservation.Sex.TOTAL,
    "age": ExternalObservation.Age.TOTAL,
}
YearObservations = tuple[ExternalObservation, ...]


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """The publisher of a dataset, its address, and the date of the data that we store."""

    name: str
    url: str
    as_of: date | None


@dataclass(frozen=True, kw_only=True)
class IndicatorYears:
    """One indicator of one source; a year that it does not have is not in `by_year`, which is not zero.

    A year has several where the source itself says different things of it.
    """

    country: str
    indicator: str
    unit: str
    publisher: Publisher
    by_year: Mapping[int, YearObservations]

    @property
    def country_name(self) -> str:
        return country_name(code=self.country)


@dataclass(frozen=True, kw_only=True)
class Observations:
    """All of a country: the years in any of them, and a row per indicator and source."""

    years: tuple[int, ...]
    rows: tuple[IndicatorYears, ...]

    @property
    def country(self) -> str:
        """Return the country of the first row."""
        return self.rows[0].country

    @property
    def cells(self) -> list[tuple[IndicatorYears, list[tuple[int, YearObservations]]]]:
        return [(row, [(year, row.by_year.get(year, ())) for year in self.years]) for row in self.rows]

    @property
    def indicators(self) -> list[str]:
        """Return each indicator with its unit, once."""
        return list(dict.fromkeys(f"{row.indicator}, {row.unit}" for row in self.rows))

    @property
    def publishers(self) -> list[Publisher]:
        """Return each publisher once, with its latest date."""
        return unique_publishers(row.publisher for row in self.rows)


def observed_countries() -> dict[str, str]:
    """Return the countries about which independent sources publish figures: names by code, in alphabetical order."""
    codes = ExternalObservation.objects.order_by().values_list("country", flat=True).distinct()
    return {
        code: country_name(code=code)
        for code in alphabetical(map(str, codes), name=lambda code: country_name(code=code))
    }


def observations_of(*, country: str) -> Observations:
    """Return the totals that are published about `country` (two letters), in one query; without rows if there are
    none."""
    found = ExternalObservation.objects.filter(country=country.upper(), **TOTALS)
    ordered = found.order_by("indicator", "unit", "source", "dataset", "year", "occurrence")
    return rows_by_year(ordered)


def rows_by_year(found: Iterable[ExternalObservation]) -> Observations:
    """Yield observations that come in the order of country, indicator, unit and source as rows over the years.

    Countries are in the alphabetical order of the reader's language; numbers never decide an order.
    """
    items = list(found)
    groups = groupby(items, key=lambda item: (item.country, item.indicator, item.unit, item.source, item.dataset))
    return Observations(
        years=tuple(sorted({item.year for item in items})),
        rows=tuple(alphabetical((_counted(list(group)) for _key, group in groups), name=lambda row: row.country_name)),
    )


def unique_publishers(publishers: Iterable[Publisher]) -> list[Publisher]:
    """Return each name and address once, with the latest of its dates."""
    latest: dict[tuple[str, str], Publisher] = {}
    for item in publishers:
        before = latest.get((item.name, item.url))
        if before is None or (item.as_of or date.min) > (before.as_of or date.min):
            latest[item.name, item.url] = item
    return list(latest.values())


def indicator_name(code: str) -> str:
    """Return the name of an indicator in the reader's language, or the source's own name if it is unknown here."""
    known = ExternalObservation.Indicator
    return str(known(code).label) if code in known.values else code


def unit_name(code: str) -> str:
    """Return the name of a unit in the reader's language, or the source's own name if it is unknown here."""
    known = ExternalObservation.Unit
    return str(known(code).label) if code in known.values else code


def publisher_of(items: Iterable[ExternalObservation]) -> Publisher:
    """Return the publisher of `items`, which come from one source, and the latest date of the data that we store."""
    item_list = list(items)
    days = [day for item in item_list if (day := item.retrieved_on) is not None]
    name = ", ".join(part for part in (item_list[-1].source, item_list[-1].dataset) if part)
    return Publisher(name=name, url=item_list[-1].url, as_of=max(days, default=None))


def _counted(items: list[ExternalObservation]) -> IndicatorYears:
    by_year: dict[int, YearObservations] = {}
    for item in items:
        by_year[item.year] = (*by_year.get(item.year, ()), item)
    return IndicatorYears(
        country=str(items[0].country),
        indicator=indicator_name(items[0].indicator),
        unit=unit_name(items[0].unit),
        publisher=publisher_of(items),
        by_year=by_year,
    )
