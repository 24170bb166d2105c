"""Files that are no workbook of this assessment are refused with advice; and the content of a downloaded workbook."""

import io
import time
from collections.abc import Callable
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook as Spreadsheet
from openpyxl import load_workbook

from evaluation.assessments.formats.workbook_files import MAX_BYTES, read_workbook
from evaluation.assessments.forms.workbook_lines import workbook_file
from evaluation.assessments.forms.workbooks import UploadWorkbookForm
from evaluation.assessments.worksheet import load_worksheet
from evaluation.models import Assessment
from networkapp.errors import Refused
from tests.factories.assessments import Work, open_a_cycle
from tests.factories.workbooks import Brought, answers_sheet


def saved(change: Callable[[Spreadsheet], None], content: bytes) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def code_of(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_workbook(content)
    return refused.value.code


def archive(**parts: str | bytes) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return file.getvalue()


WORKBOOK = {"xl__workbook.xml": "<workbook/>", "[Content_Types].xml": "<Types/>"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04" + bytes(MAX_BYTES), "too_large"),
        (b"id;answer\n1.2;12\n", "not_a_workbook"),
        (b"%PDF-1.7 ...", "not_a_workbook"),
        (b"PK\x03\x04 and no archive", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "old_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked_workbook"),
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "not_a_workbook"),
        (archive(**{"word__document.xml": "<a/>", "[Content_Types].xml": "<Types/>"}), "not_a_workbook"),
        (archive(**WORKBOOK, **{"xl__vbaProject.bin": b"..."}), "macros"),
        (archive(**WORKBOOK, **{"xl__sharedStrings.xml": bytes(61_000_000)}), "bomb"),
        (archive(**WORKBOOK), "broken"),
    ],
)
def test_file_that_is_not_a_workbook_is_refused_with_advice(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_workbook_without_the_identity_sheet_or_answer_columns_is_refused(work: Work) -> None:
    file = io.BytesIO()
    Spreadsheet().save(file)
    assert code_of(file.getvalue()) == "no_identity"
    content = Brought(work).content
    assert code_of(saved(lambda book: book.remove(book["_"]), content)) == "no_identity"
    assert code_of(saved(lambda book: book.remove(book["Answers"]), content)) == "no_answers"
    assert code_of(saved(lambda book: answers_sheet(book).delete_cols(3), content)) == "no_column"
    assert code_of(saved(lambda book: answers_sheet(book).delete_cols(6), content)) == "no_column"


def test_workbook_of_another_year_country_or_criteria_is_refused(work: Work) -> None:
    other = Assessment.objects.exclude(pk=work.assessment.pk).select_related("cycle__network", "delegation").get()
    form = UploadWorkbookForm(load_worksheet(other), work.delegate, {}, {"file": _upload(Brought(work).content)})
    assert "This workbook belongs to XA, 2026." in form.errors["file"][0]

    def change(book: Spreadsheet) -> None:
        book["_"]["B5"] = "0" * 64

    form = UploadWorkbookForm(
        load_worksheet(work.assessment), work.delegate, {}, {"file": _upload(Brought(work).edit(change).content)}
    )
    assert "made for other criteria" in form.errors["file"][0]


@pytest.mark.parametrize(("where", "value", "text"), [("B3", "XB", "XB, 2026"), ("B4", "2025", "XA, 2025")])
def test_workbook_of_another_site_with_the_same_assessment_number_is_refused(
    work: Work, where: str, value: str, text: str
) -> None:
    def change(book: Spreadsheet) -> None:
        book["_"][where] = value

    brought = _upload(Brought(work).edit(change).content)
    form = UploadWorkbookForm(load_worksheet(work.assessment), work.delegate, {}, {"file": brought})
    assert f"This workbook belongs to {text}." in form.errors["file"][0]


def _upload(content: bytes) -> Any:
    return SimpleUploadedFile("back.xlsx", content)


def test_text_that_looks_like_a_formula_stays_text_in_the_workbook(work: Work) -> None:
    bait = '=HYPERLINK("https://evil.example","x")'
    work.answer("1.8", text=bait, comment="@SUM(1)")
    brought = Brought(work)
    book = load_workbook(io.BytesIO(brought.content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert brought.cell(book, "1.8|text").value == bait
    assert brought.cell(book, "1.8|text").quotePrefix
    assert brought.offers() == []


def test_only_answer_cells_are_unlocked_and_no_cells_are_merged(work: Work) -> None:
    book = load_workbook(io.BytesIO(Brought(work).content))
    sheet = answers_sheet(book)
    unlocked = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    assert {cell.column_letter for cell in unlocked} == {"C"}
    assert (sheet.protection.sheet, book["_"].sheet_state, list(sheet.merged_cells.ranges)) == (True, "hidden", [])


def test_workbook_shows_last_years_answer_beside_this_years(work: Work) -> None:
    work.answer_all()
    later = make_work_of_next_year(work)
    book = load_workbook(io.BytesIO(Brought(later).content))
    row = Brought(later).cell(book, "1.2|numerator").row
    assert [answers_sheet(book).cell(row, column).value for column in (3, 5)] == [None, 9]
    (offer,) = Brought(later).fill({"1.2|since": "unchanged"}).offers()
    assert offer.content is not None
    assert offer.content.since == "still_true"


def make_work_of_next_year(work: Work) -> Work:
    cycle = open_a_cycle(work.framework, work.network, 2027)
    assessment = cycle.assessments.select_related("cycle__network", "cycle__framework", "delegation").get(
        delegation=work.assessment.delegation
    )
    return Work(**{**vars(work), "assessment": assessment})


def with_replaced_part(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return the file with other content in one of its parts."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(file, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            result = before.read(name)
            after.writestr(name, result.replace(old, new, 1) if name == part else result)
    return file.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        ("xl/worksheets/sheet2.xml", b"</sheetData>", b"</sheetData>" + b"<mergeCell " * 20_000, "broken"),
        (
            "xl/worksheets/sheet2.xml", b"</sheetData>",
            b"</sheetData><mergeCells>" + b'<mergeCell ref="C3:C4"/>' * 20_000 + b"</mergeCells>", "bomb",
        ),
        ("xl/workbook.xml", b"<sheets>", b"<sheets>" + b'<sheet name="A" sheetId="2" r:id="rId2"/>' * 50, "bomb"),
    ],
)  # fmt: skip
def test_oversized_workbook_is_refused_within_five_seconds(
    work: Work, part: str, old: bytes, new: bytes, code: str
) -> None:
    content = with_replaced_part(workbook_file(load_worksheet(work.assessment)), part, old, new)
    began = time.process_time()
    with pytest.raises(Refused) as refused:
        read_workbook(content)
    assert (refused.value.code, time.process_time() - began < 5) == (code, True)
