"""What is published of the countries, side by side: never ranked, never added up, in alphabetical order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from evaluation.domain.countries import alphabetical, country_name
from evaluation.domain.lines import Brief, Line, briefs, lines, newest
from evaluation.domain.published import Published, newest_versions, read
from evaluation.domain.trends import YEARS_SHOWN, Measures, changes_of_what_is_asked, measures_of, window
from evaluation.models import Assessment, AssessmentVersion, Cycle, Recommendation
from networkapp.models import Network
from networkapp.permissions import Action

BANDS = ("advanced", "substantial", "developing", "early", "insufficient")
Counts = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One country of a cycle; `published` is None while nothing of it is published.

    `first_published_at` is when the first version came that this reader may read; `due_at` when answers were due.
    """

    country: str
    published: Brief | None
    due_at: datetime | None = None
    first_published_at: datetime | None = None

    @property
    def name(self) -> str:
        return country_name(self.country)

    @property
    def days_after_due(self) -> int | None:
        """Whole days from the due day to the first publication, below zero where it came before; None without one."""
        if self.due_at is None or self.first_published_at is None:
            return None
        return (timezone.localdate(self.first_published_at) - timezone.localdate(self.due_at)).days


@dataclass(frozen=True, kw_only=True)
class Cell:
    column: Column
    result: Line | None


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
class History:
    """How many recommendations of one country stood in each band, by year; None for a year without results.

    `breaks` are the years before which what is asked changed: the columns on both sides do not count the same.
    """

    column: Column
    years: tuple[tuple[int, Counts | None], ...]
    breaks: tuple[int, ...]

    @property
    def has_any(self) -> bool:
        return any(counts is not None for _year, counts in self.years)


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The results of one cycle: recommendations in rows, countries in columns."""

    cycle: Cycle
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    histories: tuple[History, ...] = ()

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
    readable = AssessmentVersion.objects.readable_by(user).order_by("-assessment__cycle__year")
    return tuple(readable.values_list("assessment__cycle__year", flat=True).distinct())


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


def published_of(*, year: int | None, user: Any) -> list[Published] | None:
    """All that `user` may read of `year` (or the latest) in full: by network, countries in alphabetical order."""
    years = published_years(user)
    if year is not None and year not in years:
        return None
    versions = newest_versions(user).filter(assessment__cycle__year=year or next(iter(years), 0))
    found = alphabetical(map(read, versions), name=lambda item: item.name)
    return sorted(found, key=lambda item: item.network)


def latest_counts(user: Any = None) -> list[Brief]:
    """The newest results that `user` may read of every country, in alphabetical order, for bars of counts."""
    latest = {brief.country: brief for brief in briefs(newest(user))}
    return alphabetical(latest.values(), name=lambda brief: brief.name)


def recommendations_of(framework_ids: Iterable[int]) -> QuerySet[Recommendation]:
    """The recommendations of frameworks, with translations."""
    return (
        Recommendation.objects.filter(framework__in=set(framework_ids))
        .select_related("subject")
        .prefetch_related("translations")
        .order_by("code")
    )


def cycles_of(assessments: Iterable[Assessment], published: Iterable[int]) -> list[Cycle]:
    """The cycles of `assessments` of which anything is published (by primary key), by the name of their network."""
    wanted = set(published)
    shown = {item.cycle_id for item in assessments if item.pk in wanted}
    return list(Cycle.objects.filter(pk__in=shown).select_related("network").order_by("network__name"))


def columns_of(cycle: Cycle, published: Mapping[int, Brief], assessments: Iterable[Assessment]) -> list[Column]:
    """The countries of `cycle` in alphabetical order, with what is published of them by assessment."""
    columns = (
        Column(
            country=str(assessment.delegation.country),
            published=published.get(assessment.pk),
            due_at=cycle.due_at,
            first_published_at=getattr(assessment, "first_published_at", None),
        )
        for assessment in assessments
        if assessment.cycle_id == cycle.pk
    )
    return alphabetical(columns, name=lambda column: column.name)


def assessments_of(year: int, user: Any) -> list[Assessment]:
    """Those of `year`, each with the moment of the first version that `user` may read, None where there is none."""
    readable = AssessmentVersion.objects.readable_by(user).values("pk")
    first = Min("versions__published_at", filter=Q(versions__in=readable))
    return list(
        Assessment.objects.filter(cycle__year=year)
        .select_related("delegation")
        .annotate(first_published_at=first)
        .order_by("pk")
    )


def _matrices(year: int, user: Any) -> Iterable[Matrix]:
    years = window(newest=year, oldest=year - YEARS_SHOWN + 1)
    known = briefs(newest(user, assessment__cycle__year__in=list(years)))
    published = {brief.assessment_id: brief for brief in known if brief.year == year}
    found = lines([brief.version_id for brief in published.values()])
    assessments = assessments_of(year, user)
    cycles = cycles_of(assessments, published)
    recommendations = list(recommendations_of(cycle.framework_id for cycle in cycles))
    measures = measures_of(brief.framework_id for brief in known)
    for cycle in cycles:
        columns = columns_of(cycle, published, assessments)
        yield Matrix(
            cycle=cycle,
            columns=tuple(columns),
            rows=tuple(
                _row(recommendation, columns, found)
                for recommendation in recommendations
                if recommendation.framework_id == cycle.framework_id
            ),
            histories=tuple(_histories(cycle, columns, known, measures)),
        )


def _row(recommendation: Recommendation, columns: Iterable[Column], found: Mapping[int, Mapping[int, Line]]) -> Row:
    return Row(
        recommendation=recommendation,
        cells=tuple(
            Cell(
                column=column,
                result=found.get(column.published.version_id, {}).get(recommendation.code)
                if column.published
                else None,
            )
            for column in columns
        ),
    )


def _histories(
    cycle: Cycle, columns: Iterable[Column], known: Iterable[Brief], measures: Measures
) -> Iterable[History]:
    """The countries of `cycle` over all years of which its network has published anything, in the columns' order."""
    by_country: dict[str, dict[int, Brief]] = {}
    for brief in known:
        if brief.network_id == cycle.network_id:
            by_country.setdefault(brief.country, {})[brief.year] = brief
    seen = {year for years in by_country.values() for year in years}
    for column in columns:
        years = by_country.get(column.country, {})
        yield History(
            column=column,
            years=tuple(
                (year, years[year].counts if year in years else None) for year in range(min(seen), max(seen) + 1)
            ),
            breaks=changes_of_what_is_asked({year: brief.framework_id for year, brief in years.items()}, measures),
        )
