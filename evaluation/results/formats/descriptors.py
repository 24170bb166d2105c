"""Descriptions of the files for programs: a Data Package, CSV on the Web for each table, and a DCAT catalogue."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from evaluation.exchange.tables import TableColumn, TableSchema, TermsOfUse, cell_text
from evaluation.results.formats.code_lists import CodeList

CSVW_TYPES = {"string": "string", "integer": "integer", "number": "decimal", "datetime": "dateTime"}
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sdmx.csv": "application/vnd.sdmx.data+csv; version=2.0.0",
}
OF_THE_SHAPE = frozenset({"csv", "xlsx"})
"""Files whose rows are those of the shape; the others have a form of their own."""
OTHERS_TERMS = "The terms of the source named in each row apply."
Lists = Mapping[str, CodeList]


def data_package(
    *, name: str, title: str, about: str, terms: TermsOfUse, shapes: Sequence[TableSchema], lists: Lists
) -> str:
    """Return the descriptor of a Data Package v2 with a CSV file for each table, and links to other formats."""
    resources = [
        _resource(shape, form, lists, terms) for shape in shapes for form in MEDIA_TYPES if form in shape.forms
    ]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": title,
        "description": about,
        "homepage": terms.homepage,
        "licenses": [{"name": terms.licence, "title": terms.licence_title, "path": terms.licence_url}],
        "sources": [{"title": terms.attribution, "path": terms.homepage}],
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=1)


def csvw(shape: TableSchema, terms: TermsOfUse) -> str:
    """Return the metadata of CSV on the Web, the file `<name>.csv-metadata.json` beside the table."""
    metadata = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{shape.name}.csv",
        "dc:title": str(shape.title),
        "dc:description": str(shape.about),
        "dc:license": {} if shape.of_others else {"@id": terms.licence_url},
        "dc:rights": OTHERS_TERMS if shape.of_others else terms.attribution,
        "dc:source": terms.homepage,
        "tableSchema": {
            "columns": [_csvw_column(column) for column in shape.columns],
            "primaryKey": _key(shape),
        },
    }
    return json.dumps({name: value for name, value in metadata.items() if value}, ensure_ascii=False, indent=1)


def catalogue(
    *, title: str, about: str, terms: TermsOfUse, shapes: Sequence[TableSchema], changed: datetime | None
) -> str:
    """Return the DCAT catalogue in JSON-LD: each table is a dataset, each file of it a distribution."""
    metadata = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{terms.homepage}catalogue.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": title,
        "dct:description": about,
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": terms.publisher},
        "dct:license": {"@id": terms.licence_url},
        "dcat:dataset": [_dataset(shape, terms, changed) for shape in shapes],
    }
    return json.dumps(metadata, ensure_ascii=False, indent=1)


def _dataset(shape: TableSchema, terms: TermsOfUse, changed: datetime | None) -> dict[str, Any]:
    modified = {"dct:modified": {"@value": cell_text(changed), "@type": "xsd:dateTime"}} if changed else {}
    return {
        "@id": f"{terms.homepage}#{shape.name}",
        "@type": "dcat:Dataset",
        "dct:title": str(shape.title),
        "dct:description": str(shape.about),
        "dct:rights": OTHERS_TERMS if shape.of_others else terms.attribution,
        **({} if shape.of_others else {"dct:license": {"@id": terms.licence_url}}),
        **modified,
        "dcat:landingPage": {"@id": terms.homepage},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": {"@id": f"{terms.homepage}{shape.name}.{ending}"},
                "dcat:mediaType": media_type,
            }
            for ending, media_type in MEDIA_TYPES.items()
            if ending in shape.forms
        ],
    }


def _resource(shape: TableSchema, form: str, lists: Lists, terms: TermsOfUse) -> dict[str, Any]:
    """Return a file of the table; CSV and the first sheet of a workbook are rows of the same schema."""
    name = shape.name.replace("_", "-")
    tabular = {"type": "table", "schema": _schema(shape, lists)} if form in OF_THE_SHAPE else {}
    return {
        "name": name if form == "csv" else f"{name}-{form}",
        "path": f"{shape.name}.{form}",
        "title": str(shape.title),
        "description": str(shape.about),
        "format": form,
        "mediatype": MEDIA_TYPES[form],
        "encoding": "utf-8",
        **tabular,
        **_terms_of_others(shape, terms),
    }


def _schema(shape: TableSchema, lists: Lists) -> dict[str, Any]:
    fields = [_field(column, lists) for column in shape.columns]
    key = {"primaryKey": _key(shape)} if _key(shape) else {}
    return {"fields": fields, "missingValues": [""], **key}


def _terms_of_others(shape: TableSchema, terms: TermsOfUse) -> dict[str, Any]:
    """Return the licence of tables with data of others, which differs from that of the package."""
    if not shape.of_others:
        return {}
    return {"licenses": [{"title": OTHERS_TERMS, "path": f"{terms.homepage}#{shape.name}"}]}


def _field(column: TableColumn, lists: Lists) -> dict[str, Any]:
    description: dict[str, Any] = {"name": column.name, "type": column.type, "description": str(column.about)}
    if column.is_key:
        description["constraints"] = {"required": True}
    if column.missing:
        description["missingValues"] = [{"value": "", "label": str(column.missing)}]
    if column.codes:
        codes = lists[column.codes].codes
        description["categories"] = [{"value": code, "label": str(label)} for code, label in codes.items()]
    return description


def _csvw_column(column: TableColumn) -> dict[str, Any]:
    missing = {"dc:coverage": str(column.missing)} if column.missing else {}
    return {
        "name": column.name,
        "titles": column.name,
        "datatype": CSVW_TYPES.get(column.type, column.type),
        "dc:description": str(column.about),
        **missing,
        "required": column.is_key,
    }


def _key(shape: TableSchema) -> list[str]:
    return [column.name for column in shape.columns if column.is_key]
