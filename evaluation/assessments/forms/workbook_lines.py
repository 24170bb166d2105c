"""An assessment as a workbook to fill in, in the reader's language."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from evaluation.assessments.answer_content import Content
from evaluation.assessments.formats.workbook_writing import (
    LONGEST_TEXT,
    Book,
    Identity,
    Line,
    Look,
    Value,
    Words,
    workbook_of,
)
from evaluation.assessments.forms.workbook_parts import lists_of_words, parts_of, value_in
from evaluation.assessments.worksheet import Question, Section, Sheet
from evaluation.models import Answer, Assessment, Cycle
from networkapp.documents.convert import site_line
from networkapp.models import this_site


def workbook_file(sheet: Sheet, *, section: Section | None = None) -> bytes:
    """The workbook of all sections, or of one."""
    sections = sheet.sections if section is None else (section,)
    book = Book(
        identity=identity_of(sheet.assessment, sections),
        words=words_of(sheet.assessment),
        lines=tuple(line for each in sections for line in lines_of(each)),
        lists=lists_of_words(),
    )
    return workbook_of(book)


def identity_of(assessment: Assessment, sections: tuple[Section, ...]) -> Identity:
    questions = (question for section in sections for question in section.questions)
    return Identity(
        assessment=assessment.pk,
        country=assessment.delegation.code,
        year=assessment.cycle.year,
        framework=assessment.cycle.framework.content_hash,
        language=get_language() or "en",
        bases={question.criterion.series_id: question.answer.version for question in questions},
    )


def lines_of(section: Section) -> Iterator[Line]:
    """The head of the section, then each question with its cells."""
    recommendation = section.recommendation
    yield Line(look=Look.SECTION, no=str(recommendation.code), asked=recommendation.local_title)
    for question in section.questions:
        yield from _lines_of(question)


def _lines_of(question: Question) -> Iterator[Line]:
    criterion, last = question.criterion, question.case.last_year
    how = criterion.local_text
    if question.case.is_filled_in_by_platform:
        how = _("Filled in automatically.")
    yield Line(look=Look.QUESTION, no=criterion.series_id, asked=criterion.local_title, how=how)
    if question.case.is_filled_in_by_platform:
        return
    for part in parts_of(criterion, with_last_year=has_last_year(question)):
        value = value_in(part, question.content)
        is_too_long = isinstance(value, str) and len(value) > LONGEST_TEXT
        yield Line(
            no=criterion.series_id,
            asked=part.label,
            answer=_("Too long for a cell. Edit it on the site.") if is_too_long else value,
            how=part.how,
            last=None if last is None else _shortened(value_in(part, last)),
            key="" if is_too_long else f"{criterion.series_id}|{part.name}",
            fill=part.fill,
            choices=part.choices,
        )


def has_last_year(question: Question) -> bool:
    """Whether something was answered last year that can be compared."""
    last: Content | None = question.case.last_year
    return last is not None and last.status != Answer.Status.UNANSWERED


def _shortened(value: Value) -> Value:
    return value[:LONGEST_TEXT] if isinstance(value, str) else value


def words_of(assessment: Assessment) -> Words:
    about: dict[str, Any] = {"country": assessment.delegation.label, "year": assessment.cycle.year}
    site = str(this_site().local_name)
    return Words(
        title=_("Assessment of %(country)s, %(year)s") % about,
        site=site,
        site_line=site_line(site),
        guide=_("Instructions"),
        answers=_("Answers"),
        codes=_("Codes"),
        columns=(
            _("No."),
            _("Question"),
            _("Your answer"),
            pgettext("column of a workbook", "How"),
            _("Last year, %s") % (about["year"] - 1),
        ),
        code_columns=(_("List"), _("Text"), _("Code"), _("Meaning")),
        steps=_steps(assessment),
        not_in_list=_("Choose from the list, or leave the cell empty."),
        not_a_number=_("Enter a number of 0 or more."),
        not_a_day=_("Enter a date as year-month-day."),
    )


def _steps(assessment: Assessment) -> tuple[str, ...]:
    return (
        _(
            "This file is not public. It is for people with a seat for the country and for contributors in "
            "ministries."),
        _("Fill in the coloured cells of the sheet “%(sheet)s”. All other cells are locked, without a password.")
        % {"sheet": _("Answers")},
        _("You can move, hide, sort and widen columns and rows. Do not merge cells or enter formulas."),
        _("What you delete here is also deleted on the site when you import it."),
        _("Upload the file on the page where you downloaded it. You can check each change before it is saved."),
        _("Add evidence on the site, not here."),
        _due_in_words(assessment.cycle),
    )  # fmt: skip


def _due_in_words(cycle: Cycle) -> str:
    day = {"due": date_format(cycle.due_on, "DATE_FORMAT"), "locks": date_format(cycle.locks_on, "DATE_FORMAT")}
    if cycle.is_locked_before_due:
        return _("Locked on %(locks)s, before the due date (%(due)s).") % day
    return _("Answers were due on %(due)s.") % day if cycle.is_due_over else _("Answers are due on %(due)s.") % day
