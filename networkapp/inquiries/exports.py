"""The comparison matrix as a file, as its reader can see it: PDF (PDF/UA), DOCX or XLSX."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst, slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networkapp.discussion.exports import ExportFile
from networkapp.documents.convert import ConversionError, DocumentFormat, make_document
from networkapp.documents.xlsx import XLSX, Worksheet, make_workbook
from networkapp.errors import Refused
from networkapp.inquiries.models import Inquiry, InquiryQuestion
from networkapp.inquiries.queries.matrix import AnswerMatrix, MatrixCell, MatrixCountry, answer_matrix
from networkapp.languages.languages import own_name
from networkapp.models import this_site
from networkapp.rate_limits import check_rate_limit
from networkapp.users import AnyUser

logger = logging.getLogger(__name__)
FORMATS = ("pdf", "docx", "xlsx")
QUESTIONS_PER_TABLE = 8
"""Of a table on one page that lies across."""


def inquiry_file(*, inquiry: Inquiry, user: AnyUser, form: str, address: str = "") -> ExportFile:
    """Return the matrix in this format and the reader's language, with nothing that they cannot see on the page.

    Refused: `too_fast`, `not_made`. Raises KeyError for a format that is not in FORMATS.
    """
    if form not in FORMATS:
        raise KeyError(form)
    # Visitors are counted together: none of them uses up the limit of signed-in users.
    check_rate_limit(user=user, act="exports" if user.is_authenticated else "files_of_visitors")
    matrix = answer_matrix(inquiry=inquiry, user=user)
    name = f"{slugify(inquiry.title) or 'inquiry'}-{inquiry.number}.{form}"
    if form == "xlsx":
        made = make_workbook(_sheets(matrix), title=inquiry.title, site=str(this_site().local_name))
        return ExportFile(name=name, content_type=XLSX, content=made)
    made = _document(matrix, inquiry, DocumentFormat(form), address)
    return ExportFile(name=name, content_type=DocumentFormat(form).content_type, content=made)


def _document(matrix: AnswerMatrix, inquiry: Inquiry, form: DocumentFormat, address: str) -> bytes:
    context = {
        "now": timezone.localtime(),
        "address": address,
        "glances": _overview_tables(matrix),
        "asked": answers_by_question(matrix),
    }
    html = render_to_string("networkapp/inquiries/file.html", {"matrix": matrix, "inquiry": inquiry, **context})
    site, language = str(this_site().local_name), get_language() or "en"
    try:
        return make_document(html=html, title=inquiry.title, site=site, language=language, form=form, landscape=True)
    except ConversionError as failure:
        logger.exception("Could not export inquiry %s as %s.", inquiry.pk, form)
        words = _("The file could not be created in this format. Download a spreadsheet instead.")
        raise Refused("not_made", words) from failure


@dataclass(frozen=True, kw_only=True)
class QuestionAnswers:
    """A question, the answers to it, and the status of the others; `translated` if any answer is."""

    question: InquiryQuestion
    answered: tuple[MatrixCell, ...]
    others: tuple[MatrixCell, ...]
    translated: bool


def answers_by_question(matrix: AnswerMatrix) -> list[QuestionAnswers]:
    """Return each question of the inquiry with its answers and with the countries that have not answered it."""
    return [
        QuestionAnswers(
            question=question,
            answered=tuple(cell for cell in cells if cell.answer),
            others=tuple(cell for cell in cells if not cell.answer),
            translated=any(cell.answer and cell.answer.translated for cell in cells),
        )
        for question, cells in matrix.rows
    ]


def _overview_tables(
    matrix: AnswerMatrix,
) -> list[tuple[Sequence[InquiryQuestion], list[tuple[MatrixCountry, list[MatrixCell]]]]]:
    """Return the matrix with a word per cell, countries down and questions across, in tables that fit on a page."""
    starts = range(0, len(matrix.questions), QUESTIONS_PER_TABLE)
    return [
        (
            matrix.questions[start : start + QUESTIONS_PER_TABLE],
            [(country, cells[start : start + QUESTIONS_PER_TABLE]) for country, cells in matrix.columns],
        )
        for start in starts
    ]


def _sheets(matrix: AnswerMatrix) -> list[Worksheet]:
    head = [
        *(_("Question"), _("Country"), _("Status"), _("Tabled on"), _("Answer due"), _("Answered on")),
        *(_("Answer status"), _("Reason for this status"), _("Answer"), _("Language")),
        *(
            _("Embargo until"),
            _("Working translation"),
            _("Translated by"),
            capfirst(_("original")),
            _("Reference number"),
        ),
    ]
    widths = (40, 20, 16, 14, 14, 14, 18, 30, 60, 14, 20, 60, 24, 40, 20)
    answers = Worksheet(name=_("Answers"), head=head, rows=list(_sheet_rows(matrix)), widths=widths)
    overview = Worksheet(
        name=_("Matrix"),
        head=[_("Question"), *(country.delegation.label for country in matrix.countries)],
        rows=[
            [f"{question.number}. {question.text}", *(_short_answer(cell) for cell in cells)]
            for question, cells in matrix.rows
        ],
        widths=(40, *(30 for _country in matrix.countries)),
    )
    return [overview, answers]


def _short_answer(cell: MatrixCell) -> str:
    """Return the answer with its translation under it, or the status."""
    texts = [words for words in (cell.answer.quoted, cell.answer.translated) if words] if cell.answer else []
    if cell.answer and cell.answer.embargo_until:
        texts.insert(0, f"{_('Embargo until')} {_format_moment(cell.answer.embargo_until)}")
    return ": ".join([cell.status_text, "\n".join(texts)]) if texts else cell.status_text


def _sheet_rows(matrix: AnswerMatrix) -> Iterator[list[str | date | None]]:
    for question, cells in matrix.rows:
        for cell in cells:
            yield [f"{question.number}. {question.text}", cell.country.delegation.label, *_sheet_cells(cell)]


def _sheet_cells(cell: MatrixCell) -> list[str | date | None]:
    status, answer = cell.status, cell.answer
    case = status.case if status else None
    known: list[str | date | None] = [
        status.state_label if status and cell.has_question else _("not asked"),
        *((case.tabled_on, case.due_on, status.answered_on) if case and status else (None, None, None)),
    ]
    if answer is None:
        return [*known, *[""] * 8, case.reference if case else ""]
    return [
        *known,
        answer.status_label,
        answer.why,
        answer.quoted,
        own_name(answer.language) if answer.quoted else "",
        _format_moment(answer.embargo_until) if answer.embargo_until else "",
        answer.translated,
        translation_note(answer) if answer.translated else "",
        answer.document_url or (answer.document.name if answer.document else ""),
        case.reference if case else "",
    ]


def _format_moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def translation_note(answer: Any) -> str:
    """Return in words whether a machine made the translation, and who verified it."""
    made = _("machine translation") if answer.is_machine else _("human translation")
    checked = _("verified by %(seat)s") % {"seat": answer.verified_by} if answer.verified_at else _("not verified")
    return f"{made}, {checked}"
