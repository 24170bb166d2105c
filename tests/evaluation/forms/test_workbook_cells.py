"""What people do to workbooks: every problem is named by its cell, and every other answer can still be taken."""

import io
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import Workbook as Spreadsheet
from openpyxl import load_workbook

from evaluation.domain.assessments.sheets import load_sheet
from evaluation.exchange.workbook_files import MOST_BYTES, read_workbook
from evaluation.forms.workbook_lines import workbook_file
from evaluation.forms.workbooks import WorkbookForm
from evaluation.models import Assessment
from networkapp.errors import Refused
from tests.factories.assessments import Work, open_a_cycle
from tests.factories.workbooks import Brought


def answers_sheet(book: Spreadsheet) -> Any:
    return book["Answers"]


def saved(change: Callable[[Spreadsheet], None], content: bytes) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("key", "typed", "field", "kept"),
    [
        ("1.2|numerator", "12,5", "numerator", Decimal("12.5")),
        ("1.2|numerator", "12\u00a0000", "numerator", Decimal(12000)),
        ("1.2|numerator", 0.1 + 0.2, "numerator", Decimal("0.3")),
        ("1.2|numerator", 0, "numerator", Decimal(0)),
        ("1.4|choice", "no", "choice", False),
        ("1.4|choice", "NEIN", "choice", False),
        ("1.4|choice", False, "choice", False),
        ("1.7|date", datetime(2026, 3, 1), "date", date(2026, 3, 1)),
        ("1.7|date", "2026-03-01", "date", date(2026, 3, 1)),
        ("1.7|date", "1.3.2026", "date", date(2026, 3, 1)),
        ("1.5|ticks:b", "✓", "ticks", ("a", "b")),
        ("1.5|ticks:b", True, "ticks", ("a", "b")),
        ("1.1|ticks:k3a", "Yes", "ticks", ("k1a", "k1b", "k2a", "k2b", "k3a")),
        ("1.2|flags", "b e", "flags", ("E", "B")),
        ("1.2|comment", 2024, "comment", "2024"),
        ("1.2|comment", "_x000D_\nOne\r\nTwo", "comment", "One\nTwo"),
    ],
)
def test_a_cell_is_read_as_it_is_meant(work: Work, key: str, typed: Any, field: str, kept: Any) -> None:
    work.answer_all()
    with translation.override("de"):
        (offer,) = Brought(work).fill({key: typed}).offers()
    assert offer.content is not None
    assert (getattr(offer.content, field), offer.problems) == (kept, ())


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("1.2|numerator", "about twelve", "Write a number"),
        ("1.2|numerator", "1.234", "could be two numbers"),
        ("1.2|numerator", "1,234", "could be two numbers"),
        ("1.2|numerator", "=1+1", "A formula stands here"),
        ("1.2|numerator", "#REF!", "an error here (#REF!)"),
        ("1.2|numerator", datetime(2026, 4, 3), "A date stands here"),
        ("1.2|numerator", True, "TRUE or FALSE"),
        ("1.2|numerator", -1, "below zero"),
        ("1.2|numerator", 1 / 3, "Four digits"),
        ("1.2|numerator", 1e30, "too large"),
        ("1.2|numerator", timedelta(hours=3), "A time stands here"),
        ("1.4|choice", "perhaps", "not one of the list: Yes; No"),
        ("1.4|status", "a secret", "not one of the list"),
        ("1.7|date", "3/4/2026", "could be more than one day"),
        ("1.7|date", "2026-02-30", "could be more than one day"),
        ("1.7|date", datetime(2026, 3, 1, 14, 30), "A time of day"),
        ("1.7|date", date(2999, 1, 1), "still to come"),
        ("1.1|ticks:k3a", "maybe", "is no tick"),
        ("1.5|ticks:-", "x", "something else too"),
        ("1.2|flags", "EZ", "only the letters E, P, B and D"),
        ("1.2|status", "It is confidential", "a value stands here"),
        ("1.2|reason", "not collected", "A reason belongs only"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named_and_holds_up_no_other(
    work: Work, key: str, typed: Any, words: str
) -> None:
    work.answer_all()
    brought = Brought(work).fill({key: typed, "1.3|number": 7})
    where = load_workbook(io.BytesIO(brought.content))
    cell = brought.cell(where, key).coordinate
    problems = brought.problems()
    assert (list(problems), words in problems[cell]) == ([cell], True)
    assert [offer.series_id for offer in brought.offers() if offer.content] == ["1.3"]


@pytest.mark.parametrize(
    ("key", "typed", "form", "words"),
    [
        ("1.2|numerator", 0.37, "0%", "formatted as a percentage"),
        ("1.7|date", 46082, "General", "A number stands here (46082)"),
    ],
)
def test_a_number_in_another_format_is_not_taken_for_what_it_may_not_be(
    work: Work, key: str, typed: Any, form: str, words: str
) -> None:
    def change(book: Spreadsheet) -> None:
        cell = brought.cell(book, key)
        cell.value, cell.number_format = typed, form

    brought = Brought(work)
    assert [words in problem for problem in brought.edit(change).problems().values()] == [True]


def test_a_state_follows_from_what_is_typed(work: Work) -> None:
    typed = {"1.2|numerator": 3, "1.2|denominator": 20, "1.3|reason": "not collected", "1.4|comment": "Later"}
    found = {offer.series_id: offer.content for offer in Brought(work).fill(typed).offers()}
    assert {key: content and content.status for key, content in found.items()} == {
        "1.2": "value", "1.3": "not_available", "1.4": "unanswered",
    }  # fmt: skip


def test_emptied_cells_are_an_emptied_answer(work: Work) -> None:
    work.answer_all()
    (offer,) = Brought(work).fill({"1.2|numerator": None, "1.2|denominator": " "}).offers()
    assert offer.content is not None
    assert offer.content.status == "unanswered"


def test_columns_rows_and_sheets_may_be_moved_and_renamed(work: Work) -> None:
    work.answer_all()

    def change(book: Spreadsheet) -> None:
        sheet = answers_sheet(book)
        brought.cell(book, "1.2|numerator").value = 12
        sheet.insert_cols(1, 2)
        sheet.insert_rows(6, 3)
        sheet.title, book["_"].title = "Réponses", "x"
        book.move_sheet(sheet, 2)

    brought = Brought(work)
    assert [offer.series_id for offer in brought.edit(change).offers()] == ["1.2"]
    assert brought.problems() == {}


def test_merged_cells_are_named(work: Work) -> None:
    work.answer_all()
    brought = Brought(work)
    brought.edit(lambda book: answers_sheet(book).merge_cells("B14:C15"))
    assert ["B14:C15 are merged" in words for words in brought.problems().values()] == [True, True]


def test_what_stands_beside_the_questions_is_named(work: Work) -> None:
    def change(book: Spreadsheet) -> None:
        answers_sheet(book)["C400"] = "Is this right?"
        answers_sheet(book)["C3"] = "A note in the head of a section"

    problems = Brought(work).edit(change).problems()
    assert [(cell, "belongs to no question" in words) for cell, words in problems.items()] == [("C400", True)]


def test_a_row_that_is_gone_or_stands_twice_is_named(work: Work) -> None:
    work.answer_all()
    brought = Brought(work)

    def change(book: Spreadsheet) -> None:
        sheet = answers_sheet(book)
        row = brought.cell(book, "1.3|number").row
        sheet.cell(401, 3).value, sheet.cell(401, 6).value = 99, "1.3|number"
        assert row is not None
        sheet.delete_rows(brought.cell(book, "1.2|denominator").row)

    words = list(brought.edit(change).problems().values())
    assert ["is missing" in one for one in words] == [True, False]
    assert "says something else there" in words[1]


def test_a_question_that_is_not_asked_is_named(work: Work) -> None:
    def change(book: Spreadsheet) -> None:
        sheet = answers_sheet(book)
        sheet.cell(401, 3).value, sheet.cell(401, 6).value = 99, "7.7|number"
        sheet.cell(402, 3).value, sheet.cell(402, 6).value = 99, "13.1|numerator"

    problems = Brought(work).edit(change).problems()
    assert [(cell, "is not asked" in words) for cell, words in problems.items()] == [("C401", True), ("C402", True)]


def test_thousands_of_empty_rows_change_nothing(work: Work) -> None:
    work.answer_all()

    def change(book: Spreadsheet) -> None:
        for row in range(400, 5_000):
            answers_sheet(book).cell(row, 3).number_format = "0.00"

    assert Brought(work).edit(change).put().untouched == 8


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
        (b"PK\x03\x04" + bytes(MOST_BYTES), "too_large"),
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
def test_a_file_that_is_no_workbook_is_refused_with_what_to_do(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_a_workbook_of_somebody_elses_making_is_refused(work: Work) -> None:
    file = io.BytesIO()
    Spreadsheet().save(file)
    assert code_of(file.getvalue()) == "no_identity"
    content = Brought(work).content
    assert code_of(saved(lambda book: book.remove(book["_"]), content)) == "no_identity"
    assert code_of(saved(lambda book: book.remove(book["Answers"]), content)) == "no_answers"
    assert code_of(saved(lambda book: answers_sheet(book).delete_cols(3), content)) == "no_column"
    assert code_of(saved(lambda book: answers_sheet(book).delete_cols(6), content)) == "no_column"


def test_a_file_of_another_year_country_or_framework_is_refused_whole(work: Work) -> None:
    other = Assessment.objects.exclude(pk=work.assessment.pk).select_related("cycle__network", "delegation").get()
    form = WorkbookForm(load_sheet(other), work.delegate, {}, {"file": _upload(Brought(work).content)})
    assert "This workbook is of XA, 2026." in form.errors["file"][0]

    def change(book: Spreadsheet) -> None:
        book["_"]["B5"] = "0" * 64

    form = WorkbookForm(
        load_sheet(work.assessment), work.delegate, {}, {"file": _upload(Brought(work).edit(change).content)}
    )
    assert "made for other criteria" in form.errors["file"][0]


@pytest.mark.parametrize(("where", "value", "said"), [("B3", "XB", "XB, 2026"), ("B4", "2025", "XA, 2025")])
def test_a_file_of_another_site_that_numbers_its_assessments_alike_is_refused(
    work: Work, where: str, value: str, said: str
) -> None:
    def change(book: Spreadsheet) -> None:
        book["_"][where] = value

    brought = _upload(Brought(work).edit(change).content)
    form = WorkbookForm(load_sheet(work.assessment), work.delegate, {}, {"file": brought})
    assert f"This workbook is of {said}." in form.errors["file"][0]


def _upload(content: bytes) -> Any:
    return SimpleUploadedFile("back.xlsx", content)


def test_no_text_becomes_a_formula_on_the_way_there_and_back(work: Work) -> None:
    bait = '=HYPERLINK("https://evil.example","x")'
    work.answer("1.8", text=bait, comment="@SUM(1)")
    brought = Brought(work)
    book = load_workbook(io.BytesIO(brought.content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert brought.cell(book, "1.8|text").value == bait
    assert brought.cell(book, "1.8|text").quotePrefix
    assert brought.offers() == []


def test_only_answers_are_unlocked_and_nothing_is_merged(work: Work) -> None:
    book = load_workbook(io.BytesIO(Brought(work).content))
    sheet = answers_sheet(book)
    unlocked = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    assert {cell.column_letter for cell in unlocked} == {"C"}
    assert (sheet.protection.sheet, book["_"].sheet_state, list(sheet.merged_cells.ranges)) == (True, "hidden", [])


def test_a_text_that_is_too_long_for_a_cell_stays_on_the_site(work: Work) -> None:
    work.answer("1.8", text="word " * 8_000)
    brought = Brought(work).fill({"1.8|comment": "Long"})
    (offer,) = brought.offers()
    assert offer.content is not None
    assert (len(offer.content.text), offer.content.comment) == (39_999, "Long")


def test_a_year_stands_beside_the_next(work: Work) -> None:
    work.answer_all()
    later = make_work_of_next_year(work)
    book = load_workbook(io.BytesIO(Brought(later).content))
    row = Brought(later).cell(book, "1.2|numerator").row
    assert [answers_sheet(book).cell(row, column).value for column in (3, 5)] == [None, 9]
    (offer,) = Brought(later).fill({"1.2|since": "still true"}).offers()
    assert offer.content is not None
    assert offer.content.since == "still_true"


def make_work_of_next_year(work: Work) -> Work:
    cycle = open_a_cycle(work.framework, work.network, 2027)
    assessment = cycle.assessments.select_related("cycle__network", "cycle__framework", "delegation").get(
        delegation=work.assessment.delegation
    )
    return Work(**{**vars(work), "assessment": assessment})


def swollen(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The same file with something else in one of its parts."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(file, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            said = before.read(name)
            after.writestr(name, said.replace(old, new, 1) if name == part else said)
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
def test_what_is_made_to_be_read_for_ever_is_refused_at_once(
    work: Work, part: str, old: bytes, new: bytes, code: str
) -> None:
    content = swollen(workbook_file(load_sheet(work.assessment)), part, old, new)
    began = time.perf_counter()
    with pytest.raises(Refused) as refused:
        read_workbook(content)
    assert (refused.value.code, time.perf_counter() - began < 5) == (code, True)
