"""Decisions of the networks that the reader may see: what their pages show everybody, and no roll."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from networkapp.api.paging import Pages
from networkapp.api.problems import NOT_THERE, UNUSABLE
from networkapp.domain.decisions.register import decisions_for, list_decisions
from networkapp.domain.follow_ups.reporting import follow_ups_for
from networkapp.domain.library.entries import find_subject
from networkapp.models import Decision

router = Router(tags=["Decisions"])


class DecisionOut(Schema):
    """An adopted text."""

    network: str = Field(alias="network.slug", description="The slug of its network.")
    number: str = Field(alias="label", description="Counted within network and year, such as 2026/4.")
    title: str = Field(description="In the language of the original.")
    language: str
    procedure: str = Field(alias="procedure.kind", description="silence, written or meeting.")
    adopted_on: date = Field(description="The day of adoption by the clock of the network.")
    adopted_at: datetime
    subjects: list[str] = Field(description="Slugs of subjects.")
    url: str = Field(alias="get_absolute_url")

    @staticmethod
    def resolve_subjects(decision: Decision) -> list[str]:
        return [subject.slug for subject in decision.subjects.all()]


class TextOut(Schema):
    """The text in another language; a paragraph that is not there in it is empty."""

    language: str
    title: str
    paragraphs: list[str]


class StatementOut(Schema):
    """How a delegation reads the decision; no part of what was adopted."""

    delegation: str = Field(alias="delegation.code")
    text: str
    language: str
    made_at: datetime


class FollowUpOut(Schema):
    """What the decision asks of a delegation, and how that stands."""

    delegation: str = Field(alias="delegation.code")
    task: str
    due_on: date | None
    state: str = Field(description="open, under_way, done or declined.")
    is_overdue: bool


class WholeDecisionOut(DecisionOut):
    """A decision with its text in all its languages, and its statements, outcome and follow-up."""

    paragraphs: list[str]
    texts: list[TextOut]
    content_hash: str = Field(description="SHA-256 of the file that its page gives out (decision.json).")
    outcome_statement: str
    review_on: date | None
    statements: list[StatementOut]
    follow_ups: list[FollowUpOut]

    @staticmethod
    def resolve_texts(decision: Decision) -> list[dict[str, Any]]:
        return [{"language": language, **text} for language, text in sorted(decision.texts.items())]

    @staticmethod
    def resolve_statements(decision: Decision) -> Any:
        return decision.statements.select_related("delegation")

    @staticmethod
    def resolve_follow_ups(decision: Decision, context: Any) -> Any:
        return follow_ups_for(context["request"].user).filter(decision=decision)


@router.get("/decisions/", response={200: list[DecisionOut], **UNUSABLE}, summary="Decisions")
@paginate(Pages)
def show_decisions(
    request: HttpRequest,
    network: str = Query("", description="Slug of a network."),
    year: int | None = Query(None, ge=1900, le=2999),
    subject: str = Query("", description="Slug of a subject."),
) -> QuerySet[Decision]:
    """The decisions of the networks that the reader may know of, newest first. 422 where there is no such subject."""
    found = list_decisions(user=request.user, year=year, subject=find_subject(slug=subject))
    return found.filter(network__slug=network) if network else found


@router.get(
    "/decisions/{network}/{year}/{number}/", response={200: WholeDecisionOut, **NOT_THERE}, summary="One decision"
)
def show_decision(request: HttpRequest, network: str, year: int, number: int) -> Decision:
    """A decision with its text, its outcome statement, the statements of delegations and its follow-up."""
    found = decisions_for(request.user).prefetch_related("subjects")
    return get_object_or_404(found, network__slug=network, year=year, number=number)
