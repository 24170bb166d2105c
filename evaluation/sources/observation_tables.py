"""All figures of independent sources about one country: breakdowns, and changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from evaluation.models import ExternalObservation, ObservationRevision
from evaluation.sources.observations import (
    TOTALS,
    Publisher,
    YearObservations,
    indicator_name,
    publisher_of,
    unique_publishers,
    unit_name,
)
from networkapp.languages.sorting import alphabetical
from networkapp.networks.queries.countries import country_name

Dimension, Sex, Age = ExternalObservation.Dimension, ExternalObservation.Sex, ExternalObservation.Age
CHANGES_SHOWN = 50
ORDER = ("indicator", "unit", "source", "dataset", "dimension", "category", "sex", "age", "year", "occurrence")


@dataclass(frozen=True, kw_only=True)
class BreakdownRow:
    """One row of a breakdown: whose number, of what sex and age, year by year; nothing for a year without one."""

    name: str
    persons: str
    cells: tuple[tuple[int, YearObservations], ...]


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """One indicator of one source, broken down in one way."""

    title: str
    years: tuple[int, ...]
    parts: tuple[BreakdownRow, ...]


@dataclass(frozen=True, kw_only=True)
class IndicatorBreakdowns:
    """One indicator of one source in all its breakdowns."""

    indicator: str
    unit: str
    publisher: Publisher
    breakdowns: tuple[Breakdown, ...]


@dataclass(frozen=True, kw_only=True)
class ObservationChange:
    """A source's earlier and current statement."""

    year: int
    indicator: str
    whose: str
    before: ObservationRevision
    now: ExternalObservation
    publisher: Publisher


@dataclass(frozen=True, kw_only=True)
class CountryObservations:
    """All figures of independent sources about one country."""

    country: str
    indicators: tuple[IndicatorBreakdowns, ...]
    changes: tuple[ObservationChange, ...]
    changes_in_all: int

    @property
    def publishers(self) -> list[Publisher]:
        return unique_publishers(item.publisher for item in self.indicators)

    @property
    def name(self) -> str:
        return country_name(code=self.country)


def country_observations(*, country: str) -> CountryObservations | None:
    """Return what is published about `country` (two letters), in three queries; None if nothing is."""
    code = country.upper()
    found = list(ExternalObservation.objects.filter(country=code).order_by(*ORDER))
    if not found:
        return None
    changed = ObservationRevision.objects.filter(observation__country=code).select_related("observation", "file")
    return CountryObservations(
        country=code,
        indicators=tuple(_detailed(found)),
        changes=tuple(map(_change, changed.order_by("-replaced_at", "-pk")[:CHANGES_SHOWN])),
        changes_in_all=changed.count(),
    )


def _detailed(found: Iterable[ExternalObservation]) -> Iterable[IndicatorBreakdowns]:
    for _key, rows in groupby(found, key=lambda item: (item.indicator, item.unit, item.source, item.dataset)):
        items = list(rows)
        yield IndicatorBreakdowns(
            indicator=indicator_name(items[0].indicator),
            unit=unit_name(items[0].unit),
            publisher=publisher_of(items),
            breakdowns=tuple(_breakdowns(items)),
        )


def _breakdowns(items: list[ExternalObservation]) -> Iterable[Breakdown]:
    for dimension in Dimension:
        of_dimension = [item for item in items if item.dimension == dimension]
        if of_dimension:
            years = tuple(sorted({item.year for item in of_dimension}))
            yield Breakdown(title=_title(dimension), years=years, parts=tuple(_parts(dimension, of_dimension, years)))


def _title(dimension: ExternalObservation.Dimension) -> str:
    return _("by sex and age") if dimension == Dimension.TOTAL else str(dimension.label)


def _parts(
    dimension: ExternalObservation.Dimension, items: list[ExternalObservation], years: tuple[int, ...]
) -> Iterable[BreakdownRow]:
    rows: dict[tuple[str, str, str], dict[int, YearObservations]] = {}
    for item in sorted(items, key=_sort_key):
        by_year = rows.setdefault((item.category, item.sex, item.age), {})
        by_year[item.year] = (*by_year.get(item.year, ()), item)
    parts = [
        BreakdownRow(
            name=category_name(dimension, category),
            persons=person_group_name(sex, age),
            cells=tuple((year, by_year.get(year, ())) for year in years),
        )
        for (category, sex, age), by_year in rows.items()
    ]
    return alphabetical(parts, name=lambda part: part.name) if dimension != Dimension.TOTAL else parts


def _sort_key(item: ExternalObservation) -> tuple[str, int, int]:
    return item.category, Sex.values.index(item.sex), Age.values.index(item.age)


def category_name(dimension: str, category: str) -> str:
    """Return a form of exploitation or a country in the reader's language, or else in the source's words."""
    if dimension == Dimension.FORM:
        form = ExternalObservation.Form
        return str(form(category).label) if category in form.values else category
    return country_name(code=category) if len(category) == 2 and category.isupper() else category


def person_group_name(sex: str, age: str) -> str:
    """Return sex and age in words: "female, 0 to 17 years"; "all" for everybody."""
    if sex == Sex.UNKNOWN and age == Age.UNKNOWN:
        return _("sex and age unknown")
    named = [str(Sex(sex).label)] if sex != Sex.TOTAL else []
    named += [str(Age(age).label)] if age != Age.TOTAL else []
    return ", ".join(named) or str(Sex.TOTAL.label)


def _change(revision: ObservationRevision) -> ObservationChange:
    now = revision.observation
    category = category_name(now.dimension, now.category) if now.category else ""
    is_total = all(getattr(now, name) == value for name, value in TOTALS.items())
    return ObservationChange(
        year=now.year,
        indicator=indicator_name(now.indicator),
        whose="" if is_total else ", ".join(part for part in (category, person_group_name(now.sex, now.age)) if part),
        before=revision,
        now=now,
        publisher=publisher_of([now]),
    )
