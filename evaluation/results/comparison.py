"""Published results of countries side by side: never ranked, never added up, in alphabetical order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from evaluation.models import Assessment, AssessmentVersion, Cycle, Recommendation
from evaluation.results.cache import page_state
from evaluation.results.published_versions import PublishedAssessment, newest_versions, read_version
from evaluation.results.result_rows import ResultSummary, VersionReference, VersionSummary, newest_summaries
from networkapp.languages.sorting import alphabetical
from networkapp.models import Network
from networkapp.networks.queries.countries import country_name
from networkapp.users import AnyUser

BANDS = ("advanced", "substantial", "developing", "early", "insufficient")
Counts = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class CountryColumn:
    """One country of a cycle; `published` is None while nothing of it is published.

    `first_published_at` is when the first version came that this reader may read; `due_at` when answers were due.
    """

    country: str
    published: VersionSummary | None
    due_at: datetime | None = None
    first_published_at: datetime | None = None

    @property
    def name(self) -> str:
        return country_name(code=self.country)

    @property
    def days_after_due(self) -> int | None:
        """Return the days from the due date to the first publication, negative if earlier; None without one."""
        if self.due_at is None or self.first_published_at is None:
            return None
        return (timezone.localdate(self.first_published_at) - timezone.localdate(self.due_at)).days


@dataclass(frozen=True, kw_only=True)
class MatrixCell:
    """The result of one country for one recommendation; None without results."""

    column: CountryColumn
    result: ResultSummary | None


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """The results of all countries for one recommendation."""

    recommendation: Recommendation
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, kw_only=True)
class BandCountRow:
    """The number of recommendations of each country in one band; None for a country without results."""

    band: str
    numbers: tuple[int | None, ...]


@dataclass(frozen=True, kw_only=True)
class BandHistory:
    """The number of one country's recommendations in each band, by year; None for a year without results.

    `breaks` are the years before which the questions changed: the columns on both sides do not count the same.
    """

    column: CountryColumn
    years: tuple[tuple[int, Counts | None], ...]
    breaks: tuple[int, ...]

    @property
    def has_any(self) -> bool:
        return any(counts is not None for _year, counts in self.years)


@dataclass(frozen=True, kw_only=True)
class ResultMatrix:
    """The results of one cycle: recommendations in rows, countries in columns."""

    cycle: Cycle
    columns: tuple[CountryColumn, ...]
    rows: tuple[MatrixRow, ...]
    histories: tuple[BandHistory, ...] = ()

    @property
    def is_sample(self) -> bool:
        return bool(self.cycle.network.kind == Network.Kind.SAMPLE)

    @property
    def has_many_countries(self) -> bool:
        """Return whether the columns would be too narrow side by side on a small screen."""
        return len(self.columns) >= 10

    @property
    def is_first_year(self) -> bool:
        """Return whether no country has published an earlier year, so that no history is shown."""
        return all(len(history.years) == 1 for history in self.histories)

    @property
    def waiting(self) -> list[CountryColumn]:
        """Return the countries without published results."""
        return [column for column in self.columns if column.published is None]

    @property
    def not_reviewed(self) -> list[CountryColumn]:
        """Return the countries whose results no peers have reviewed."""
        return [column for column in self.columns if column.published and not column.published.peer_reviewed]

    @property
    def counts(self) -> list[BandCountRow]:
        """Return one row for each band; "does not apply" only if it occurs."""
        rows = [self._count(band) for band in (*BANDS, "not_applicable")]
        return [row for row in rows if row.band in BANDS or any(row.numbers)]

    def _count(self, band: str) -> BandCountRow:
        found = (column.published for column in self.columns)
        return BandCountRow(
            band=band, numbers=tuple(None if item is None else item.counts.get(band, 0) for item in found)
        )


@dataclass(frozen=True, kw_only=True)
class CycleAssessment:
    """An assessment of the year that is shown, whatever became of it; with the first version that may be read."""

    assessment_id: int
    cycle_id: int
    country: str
    first_published_at: datetime | None


def published_years(user: AnyUser | None = None) -> tuple[int, ...]:
    """Return the years for which `user` can read something published, the latest first."""
    readable = AssessmentVersion.objects.readable_by(user).order_by("-assessment__cycle__year")
    return tuple(readable.values_list("assessment__cycle__year", flat=True).distinct())


def published_assessments(*, year: int | None, user: AnyUser) -> list[PublishedAssessment] | None:
    """Return all that `user` can read of `year` (or the latest): by network, countries in alphabetical order."""
    years = published_years(user)
    if year is not None and year not in years:
        return None
    versions = newest_versions(user).filter(assessment__cycle__year=year or next(iter(years), 0))
    found = alphabetical(map(read_version, versions), name=lambda item: item.name)
    return sorted(found, key=lambda item: item.network)


def latest_version_summaries(user: AnyUser | None = None) -> list[VersionSummary]:
    """Return the newest results of every country that `user` can read, in alphabetical order."""
    latest = {brief.country: brief for brief in newest_summaries(user)}
    return alphabetical(latest.values(), name=lambda brief: brief.name)


def recommendations_with_translations(framework_ids: Iterable[int]) -> QuerySet[Recommendation]:
    """Return the recommendations of frameworks, with translations."""
    return (
        Recommendation.objects.filter(framework__in=set(framework_ids))
        .select_related("subject")
        .prefetch_related("translations")
        .order_by("code")
    )


def cycles_with_results(takings: Iterable[CycleAssessment]) -> list[Any]:
    """Return the cycles with published results, by the name of their network; each with the `state` of pages."""
    shown = {item.cycle_id for item in takings if item.first_published_at is not None}
    found = Cycle.objects.filter(pk__in=shown).select_related("network").annotate(state=page_state())
    return list(found.order_by("network__name"))


def country_columns(
    cycle: Cycle, published: Mapping[int, VersionSummary], takings: Iterable[CycleAssessment]
) -> list[CountryColumn]:
    """Return the countries of `cycle` in alphabetical order, with what they have published, by assessment."""
    columns = (
        CountryColumn(
            country=item.country,
            published=published.get(item.assessment_id),
            due_at=cycle.due_at,
            first_published_at=item.first_published_at,
        )
        for item in takings
        if item.cycle_id == cycle.pk
    )
    return alphabetical(columns, name=lambda column: column.name)


def assessments_of_year(
    year: int, seen: Mapping[int, tuple[VersionReference, VersionReference]]
) -> list[CycleAssessment]:
    """Return the assessments of `year`, each with the time of the first version that the reader can read."""
    rows = Assessment.objects.filter(cycle__year=year).order_by("pk")
    return [
        CycleAssessment(
            assessment_id=pk,
            cycle_id=cycle,
            country=str(country),
            first_published_at=seen[pk][1].published_at if pk in seen else None,
        )
        for pk, cycle, country in rows.values_list("pk", "cycle_id", "delegation__country")
    ]
