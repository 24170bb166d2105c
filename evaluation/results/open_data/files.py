"""The files of the open data: their names, their contents, and the tags that show whether they have changed."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import override

from evaluation.conf import setting
from evaluation.exchange.tables import TableSchema, TermsOfUse, csv_parts, json_parts
from evaluation.exchange.workbooks import workbook_parts
from evaluation.models import AssessmentVersion
from evaluation.results.formats.descriptors import MEDIA_TYPES, catalogue, csvw, data_package
from evaluation.results.formats.sdmx import Structure, sdmx_csv_parts, structure_message
from evaluation.results.open_data.others import LANGUAGE, OTHERS
from evaluation.results.open_data.series import SERIES
from evaluation.results.open_data.tables import (
    Collection,
    code_lists,
    newest_collection,
    rows_of,
    table_schemas,
    versioned_table_schemas,
)
from evaluation.results.published_versions import numbered_versions
from networkapp.models import this_site

EDITION = 4
"""Raise it when the same versions give other files, so that programs download them again."""
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": MEDIA_TYPES["json"],
    "xlsx": MEDIA_TYPES["xlsx"],
    "sdmx.csv": f"{MEDIA_TYPES['sdmx.csv']}; charset=utf-8",
}
STRUCTURE_TYPE = "application/vnd.sdmx.structure+xml; version=3.0.0"
DOWNLOADED = frozenset({"csv", "xlsx", "sdmx.csv"})
Parts = Iterator[str] | Iterator[bytes]


@dataclass(frozen=True, kw_only=True)
class OpenDataFile:
    """A file that can be sent: `tag` changes when it does; `parts` are made while it is sent, some rows at a time.

    `is_exact`: the same tag means the same bytes, and not only the same cells. A short one is `text`, without parts.
    """

    name: str
    content_type: str
    tag: str
    changed: datetime | None
    parts: Callable[[], Parts]
    is_download: bool = True
    is_exact: bool = True
    text: str = ""


def terms_of(homepage: str) -> TermsOfUse:
    """Return licence and attribution as the host set them; `homepage` is the address of the page with the files."""
    licence = setting("DATA_LICENCE")
    return TermsOfUse(
        licence=licence["name"],
        licence_title=licence["title"],
        licence_url=licence["url"],
        attribution=setting("DATA_ATTRIBUTION"),
        publisher=str(this_site().local_name),
        homepage=homepage,
    )


def file_of(*, name: str, form: str, homepage: str, version: AssessmentVersion | None = None) -> OpenDataFile | None:
    """Return the table `name` in `form`, current or of one published version; None if there is no such file."""
    shape = next((shape for shape in _available_schemas(version) if shape.name == name and form in shape.forms), None)
    if shape is None:
        return None
    collection = _collection(version)
    tag, changed = _fingerprint(shape, collection)
    make = _WRITERS[form]
    with override(LANGUAGE):
        plain, terms = shape.in_plain_words(), terms_of(homepage)
    return OpenDataFile(
        name=f"{name}{_suffix(version)}.{form}",
        content_type=CONTENT_TYPES[form],
        tag=_hashed(tag, form, homepage),
        changed=changed,
        parts=lambda: make(plain, collection, terms, changed),
        is_download=form in DOWNLOADED,
        is_exact=form != "xlsx",
    )


def package_of(*, homepage: str, version: AssessmentVersion | None = None) -> OpenDataFile:
    """Return the Data Package of all files, or of those of one published version."""
    lists, which = code_lists(_collection(version)), _suffix(version)
    with override(LANGUAGE):
        text = data_package(
            name=f"evaluation{which.lower()}", title=f"{_TITLE}{which.replace('-', ' ')}", about=_ABOUT,
            terms=terms_of(homepage), shapes=_available_schemas(version), lists=lists,
        )  # fmt: skip
    return _text_file("datapackage.json", "application/json", text)


def catalogue_of(*, homepage: str) -> OpenDataFile:
    """Return the catalogue of all open data in DCAT."""
    _tag, changed = _fingerprint(SERIES, newest_collection())
    with override(LANGUAGE):
        text = catalogue(title=_TITLE, about=_ABOUT, terms=terms_of(homepage), shapes=table_schemas(), changed=changed)
    return _text_file("catalogue.jsonld", "application/ld+json", text)


def description_of(*, name: str, homepage: str, version: AssessmentVersion | None = None) -> OpenDataFile | None:
    """Return the CSV on the Web metadata of one file, current or of one published version."""
    shape = next((shape for shape in _available_schemas(version) if shape.name == name), None)
    if shape is None:
        return None
    with override(LANGUAGE):
        return _text_file(f"{name}.csv-metadata.json", "application/csvm+json", csvw(shape, terms_of(homepage)))


def structure_of(*, homepage: str, version: AssessmentVersion | None = None) -> OpenDataFile:
    """Return the SDMX structure of the series: of all, or of one published version."""
    collection = _collection(version)
    with override(LANGUAGE):
        shape, terms = SERIES.in_plain_words(), terms_of(homepage)
    _tag, changed = _fingerprint(SERIES, collection)
    return _text_file("structure.xml", STRUCTURE_TYPE, structure_message(_structure(shape, collection, terms, changed)))


def public_version(*, network: str, country: str, year: int, number: int) -> AssessmentVersion | None:
    """Return a version that everybody can read, by the network's slug, the country's two letters, the year and its
    number."""
    found: AssessmentVersion | None = (
        numbered_versions(number)
        .filter(
            assessment__cycle__network__slug=network,
            assessment__cycle__year=year,
            assessment__delegation__country=country.upper(),
        )
        .first()
    )
    return found


def _available_schemas(version: AssessmentVersion | None) -> tuple[TableSchema, ...]:
    return tuple(versioned_table_schemas() if version else table_schemas())


def _collection(version: AssessmentVersion | None) -> Collection:
    if version is None:
        return newest_collection()
    found = AssessmentVersion.objects.filter(pk=version.pk)
    return Collection(found.select_related("assessment__cycle__network", "assessment__delegation"))


def _suffix(version: AssessmentVersion | None) -> str:
    if version is None:
        return ""
    assessment = version.assessment
    return f"-{assessment.delegation.country}-{assessment.cycle.year}-{version.number}"


def _csv(shape: TableSchema, collection: Collection, terms: TermsOfUse, changed: datetime | None) -> Parts:
    return csv_parts(shape, rows_of(shape, collection))


def _json(shape: TableSchema, collection: Collection, terms: TermsOfUse, changed: datetime | None) -> Parts:
    return json_parts(shape, rows_of(shape, collection), terms)


def _xlsx(shape: TableSchema, collection: Collection, terms: TermsOfUse, changed: datetime | None) -> Parts:
    lists = list(code_lists(collection).values())
    return workbook_parts(shape, rows_of(shape, collection), lists, terms)


def _sdmx_csv(shape: TableSchema, collection: Collection, terms: TermsOfUse, changed: datetime | None) -> Parts:
    return sdmx_csv_parts(_structure(shape, collection, terms, changed), rows_of(shape, collection))


_WRITERS: Mapping[str, Callable[[TableSchema, Collection, TermsOfUse, datetime | None], Parts]] = {
    "csv": _csv,
    "json": _json,
    "xlsx": _xlsx,
    "sdmx.csv": _sdmx_csv,
}


def _structure(shape: TableSchema, collection: Collection, terms: TermsOfUse, changed: datetime | None) -> Structure:
    lists, agency = code_lists(collection), setting("SDMX_AGENCY")
    return Structure(agency=agency, shape=shape, lists=lists, terms=terms, prepared=changed)


def _fingerprint(shape: TableSchema, collection: Collection) -> tuple[str, datetime | None]:
    """Return a hash of all that the rows are made from, and when it last changed where that is known."""
    if shape.name in OTHERS:
        return _hashed(OTHERS[shape.name][2]()), None
    found = collection.versions.order_by("pk").values_list("pk", "content_hash", "peer_reviewed", "published_at")
    versions = list(found)
    measures = sorted((key, item.code, item.unit, sorted(item.options)) for key, item in collection.measures.items())
    changed = max((published_at for *_rest, published_at in versions), default=None)
    return _hashed(versions, measures, sorted(collection.frameworks.items())), changed


def _hashed(*parts: Any) -> str:
    terms = sorted(setting("DATA_LICENCE").items()), setting("DATA_ATTRIBUTION"), setting("DATA_OF_OTHERS")
    return hashlib.sha256(repr((EDITION, terms, parts)).encode()).hexdigest()


def _text_file(name: str, content_type: str, text: str) -> OpenDataFile:
    tag = hashlib.sha256(text.encode()).hexdigest()
    return OpenDataFile(
        name=name, content_type=content_type, tag=tag, changed=None, parts=lambda: iter([text]), text=text,
        is_download=False,
    )  # fmt: skip


_TITLE = "Published results of the evaluation"
_ABOUT = (
    "Published self-assessments of countries on the recommendations, treaty actions of states, findings of independent "
    "bodies, and conclusions of the networks. Countries are never ranked. Countries XA to XZ are invented samples."
)
