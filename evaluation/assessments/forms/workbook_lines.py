"""An assessment as a workbook to fill in, in the reader's language."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from evaluation.assessments.answer_content import AnswerContent
from evaluation.assessments.formats.workbook_writing import (
    MAX_TEXT_LENGTH,
    CellValue,
    RowStyle,
    WorkbookData,
    WorkbookIdentity,
    WorkbookRow,
    WorkbookTexts,
    build_workbook,
)
from evaluation.assessments.forms.workbook_parts import answer_cells, cell_value, choice_lists
from evaluation.assessments.worksheet import Question, Section, Worksheet
from evaluation.models import Answer, Assessment, Cycle
from networkapp.documents.convert import site_line
from networkapp.models import this_site


def workbook_file(sheet: Worksheet, *, section: Section | None = None) -> bytes:
    """Return the workbook of all sections, or of one."""
    sections = sheet.sections if section is None else (section,)
    book = WorkbookData(
        identity=workbook_identity(sheet.assessment, sections),
        words=workbook_texts(sheet.assessment),
        lines=tuple(line for each in sections for line in rows_of_section(each)),
        lists=choice_lists(),
    )
    return build_workbook(book)


def workbook_identity(assessment: Assessment, sections: tuple[Section, ...]) -> WorkbookIdentity:
    """Return what identifies the workbook of an assessment: its country, year, criteria and answer versions."""
    questions = (question for section in sections for question in section.questions)
    return WorkbookIdentity(
        assessment=assessment.pk,
        country=assessment.delegation.code,
        year=assessment.cycle.year,
        framework=assessment.cycle.framework.content_hash,
        language=get_language() or "en",
        bases={question.criterion.series_id: question.answer.version for question in questions},
    )


def rows_of_section(section: Section) -> Iterator[WorkbookRow]:
    """Yield the header of the section, then each question with its cells."""
    recommendation = section.recommendation
    yield WorkbookRow(look=RowStyle.SECTION, no=str(recommendation.code), question=recommendation.local_title)
    for question in section.questions:
        yield from _rows_of_question(question)


def _rows_of_question(question: Question) -> Iterator[WorkbookRow]:
    criterion, last = question.criterion, question.case.last_year
    how = criterion.local_text
    if question.case.is_filled_in_by_platform:
        how = _("Filled in automatically")
    yield WorkbookRow(look=RowStyle.QUESTION, no=criterion.series_id, question=criterion.local_title, how=how)
    if question.case.is_filled_in_by_platform:
        return
    for part in answer_cells(criterion, with_last_year=has_previous_answer(question)):
        value = cell_value(part, question.content)
        is_too_long = isinstance(value, str) and len(value) > MAX_TEXT_LENGTH
        yield WorkbookRow(
            no=criterion.series_id,
            question=part.label,
            answer=_("Too long for a cell. Edit it on the site.") if is_too_long else value,
            how=part.how,
            last=None if last is None else _shortened(cell_value(part, last)),
            key="" if is_too_long else f"{criterion.series_id}|{part.name}",
            fill=part.fill,
            choices=part.choices,
        )


def has_previous_answer(question: Question) -> bool:
    """Return whether last year has a comparable answer."""
    last: AnswerContent | None = question.case.last_year
    return last is not None and last.status != Answer.Status.UNANSWERED


def _shortened(value: CellValue) -> CellValue:
    return value[:MAX_TEXT_LENGTH] if isinstance(value, str) else value


def workbook_texts(assessment: Assessment) -> WorkbookTexts:
    """Return the texts of a workbook in the active language."""
    about: dict[str, Any] = {"country": assessment.delegation.label, "year": assessment.cycle.year}
    site = str(this_site().local_name)
    return WorkbookTexts(
        title=_("Assessment of %(country)s, %(year)s") % about,
        site=site,
        site_line=site_line(site),
        guide=_("Instructions"),
        answers=_("Answers"),
        codes=_("Codes"),
        columns=(
            _("No."),
            _("Question"),
            _("Answer"),
            _("How"),
            _("Last year, %(year)s") % {"year": about["year"] - 1},
        ),
        code_columns=(capfirst(_("list")), _("Text"), _("Code"), _("Meaning")),
        steps=_steps(assessment),
        not_in_list=_("Choose from the list, or leave the cell empty."),
        not_a_number=_("Enter a number of 0 or more."),
        not_a_day=_("Enter a date such as 2026-05-31."),
    )


def _steps(assessment: Assessment) -> tuple[str, ...]:
    return (
        _(
            "This file is not public. It is for people with a seat for the country and for contributors in "
            "ministries."),
        _("Fill in the coloured cells of the sheet “%(sheet)s”. All other cells are locked, without a password.")
        % {"sheet": _("Answers")},
        _("Do not merge cells or enter formulas."),
        _("What you delete here is also deleted on the site when you import it."),
        _("Upload the file on the page where you downloaded it."),
        _("Add evidence on the site, not here."),
        _due_in_words(assessment.cycle),
    )  # fmt: skip


def _due_in_words(cycle: Cycle) -> str:
    day = {"due": date_format(cycle.due_on, "DATE_FORMAT"), "locks": date_format(cycle.locks_on, "DATE_FORMAT")}
    if cycle.is_locked_before_due:
        return _("Locked on %(locks)s, before the due date (%(due)s).") % day
    return _("Answers were due on %(due)s.") % day if cycle.is_due_over else _("Answers are due on %(due)s.") % day
