"""Tables as files: the same cells in every format, whatever stands in them."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

from evaluation.exchange.descriptors import csvw, data_package
from evaluation.exchange.tables import Column, Shape, Table, csv_of, json_of

SHAPE = Shape(
    name="some_things",
    title="Some things",
    about="What they are.",
    columns=(
        Column(name="code", type="string", about="Its code", is_key=True),
        Column(name="amount", type="number", about="In euros"),
        Column(name="is_known", type="boolean", about="Whether it is known"),
        Column(name="at", type="datetime", about="When"),
    ),
)
MOMENT = datetime(2026, 5, 31, 9, 30, tzinfo=UTC)
TABLE = Table(
    shape=SHAPE,
    rows=(
        ("XA", Decimal("12345678901234567890.1234"), True, MOMENT),
        ("Ülle, \"Ö\"\nsecond line", Decimal("0"), False, None),
        ("=HYPERLINK(1)", Decimal("-3.5"), None, date(2026, 1, 1)),
    ),
)  # fmt: skip


def test_a_table_is_written_as_csv_to_the_last_digit() -> None:
    assert list(csv.reader(io.StringIO(csv_of(TABLE)))) == [
        ["code", "amount", "is_known", "at"],
        ["XA", "12345678901234567890.1234", "true", "2026-05-31T09:30:00Z"],
        ["Ülle, \"Ö\"\nsecond line", "0", "false", ""],
        ["'=HYPERLINK(1)", "-3.5", "", "2026-01-01"],
    ]  # fmt: skip


def test_the_same_table_as_json() -> None:
    assert json.loads(json_of(TABLE)) == [
        {"code": "XA", "amount": "12345678901234567890.1234", "is_known": True, "at": "2026-05-31T09:30:00Z"},
        {"code": "Ülle, \"Ö\"\nsecond line", "amount": "0", "is_known": False, "at": None},
        {"code": "=HYPERLINK(1)", "amount": "-3.5", "is_known": None, "at": "2026-01-01"},
    ]  # fmt: skip


def test_descriptors_name_every_column_with_its_type_and_meaning() -> None:
    package = json.loads(
        data_package(name="it", title="It", about="All", homepage="https://it.example/", shapes=[SHAPE])
    )
    table, beside = package["resources"]
    assert (table["path"], beside["path"]) == ("some_things.csv", "some_things.json")
    assert table["schema"]["fields"][1] == {"name": "amount", "type": "number", "description": "In euros"}
    assert table["schema"]["primaryKey"] == ["code"]
    metadata = json.loads(csvw(SHAPE))
    assert metadata["url"] == "some_things.csv"
    assert [column["datatype"] for column in metadata["tableSchema"]["columns"]] == [
        "string", "decimal", "boolean", "dateTime",
    ]  # fmt: skip
