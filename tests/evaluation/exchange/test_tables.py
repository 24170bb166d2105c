"""Writing tables as files: the same cells in every format, whatever they contain."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from openpyxl import Workbook, load_workbook

from evaluation.exchange.tables import BATCH, Cell, TableColumn, TableSchema, TermsOfUse, csv_parts, json_parts
from evaluation.exchange.workbooks import workbook_parts
from evaluation.results.formats.code_lists import CodeList
from evaluation.results.formats.descriptors import csvw, data_package

SHAPE = TableSchema(
    name="some_things",
    title="Some things",
    about="What they are.",
    columns=(
        TableColumn(name="code", type="string", about="Its code", is_key=True),
        TableColumn(name="amount", type="number", about="In euros"),
        TableColumn(name="is_known", type="boolean", about="Whether it is known"),
        TableColumn(name="at", type="datetime", about="When"),
    ),
)
MOMENT = datetime(2026, 5, 31, 9, 30, tzinfo=UTC)
ROWS: list[tuple[Cell, ...]] = [
    ("XA", Decimal("12345678901234567890.1234"), True, MOMENT),
    ("Ülle, \"Ö\"\nsecond line", Decimal("0"), False, None),
    ("=HYPERLINK(1)", Decimal("-3.5"), None, date(2026, 1, 1)),
]  # fmt: skip
TERMS = TermsOfUse(
    licence="CC0-1.0",
    licence_title="Public domain",
    licence_url="https://cc0.example/",
    attribution="Us",
    publisher="The networks",
    homepage="https://it.example/",
)


def test_table_is_written_as_csv_with_every_digit() -> None:
    assert list(csv.reader(io.StringIO("".join(csv_parts(SHAPE, ROWS))))) == [
        ["code", "amount", "is_known", "at"],
        ["XA", "12345678901234567890.1234", "true", "2026-05-31T09:30:00Z"],
        ["Ülle, \"Ö\"\nsecond line", "0", "false", ""],
        ["'=HYPERLINK(1)", "-3.5", "", "2026-01-01"],
    ]  # fmt: skip


def test_table_is_written_as_json_with_licence_and_values() -> None:
    data = json.loads("".join(json_parts(SHAPE, ROWS, TERMS)))
    assert (data["licence"]["name"], data["attribution"]) == ("CC0-1.0", "Us")
    assert data["rows"] == [
        {"code": "XA", "amount": "12345678901234567890.1234", "is_known": True, "at": "2026-05-31T09:30:00Z"},
        {"code": "Ülle, \"Ö\"\nsecond line", "amount": "0", "is_known": False, "at": None},
        {"code": "=HYPERLINK(1)", "amount": "-3.5", "is_known": None, "at": "2026-01-01"},
    ]  # fmt: skip


def test_table_without_rows_has_its_columns_in_every_format() -> None:
    assert "".join(csv_parts(SHAPE, [])) == "code,amount,is_known,at\r\n"
    assert json.loads("".join(json_parts(SHAPE, [], TERMS)))["rows"] == []
    assert list(in_workbook([])["data"].iter_rows(values_only=True)) == [("code", "amount", "is_known", "at")]


def test_rows_are_fetched_in_batches_while_the_file_is_written() -> None:
    requests = []

    def endless() -> Iterator[tuple[Cell, ...]]:
        while True:
            requests.append(1)
            yield ROWS[0]

    for parts in (csv_parts(SHAPE, endless()), json_parts(SHAPE, endless(), TERMS)):
        requests.clear()
        assert next(parts)
        assert next(parts)
        assert len(requests) == BATCH


def test_workbook_contains_no_formula_and_every_digit() -> None:
    book = in_workbook(ROWS)
    assert book.sheetnames == ["data", "columns", "codes", "about"]
    cells = [[(cell.value, cell.data_type) for cell in row] for row in book["data"].iter_rows(min_row=2)]
    assert [row[0] for row in cells] == [("XA", "s"), (ROWS[1][0], "s"), ("=HYPERLINK(1)", "s")]
    assert [row[1] for row in cells] == [("12345678901234567890.1234", "s"), (0, "n"), (-3.5, "n")]
    assert [row[3] for row in cells] == [("2026-05-31T09:30:00Z", "s"), (None, "n"), (datetime(2026, 1, 1), "d")]
    assert [row[2] for row in cells] == [(True, "b"), (False, "b"), (None, "n")]
    assert {row[0].value: row[1].value for row in book["about"]}["attribution"] == "Us"


def test_text_longer_than_a_spreadsheet_cell_is_cut() -> None:
    [row] = in_workbook([("\x00" + "x" * 40_000, None, None, None)])["data"].iter_rows(min_row=2, values_only=True)
    assert row == ("x" * 32_767, None, None, None)


def in_workbook(rows: Iterable[tuple[Cell, ...]]) -> Workbook:
    parts = workbook_parts(SHAPE, rows, [], TERMS)
    return load_workbook(io.BytesIO(b"".join(parts)))


def test_descriptors_name_every_column_with_its_type_and_meaning() -> None:
    package = json.loads(data_package(name="it", title="It", about="All", terms=TERMS, shapes=[SHAPE], lists={}))
    assert [resource["path"] for resource in package["resources"]] == [
        f"some_things.{form}" for form in ("csv", "json", "xlsx")
    ]
    table = package["resources"][0]
    assert table["schema"]["fields"][1] == {"name": "amount", "type": "number", "description": "In euros"}
    assert table["schema"]["primaryKey"] == ["code"]
    assert package["licenses"] == [{"name": "CC0-1.0", "title": "Public domain", "path": "https://cc0.example/"}]
    metadata = json.loads(csvw(SHAPE, TERMS))
    assert (metadata["url"], metadata["dc:license"]) == ("some_things.csv", {"@id": "https://cc0.example/"})
    assert [column["datatype"] for column in metadata["tableSchema"]["columns"]] == [
        "string", "decimal", "boolean", "dateTime",
    ]  # fmt: skip


def test_missing_values_and_codes_are_labelled() -> None:
    columns = (
        TableColumn(name="grade", type="string", about="How sure", codes="CL_GRADE"),
        TableColumn(name="amount", type="number", about="In euros", missing="Nobody counted."),
    )
    lists = {"CL_GRADE": CodeList(id="CL_GRADE", name="Grades", codes={"V0": "Stated"})}
    package = data_package(
        name="it", title="It", about="All", terms=TERMS, shapes=[replace(SHAPE, columns=columns)], lists=lists
    )
    grade, amount = json.loads(package)["resources"][0]["schema"]["fields"]
    assert grade["categories"] == [{"value": "V0", "label": "Stated"}]
    assert amount["missingValues"] == [{"value": "", "label": "Nobody counted."}]
