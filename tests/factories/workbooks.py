"""Workbooks as people upload them: downloaded, changed in a spreadsheet, uploaded."""

import io
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook as Spreadsheet
from openpyxl import load_workbook

from evaluation.assessments.formats.workbook_files import read_workbook
from evaluation.assessments.forms.workbook_lines import workbook_file
from evaluation.assessments.forms.workbooks import changed_answers, unmatched_cells
from evaluation.assessments.workbooks import (
    AnswerComparison,
    ImportOutcome,
    UploadedAnswer,
    compare_answers,
    import_answers,
    store_workbook,
)
from evaluation.assessments.worksheet import load_worksheet
from evaluation.models import Workbook
from tests.factories.assessments import Work

Change = Callable[[Spreadsheet], None]


class Brought:
    """A downloaded workbook that is filled in and uploaded. `cell` finds the cell of a key in a changed file, too."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.content = workbook_file(load_worksheet(work.assessment))

    def cell(self, book: Spreadsheet, key: str) -> Any:
        """Return the cell in which the value of `key` is entered, such as "1.2|numerator"."""
        for sheet in book.worksheets:
            for row in sheet.iter_rows(max_col=12):
                if any(cell.value == key for cell in row):
                    place = next(cell.column for cell in sheet[1] if cell.value == "answer")
                    return sheet.cell(row[0].row or 0, place)
        raise LookupError(key)

    def fill(self, changes: dict[str, Any]) -> "Brought":
        def change(book: Spreadsheet) -> None:
            for key, value in changes.items():
                self.cell(book, key).value = value

        return self.edit(change)

    def edit(self, change: Change) -> "Brought":
        book = load_workbook(io.BytesIO(self.content))
        change(book)
        file = io.BytesIO()
        book.save(file)
        self.content = file.getvalue()
        return self

    def offers(self) -> list[UploadedAnswer]:
        return changed_answers(load_worksheet(self.work.assessment), read_workbook(self.content))[0]

    def problems(self) -> dict[str, str]:
        """Return by cell why it cannot be imported, including cells that belong to no answer."""
        sheet, found = load_worksheet(self.work.assessment), read_workbook(self.content)
        problems = [
            *unmatched_cells(sheet, found),
            *(bad for offer in changed_answers(sheet, found)[0] for bad in offer.problems),
        ]
        return {problem.cell: problem.words for problem in problems}

    def put(self, by: Any = None) -> Workbook:
        sheet, found = load_worksheet(self.work.assessment), read_workbook(self.content)
        offers, untouched = changed_answers(sheet, found)
        return store_workbook(
            assessment=self.work.assessment, user=by or self.work.delegate, name="back.xlsx", offers=offers,
            problems=unmatched_cells(sheet, found), untouched=untouched,
        )  # fmt: skip

    def compared(self, workbook: Workbook | None = None) -> dict[str, AnswerComparison]:
        comparisons = compare_answers(load_worksheet(self.work.assessment), workbook or self.put())
        return {one.offer.series_id: one for one in comparisons}

    def take(self, *series_ids: str, workbook: Workbook | None = None) -> ImportOutcome:
        """Import those answers, over the current ones of the site."""
        seen = {series_id: self.work.row(series_id).version for series_id in series_ids}
        return import_answers(workbook=workbook or self.put(), user=self.work.delegate, seen=seen)


def answers_sheet(book: Spreadsheet) -> Any:
    return book["Answers"]
