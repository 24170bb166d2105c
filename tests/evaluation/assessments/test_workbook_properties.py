"""Properties of workbooks that are true for all possible answers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from evaluation.assessments.answer_content import STATED_FLAGS, AnswerContent, content_for
from evaluation.assessments.formats.workbook_files import read_workbook
from evaluation.assessments.forms.answers import available_states
from evaluation.assessments.forms.workbook_lines import workbook_file
from evaluation.assessments.forms.workbooks import changed_answers_since
from evaluation.assessments.worksheet import Question, Section, Worksheet, load_worksheet
from evaluation.models import Answer, Criterion
from evaluation.values import NUMERIC_KINDS
from tests.factories.assessments import Work

thoroughly = settings(
    max_examples=15, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
numbers = st.none() | st.decimals(min_value=0, max_value=Decimal("9999999999999999"), places=4)
plain_words = st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=20)
any_words = st.text(max_size=40)


def subsets(keys: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(keys), unique=True) if keys else st.just([])


@st.composite
def contents(draw: st.DrawFn, criterion: Criterion, words: st.SearchStrategy[str]) -> AnswerContent:
    """Return a strategy for everything that the database can contain for this criterion."""
    keys = [item["key"] for level in criterion.levels for item in level] + [item["key"] for item in criterion.options]
    values: Any = {
        "reason": draw(st.sampled_from(["", *Answer.Reason.values])),
        "number": draw(numbers),
        "numerator": draw(numbers),
        "denominator": draw(numbers),
        "choice": draw(st.none() | st.booleans()),
        "ticks": draw(subsets(keys)),
        "date": draw(st.none() | st.dates(min_value=date(1900, 3, 1), max_value=date(2020, 1, 1))),
        "text": draw(words),
        "comment": draw(words),
        "flags": draw(subsets(list(STATED_FLAGS))) if criterion.kind in NUMERIC_KINDS else [],
    }
    status = draw(st.sampled_from([*available_states(criterion), Answer.Status.UNANSWERED]))
    return content_for(criterion=criterion, status=status.value, fields=values)


def worksheet_with(sheet: Worksheet, says: Mapping[str, AnswerContent]) -> Worksheet:
    """Return the worksheet with these contents as its answers."""
    sections = [
        Section(section.recommendation, tuple(_answered(question, says) for question in section.questions))
        for section in sheet.sections
    ]
    return Worksheet(sheet.assessment, tuple(sections))


def _answered(question: Question, says: Mapping[str, AnswerContent]) -> Question:
    content = says.get(question.criterion.series_id, AnswerContent())
    return Question(question.answer, replace(question.case, content=content))


def open_questions(sheet: Worksheet) -> list[Criterion]:
    return [question.criterion for question in sheet.questions if not question.case.is_filled_in_by_platform]


@pytest.mark.django_db
@thoroughly
@given(data=st.data())
def test_unchanged_workbook_offers_no_change_for_any_answers(work: Work, data: st.DataObject) -> None:
    sheet = load_worksheet(work.assessment)
    says = {one.series_id: data.draw(contents(one, any_words)) for one in open_questions(sheet)}
    before = {**says, "1.9": AnswerContent(), "13.1": AnswerContent()}
    found = read_workbook(workbook_file(worksheet_with(sheet, says)))
    assert changed_answers_since(before, sheet, found) == ([], len(says))
    assert found.problems == ()


@pytest.mark.django_db
@thoroughly
@given(data=st.data())
def test_workbook_with_one_changed_answer_offers_exactly_that_change(work: Work, data: st.DataObject) -> None:
    sheet = load_worksheet(work.assessment)
    says = {one.series_id: data.draw(contents(one, plain_words)) for one in open_questions(sheet)}
    changed = data.draw(st.sampled_from(open_questions(sheet)))
    # Level 0 without a requirement cannot be distinguished from no answer, on the page either.
    new = data.draw(contents(changed, plain_words).filter(lambda one: one.level is None or bool(one.ticks)))
    found = read_workbook(workbook_file(worksheet_with(sheet, {**says, changed.series_id: new})))
    before = {**says, "1.9": AnswerContent(), "13.1": AnswerContent()}
    offers = [
        (offer.series_id, offer.content, offer.problems) for offer in changed_answers_since(before, sheet, found)[0]
    ]
    assert offers == ([] if new == says[changed.series_id] else [(changed.series_id, new, ())])
