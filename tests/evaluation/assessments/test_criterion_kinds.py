"""Every kind of criterion is handled wherever code depends on the kind; an unknown kind raises an error."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import get_template

from evaluation.assessments import answer_content
from evaluation.assessments.forms import answers, workbook_parts
from evaluation.frameworks.forms import criteria as framework_forms
from evaluation.models import Criterion
from evaluation.results.formats.code_lists import KIND_UNITS
from evaluation.results.open_data import series
from evaluation.scoring import criteria
from evaluation.templatetags import evaluation_answers, evaluation_form
from evaluation.values import NUMERIC_KINDS, UNANSWERED, Kind
from tests.factories.scoring import spec

EVERY = set(Kind)
FILLED_IN = {Kind.TREATY}
"""What the platform fills in, so that no form asks for it."""


def test_model_and_scoring_have_the_same_kinds_of_criteria() -> None:
    assert set(Criterion.Kind.values) == {kind.value for kind in EVERY}


@pytest.mark.parametrize(
    ("table", "known"),
    [
        (answers.FIELDS, EVERY),
        (evaluation_answers._VALUES, EVERY),
        (evaluation_form._VALUES, EVERY - FILLED_IN),
        (KIND_UNITS, EVERY - NUMERIC_KINDS),
        (workbook_parts.STATE_LISTS, set(NUMERIC_KINDS)),
        (framework_forms.FIELDS_OF, EVERY),
        (framework_forms.KIND_WORDS, EVERY),
    ],
)
def test_table_by_kind_has_an_entry_for_every_kind(table: dict[str, Any], known: set[Kind]) -> None:
    assert {Kind(str(getattr(kind, "value", kind))) for kind in table} == known


def test_every_kind_that_is_asked_for_has_a_template() -> None:
    folder = Path(get_template("evaluation/assessment/kinds/computed.html").origin.name).parent
    result = {path.stem for path in folder.glob("*.html")} - {"computed"}
    assert result == {kind.value for kind in EVERY - FILLED_IN}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_can_be_scored_recorded_and_asked_for(kind: Kind) -> None:
    criterion = Criterion(kind=kind.value, levels=[[], [], [], [], []])
    nothing = Fraction(0) if kind is Kind.MULTI_CHOICE else None
    assert criteria._score(spec("1.1", kind, scored=False), UNANSWERED, None) == nothing
    assert answer_content._value(criterion, {}).get("text", "") == ""
    assert (list(workbook_parts._value_parts(criterion)) == []) == (kind in FILLED_IN)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: criteria._score(spec("1.1", "new", scored=False), UNANSWERED, None),
        lambda: answer_content._value(Criterion(kind="new"), {"text": "x"}),
        lambda: list(workbook_parts._value_parts(Criterion(kind="new"))),
        lambda: series._numbers(_answer("new"), None, None),
    ],
    ids=["score", "content", "workbook", "open data"],
)
def test_unknown_kind_raises_an_error(ask: Callable[[], Any]) -> None:
    with pytest.raises((AssertionError, ValueError)):
        ask()


def _answer(kind: str) -> Any:
    class Answer:
        status = "value"

    Answer.kind = kind  # type: ignore[attr-defined]
    return Answer
