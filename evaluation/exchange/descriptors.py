"""What stands in the files, for programs: a Data Package, and CSV on the Web for each table."""

import json
from collections.abc import Sequence
from typing import Any

from evaluation.exchange.tables import Column, Shape

CSVW_TYPES = {"string": "string", "integer": "integer", "number": "decimal", "datetime": "dateTime"}


def data_package(*, name: str, title: str, about: str, homepage: str, shapes: Sequence[Shape]) -> str:
    """The descriptor of Data Package v2 for a CSV file per shape, which lists the same as JSON beside it."""
    resources = [part for shape in shapes for part in (_table(shape), _as_json(shape))]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": title,
        "description": about,
        "homepage": homepage,
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=1)


def csvw(shape: Shape) -> str:
    """The metadata of CSV on the Web, which stands beside the file as `<name>.csv-metadata.json`."""
    metadata = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": f"{shape.name}.csv",
        "dc:title": str(shape.title),
        "dc:description": str(shape.about),
        "tableSchema": {
            "columns": [_csvw_column(column) for column in shape.columns],
            "primaryKey": _key(shape),
        },
    }
    return json.dumps({name: value for name, value in metadata.items() if value}, ensure_ascii=False, indent=1)


def _table(shape: Shape) -> dict[str, Any]:
    fields = [{"name": column.name, "type": column.type, "description": str(column.about)} for column in shape.columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    key = {"primaryKey": _key(shape)} if _key(shape) else {}
    return {
        "name": shape.name.replace("_", "-"),
        "type": "table",
        "path": f"{shape.name}.csv",
        "title": str(shape.title),
        "description": str(shape.about),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema | key,
    }


def _as_json(shape: Shape) -> dict[str, Any]:
    return {
        "name": f"{shape.name.replace('_', '-')}-json",
        "path": f"{shape.name}.json",
        "title": str(shape.title),
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
    }


def _csvw_column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "datatype": CSVW_TYPES.get(column.type, column.type),
        "dc:description": str(column.about),
        "required": column.is_key,
    }


def _key(shape: Shape) -> list[str]:
    return [column.name for column in shape.columns if column.is_key]
