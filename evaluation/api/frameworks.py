"""What countries are measured by, and in which years."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from evaluation.domain.assessments.cycles import cycles_for
from evaluation.domain.frameworks.adopting import criteria_in_full, frameworks_for
from evaluation.domain.wording import in_reader_language
from evaluation.models import Criterion, Cycle, Framework, Recommendation
from networkapp.api.paging import Pages
from networkapp.api.problems import NOT_THERE, UNUSABLE

router = Router(tags=["Evaluation"])


class ChoiceOut(Schema):
    """An attribute or an option; answers name it by its key."""

    key: str
    text: str


class CriterionOut(Schema):
    """One thing that is asked of every country. Its `series_id` stays the same from year to year."""

    series_id: str
    version: int = Field(description="Rises when the definition changes.")
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text", description="Help for whoever answers.")
    kind: str = Field(description="What is asked for: `level`, `ratio`, `number`, `yes_no`, `treaty` and so on.")
    scored: bool = Field(description="False for context, which never counts.")
    scored_from: int | None = Field(description="The first year in which it is scored; before, it is only answered.")
    essential: bool = Field(description="Below 25 points it keeps the band of its recommendation at most Developing.")
    weight: int = Field(description="1 to 3.")
    unit: str = Field(alias="local.unit")
    floor: str = Field(description="What scores 0 points, in the unit; empty where the kind has its own scale.")
    target: str = Field(description="What scores 100 points.")
    per: int = Field(description="A ratio is read as per × numerator / denominator: 100 makes it per cent.")
    about_persons: bool = Field(alias="counts_persons", description="Numbers from 1 to 4 are withheld.")
    numerator: str = Field(alias="local.numerator_text")
    denominator: str = Field(alias="local.denominator_text")
    reference_period: str = Field(alias="local.reference_period")
    why: str = Field(alias="local.why", description="Why it is asked.")
    responsible_body: str = Field(alias="local.owner_hint", description="Who usually knows.")
    comparable_source: str = Field(alias="local.source_hint", description="Where others count the same.")
    levels: list[list[ChoiceOut]] = Field(description="Attributes of the levels 0 to 4.")
    options: list[ChoiceOut]
    instruments: list[str] = Field(description="Keys of treaties.")

    @staticmethod
    def resolve_levels(criterion: Criterion) -> list[list[dict[str, str]]]:
        return [_choices(attributes) for attributes in criterion.levels]

    @staticmethod
    def resolve_options(criterion: Criterion) -> list[dict[str, str]]:
        return _choices(criterion.options)


class RecommendationOut(Schema):
    """A recommendation of the working group in the project's own words, with its criteria."""

    code: int
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text")
    subject: str = Field(description="Slug of its subject, or empty.")
    criteria: list[CriterionOut]

    @staticmethod
    def resolve_subject(recommendation: Recommendation) -> str:
        return recommendation.subject.slug if recommendation.subject else ""


class FrameworkOut(Schema):
    """Jointly agreed criteria, frozen at their adoption."""

    id: int
    title: str
    version: str
    first_year: int
    last_year: int | None
    adopted_at: datetime
    content_hash: str = Field(description="SHA-256 over everything that decides what is asked and how it counts.")


class WholeFrameworkOut(FrameworkOut):
    """A framework with everything that is asked."""

    recommendations: list[RecommendationOut]


class CycleOut(Schema):
    """A year of assessments by one framework."""

    network: str = Field(alias="network.name", description="The network that holds it, by name.")
    is_sample: bool = Field(description="Whether its countries are invented, to show how results read.")
    year: int
    framework: int = Field(alias="framework_id", description="The id of its framework.")
    opens_at: datetime
    due_at: datetime
    locks_at: datetime

    @staticmethod
    def resolve_is_sample(cycle: Any) -> bool:
        return bool(cycle.network.kind == cycle.network.Kind.SAMPLE)


def _choices(items: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"key": item["key"], "text": in_reader_language(item)} for item in items]


@router.get("/evaluation/frameworks/", response={200: list[FrameworkOut], **UNUSABLE}, summary="Frameworks")
@paginate(Pages)
def show_frameworks(request: HttpRequest) -> QuerySet[Framework]:
    """The newest adopted framework, and those behind published results that the reader may read."""
    return frameworks_for(reader=request.user)


@router.get("/evaluation/frameworks/{int:pk}/", response={200: WholeFrameworkOut, **NOT_THERE}, summary="One framework")
def show_framework(request: HttpRequest, pk: int) -> Framework:
    """A framework with its recommendations and criteria."""
    return get_object_or_404(criteria_in_full(frameworks_for(reader=request.user)), pk=pk)


@router.get("/evaluation/cycles/", response={200: list[CycleOut], **UNUSABLE}, summary="Cycles")
@paginate(Pages)
def show_cycles(request: HttpRequest) -> QuerySet[Cycle]:
    """The cycles of the networks that the reader may know of, and those of which she may read results."""
    return cycles_for(reader=request.user)
