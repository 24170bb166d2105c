"""Published results. Countries are never ranked, and lists cannot be sorted by score."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Path, Query, Router, Schema
from ninja.pagination import paginate

from evaluation.results.comparison import published_assessments
from evaluation.results.country_profile import Profile, profile
from evaluation.results.public_figures import percent, points
from evaluation.results.published_versions import (
    PublishedAssessment,
    PublishedCriterion,
    PublishedResult,
    PublishedSensitivity,
)
from evaluation.values import Progress
from networkapp.api.pagination import Pages
from networkapp.api.parameters import COUNTRY_CODE
from networkapp.api.problems import NOT_FOUND, NOT_VALID

YEAR = Query(None, ge=1900, le=2999, description="Year assessed. Without it: the latest year with published results.")
COUNTRY = Path(..., description="Country code.")
GRADES = "`V0` stated, `V1` evidence attached, `V2` checked by peers, `V3` agrees with an external source."
router = Router(tags=["Evaluation"])


class CriterionScoreOut(Schema):
    """A criterion in the result of a recommendation."""

    criterion: str = Field(alias="series_id", description="Series of the criterion.")
    place: str = Field(
        description="`scored`; `missing` (applies but has no score); `outside` (does not apply); `context` (never "
        "scored); or `shadow` (scored from a later year on)."
    )
    status: str = Field(description="Status of the answer, as in the list of answers.")
    score: Decimal | None = Field(description="0 to 100, one decimal.")
    weight: int = Field(description="Weight in the recommendation, 1 to 3.")
    grade: str = Field(description=GRADES)

    @staticmethod
    def resolve_score(item: PublishedCriterion) -> Decimal | None:
        return points(item.score)


class ResultOut(Schema):
    """The result of a country for a recommendation in one year.

    Scores run from 0 to 100. Scores and percentages have one decimal. `point` and `band` are null if there are not
    enough answers.
    """

    recommendation: int = Field(alias="code", description="Number of the recommendation.")
    label: str = Field(
        description="`ok`; `insufficient` (less than two-thirds of the weight, or fewer than two criteria, have a "
        "value); `narrow_base` (more than half of the weight does not apply); or `not_applicable`."
    )
    band: str | None = Field(
        description="`early` (below 25), `developing` (from 25), `substantial` (from 50) or `advanced` (from 75)."
    )
    uncertain: bool = Field(description="Whether the range from `low` to `high` extends into another band.")
    lowered_by: list[str] = Field(
        description="Essential criteria with a score below 25, which keep the band at most at `developing`."
    )
    point: Decimal | None = Field(description="Score: weighted mean of the criteria that have a value.")
    low: Decimal | None = Field(description="Score if every missing answer were the worst.")
    high: Decimal | None = Field(description="Score if every missing answer were the best.")
    coverage: Decimal | None = Field(description="Share of the weight that has a value, per cent.")
    completeness: Decimal | None = Field(
        description="Share of the weight that has a value or a reason for its absence, per cent."
    )
    answered: int = Field(description="Number of criteria answered, context included.")
    asked: int = Field(description="Number of criteria asked, context included.")
    weakest_criterion: str = Field(alias="weakest", description="Scored criterion with the lowest score.")
    weakest_score: Decimal | None = Field(description="Score of this criterion.")
    banded: list[str] = Field(description="Criteria with few people, counted at the midpoint of a range.")
    withheld: list[str] = Field(description="Criteria that are withheld to protect individuals. They count as missing.")

    @staticmethod
    def resolve_lowered_by(result: PublishedResult) -> list[str]:
        return list(result.capped_by) if result.is_lowered else []

    @staticmethod
    def resolve_point(result: PublishedResult) -> Decimal | None:
        return points(result.point)

    @staticmethod
    def resolve_low(result: PublishedResult) -> Decimal | None:
        return points(result.lo)

    @staticmethod
    def resolve_high(result: PublishedResult) -> Decimal | None:
        return points(result.hi)

    @staticmethod
    def resolve_coverage(result: PublishedResult) -> Decimal | None:
        return percent(result.coverage)

    @staticmethod
    def resolve_completeness(result: PublishedResult) -> Decimal | None:
        return percent(result.completeness)

    @staticmethod
    def resolve_weakest_score(result: PublishedResult) -> Decimal | None:
        return points(result.weakest_score)


class SensitivityOut(Schema):
    """The changes of a band in other calculations, for example with equal weights."""

    kept: int = Field(description="Number of alternative calculations in which the band stays the same.")
    tried: int = Field(alias="of", description="Number of alternative calculations.")
    lowest: Decimal = Field(description="Lowest score in any of them.")
    highest: Decimal = Field(description="Highest score in any of them.")
    is_robust: bool = Field(description="Whether the band stays the same in at least nine of ten of them.")
    decisive: list[str] = Field(description="Criteria that decide the band: without one of them, it would change.")

    @staticmethod
    def resolve_lowest(found: PublishedSensitivity) -> Decimal | None:
        return points(found.lowest)

    @staticmethod
    def resolve_highest(found: PublishedSensitivity) -> Decimal | None:
        return points(found.highest)


class ProgressOut(Schema):
    """The change of a result since the year before, based on the comparable criteria only.

    Never show `delta` without the two numbers of criteria.
    """

    delta: Decimal | None = Field(description="Difference of the scores. Null if too few criteria are comparable.")
    matched: int = Field(description="Number of comparable criteria.")
    applicable: int = Field(description="Number of criteria that apply this year.")

    @staticmethod
    def resolve_delta(progress: Progress) -> Decimal | None:
        return points(progress.delta)


class ResultDetailOut(Schema):
    """A result with the scores of its criteria, its sensitivity and the change since the year before."""

    result: ResultOut
    criteria: list[CriterionScoreOut] = Field(alias="result.criteria")
    sensitivity: SensitivityOut | None = Field(description="Null if there is no band.")
    progress: ProgressOut | None = Field(description="Null if nothing was published for the year before.")


class VersionOut(Schema):
    """A published version of an assessment. Results and answers are those of the newest version."""

    number: int
    reason: str = Field(description="Why the assessment was reopened; empty for the first version.")
    published_at: datetime
    peer_reviewed: bool
    content_hash: str = Field(description="SHA-256 of the public answers, the results and, if any, the review.")


class PublishedAssessmentOut(Schema):
    """The published assessment of a country for one year. There is no overall score."""

    country: str = Field(description=COUNTRY_CODE)
    name: str = Field(description="Name of the country.")
    network: str = Field(description="Name of the network responsible for the cycle.")
    is_sample: bool = Field(description="Whether the country is invented.")
    audience: str = Field(description="Who can read it: `public`, `members` (of any network) or `closed`.")
    year: int = Field(description="Year assessed.")
    framework: int = Field(alias="framework_id", description="Id of the framework.")
    version: int = Field(alias="number", description="Number of the published version; the newest one.")
    published_at: datetime
    peer_reviewed: bool
    content_hash: str = Field(description="SHA-256 of the public answers, the results and, if any, the review.")
    counts: dict[str, int] = Field(
        description="Number of recommendations by band; those without a band by label (`insufficient` or "
        "`not_applicable`)."
    )


class CountryResultsOut(PublishedAssessmentOut):
    """The published results of a country for one year, by recommendation."""

    results: list[ResultOut]

    @staticmethod
    def resolve_results(published: PublishedAssessment) -> list[PublishedResult]:
        return [published.results[code] for code in sorted(published.results)]


class ReviewCommentOut(Schema):
    """A comment of peer reviewers on an answer, and the country's reply. Withheld answers have no comments."""

    country: str = Field(description="Code of the reviewing country.")
    text: str
    reply: str
    is_of_earlier_answer: bool = Field(description="Whether the answer has changed since the comment.")


class ReviewOut(Schema):
    """The peer review of a version."""

    countries: list[str] = Field(description="Codes of the reviewing countries.")
    by_both: bool = Field(description="Whether both countries finished it. Only then the version is peer reviewed.")
    remarks: dict[str, list[ReviewCommentOut]] = Field(description="Comments by series of the criterion.")


class ProfileOut(Schema):
    """The full published assessment of a country for one year."""

    published: PublishedAssessmentOut
    years: list[int] = Field(description="Years for which this country has published results, latest first.")
    rows: list[ResultDetailOut] = Field(description="Results by recommendation.")
    versions: list[VersionOut] = Field(description="Newest first.")
    review: ReviewOut | None = Field(description="Null if there was no peer review.")

    @staticmethod
    def resolve_review(profile: Profile) -> Any:
        return profile.published.review or None


def published_profile(request: HttpRequest, country: str, year: int | None) -> Profile:
    """Return what a country published for one year, as the user of the request can read it, or raise Http404."""
    found = profile(country=country, year=year, user=request.user)
    if found is None:
        raise Http404
    return found


@router.get(
    "/evaluation/results/",
    response={200: list[CountryResultsOut], **NOT_FOUND, **NOT_VALID},
    summary="List results by country",
)
@paginate(Pages)
def show_results(request: HttpRequest, year: int | None = YEAR) -> list[PublishedAssessment]:
    """Return the results of one year that you can read, by network, with countries in alphabetical order.

    Countries are never ranked: 422 if the request asks for another order. 404 if nothing has been published for the
    year.
    """
    found = published_assessments(year=year, user=request.user)
    if found is None:
        raise Http404
    return found


@router.get(
    "/evaluation/results/{country}/",
    response={200: ProfileOut, **NOT_FOUND, **NOT_VALID},
    summary="Show the results of a country",
)
def show_profile(request: HttpRequest, country: str = COUNTRY, year: int | None = YEAR) -> Profile:
    """Return the results of a country for one year, with scores, comparisons, versions and the peer review.

    404 if the country has published nothing for the year.
    """
    return published_profile(request, country, year)
