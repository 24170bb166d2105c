"""What is published of the countries, side by side: never ranked, never added up, in alphabetical order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from evaluation.domain.countries import alphabetical, country_name
from evaluation.domain.published import Published, PublishedResult, newest_versions, read
from evaluation.models import Assessment, Cycle, Recommendation
from networkapp.models import Network
from networkapp.permissions import Action

BANDS = ("advanced", "substantial", "developing", "early", "insufficient")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One country of a cycle; `published` is None while nothing of it is published."""

    country: str
    published: Published | None

    @property
    def name(self) -> str:
        return country_name(self.country)


@dataclass(frozen=True, kw_only=True)
class Cell:
    column: Column
    result: PublishedResult | None


@dataclass(frozen=True, kw_only=True)
class Row:
    recommendation: Recommendation
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class CountRow:
    """How many recommendations of each country stand in one band; None for a country without results."""

    band: str
    numbers: tuple[int | None, ...]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The results of one cycle: recommendations in rows, countries in columns."""

    cycle: Cycle
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def is_sample(self) -> bool:
        return bool(self.cycle.network.kind == Network.Kind.SAMPLE)

    @property
    def has_many_countries(self) -> bool:
        """Whether the columns would be too narrow side by side on a small screen."""
        return len(self.columns) >= 10

    @property
    def waiting(self) -> list[Column]:
        """The countries of which nothing is published yet."""
        return [column for column in self.columns if column.published is None]

    @property
    def not_reviewed(self) -> list[Column]:
        """The countries whose results no peers have reviewed."""
        return [column for column in self.columns if column.published and not column.published.peer_reviewed]

    @property
    def counts(self) -> list[CountRow]:
        """One row per band; "does not apply" only where something does not."""
        rows = [self._count(band) for band in (*BANDS, "not_applicable")]
        return [row for row in rows if row.band in BANDS or any(row.numbers)]

    def _count(self, band: str) -> CountRow:
        found = (column.published for column in self.columns)
        return CountRow(band=band, numbers=tuple(None if item is None else item.counts.get(band, 0) for item in found))


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The matrices of one year, the years that can be chosen, and the cycles in which nothing is published yet."""

    year: int | None
    years: tuple[int, ...]
    matrices: tuple[Matrix, ...]
    under_way: tuple[Cycle, ...]


def published_years(user: Any = None) -> tuple[int, ...]:
    """The years of which `user` may read something published, the latest first."""
    years = newest_versions(user).order_by("-assessment__cycle__year").values_list("assessment__cycle__year", flat=True)
    return tuple(dict.fromkeys(years))


def overview(*, year: int | None, user: Any) -> Overview | None:
    """The results of `year`, or of the latest year that has any; None for a year of which nothing is published.

    Only what `user` may read; a cycle of which she reads anything names all its countries, so that nobody who is
    missing is hidden. What is under way is told of the networks that she may know of.
    """
    years = published_years(user)
    if year is not None and year not in years:
        return None
    chosen = year or next(iter(years), None)
    open_cycles = (
        Cycle.objects.filter(network__in=Network.objects.where(user, may=Action.SEE))
        .exclude(assessments__versions__isnull=False)
        .select_related("network")
    )
    return Overview(
        year=chosen,
        years=years,
        matrices=tuple(_matrices(chosen, user)) if chosen else (),
        under_way=tuple(open_cycles.order_by("-year", "network__name")),
    )


def latest_counts(user: Any = None) -> list[Published]:
    """The newest results that `user` may read of every country, in alphabetical order, for bars of counts."""
    newest: dict[str, Published] = {}
    for version in newest_versions(user).defer("answers").order_by("assessment__cycle__year"):
        newest[str(version.assessment.delegation.country)] = read(version)
    return alphabetical(newest.values(), name=lambda published: published.name)


def recommendations_of(framework_ids: Iterable[int]) -> QuerySet[Recommendation]:
    """The recommendations of frameworks, with translations."""
    return (
        Recommendation.objects.filter(framework__in=set(framework_ids))
        .select_related("subject")
        .prefetch_related("translations")
        .order_by("code")
    )


def columns_of(cycle: Cycle, published: Mapping[int, Published], assessments: Iterable[Assessment]) -> list[Column]:
    """The countries of `cycle` in alphabetical order, with what is published of them by assessment."""
    columns = (
        Column(country=str(assessment.delegation.country), published=published.get(assessment.pk))
        for assessment in assessments
        if assessment.cycle_id == cycle.pk
    )
    return alphabetical(columns, name=lambda column: column.name)


def _matrices(year: int, user: Any) -> Iterable[Matrix]:
    versions = newest_versions(user).filter(assessment__cycle__year=year)
    published = {item.assessment_id: item for item in map(read, versions)}
    assessments = list(Assessment.objects.filter(cycle__year=year).select_related("delegation"))
    shown = {item.cycle_id for item in assessments if item.pk in published}
    cycles = list(Cycle.objects.filter(pk__in=shown).select_related("network").order_by("network__name"))
    recommendations = list(recommendations_of(cycle.framework_id for cycle in cycles))
    for cycle in cycles:
        columns = columns_of(cycle, published, assessments)
        yield Matrix(
            cycle=cycle,
            columns=tuple(columns),
            rows=tuple(
                _row(recommendation, columns)
                for recommendation in recommendations
                if recommendation.framework_id == cycle.framework_id
            ),
        )


def _row(recommendation: Recommendation, columns: Iterable[Column]) -> Row:
    return Row(
        recommendation=recommendation,
        cells=tuple(
            Cell(column=column, result=column.published.results.get(recommendation.code) if column.published else None)
            for column in columns
        ),
    )
