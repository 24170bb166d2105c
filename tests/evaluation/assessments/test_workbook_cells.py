"""Changes that people make to workbooks: every problem is reported by cell, and all other answers can be imported."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from openpyxl import Workbook as Spreadsheet
from openpyxl import load_workbook

from tests.factories.assessments import Work
from tests.factories.workbooks import Brought, answers_sheet


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
def test_workbook_cell_is_read_as_a_value_of_its_field(work: Work, key: str, typed: Any, field: str, kept: Any) -> None:
    work.answer_all()
    with translation.override("de"):
        (offer,) = Brought(work).fill({key: typed}).offers()
    assert offer.content is not None
    assert (getattr(offer.content, field), offer.problems) == (kept, ())


@pytest.mark.parametrize(
    ("language", "key", "typed", "field", "kept"),
    [
        ("en", "1.2|status", "There is a value", "status", "value"),
        ("en", "1.4|status", "It does not apply to us", "status", "not_applicable"),
        ("de", "1.4|status", "Trifft auf uns nicht zu", "status", "not_applicable"),
        ("fi", "1.2|reason", "kerätty, ei vielä koottu", "reason", "not_compiled"),
    ],
)
def test_older_words_for_choices_in_a_workbook_are_still_read(
    work: Work, language: str, key: str, typed: str, field: str, kept: str
) -> None:
    work.answer("1.2", numerator=Decimal(9), denominator=Decimal(24), comment="Why")
    series = key.partition("|")[0]
    cells: dict[str, Any] = {f"{series}|comment": "Because"}
    if kept != "value":
        cells |= {"1.2|numerator": None, "1.2|denominator": None, "1.2|status": None}
    with translation.override(language):
        offers = {offer.series_id: offer for offer in Brought(work).fill({**cells, key: typed}).offers()}
    content = offers[series].content
    assert content is not None
    assert (getattr(content, field), offers[series].problems) == (kept, ())


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("1.2|numerator", "about twelve", "Enter a number"),
        ("1.2|numerator", "1.234", "read in two ways"),
        ("1.2|numerator", "=1+1", "contains a formula"),
        ("1.2|numerator", "#REF!", "(#REF!)"),
        ("1.2|numerator", datetime(2026, 4, 3), "changed a number to a date"),
        ("1.2|numerator", True, "TRUE or FALSE"),
        ("1.2|numerator", -1, "0 or more"),
        ("1.2|numerator", 1 / 3, "up to four decimal places"),
        ("1.2|numerator", 1e30, "too large"),
        ("1.2|numerator", timedelta(hours=3), "contains a time"),
        ("1.4|choice", "perhaps", "is not in the list: Yes; No"),
        ("1.4|status", "a secret", "is not in the list"),
        ("1.7|date", "3/4/2026", "is not a clear date"),
        ("1.7|date", "2026-02-30", "is not a clear date"),
        ("1.7|date", datetime(2026, 3, 1, 14, 30), "also contains a time"),
        ("1.7|date", date(2999, 1, 1), "in the future"),
        ("1.1|ticks:k3a", "maybe", "is not a tick"),
        ("1.5|ticks:-", "x", "other boxes are ticked"),
        ("1.2|flags", "EZ", "Use the letters E, P, B and D"),
        ("1.2|status", "Confidential", "both a reason and a value"),
        ("1.2|reason", "not collected", "A reason can be given only"),
    ],
)
def test_invalid_cell_is_reported_by_its_address_and_other_answers_can_be_imported(
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
        ("1.7|date", 46082, "General", "contains a number (46082)"),
    ],
)
def test_cell_with_an_unsuitable_number_format_is_reported(
    work: Work, key: str, typed: Any, form: str, words: str
) -> None:
    def change(book: Spreadsheet) -> None:
        cell = brought.cell(book, key)
        cell.value, cell.number_format = typed, form

    brought = Brought(work)
    assert [words in problem for problem in brought.edit(change).problems().values()] == [True]


def test_state_of_an_answer_follows_from_the_filled_cells(work: Work) -> None:
    typed = {"1.2|numerator": 3, "1.2|denominator": 20, "1.3|reason": "not collected", "1.4|comment": "Later"}
    found = {offer.series_id: offer.content for offer in Brought(work).fill(typed).offers()}
    assert {key: content and content.status for key, content in found.items()} == {
        "1.2": "value", "1.3": "not_available", "1.4": "unanswered",
    }  # fmt: skip


def test_emptied_cells_offer_an_empty_answer(work: Work) -> None:
    work.answer_all()
    (offer,) = Brought(work).fill({"1.2|numerator": None, "1.2|denominator": " "}).offers()
    assert offer.content is not None
    assert offer.content.status == "unanswered"


def test_moved_and_renamed_columns_rows_and_sheets_are_still_read(work: Work) -> None:
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


def test_merged_cells_are_reported(work: Work) -> None:
    work.answer_all()
    brought = Brought(work)
    brought.edit(lambda book: answers_sheet(book).merge_cells("B14:C15"))
    assert ["B14:C15 are merged" in words for words in brought.problems().values()] == [True, True]


def test_text_outside_the_questions_is_reported(work: Work) -> None:
    def change(book: Spreadsheet) -> None:
        answers_sheet(book)["C400"] = "Is this right?"
        answers_sheet(book)["C3"] = "A note in the head of a section"

    problems = Brought(work).edit(change).problems()
    assert [(cell, "Not part of any question" in words) for cell, words in problems.items()] == [("C400", True)]


def test_missing_or_repeated_rows_are_reported(work: Work) -> None:
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
    assert "with a different answer" in words[1]


def test_row_of_a_question_that_is_not_asked_is_reported(work: Work) -> None:
    def change(book: Spreadsheet) -> None:
        sheet = answers_sheet(book)
        sheet.cell(401, 3).value, sheet.cell(401, 6).value = 99, "7.7|number"
        sheet.cell(402, 3).value, sheet.cell(402, 6).value = 99, "13.1|numerator"

    problems = Brought(work).edit(change).problems()
    assert [(cell, "is not part of this assessment" in words) for cell, words in problems.items()] == [
        ("C401", True),
        ("C402", True),
    ]


def test_thousands_of_empty_rows_in_a_workbook_change_nothing(work: Work) -> None:
    work.answer_all()

    def change(book: Spreadsheet) -> None:
        for row in range(400, 5_000):
            answers_sheet(book).cell(row, 3).number_format = "0.00"

    assert Brought(work).edit(change).put().untouched == 8


def test_workbook_import_does_not_cut_a_text_that_is_too_long_for_a_cell(work: Work) -> None:
    work.answer("1.8", text="word " * 8_000)
    brought = Brought(work).fill({"1.8|comment": "Long"})
    (offer,) = brought.offers()
    assert offer.content is not None
    assert (len(offer.content.text), offer.content.comment) == (39_999, "Long")
