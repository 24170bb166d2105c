"""The answers of an uploaded workbook on a page: cell by cell, in three columns."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from evaluation.assessments.answer_content import AnswerContent
from evaluation.assessments.forms.workbook_parts import answer_cells, cell_text
from evaluation.assessments.validation import AnswerFinding, Severity
from evaluation.assessments.views.questions import AnswerDesk, saved_by
from evaluation.assessments.workbooks import AnswerComparison, CellProblem, UploadState, compare_answers
from evaluation.assessments.worksheet import Question
from evaluation.models import Workbook


@dataclass(frozen=True, kw_only=True)
class CellDifference:
    """One cell that differs anywhere. `is_mine` and `is_theirs` say who changed it."""

    cell: str
    label: str
    before: str
    now: str
    mine: str

    @property
    def is_mine(self) -> bool:
        return self.mine != self.before

    @property
    def is_theirs(self) -> bool:
        return self.now != self.before


@dataclass(frozen=True, kw_only=True)
class UploadedAnswerView:
    """One answer of the workbook; `refused` says why it could not be taken just now."""

    comparison: AnswerComparison
    rows: tuple[CellDifference, ...]
    theirs_by: str
    refused: str = ""

    @property
    def question(self) -> Question:
        return self.comparison.question

    @property
    def series_id(self) -> str:
        return self.comparison.offer.series_id

    @property
    def is_conflict(self) -> bool:
        return self.comparison.state is UploadState.CONFLICT

    @property
    def field_id(self) -> str:
        return f"take-{self.series_id.replace('.', '-')}"


@dataclass(frozen=True, kw_only=True)
class WorkbookPreview:
    """All that waits in a workbook, by what can be done with it."""

    changes: tuple[UploadedAnswerView, ...]
    conflicts: tuple[UploadedAnswerView, ...]
    broken: tuple[AnswerComparison, ...]
    there: tuple[AnswerComparison, ...]
    strays: tuple[CellProblem, ...]

    @property
    def takable(self) -> tuple[UploadedAnswerView, ...]:
        return (*self.conflicts, *self.changes)

    @property
    def problems(self) -> int:
        return len(self.strays) + sum(len(one.offer.problems) for one in self.broken)

    @property
    def findings(self) -> Mapping[Severity, int]:
        """Return how many findings of each severity there would be after importing all of it."""
        found: list[AnswerFinding] = [finding for one in self.takable for finding in one.comparison.findings]
        return {severity: sum(each.severity is severity for each in found) for severity in Severity}


def workbook_preview(desk: AnswerDesk, workbook: Workbook, refused: Mapping[str, str]) -> WorkbookPreview:
    """Return what an import of the workbook would change, by state; `refused` has refusals by series."""
    comparisons = compare_answers(desk.sheet, workbook)
    by_state = {each: [one for one in comparisons if one.state is each] for each in UploadState}
    takable = {
        state: tuple(_shown(desk, one, refused) for one in by_state[state])
        for state in (UploadState.CHANGE, UploadState.CONFLICT)
    }
    return WorkbookPreview(
        changes=takable[UploadState.CHANGE],
        conflicts=takable[UploadState.CONFLICT],
        broken=tuple(by_state[UploadState.BROKEN]),
        there=tuple(by_state[UploadState.THERE]),
        strays=tuple(CellProblem(**problem) for problem in workbook.problems),
    )


def _shown(desk: AnswerDesk, one: AnswerComparison, refused: Mapping[str, str]) -> UploadedAnswerView:
    return UploadedAnswerView(
        comparison=one,
        rows=tuple(_rows(one)),
        theirs_by=saved_by(desk, one.question.answer),
        refused=refused.get(one.offer.series_id, ""),
    )


def _rows(one: AnswerComparison) -> list[CellDifference]:
    rows = []
    for part in answer_cells(one.question.criterion):
        before, now, mine = (cell_text(part, content) for content in _three(one))
        if before != now or now != mine:
            cell = one.offer.cells.get(part.name, "")
            rows.append(CellDifference(cell=cell, label=part.label, before=before, now=now, mine=mine))
    levels = ["–" if content.level is None else str(content.level) for content in _three(one)]
    if len(set(levels)) > 1:
        rows.append(
            CellDifference(
                cell="", label=_("Level, from requirements met"), before=levels[0], now=levels[1], mine=levels[2]
            )
        )
    return rows


def _three(one: AnswerComparison) -> tuple[AnswerContent, AnswerContent, AnswerContent]:
    return one.before, one.now, one.mine
