"""The rows that the parts of a report show. Countries keep their given order: none is ranked."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from evaluation.charts.geometry import CountriesChart, YearMark, countries_chart
from evaluation.models import Criterion, Recommendation
from evaluation.results.public_figures import PublicAnswer
from evaluation.results.published_versions import PublishedAssessment, PublishedResult, PublishedSensitivity
from evaluation.values import Progress
from networkapp.models.translations import LocalText

FEWEST = 3
"""With fewer countries no range is shown."""


@dataclass(frozen=True, kw_only=True)
class CountryResultRow:
    """One country under one recommendation; `published` is None where nothing is published of it."""

    code: str
    name: str
    published: PublishedAssessment | None
    result: PublishedResult | None
    progress: Progress | None
    weakest: Criterion | None


@dataclass(frozen=True, kw_only=True)
class PointRange:
    """The points of this number of countries, without saying whose they are."""

    of: int
    lowest: Fraction
    median: Fraction
    highest: Fraction


@dataclass(frozen=True, kw_only=True)
class RecommendationRows:
    """The results of all countries for one recommendation in a report."""

    recommendation: Recommendation
    lines: tuple[CountryResultRow, ...]

    @property
    def chart(self) -> CountriesChart:
        return countries_chart([(line.name, _mark(line)) for line in self.lines])

    @property
    def token(self) -> str:
        """Return the position of the chart in a document."""
        return f"CHART{self.recommendation.code}"

    @property
    def range(self) -> PointRange | None:
        found = (line.result.point for line in self.lines if line.result)
        points = sorted(point for point in found if point is not None)
        if len(points) < FEWEST:
            return None
        middle = len(points) // 2
        median = points[middle] if len(points) % 2 else (points[middle - 1] + points[middle]) / 2
        return PointRange(of=len(points), lowest=points[0], median=median, highest=points[-1])


@dataclass(frozen=True, kw_only=True)
class RecommendationYears:
    """One recommendation of one country over the years."""

    recommendation: Recommendation
    marks: tuple[YearMark, ...]


@dataclass(frozen=True, kw_only=True)
class CountryReportRow:
    """A line of a country report: one recommendation."""

    title: LocalText
    line: CountryResultRow
    sensitivity: PublishedSensitivity | None

    @property
    def result(self) -> PublishedResult | None:
        return self.line.result

    @property
    def progress(self) -> Progress | None:
        return self.line.progress

    @property
    def weakest(self) -> Criterion | None:
        return self.line.weakest


@dataclass(frozen=True, kw_only=True)
class ChangedResult:
    """The change of a country's result for a recommendation since the year before."""

    name: str
    recommendation: Recommendation
    progress: Progress | None


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """A published answer to a criterion; `frozen` is its stored form, of which the value is put into words, and
    `left_out` says why it does not count, if it does not."""

    answer: PublicAnswer
    frozen: Mapping[str, Any]
    criterion: Criterion
    left_out: str = ""


def _mark(line: CountryResultRow) -> YearMark:
    result = line.result
    if result is None or line.published is None:
        return YearMark(year=0)
    return YearMark(year=line.published.year, shown=result.shown, point=result.point, low=result.lo, high=result.hi)
