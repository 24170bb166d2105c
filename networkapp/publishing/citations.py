"""References to publications in the formats of reference managers: CSL-JSON, BibTeX and RIS, written and read.

What goes between them is an item of CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html), as pandoc
has it; pandoc writes BibTeX and reads all three, RIS is written here.
"""

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import pypandoc

Item = Mapping[str, Any]
CLOSED = ("--sandbox",)


class Form(StrEnum):
    """A format of references; the value is the ending of its files."""

    CSL = "json"
    BIBTEX = "bib"
    RIS = "ris"

    @property
    def content_type(self) -> str:
        return {
            Form.CSL: "application/vnd.citationstyles.csl+json",
            Form.BIBTEX: "application/x-bibtex; charset=utf-8",
            Form.RIS: "application/x-research-info-systems; charset=utf-8",
        }[self]


class Unreadable(Exception):
    """The text is none of the formats, or broken."""


RIS_TYPES = {"book": "BOOK", "chapter": "CHAP", "report": "RPRT", "legislation": "STAT", "standard": "STAND"}
RIS_LINES = (
    ("ID", "id"),
    ("TI", "title"),
    ("T2", "container-title"),
    ("ET", "edition"),
    ("PB", "publisher"),
    ("M1", "number"),
    ("SN", "ISBN"),
    ("DO", "DOI"),
    ("UR", "URL"),
    ("LA", "language"),
    ("AB", "abstract"),
)


def write(items: Sequence[Item], form: Form) -> str:
    """The items as one text in this format."""
    match form:
        case Form.CSL:
            return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
        case Form.BIBTEX:
            made: str = pypandoc.convert_text(json.dumps(items), "bibtex", format="csljson", extra_args=CLOSED)
            return made
        case Form.RIS:
            return "".join(_ris(item) for item in items)


def read(text: str) -> list[dict[str, Any]]:
    """The items of a text in any of the formats, which is told by how it begins. Unreadable, where there is none."""
    beginning = text.lstrip("\ufeff \t\r\n")
    form = "csljson" if beginning[:1] in "[{" else "ris" if beginning[:2] == "TY" else "bibtex"
    try:
        if form == "csljson":
            found = json.loads(beginning)
            found = [found] if isinstance(found, dict) else found
        else:
            found = json.loads(pypandoc.convert_text(beginning, "csljson", format=form, extra_args=CLOSED))
    except (ValueError, RuntimeError, RecursionError) as failure:
        raise Unreadable from failure
    items = [item for item in found if isinstance(item, dict) and isinstance(item.get("title"), str)]
    if not items:
        raise Unreadable
    return items


def said(value: Any) -> str:
    """The value as text on one line, without what nothing can show or keep; empty for none."""
    return "".join(sign for sign in " ".join(str(value or "").split()) if sign.isprintable())


def year_of(item: Item) -> int | None:
    """The year of an item, if it has one that can be one."""
    try:
        year = int(item["issued"]["date-parts"][0][0])
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        return None
    return year if 0 < year < 10_000 else None


def _ris(item: Item) -> str:
    lines = [("TY", RIS_TYPES.get(item["type"], "GEN"))]
    lines += [("AU", author["literal"]) for author in item.get("author", ())]
    lines += [("PY", str(year)) for year in [year_of(item)] if year]
    # A line of RIS ends where the text has a new one.
    lines += [(tag, said(item[name])) for tag, name in RIS_LINES if item.get(name)]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines) + "ER  - \r\n\r\n"
