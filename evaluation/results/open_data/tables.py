"""Open data: everything published for everybody, as tables, with the numbers of the pages, from the same versions.

Nothing is ranked: rows are by network, year and country in alphabetical order. What was withheld at publication is not
here either, because only the frozen public form of an answer is read. Rows are made one by one while they are written,
in a constant number of queries.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import override

from evaluation.exchange.tables import Rows, TableSchema
from evaluation.models import AssessmentVersion, Criterion, Framework
from evaluation.results.comparison import published_years
from evaluation.results.country_profile import progress_between
from evaluation.results.formats.code_lists import FIXED, CodeList
from evaluation.results.open_data.others import LANGUAGE, OTHERS, TableRow, names_of, order_by_list
from evaluation.results.open_data.rows import answer_cells, progress_cells, remark_cells, result_cells
from evaluation.results.open_data.series import SERIES, SeriesMeasure, area_list, series_cells, unit_list
from evaluation.results.open_data.shapes import ANSWERS, PROGRESS, REMARKS, RESULTS
from evaluation.results.peer_remarks import remarks_in
from evaluation.results.public_figures import answers_of
from evaluation.results.published_versions import PublishedAssessment, PublishedCriterion, newest_versions, read_version
from networkapp.models import Network
from networkapp.users import AnyUser

CHUNK = 20
"""How many versions are in memory at once."""
AllCriteria = Mapping[int, Mapping[str, Criterion]]


@dataclass(frozen=True)
class Collection:
    """The published versions whose rows are shown: the newest of each assessment, or a single one."""

    versions: "QuerySet[AssessmentVersion]"

    @cached_property
    def frameworks(self) -> Mapping[int, str]:
        """Return the versions of criteria in use, by primary key; no file has text of other ones or of drafts."""
        used = self.versions.order_by().values("assessment__cycle__framework")
        return dict(Framework.objects.filter(pk__in=used).order_by("pk").values_list("pk", "version"))

    @cached_property
    def measures(self) -> Mapping[tuple[int, str], SeriesMeasure]:
        """Return kind, unit and options of each criterion, by framework and series."""
        fields = ("recommendation__framework", "series_id", "kind", "unit", "options")
        criteria = Criterion.objects.filter(recommendation__framework__in=self.frameworks)
        rows = criteria.order_by("recommendation__framework", "pk").values_list(*fields)
        return {
            (framework, series): SeriesMeasure(kind=kind, unit=unit, options=frozenset(item["key"] for item in options))
            for framework, series, kind, unit, options in rows
        }

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return the names of countries by code, in alphabetical order."""
        field = "assessment__delegation__country"
        return names_of(self.versions.order_by().values_list(field, flat=True).distinct())

    @cached_property
    def networks(self) -> list[int]:
        """Return the networks: joint ones first and samples last, each kind by name."""
        order = list(map(str, (Network.Kind.JOINT, Network.Kind.NATIONAL, Network.Kind.REGIONAL, Network.Kind.SAMPLE)))
        found = Network.objects.filter(cycles__assessments__versions__in=self.versions).distinct()
        return [item.pk for item in sorted(found, key=lambda item: (order.index(item.kind), item.name))]

    def prepare(self) -> None:
        """Load everything that rows need, so that making one queries only the next versions."""
        _ = self.frameworks, self.measures, self.names, self.networks

    def each(self) -> Iterator[PublishedAssessment]:
        """Yield the assessments one by one: by network, year and country in alphabetical order."""
        ordered = self.versions.order_by(
            order_by_list("assessment__cycle__network", self.networks),
            "assessment__cycle__year",
            order_by_list("assessment__delegation__country", list(self.names)),
        )
        return map(read_version, ordered.iterator(chunk_size=CHUNK))

    def whose(self, published: PublishedAssessment) -> TableRow:
        return (
            published.country,
            self.names[published.country],
            published.year,
            published.network,
            published.is_sample,
            self.frameworks[published.framework_id],
            published.number,
            published.published_at,
            published.peer_reviewed,
            " ".join(published.review.get("countries", ())),
        )


def newest_collection() -> Collection:
    """Return the current data: the newest public version of each assessment."""
    return Collection(newest_versions())


def series_for(user: AnyUser, *, year: int | None, country: str) -> list[TableRow] | None:
    """Return the rows of the series that `user` can read: of one year, or the latest published one, and of one country
    (two letters) or of all. None for a year without published results."""
    years = published_years(user)
    if not years or (year is not None and year not in years):
        return None
    found = newest_versions(user).filter(assessment__cycle__year=year or years[0])
    if country:
        found = found.filter(assessment__delegation__country=country.upper())
    return list(rows_of(SERIES, Collection(found)))


def rows_of(shape: TableSchema, collection: Collection) -> Rows:
    """Return the rows of one table, in English."""
    with override(LANGUAGE):
        return OTHERS[shape.name][1]() if shape.name in OTHERS else TABLES[shape.name][1](collection)


def code_lists(collection: Collection) -> dict[str, CodeList]:
    """Return all code lists that columns refer to, by id, in English."""
    with override(LANGUAGE):
        lists = (*FIXED, area_list(collection.names), unit_list(collection.measures))
        return {item.id: item.in_plain_words() for item in lists}


def table_schemas() -> tuple[TableSchema, ...]:
    """Return the schemas of all tables."""
    return *(shape for shape, _rows in TABLES.values()), *(shape for shape, _rows, _state in OTHERS.values())


def versioned_table_schemas() -> tuple[TableSchema, ...]:
    """Return the schemas of the tables of a single published version."""
    return SERIES, ANSWERS, RESULTS, REMARKS


def _results(collection: Collection) -> Iterator[TableRow]:
    collection.prepare()
    return (
        (*collection.whose(published), *result_cells(published.results[code], published.sensitivity.get(code)))
        for published in collection.each()
        for code in sorted(published.results)
    )


def _progress(collection: Collection) -> Iterator[TableRow]:
    collection.prepare()
    criteria = adopted_criteria()
    return (
        row
        for now, before in _with_year_before(collection.each())
        for row in _changes(collection, now, before, criteria)
    )


def _changes(
    collection: Collection, now: PublishedAssessment, before: PublishedAssessment, criteria: AllCriteria
) -> Iterator[TableRow]:
    whose = collection.whose(now)
    for code in sorted(now.results):
        yield *whose, *progress_cells(code, progress_between(code, now, before, criteria))


def _with_year_before(
    found: Iterator[PublishedAssessment],
) -> Iterator[tuple[PublishedAssessment, PublishedAssessment]]:
    """Annotate each with what the same country published of the year before; `found` comes by network and year."""
    last: dict[tuple[str, str], PublishedAssessment] = {}
    for published in found:
        before = last.get((published.network, published.country))
        if before is not None and before.year == published.year - 1:
            yield published, before
        last[published.network, published.country] = published


def adopted_criteria() -> AllCriteria:
    """Return all adopted criteria, by framework and series."""
    found: dict[int, dict[str, Criterion]] = {}
    adopted = Criterion.objects.filter(recommendation__framework__status=Framework.Status.ADOPTED)
    for criterion in adopted.select_related("recommendation").prefetch_related("translations"):
        found.setdefault(criterion.recommendation.framework_id, {})[criterion.series_id] = criterion
    return found


def _answers(collection: Collection) -> Iterator[TableRow]:
    collection.prepare()
    return (row for published in collection.each() for row in _answers_of(collection, published))


def _answers_of(collection: Collection, published: PublishedAssessment) -> Iterator[TableRow]:
    whose, scores = collection.whose(published), _criteria(published)
    for answer in answers_of(published):
        measure = collection.measures.get((published.framework_id, answer.criterion))
        yield *whose, *answer_cells(answer, measure.unit if measure else "", scores.get(answer.criterion))


def _remarks(collection: Collection) -> Iterator[TableRow]:
    collection.prepare()
    return (
        (*collection.whose(published), *remark_cells(series, number, remark))
        for published in collection.each()
        for series, number, remark in remarks_in(published)
    )


def _series(collection: Collection) -> Iterator[TableRow]:
    collection.prepare()
    return (
        row for published in _one_per_country_and_year(collection.each()) for row in series_rows(collection, published)
    )


def series_rows(collection: Collection, published: PublishedAssessment) -> Iterator[TableRow]:
    """Yield the tidy rows of one country and year."""
    scores = _criteria(published)
    framework = collection.frameworks[published.framework_id]
    for answer in answers_of(published):
        measure = collection.measures.get((published.framework_id, answer.criterion), NO_MEASURE)
        *cells, comment = series_cells(answer, measure, _score(scores.get(answer.criterion)))
        yield published.country, published.year, answer.criterion, *cells, framework, published.number, comment


def _one_per_country_and_year(found: Iterator[PublishedAssessment]) -> Iterator[PublishedAssessment]:
    """Yield the first version of each country and year."""
    seen = set()
    for published in found:
        if (published.country, published.year) not in seen:
            seen.add((published.country, published.year))
            yield published


def _criteria(published: PublishedAssessment) -> dict[str, PublishedCriterion]:
    return {item.series_id: item for result in published.results.values() for item in result.criteria}


def _score(item: PublishedCriterion | None) -> Fraction | None:
    return item.score if item else None


NO_MEASURE = SeriesMeasure(kind="", unit="", options=frozenset())
TABLES: Mapping[str, tuple[TableSchema, Callable[[Collection], Iterator[TableRow]]]] = {
    SERIES.name: (SERIES, _series),
    RESULTS.name: (RESULTS, _results),
    PROGRESS.name: (PROGRESS, _progress),
    ANSWERS.name: (ANSWERS, _answers),
    REMARKS.name: (REMARKS, _remarks),
}
"""What is made of published versions."""
