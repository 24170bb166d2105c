"""Inquiries of the networks that the reader can see, with the answers that the reader can see."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from networkapp.api.paging import Pages
from networkapp.api.problems import NOT_THERE, UNUSABLE
from networkapp.domain.inquiries.matrix import Cell, Matrix, find_inquiry, list_inquiries, matrix_of
from networkapp.domain.library.entries import find_subject
from networkapp.models import Inquiry

router = Router(tags=["Inquiries"])


class InquiryOut(Schema):
    """A set of questions that a network puts before many parliaments."""

    network: str = Field(alias="network.slug", description="The slug of its network.")
    number: int = Field(description="Counted within the network.")
    title: str
    why: str
    language: str
    state: str = Field(description="draft, approved or closed.")
    is_sample: bool = Field(description="Whether countries, questions and answers are made up.")
    approved_at: datetime | None
    parliaments: int = Field(description="Before how many parliaments it is, or was.")
    url: str = Field(alias="get_absolute_url")


class QuestionOut(Schema):
    """A question that every government is asked, with its translations."""

    number: int
    text: str
    translations: dict[str, str] = Field(description="By language.")


class AnswerOut(Schema):
    """What a government answered to one question.

    Withheld words are replaced by the reason for it; who may have them finds them between [[ and ]].
    """

    question: int = Field(description="The number of the question.")
    status: str = Field(description="answered, partly, evasive, refused or not_answered.")
    because: str
    quotation: str
    language: str
    translation: str
    translation_language: str
    machine_translated: bool
    verified: bool = Field(description="Whether somebody has read the translation against the answer.")
    embargo_until: datetime | None = Field(description="Until then others do not know of it.")
    original: str = Field(description="The address of the original, or nothing.")


class CountryOut(Schema):
    """How the inquiry stands before one parliament; `state` is empty where it was not asked."""

    delegation: str = Field(description="The code of the delegation.")
    state: str
    overdue: bool
    tabled_on: date | None
    due_on: date | None
    answered_on: date | None
    reference: str
    answers: list[AnswerOut]


class WholeInquiryOut(InquiryOut):
    """An inquiry with its questions, and what each country answered."""

    questions: list[QuestionOut]
    countries: list[CountryOut]


@router.get("/inquiries/", response={200: list[InquiryOut], **UNUSABLE}, summary="Inquiries")
@paginate(Pages)
def show_inquiries(
    request: HttpRequest, subject: str = Query("", description="Slug of a subject.")
) -> QuerySet[Inquiry]:
    """The inquiries that the reader may know of, newest first. 422 where there is no such subject."""
    return list_inquiries(user=request.user, subject=find_subject(slug=subject))


@router.get(
    "/inquiries/{slug}/{number}/", response={200: WholeInquiryOut, **NOT_THERE}, summary="One inquiry with its answers"
)
def show_inquiry(request: HttpRequest, slug: str, number: int) -> SimpleNamespace:
    """An inquiry with its questions and, by country, the answers that the reader may have."""
    inquiry = find_inquiry(slug=slug, number=number, reader=request.user)
    matrix = matrix_of(inquiry=inquiry, reader=request.user)
    own = InquiryOut.model_fields.keys() - {"parliaments", "network", "url"}
    return SimpleNamespace(
        **{name: getattr(inquiry, name) for name in own},
        network=inquiry.network,
        get_absolute_url=inquiry.get_absolute_url(),
        parliaments=sum(any(one.cast.tabled_on for one in country.chain) for country in matrix.countries),
        questions=[
            {
                "number": question.number,
                "text": question.text,
                "translations": {text.language: text.text for text in question.texts.all()},
            }
            for question in matrix.questions
        ],
        countries=_countries(matrix),
    )


def _countries(matrix: Matrix) -> list[dict[str, Any]]:
    told = []
    for country, cells in matrix.columns:
        standing = country.standing
        cast = standing.cast if standing else None
        told.append(
            {
                "delegation": country.delegation.code,
                "state": standing.state.value if standing else "",
                "overdue": bool(standing and standing.is_overdue),
                "tabled_on": cast.tabled_on if cast else None,
                "due_on": cast.due_on if cast else None,
                "answered_on": standing.answered_on if standing else None,
                "reference": cast.reference if cast else "",
                "answers": [_answer(cell) for cell in cells if cell.answer],
            }
        )
    return told


def _answer(cell: Cell) -> dict[str, Any]:
    answer = cell.answer
    if answer is None:
        return {}
    return {
        "question": cell.question.number,
        "status": answer.status,
        "because": answer.why,
        "quotation": answer.quoted,
        "language": answer.language,
        "translation": answer.translated,
        "translation_language": answer.translation_language,
        "machine_translated": answer.is_machine,
        "verified": answer.verified_at is not None,
        "embargo_until": answer.embargo_until,
        "original": answer.document_url,
    }
