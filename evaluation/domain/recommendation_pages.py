"""One recommendation in every country: the results, and what was said to each criterion."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.domain.cross_checks import series_beside
from evaluation.domain.observations import Observations
from evaluation.domain.published import PublishedCriterion
from evaluation.domain.results import Cell, Column, Matrix, overview
from evaluation.models import Criterion, Framework, Recommendation

Answer = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one country published about one criterion: its frozen answer, and its place and score in the result."""

    column: Column
    answer: Answer | None
    score: PublishedCriterion | None


@dataclass(frozen=True, kw_only=True)
class CriterionRow:
    criterion: Criterion
    said: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True)
class RecommendationResults:
    """One recommendation in the countries of one cycle, in alphabetical order."""

    matrix: Matrix
    cells: tuple[Cell, ...]
    criteria: tuple[CriterionRow, ...]


@dataclass(frozen=True, kw_only=True)
class RecommendationPage:
    """`results` is empty where nothing is published; the recommendation and its criteria stand all the same.

    `beside` is what independent sources publish, by criterion.
    """

    recommendation: Recommendation
    criteria: tuple[Criterion, ...]
    year: int | None
    years: tuple[int, ...]
    results: tuple[RecommendationResults, ...]
    others: tuple[Recommendation, ...]
    beside: Mapping[str, Observations]

    @property
    def before(self) -> Recommendation | None:
        """The recommendation with the number before this one."""
        return max(self._beside(-1), key=lambda other: other.code, default=None)

    @property
    def after(self) -> Recommendation | None:
        return min(self._beside(1), key=lambda other: other.code, default=None)

    def _beside(self, side: int) -> list[Recommendation]:
        return [other for other in self.others if (other.code - self.recommendation.code) * side > 0]


def recommendation_page(*, code: int, year: int | None, user: Any) -> RecommendationPage | None:
    """The page of recommendation `code` for `year`, or the latest; None where there is no such thing or year."""
    found = overview(year=year, user=user)
    if found is None:
        return None
    framework = _framework(found.matrices)
    others = [] if framework is None else list(_recommendations(framework))
    recommendation = next((other for other in others if other.code == code), None)
    if recommendation is None:
        return None
    criteria = tuple(recommendation.criteria.all())
    return RecommendationPage(
        recommendation=recommendation,
        criteria=criteria,
        year=found.year,
        years=found.years,
        results=tuple(
            _results(matrix, code, criteria)
            for matrix in found.matrices
            if matrix.cycle.framework_id == recommendation.framework_id
        ),
        others=tuple(others),
        beside=series_beside(
            (criterion.series_id for criterion in criteria),
            countries={column.country for matrix in found.matrices for column in matrix.columns},
        ),
    )


def _framework(matrices: tuple[Matrix, ...]) -> Framework | int | None:
    """The framework of the year's results; where there are none, the newest that is adopted."""
    if matrices:
        return matrices[0].cycle.framework_id
    return Framework.objects.filter(status=Framework.Status.ADOPTED).first()


def _recommendations(framework: Framework | int) -> Any:
    return (
        Recommendation.objects.filter(framework=framework)
        .select_related("subject")
        .prefetch_related("translations", "criteria__translations")
        .order_by("code")
    )


def _results(matrix: Matrix, code: int, criteria: tuple[Criterion, ...]) -> RecommendationResults:
    cells = next((row.cells for row in matrix.rows if row.recommendation.code == code), ())
    return RecommendationResults(
        matrix=matrix,
        cells=cells,
        criteria=tuple(
            CriterionRow(criterion=criterion, said=tuple(_said(cell, criterion.series_id) for cell in cells))
            for criterion in criteria
        ),
    )


def _said(cell: Cell, series_id: str) -> Said:
    published = cell.column.published
    return Said(
        column=cell.column,
        answer=published.answers.get(series_id) if published else None,
        score=next((item for item in cell.result.criteria if item.series_id == series_id), None)
        if cell.result
        else None,
    )
