"""A workbook that somebody uploads: what differs in it from what it was made from, and what cannot be read."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from evaluation.assessments.answer_content import AnswerContent, AnswerFields, content_for
from evaluation.assessments.formats.workbook_files import (
    MAX_BYTES,
    WorkbookCell,
    WorkbookContent,
    read_workbook,
    too_large,
)
from evaluation.assessments.formats.workbook_writing import MAX_TEXT_LENGTH, WorkbookIdentity
from evaluation.assessments.forms.workbook_cells import ParsedAnswer, Vocabulary, codes_by_word, parse_answer
from evaluation.assessments.forms.workbook_lines import has_previous_answer
from evaluation.assessments.forms.workbook_parts import AnswerCell, answer_cells, cell_value
from evaluation.assessments.workbooks import AnswerComparison, CellProblem, UploadedAnswer, UploadState, contents_at
from evaluation.assessments.worksheet import Question, Worksheet
from networkapp.errors import Refused
from networkapp.rate_limits import check_rate_limit
from networkapp.users import User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadWorkbookForm(forms.Form):
    """`cleaned_data` is what `keep_workbook` takes: the file is read, and compared with what it was made from."""

    file = forms.FileField(label=_("Workbook"), widget=forms.FileInput(attrs={"accept": f".xlsx,{XLSX}"}))

    def __init__(self, sheet: Worksheet, user: User, *args: Any) -> None:
        super().__init__(*args)
        self.sheet, self.person = sheet, user

    def clean(self) -> dict[str, Any]:
        file = self.cleaned_data.get("file")
        if file is None:
            return {}
        try:
            check_rate_limit(user=self.person, act="uploads")
            if file.size > MAX_BYTES:
                raise too_large()
            found = read_workbook(file.read())
            _require_same(self.sheet, found.identity)
        except Refused as refused:
            raise ValidationError({"file": str(refused.message)}, code=refused.code) from refused
        offers, untouched = changed_answers(self.sheet, found)
        return {
            "name": str(file.name),
            "offers": offers,
            "problems": unmatched_cells(self.sheet, found),
            "untouched": untouched,
        }


class ImportAnswersForm(forms.Form):
    """The answers of a workbook to import, each with the version that the user saw."""

    take = forms.MultipleChoiceField(
        label=_("Import"), required=True, error_messages={"required": _("Choose at least one answer.")}
    )

    def __init__(self, comparisons: Iterable[AnswerComparison], *args: Any) -> None:
        super().__init__(*args)
        takable = [one for one in comparisons if one.state in (UploadState.CHANGE, UploadState.CONFLICT)]
        choices: Any = self.fields["take"]
        choices.choices = [(one.offer.series_id, one.offer.series_id) for one in takable]
        for one in takable:
            self.fields[f"seen-{one.offer.series_id}"] = forms.IntegerField(min_value=0, required=False)

    @property
    def seen(self) -> dict[str, int]:
        """Return by chosen series the version of the answer that was shown; -1 if none was shown."""
        versions = {series_id: self.cleaned_data.get(f"seen-{series_id}") for series_id in self.cleaned_data["take"]}
        return {series_id: -1 if version is None else version for series_id, version in versions.items()}


def changed_answers(sheet: Worksheet, found: WorkbookContent) -> tuple[list[UploadedAnswer], int]:
    """Return the answers that were changed or cannot be read, and how many are unchanged."""
    bases = found.identity.bases
    before = contents_at((question.answer for question in sheet.questions), bases)
    return changed_answers_since(before, sheet, found)


def changed_answers_since(
    before: Mapping[str, AnswerContent], sheet: Worksheet, found: WorkbookContent
) -> tuple[list[UploadedAnswer], int]:
    """Return the changed answers of a workbook that was made from `before`, by series, and how many are unchanged."""
    by_series, words = _by_series(found), codes_by_word((get_language() or "en", found.identity.language, "en"))
    questions = [question for question in sheet.questions if question.criterion.series_id in by_series]
    offers = []
    for question in questions:
        series_id = question.criterion.series_id
        base = found.identity.bases.get(series_id, 0)
        offer = _uploaded_answer(question, by_series[series_id], before[series_id], base, words)
        if offer is not None:
            offers.append(offer)
    return offers, len(questions) - len(offers)


def _require_same(sheet: Worksheet, identity: WorkbookIdentity) -> None:
    """Refuses the workbook of another assessment, also one of another site, which numbers its own."""
    assessment = sheet.assessment
    ours = (assessment.pk, assessment.delegation.code, assessment.cycle.year)
    if (identity.assessment, identity.country, identity.year) != ours:
        words = _("This workbook belongs to %(country)s, %(year)s. Upload it on the page of that assessment.")
        shown = {"country": identity.country[:20], "year": identity.year}
        raise Refused("another_assessment", words % shown)
    if identity.framework != assessment.cycle.framework.content_hash:
        raise Refused("another_framework", _("This workbook was made for other criteria. Download a new one."))


def _by_series(found: WorkbookContent) -> dict[str, dict[str, tuple[WorkbookCell, ...]]]:
    by_series: dict[str, dict[str, tuple[WorkbookCell, ...]]] = {}
    for key, cells in found.cells.items():
        series_id, _bar, part = key.partition("|")
        by_series.setdefault(series_id, {})[part] = cells
    return by_series


def unmatched_cells(sheet: Worksheet, found: WorkbookContent) -> list[CellProblem]:
    """Return the problems of cells that belong to no open answer: unreadable cells and unknown rows."""
    strays = [CellProblem(sheet=one.sheet, cell=one.cell, words=str(one.words)) for one in found.problems]
    open_here = {
        question.criterion.series_id: {part.name for part in answer_cells(question.criterion)}
        for question in sheet.questions
        if not question.case.is_filled_in_by_platform
    }
    for key, cells in found.cells.items():
        series_id, _bar, part = key.partition("|")
        if part not in open_here.get(series_id, ()) and any(cell.kind != "empty" for cell in cells):
            words = str(_("“%(key)s” is not part of this assessment and was ignored.") % {"key": key[:60]})
            strays.append(CellProblem(sheet=cells[0].sheet, cell=cells[0].address, words=words))
    return strays


def _uploaded_answer(
    question: Question,
    found: Mapping[str, tuple[WorkbookCell, ...]],
    before: AnswerContent,
    base: int,
    words: Vocabulary,
) -> UploadedAnswer | None:
    """Return the content of the cells of one question, or None if it is unchanged since they were written."""
    if question.case.is_filled_in_by_platform:
        return None
    criterion = question.criterion
    parts = answer_cells(criterion, with_last_year=has_previous_answer(question) or "since" in found)
    as_written = {part.name: WorkbookCell.of(cell_value(part, before)) for part in parts}
    cells = {name: cells[0] for name, cells in found.items()}
    mine = parse_answer(criterion, parts, {**as_written, **cells}, words)
    problems = [*_missing_rows(parts, found, as_written), *_duplicate_rows(found)]
    problems += [_invalid_cell(cells.get(name), why) for name, why in mine.problems.items()]
    content = None
    if not problems:
        merged = _merged(before, parse_answer(criterion, parts, as_written, words), mine)
        try:
            content = content_for(criterion=criterion, status=merged.pop("status"), fields=merged) if merged else before
        except Refused as refused:
            problems = [_invalid_cell(cells.get(refused.field or "", next(iter(cells.values()))), str(refused.message))]
    if content == before:
        return None
    where = {name: cell.address for name, cell in cells.items()}
    return UploadedAnswer(
        series_id=criterion.series_id, base=base, content=content, cells=where, problems=tuple(problems)
    )


def _merged(before: AnswerContent, as_written: ParsedAnswer, mine: ParsedAnswer) -> Any:
    """Return the answer as it was with what was changed in the workbook, or None if nothing was.

    So nothing is lost that a cell cannot hold as exactly as the site does.
    """
    changed = {name: value for name, value in mine.fields.items() if value != as_written.fields.get(name)}
    whole = {name: getattr(before, name) for name in ("status", *AnswerFields.__annotations__)}
    return {**whole, **changed} if changed else None


def _missing_rows(
    parts: Iterable[AnswerCell], found: Mapping[str, Any], as_written: Mapping[str, WorkbookCell]
) -> list[CellProblem]:
    """Return a problem for each missing row, except for texts that were too long for a cell."""
    gone = [part for part in parts if part.name not in found and not _is_too_long(as_written[part.name])]
    words = _("The row “%(label)s” is missing. Download a new workbook and copy your answers into it.")
    first = next(iter(found.values()))[0]
    return [_invalid_cell(first, str(words % {"label": part.label})) for part in gone]


def _is_too_long(cell: WorkbookCell) -> bool:
    return isinstance(cell.value, str) and len(cell.value) > MAX_TEXT_LENGTH


def _duplicate_rows(found: Mapping[str, tuple[WorkbookCell, ...]]) -> list[CellProblem]:
    """Return a problem for each row that occurs more than once with different content."""
    problems = []
    for cells in found.values():
        others = [cell for cell in cells[1:] if (cell.kind, cell.value) != (cells[0].kind, cells[0].value)]
        for other in others:
            words = _("This row also appears in %(other)s with a different answer. Delete one of the rows.")
            where = f"{other.sheet} {other.address}"
            problems.append(_invalid_cell(cells[0], str(words % {"other": where})))
    return problems


def _invalid_cell(cell: WorkbookCell | None, words: str) -> CellProblem:
    place = cell or WorkbookCell()
    return CellProblem(sheet=place.sheet, cell=place.address, words=words)
