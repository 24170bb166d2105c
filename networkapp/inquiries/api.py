"""Inquiries of the networks that the user can see, with the answers that the user can read."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Router, Schema
from ninja.pagination import paginate

from networkapp.api.pagination import Pages
from networkapp.api.parameters import NETWORK_SLUG, PERMANENT_PAGE, SUBJECT
from networkapp.api.problems import NOT_FOUND, NOT_VALID
from networkapp.inquiries.models import Inquiry
from networkapp.inquiries.queries.matrix import AnswerMatrix, MatrixCell, answer_matrix, find_inquiry, list_inquiries
from networkapp.networks.queries.subjects import find_subject

router = Router(tags=["Inquiries"])


class InquiryOut(Schema):
    """An inquiry: the same written questions, put to several governments by their parliaments."""

    network: str = Field(alias="network.slug", description=NETWORK_SLUG)
    number: int = Field(description="Number of the inquiry within its network.")
    title: str
    purpose: str = Field(alias="why", description="Why the network asks.")
    language: str = Field(description="Code of the original language.")
    state: str = Field(description="`draft`, `approved` or `closed`.")
    is_sample: bool = Field(description="Whether countries, questions and answers are invented.")
    approved_at: datetime | None
    parliaments: int = Field(description="Number of parliaments in which it has been tabled.")
    url: str = Field(alias="get_absolute_url", description=PERMANENT_PAGE)


class InquiryQuestionOut(Schema):
    """A question of an inquiry, with its translations."""

    number: int
    text: str = Field(description="Text in the original language.")
    translations: dict[str, str] = Field(description="Translations by language code.")


class GovernmentAnswerOut(Schema):
    """The answer of a government to one question.

    In place of withheld passages there is the reason for withholding them. If you can read them, they are between
    `[[` and `]]`.
    """

    question: int = Field(description="Number of the question.")
    status: str = Field(description="`answered`, `partly`, `evasive`, `refused` or `not_answered`.")
    reason: str = Field(description="Reason for the status.")
    quotation: str = Field(description="Text of the answer.")
    language: str = Field(description="Language code of the answer.")
    translation: str = Field(description="Working translation, if any.")
    translation_language: str = Field(description="Language code of the translation.")
    machine_translated: bool = Field(description="Whether the translation is a machine translation.")
    verified: bool = Field(description="Whether somebody has compared the translation with the answer.")
    embargo_until: datetime | None = Field(description="Until then, only those involved can see the answer.")
    original: str = Field(description="Address of the original document, or empty.")


class ParliamentOut(Schema):
    """The inquiry in one parliament."""

    delegation: str = Field(description="Code of the delegation, as in `/delegations/`.")
    state: str = Field(
        description="`drafted`, `tabled`, `answered`, `partly`, `evasive`, `lapsed`, `supplementary` (a supplementary "
        "question was asked) or `withdrawn`. Empty if the questions were not asked there."
    )
    overdue: bool
    tabled_on: date | None
    due_on: date | None = Field(description="When the government must answer.")
    answered_on: date | None
    reference: str = Field(description="Reference number in the parliament.")
    answers: list[GovernmentAnswerOut] = Field(description="The answers that you can read.")


class InquiryDetailOut(InquiryOut):
    """An inquiry with its questions and the answers by parliament."""

    questions: list[InquiryQuestionOut]
    countries: list[ParliamentOut] = Field(description="Ordered by name of the delegation.")


@router.get("/inquiries/", response={200: list[InquiryOut], **NOT_VALID}, summary="List inquiries")
@paginate(Pages)
def show_inquiries(request: HttpRequest, subject: str = SUBJECT) -> QuerySet[Inquiry]:
    """Return the inquiries that you can see, newest first."""
    return list_inquiries(user=request.user, subject=find_subject(slug=subject))


@router.get(
    "/inquiries/{slug}/{number}/",
    response={200: InquiryDetailOut, **NOT_FOUND, **NOT_VALID},
    summary="Show an inquiry with its answers",
)
def show_inquiry(
    request: HttpRequest,
    slug: str = Path(..., description="Slug of the network."),
    number: int = Path(..., description="Number of the inquiry within the network."),
) -> SimpleNamespace:
    """Return an inquiry with its questions and, by parliament, the answers that you can read."""
    inquiry = find_inquiry(slug=slug, number=number, user=request.user)
    matrix = answer_matrix(inquiry=inquiry, user=request.user)
    own = InquiryOut.model_fields.keys() - {"parliaments", "network", "purpose", "url"}
    return SimpleNamespace(
        **{name: getattr(inquiry, name) for name in own},
        network=inquiry.network,
        why=inquiry.why,
        get_absolute_url=inquiry.get_absolute_url(),
        parliaments=sum(any(one.case.tabled_on for one in country.chain) for country in matrix.countries),
        questions=[
            {
                "number": question.number,
                "text": question.text,
                "translations": {text.language: text.text for text in question.texts.all()},
            }
            for question in matrix.questions
        ],
        countries=_parliament_rows(matrix),
    )


def _parliament_rows(matrix: AnswerMatrix) -> list[dict[str, Any]]:
    rows = []
    for country, cells in matrix.columns:
        status = country.status
        case = status.case if status else None
        rows.append(
            {
                "delegation": country.delegation.code,
                "state": status.state.value if status else "",
                "overdue": bool(status and status.is_overdue),
                "tabled_on": case.tabled_on if case else None,
                "due_on": case.due_on if case else None,
                "answered_on": status.answered_on if status else None,
                "reference": case.reference if case else "",
                "answers": [_answer_row(cell) for cell in cells if cell.answer],
            }
        )
    return rows


def _answer_row(cell: MatrixCell) -> dict[str, Any]:
    answer = cell.answer
    if answer is None:
        return {}
    return {
        "question": cell.question.number,
        "status": answer.status,
        "reason": answer.why,
        "quotation": answer.quoted,
        "language": answer.language,
        "translation": answer.translated,
        "translation_language": answer.translation_language,
        "machine_translated": answer.is_machine,
        "verified": answer.verified_at is not None,
        "embargo_until": answer.embargo_until,
        "original": answer.document_url,
    }
