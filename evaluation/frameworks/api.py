"""The criteria that countries are assessed by, and the evaluation cycles."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Path, Router, Schema
from ninja.pagination import paginate

from evaluation.assessments.cycles import cycles_for
from evaluation.frameworks.adopting import criteria_in_full, frameworks_for
from evaluation.models import Criterion, Cycle, Framework, Recommendation
from evaluation.wording import in_reader_language
from networkapp.api.pagination import Pages
from networkapp.api.problems import NOT_FOUND, NOT_VALID

router = Router(tags=["Evaluation"])


class ChoiceOut(Schema):
    """A requirement of a level, or an option."""

    key: str = Field(description="Identifies the choice in answers.")
    text: str


class CriterionOut(Schema):
    """A criterion: a question that every country answers."""

    series_id: str = Field(description="Identifies the criterion. It is the same every year.")
    version: int = Field(description="Rises when the definition changes.")
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text", description="Help for the person who answers.")
    kind: str = Field(
        description="Kind of answer: `level`, `ratio`, `number`, `yes_no`, `multi_choice`, `treaty`, `money`, `date` "
        "or `narrative`."
    )
    scored: bool = Field(description="False for context, which is never scored.")
    scored_from: int | None = Field(description="First year in which it is scored; earlier answers are not scored.")
    essential: bool = Field(
        description="Whether a score below 25 keeps the band of the recommendation at most at `developing`."
    )
    weight: int = Field(description="Weight in the recommendation, 1 to 3.")
    unit: str = Field(alias="local.unit")
    floor: str = Field(description="Value that scores 0, in `unit`. Empty if the kind of answer has its own scale.")
    target: str = Field(description="Value that scores 100, in `unit`.")
    per: int = Field(description="The value of a ratio is `per` × numerator / denominator; 100 means per cent.")
    about_persons: bool = Field(
        alias="counts_persons", description="Whether it counts people. Numbers from 1 to 4 are then withheld."
    )
    numerator: str = Field(alias="local.numerator_text", description="What to count for the numerator of a ratio.")
    denominator: str = Field(alias="local.denominator_text", description="What to count for the denominator.")
    reference_period: str = Field(alias="local.reference_period", description="Period that the answer is about.")
    purpose: str = Field(alias="local.why", description="Why the criterion matters.")
    responsible_body: str = Field(alias="local.owner_hint", description="Who usually has the data.")
    comparable_source: str = Field(alias="local.source_hint", description="Independent source of comparable data.")
    levels: list[list[ChoiceOut]] = Field(description="Requirements of the levels 0 to 4, in this order.")
    options: list[ChoiceOut] = Field(description="Options to choose from, for `multi_choice`.")
    instruments: list[str] = Field(description="Keys of the treaties, for `treaty`.")

    @staticmethod
    def resolve_levels(criterion: Criterion) -> list[list[dict[str, str]]]:
        return [_choices(attributes) for attributes in criterion.levels]

    @staticmethod
    def resolve_options(criterion: Criterion) -> list[dict[str, str]]:
        return _choices(criterion.options)


class RecommendationOut(Schema):
    """A recommendation of the working group, with its criteria. Title and text are this project's wording."""

    code: int = Field(description="Number of the recommendation.")
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text")
    subject: str = Field(description="Slug of its subject, as in `/subjects/`, or empty.")
    criteria: list[CriterionOut]

    @staticmethod
    def resolve_subject(recommendation: Recommendation) -> str:
        return recommendation.subject.slug if recommendation.subject else ""


class FrameworkOut(Schema):
    """A framework: a version of the jointly agreed criteria. It does not change after its adoption."""

    id: int
    title: str
    version: str
    first_year: int = Field(description="First year that is assessed by it.")
    last_year: int | None = Field(description="Last year that is assessed by it, or null.")
    adopted_at: datetime
    content_hash: str = Field(description="SHA-256 of the questions and the rules for scoring.")


class FrameworkDetailOut(FrameworkOut):
    """A framework with its recommendations and criteria."""

    recommendations: list[RecommendationOut]


class CycleOut(Schema):
    """An evaluation cycle: the self-assessment of all countries in one year."""

    network: str = Field(alias="network.name", description="Name of the network responsible for it.")
    is_sample: bool = Field(description="Whether its countries are invented.")
    year: int = Field(description="Year assessed.")
    framework: int = Field(alias="framework_id", description="Id of the framework.")
    opens_at: datetime
    due_at: datetime = Field(description="When assessments are due.")
    locks_at: datetime = Field(description="From then on, answers cannot be changed.")

    @staticmethod
    def resolve_is_sample(cycle: Any) -> bool:
        return bool(cycle.network.kind == cycle.network.Kind.SAMPLE)


def _choices(items: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"key": item["key"], "text": in_reader_language(item)} for item in items]


@router.get("/evaluation/frameworks/", response={200: list[FrameworkOut], **NOT_VALID}, summary="List frameworks")
@paginate(Pages)
def show_frameworks(request: HttpRequest) -> QuerySet[Framework]:
    """Return the newest adopted framework, and those of published results that you can read."""
    return frameworks_for(user=request.user)


@router.get(
    "/evaluation/frameworks/{int:pk}/",
    response={200: FrameworkDetailOut, **NOT_FOUND},
    summary="List the criteria of a framework",
)
def show_framework(request: HttpRequest, pk: int = Path(..., description="Id of the framework.")) -> Framework:
    """Return a framework with its recommendations and criteria."""
    return get_object_or_404(criteria_in_full(frameworks_for(user=request.user)), pk=pk)


@router.get("/evaluation/cycles/", response={200: list[CycleOut], **NOT_VALID}, summary="List evaluation cycles")
@paginate(Pages)
def show_cycles(request: HttpRequest) -> QuerySet[Cycle]:
    """Return the cycles of the networks that you can see, and those whose results you can read."""
    return cycles_for(user=request.user)
