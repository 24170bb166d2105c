"""Published answers of a country, as they were frozen with its results."""

from datetime import date
from decimal import Decimal

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from evaluation.results.api.results import COUNTRY, GRADES, YEAR, published_profile
from evaluation.results.public_figures import PublicAnswer, answers_of
from networkapp.api.pagination import Pages
from networkapp.api.problems import NOT_FOUND, NOT_VALID

router = Router(tags=["Evaluation"])


class EvidenceOut(Schema):
    """A document that supports an answer."""

    title: str
    url: str = Field(description="Web address, or empty.")
    dated: date | None = Field(description="Date of the document.")


class CommentOut(Schema):
    """A comment of government, parliament or civil society beside an answer."""

    voice: str = Field(description="Who comments: `government`, `parliament` or `civil_society`.")
    body: str = Field(description="Name of the civil society organisation.")
    text: str
    disputes: bool = Field(description="Whether the comment disputes the answer.")
    written_on: date


class AnswerOut(Schema):
    """The published answer of a country to a criterion. Zero is a value.

    Numbers are as the country counted them. They are withheld if they would reveal a small number of people.
    """

    criterion: str = Field(description="Series of the criterion.")
    version: int = Field(description="Version of the criterion.")
    recommendation: int = Field(description="Number of the recommendation.")
    kind: str = Field(description="Kind of answer, as in the framework.")
    status: str = Field(
        description="`value`, or why there is none: `not_available`, `not_applicable`, `confidential`, "
        "`suppressed_small` (1 to 4 persons, or beside such a number), `undefined` (the denominator is 0) or "
        "`unanswered`."
    )
    reason: str = Field(
        description="Why a value is not available: `not_collected`, `late`, `not_compiled`, `other`, or empty."
    )
    level: int | None = Field(description="0 to 4.")
    ticks: list[str] = Field(description="Keys of the requirements or options that apply.")
    value: Decimal | None = Field(description="Ratio in the unit of the criterion, to one decimal.")
    low: Decimal | None = Field(description="Lower bound of a ratio that rests on few people; `value` is then null.")
    high: Decimal | None = Field(description="Upper bound of such a ratio.")
    numerator: Decimal | None
    denominator: Decimal | None
    number: Decimal | None = Field(description="In the unit of the criterion.")
    choice: bool | None = Field(description="Yes or no.")
    date: date | None
    text: str
    treaties: dict[str, str] = Field(
        description="Status of the state by key of the treaty: `none`, `signed`, `ratified`, `in_force` or `no_record`."
    )
    comment: str = Field(description="The country's comment on its answer.")
    flags: list[str] = Field(
        description="`E` estimated, `P` provisional, `B` break in the series, `D` different definition, `POOLED` sum "
        "of three years."
    )
    grade: str = Field(description=GRADES)
    not_applicable_confirmed: bool = Field(description="Whether it was confirmed that the criterion does not apply.")
    evidence: list[EvidenceOut]
    since: str = Field(
        description="Since last year: `still_true` (unchanged), `changed`, `retired` (discontinued), or empty."
    )
    notes: list[CommentOut] = Field(description="Comments of government, parliament and civil society.")


@router.get(
    "/evaluation/results/{country}/answers/",
    response={200: list[AnswerOut], **NOT_FOUND, **NOT_VALID},
    summary="List the answers of a country",
)
@paginate(Pages)
def show_answers(request: HttpRequest, country: str = COUNTRY, year: int | None = YEAR) -> list[PublicAnswer]:
    """Return the answers that a country published for one year, without confidential values and small numbers.

    404 if the country has published nothing for the year.
    """
    return answers_of(published_profile(request, country, year).published)
