"""Decisions of the networks that the user can see: the public content of their pages, without the roll."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Path, Query, Router, Schema
from ninja.pagination import paginate

from networkapp.api.pagination import Pages
from networkapp.api.parameters import NETWORK, NETWORK_SLUG, PERMANENT_PAGE, SUBJECT, SUBJECT_SLUGS
from networkapp.api.problems import NOT_FOUND, NOT_VALID
from networkapp.decisions.follow_up.actions import follow_ups_for
from networkapp.decisions.models import Decision
from networkapp.decisions.procedures.register import decisions_for, list_decisions
from networkapp.networks.queries.subjects import find_subject

router = Router(tags=["Decisions"])


class DecisionOut(Schema):
    """A text that a network has adopted."""

    network: str = Field(alias="network.slug", description=NETWORK_SLUG)
    number: str = Field(alias="label", description="Year and number within the network, for example `2026/4`.")
    title: str = Field(description="Title in the original language.")
    language: str = Field(description="Code of the original language.")
    procedure: str = Field(alias="procedure.kind", description="How it was adopted: `silence`, `written` or `meeting`.")
    adopted_on: date = Field(description="Date of adoption in the network's time zone.")
    adopted_at: datetime = Field(description="Time of adoption.")
    subjects: list[str] = Field(description=SUBJECT_SLUGS)
    url: str = Field(alias="get_absolute_url", description=PERMANENT_PAGE)

    @staticmethod
    def resolve_subjects(decision: Decision) -> list[str]:
        return [subject.slug for subject in decision.subjects.all()]


class DecisionTextOut(Schema):
    """The text of a decision in another language."""

    language: str = Field(description="Language code.")
    title: str
    paragraphs: list[str] = Field(description="In the order of the original; empty if not translated.")


class StatementOut(Schema):
    """An interpretative statement by a delegation. It is not part of the adopted text."""

    delegation: str = Field(alias="delegation.code", description="Code of the delegation.")
    text: str
    language: str = Field(description="Language code of the text.")
    made_at: datetime


class FollowUpOut(Schema):
    """A task that the decision gives to a delegation, and its progress."""

    delegation: str = Field(alias="delegation.code", description="Code of the delegation.")
    task: str
    due_on: date | None
    state: str = Field(description="`open`, `under_way`, `done` or `declined`.")
    is_overdue: bool


class DecisionDetailOut(DecisionOut):
    """A decision with its text in all languages, the statements about it and its follow-up."""

    paragraphs: list[str] = Field(description="Adopted text in the original language.")
    texts: list[DecisionTextOut] = Field(description="The text in other languages.")
    content_hash: str = Field(description="SHA-256 of the file `decision.json` on its page.")
    outcome_statement: str = Field(description="Statement by the chair or the secretariat about the outcome, if any.")
    review_on: date | None = Field(description="When the network will review the decision.")
    statements: list[StatementOut]
    follow_ups: list[FollowUpOut] = Field(description="The tasks that you can see.")

    @staticmethod
    def resolve_texts(decision: Decision) -> list[dict[str, Any]]:
        return [{"language": language, **text} for language, text in sorted(decision.texts.items())]

    @staticmethod
    def resolve_statements(decision: Decision) -> Any:
        return decision.statements.select_related("delegation")

    @staticmethod
    def resolve_follow_ups(decision: Decision, context: Any) -> Any:
        return follow_ups_for(user=context["request"].user).filter(decision=decision)


@router.get("/decisions/", response={200: list[DecisionOut], **NOT_VALID}, summary="List decisions")
@paginate(Pages)
def show_decisions(
    request: HttpRequest,
    network: str = NETWORK,
    year: int | None = Query(None, ge=1900, le=2999, description="Year of adoption. Without it: all years."),
    subject: str = SUBJECT,
) -> QuerySet[Decision]:
    """Return the decisions of the networks that you can see, newest first."""
    found = list_decisions(user=request.user, year=year, subject=find_subject(slug=subject))
    return found.filter(network__slug=network) if network else found


@router.get(
    "/decisions/{network}/{year}/{number}/",
    response={200: DecisionDetailOut, **NOT_FOUND, **NOT_VALID},
    summary="Show a decision",
)
def show_decision(
    request: HttpRequest,
    network: str = Path(..., description="Slug of the network."),
    year: int = Path(..., description="Year of adoption."),
    number: int = Path(..., description="Number of the decision within the network and year."),
) -> Decision:
    """Return a decision with its text, its outcome statement, the statements of delegations and its follow-up."""
    found = decisions_for(user=request.user).prefetch_related("subjects")
    return get_object_or_404(found, network__slug=network, year=year, number=number)
