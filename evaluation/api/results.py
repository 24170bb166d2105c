"""Published results and answers. Nothing here is a rank, and nothing can be sorted by a score."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from evaluation.domain.published import Published, PublishedCriterion, PublishedResult, PublishedSensitivity
from evaluation.domain.results.profiles import Profile, profile
from evaluation.domain.results.public_figures import PublicAnswer, answers_of, percent, points
from evaluation.domain.results.side_by_side import published_of
from evaluation.values import Progress
from networkapp.api.paging import Pages
from networkapp.api.problems import NOT_THERE, UNUSABLE

YEAR = Query(None, ge=1900, le=2999, description="Without it, the latest year of which something is published.")
router = Router(tags=["Evaluation"])


class CriterionScoreOut(Schema):
    """One criterion within a result."""

    criterion: str = Field(alias="series_id")
    place: str = Field(
        description="`scored`, `missing`, `outside` (does not apply), `context` (never scored) or `shadow` (not yet)."
    )
    status: str = Field(description="State of the answer.")
    score: Decimal | None = Field(description="0 to 100, one decimal.")
    weight: int
    grade: str = Field(description="`V0` stated, `V1` evidence, `V2` checked by peers, `V3` agrees with a source.")

    @staticmethod
    def resolve_score(item: PublishedCriterion) -> Decimal | None:
        return points(item.score)


class ResultOut(Schema):
    """One recommendation of one country in one year. Points from 0 to 100, shares in per cent, each with one decimal.

    `point` and `band` are null unless enough is answered; `low` and `high` are where the point could lie if all that
    is missing were the worst or the best.
    """

    recommendation: int = Field(alias="code")
    label: str = Field(description="`ok`, `insufficient`, `narrow_base` or `not_applicable`.")
    band: str | None = Field(description="`early`, `developing`, `substantial` or `advanced`.")
    uncertain: bool = Field(description="Whether the interval reaches into another band.")
    lowered_by: list[str] = Field(description="Essential criteria that keep the band at most Developing.")
    point: Decimal | None
    low: Decimal | None
    high: Decimal | None
    coverage: Decimal | None = Field(description="Share of the weight that has a value, in per cent.")
    completeness: Decimal | None = Field(description="Share of the weight with a value or a reason, in per cent.")
    answered: int
    asked: int
    weakest_criterion: str = Field(alias="weakest")
    weakest_score: Decimal | None
    banded: list[str] = Field(description="Criteria with few persons that count with the middle of a range.")
    withheld: list[str] = Field(description="Criteria withheld to protect few persons, which count as missing.")

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
    """How far the band depends on choices: in how many of so many other ways of computing it stays the same."""

    kept: int
    of: int
    lowest: Decimal
    highest: Decimal
    is_robust: bool
    decisive: list[str] = Field(description="Criteria without which the band would be another.")

    @staticmethod
    def resolve_lowest(found: PublishedSensitivity) -> Decimal | None:
        return points(found.lowest)

    @staticmethod
    def resolve_highest(found: PublishedSensitivity) -> Decimal | None:
        return points(found.highest)


class ProgressOut(Schema):
    """A recommendation against the year before, on the criteria that can be compared alone.

    `delta` is in points, null unless enough can be compared; never to be shown without the two counts of criteria.
    """

    delta: Decimal | None
    matched: int
    applicable: int

    @staticmethod
    def resolve_delta(progress: Progress) -> Decimal | None:
        return points(progress.delta)


class RowOut(Schema):
    """A result with the scores behind it, how sure it is, and what changed since the year before."""

    result: ResultOut
    criteria: list[CriterionScoreOut] = Field(alias="result.criteria")
    sensitivity: SensitivityOut | None
    progress: ProgressOut | None


class VersionOut(Schema):
    """A published version. Results and answers are those of the newest."""

    number: int
    reason: str = Field(description="Why the assessment was opened again, for all but the first.")
    published_at: datetime
    peer_reviewed: bool
    content_hash: str = Field(description="SHA-256 over the public answers, the results and, if any, the review.")


class CountryOut(Schema):
    """What one country published of one year. There is no overall mark."""

    country: str = Field(description="ISO 3166-1, two letters; XA to XZ are sample countries.")
    name: str
    network: str = Field(description="The network that holds the cycle, by name.")
    is_sample: bool = Field(description="Whether the country is invented, to show how results read.")
    audience: str = Field(description="Who may read it: `public`, `members` (of any network) or `closed`.")
    year: int
    framework: int = Field(alias="framework_id", description="The id of the framework it is measured by.")
    version: int = Field(alias="number")
    published_at: datetime
    peer_reviewed: bool
    content_hash: str
    counts: dict[str, int] = Field(description="How many recommendations stand in each band.")


class CountryResultsOut(CountryOut):
    """What one country published of one year, by recommendation."""

    results: list[ResultOut]

    @staticmethod
    def resolve_results(published: Published) -> list[PublishedResult]:
        return [published.results[code] for code in sorted(published.results)]


class RemarkOut(Schema):
    """What a reviewing country said to an answer, and what the country says to that.

    There is none beside an answer whose number is kept back.
    """

    country: str
    text: str
    reply: str
    is_of_earlier_answer: bool = Field(description="Whether the answer changed after it was written.")


class ReviewOut(Schema):
    """The peer review of a version: who reviewed it, and the remarks by criterion."""

    countries: list[str]
    by_both: bool = Field(description="Whether both countries finished it, so that the version is peer reviewed.")
    remarks: dict[str, list[RemarkOut]]


class ProfileOut(Schema):
    """What one country published of one year, in full."""

    published: CountryOut
    years: list[int] = Field(description="The years of which this country published something, latest first.")
    rows: list[RowOut] = Field(description="By recommendation.")
    versions: list[VersionOut] = Field(description="Newest first.")
    review: ReviewOut | None = Field(description="Null where peers did not review it.")

    @staticmethod
    def resolve_review(profile: Profile) -> Any:
        return profile.published.review or None


class DocumentOut(Schema):
    """Evidence that an answer rests on."""

    title: str
    url: str
    dated: date | None


class NoteOut(Schema):
    """What one of three voices says beside an answer: government, parliament or civil_society."""

    voice: str
    body: str = Field(description="The organisation that speaks for civil society.")
    text: str
    disputes: bool
    written_on: date


class AnswerOut(Schema):
    """What a country published about one criterion.

    `status` is `value`, or says why there is none: `not_available`, `not_applicable`, `confidential`,
    `suppressed_small` (1 to 4 persons), `undefined` (nobody to count) or `unanswered`. Zero is a value. Of a ratio,
    `value` is rounded to one decimal; where few persons stand behind it, only `low` and `high` are given.
    """

    criterion: str
    version: int = Field(description="Version of the criterion.")
    recommendation: int
    kind: str
    status: str
    reason: str = Field(description="Why a value is not available.")
    level: int | None = Field(description="0 to 4.")
    ticks: list[str] = Field(description="Keys of the attributes or options that apply.")
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    number: Decimal | None = Field(description="In the unit of the criterion.")
    choice: bool | None
    date: date | None
    text: str
    treaties: dict[str, str] = Field(description="Where the state stands with each listed instrument.")
    comment: str
    flags: list[str] = Field(description="E estimated, P provisional, B break, D definition differs, POOLED.")
    grade: str
    not_applicable_confirmed: bool
    evidence: list[DocumentOut]
    since: str = Field(description="What became of last year's answer: still_true, changed, retired, or not said.")
    notes: list[NoteOut]


def _profile(request: HttpRequest, country: str, year: int | None) -> Profile:
    found = profile(country=country, year=year, user=request.user)
    if found is None:
        raise Http404
    return found


@router.get("/evaluation/results/", response={200: list[CountryResultsOut], **NOT_THERE, **UNUSABLE}, summary="Results")
@paginate(Pages)
def show_results(request: HttpRequest, year: int | None = YEAR) -> list[Published]:
    """What this reader may read of one year: by network, its countries in the alphabetical order of her language.

    Never sorted by a score, never ranked: an address that asks for it is refused (422). 404 for a year of which nothing
    is published.
    """
    found = published_of(year=year, user=request.user)
    if found is None:
        raise Http404
    return found


@router.get(
    "/evaluation/results/{country}/",
    response={200: ProfileOut, **NOT_THERE, **UNUSABLE},
    summary="One country's results",
)
def show_profile(request: HttpRequest, country: str, year: int | None = YEAR) -> Profile:
    """The profile of a country (two letters) for one year, as it was frozen when it was published."""
    return _profile(request, country, year)


@router.get(
    "/evaluation/results/{country}/answers/",
    response={200: list[AnswerOut], **NOT_THERE, **UNUSABLE},
    summary="One country's answers",
)
@paginate(Pages)
def show_answers(request: HttpRequest, country: str, year: int | None = YEAR) -> list[PublicAnswer]:
    """What the country published about each criterion in one year, without what is confidential or too small."""
    return answers_of(_profile(request, country, year).published)
