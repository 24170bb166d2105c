"""What a page shows of the answers in a workbook: cell by cell, in three columns."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from evaluation.assessments.answer_content import Content
from evaluation.assessments.forms.workbook_parts import parts_of, shown_in
from evaluation.assessments.validation import Finding, Severity
from evaluation.assessments.views.questions import Desk, saved_by
from evaluation.assessments.workbooks import BadCell, Comparison, Standing, compare
from evaluation.assessments.worksheet import Question
from evaluation.models import Workbook


@dataclass(frozen=True, kw_only=True)
class Row:
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
class ShownOffer:
    """One answer of the workbook; `refused` says why it could not be taken just now."""

    comparison: Comparison
    rows: tuple[Row, ...]
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
        return self.comparison.standing is Standing.CONFLICT

    @property
    def field_id(self) -> str:
        return f"take-{self.series_id.replace('.', '-')}"


@dataclass(frozen=True, kw_only=True)
class Offers:
    """All that waits in a workbook, by what can be done with it."""

    changes: tuple[ShownOffer, ...]
    conflicts: tuple[ShownOffer, ...]
    broken: tuple[Comparison, ...]
    there: tuple[Comparison, ...]
    strays: tuple[BadCell, ...]

    @property
    def takable(self) -> tuple[ShownOffer, ...]:
        return (*self.conflicts, *self.changes)

    @property
    def problems(self) -> int:
        return len(self.strays) + sum(len(one.offer.problems) for one in self.broken)

    @property
    def findings(self) -> Mapping[Severity, int]:
        """How many of each severity there would be if all were taken."""
        found: list[Finding] = [finding for one in self.takable for finding in one.comparison.findings]
        return {severity: sum(each.severity is severity for each in found) for severity in Severity}


def shown_offers(desk: Desk, workbook: Workbook, refused: Mapping[str, str]) -> Offers:
    comparisons = compare(desk.sheet, workbook)
    by_standing = {each: [one for one in comparisons if one.standing is each] for each in Standing}
    takable = {
        standing: tuple(_shown(desk, one, refused) for one in by_standing[standing])
        for standing in (Standing.CHANGE, Standing.CONFLICT)
    }
    return Offers(
        changes=takable[Standing.CHANGE],
        conflicts=takable[Standing.CONFLICT],
        broken=tuple(by_standing[Standing.BROKEN]),
        there=tuple(by_standing[Standing.THERE]),
        strays=tuple(BadCell(**problem) for problem in workbook.problems),
    )


def _shown(desk: Desk, one: Comparison, refused: Mapping[str, str]) -> ShownOffer:
    return ShownOffer(
        comparison=one,
        rows=tuple(_rows(one)),
        theirs_by=saved_by(desk, one.question.answer),
        refused=refused.get(one.offer.series_id, ""),
    )


def _rows(one: Comparison) -> list[Row]:
    rows = []
    for part in parts_of(one.question.criterion):
        before, now, mine = (shown_in(part, content) for content in _three(one))
        if before != now or now != mine:
            cell = one.offer.cells.get(part.name, "")
            rows.append(Row(cell=cell, label=part.label, before=before, now=now, mine=mine))
    levels = ["–" if content.level is None else str(content.level) for content in _three(one)]
    if len(set(levels)) > 1:
        rows.append(
            Row(cell="", label=_("Level, from requirements met"), before=levels[0], now=levels[1], mine=levels[2])
        )
    return rows


def _three(one: Comparison) -> tuple[Content, Content, Content]:
    return one.before, one.now, one.mine
