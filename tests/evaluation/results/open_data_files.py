"""Reading open data files as another program does: the same rows from every format."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.test import Client
from openpyxl import load_workbook

FOLDER = "/evaluation/data"
FILES = (
    "series", "results", "progress", "answers", "remarks", "treaty_actions", "monitoring_events", "findings",
    "finding_responses", "conclusions", "observations_of_others",
)  # fmt: skip
"""The files of rows, each also as JSON and as a workbook."""
READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}
Row = dict[str, Any]


def fetch(client: Client, path: str, **headers: str) -> bytes:
    response = client.get(f"{FOLDER}/{path}", headers=headers)
    assert response.status_code == 200, path
    return response.getvalue()


def types_of(client: Client, name: str) -> dict[str, str]:
    """Return the type of each column according to the Data Package."""
    package = json.loads(fetch(client, "datapackage.json"))
    (described,) = [resource for resource in package["resources"] if resource["path"] == f"{name}.csv"]
    return {field["name"]: field["type"] for field in described["schema"]["fields"]}


def csv_rows(client: Client, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetch(client, path).decode(), newline="")))


def rows_of(client: Client, path: str, types: dict[str, str]) -> list[Row]:
    """Return the rows of the file at `path` in any format, with cells of the given `types`; None for missing values."""
    if path.endswith(".json"):
        rows = json.loads(fetch(client, path))["rows"]
    elif path.endswith(".xlsx"):
        sheet = load_workbook(io.BytesIO(fetch(client, path)))["data"]
        head, *body = sheet.iter_rows(values_only=True)
        rows = [dict(zip(head, row, strict=True)) for row in body]
    else:
        rows = [{name: text.removeprefix("'") for name, text in row.items()} for row in csv_rows(client, path)]
    return [{name: _cell(types[name], row[name]) for name in row if name in types} for row in rows]


def _cell(kind: str, expected: Any) -> Any:
    if expected is None or expected == "":
        return None
    if isinstance(expected, str):
        return READ[kind](expected)
    if isinstance(expected, datetime):
        return expected.date()
    return Decimal(str(expected)) if kind == "number" else expected
