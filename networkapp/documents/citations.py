"""References to publications in the formats of reference managers: CSL-JSON, BibTeX and RIS, written and read.

What goes between them is an item of CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html), as pandoc
has it; pandoc writes BibTeX and reads all three, RIS is written here.
"""

import json
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Any

import pypandoc

from networkapp.languages.reference_names import language_codes

Item = Mapping[str, Any]
CLOSED = ("--sandbox",)
ENTRY = re.compile(r"^[ \t]*@(?!comment|string|preamble)\w+\s*\{\s*[^\s,{}()\"]+\s*,", re.MULTILINE | re.IGNORECASE)
RIS_BEGINS = re.compile(r"^\ufeff?\s{0,9}TY {1,2}-", re.MULTILINE)
RIS_LINE = re.compile(r"\s{0,9}([A-Z][A-Z0-9]) {1,2}-[ \t]?(.*)")
NAMED = {
    name: re.compile(rf"\b{name}\s*=\s*(?:\{{([^{{}}]*)\}}|\"([^\"]*)\"|(\w+))", re.IGNORECASE)
    for name in ("langid", "hyphenation", "language")
}
LATEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
        **{"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"},
    }
)
OURS = "as-it-stands-"
"""A language that pandoc does not know: it writes titles in English, or in none that is named, in small letters."""


class CitationFormat(StrEnum):
    """A format of references; the value is the ending of its files."""

    CSL = "json"
    BIBTEX = "bib"
    RIS = "ris"

    @property
    def content_type(self) -> str:
        return {
            CitationFormat.CSL: "application/vnd.citationstyles.csl+json",
            CitationFormat.BIBTEX: "application/x-bibtex; charset=utf-8",
            CitationFormat.RIS: "application/x-research-info-systems; charset=utf-8",
        }[self]


class UnreadableReferences(Exception):
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
    # A note: there is no tag for a licence that is agreed on.
    ("N1", "license"),
)
YEARS = {"PY", "Y1", "DA"}
"""Where programs write the year; pandoc reads it in the first of these alone, and only without a month."""
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def write_references(items: Sequence[Item], form: CitationFormat) -> str:
    """Return the items as one text in this format."""
    match form:
        case CitationFormat.CSL:
            return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
        case CitationFormat.BIBTEX:
            made: str = pypandoc.convert_text(json.dumps(items), "bibtex", format="csljson", extra_args=CLOSED)
            return _with_licences(made, items)
        case CitationFormat.RIS:
            return "".join(_ris(item) for item in items)


def _with_licences(bibtex: str, items: Sequence[Item]) -> str:
    """Add the licence of each item as `copyright`, as reference managers do."""
    for item in items:
        if licence := clean_text(item.get("license")).translate(LATEX):
            begins = re.compile(rf"^@\w+\{{{re.escape(str(item['id']))},\n", re.MULTILINE)
            bibtex = begins.sub(lambda entry, text=licence: f"{entry[0]}  copyright = {{{text}}},\n", bibtex, count=1)
    return bibtex


def read_references(text: str) -> list[dict[str, Any]]:
    """Return the items of a text in any of the formats, which is recognised by its beginning. Unreadable if there is
    none.

    Each entry keeps its position, also one that has no title, or that is invalid: it is an empty item then. Of BibTeX,
    entries in braces; of RIS, what is between TY and ER, whatever an exporting program writes around it.
    """
    beginning = text.lstrip("\ufeff \t\r\n")
    form = "csljson" if beginning[:1] in "[{" else "ris" if RIS_BEGINS.search(beginning) else "bibtex"
    try:
        if form == "csljson":
            found = json.loads(beginning)
            found = [found] if isinstance(found, dict) else found
        else:
            text = _with_title_capitals(beginning) if form == "bibtex" else _in_lines(beginning)
            made = pypandoc.convert_text(text, "csljson", format=form, extra_args=CLOSED)
            found = json.loads(made.replace(OURS, ""))
    except (ValueError, RuntimeError, RecursionError) as failure:
        raise UnreadableReferences from failure
    items = [item if isinstance(item, dict) else {} for item in found] if isinstance(found, list) else []
    if not any(item.get("title") or item.get("type") for item in items):
        raise UnreadableReferences
    return items


def languages_of(item: Item) -> list[str]:
    """Return the codes of the languages that the item names; empty if none is known."""
    return language_codes(clean_text(item.get("language")))


def _in_lines(ris: str) -> str:
    """Return the entries alone, one line to a tag, what goes on in a second one in the first; a year is a year."""
    lines: list[str] = []
    for line in ris.splitlines():
        tagged = RIS_LINE.fullmatch(line.strip("\ufeff"))
        is_within = bool(lines) and not lines[-1].startswith("ER")
        if tagged and (is_within or tagged[1] == "TY"):
            year = YEAR.search(tagged[2]) if tagged[1] in YEARS else None
            line = f"PY  - {year[0]}" if year else f"{tagged[1]}  - {tagged[2]}"
            lines.append(line + "\n" * (tagged[1] == "ER"))
        elif is_within and line.strip():
            lines[-1] += f" {line.strip()}"
    return "\n".join(lines) + "\n"


def _with_title_capitals(bibtex: str) -> str:
    """Return the entries with their language in a form that keeps the capitalisation of their titles."""
    begun = [*(match.start() for match in ENTRY.finditer(bibtex)), len(bibtex)]
    entries = (bibtex[start:end] for start, end in pairwise(begun))
    return bibtex[: begun[0]] + "".join(_with_our_language(entry) for entry in entries)


def _with_our_language(entry: str) -> str:
    found = (field.search(entry) for field in NAMED.values())
    named = next(("".join(filter(None, match.groups())) for match in found if match), "")
    for name in ("langid", "hyphenation"):
        entry = NAMED[name].sub(r"said\g<0>", entry)
    beginning = ENTRY.match(entry)
    assert beginning is not None
    return f"{beginning[0]} langid = {{{OURS}{'/'.join(language_codes(named))}}}, {entry[beginning.end() :]}"


def clean_text(value: Any) -> str:
    """Return the value as text on one line, without characters that cannot be shown or stored; "" for None."""
    return "".join(sign for sign in " ".join(str(value or "").split()) if sign.isprintable())


def year_of(item: Item) -> int | None:
    """Return the year of an item, or the first number in its date that looks like one; None without a valid year."""
    issued = item.get("issued")
    try:
        year = int(issued["date-parts"][0][0])  # type: ignore[index]
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        words = issued.get("raw") or issued.get("literal") if isinstance(issued, dict) else ""
        found = YEAR.search(clean_text(words))
        return int(found[0]) if found else None
    return year if 0 < year < 10_000 else None


def _ris(item: Item) -> str:
    lines = [("TY", RIS_TYPES.get(item["type"], "GEN"))]
    lines += [("AU", author["literal"]) for author in item.get("author", ())]
    lines += [("PY", str(year)) for year in [year_of(item)] if year]
    # A line of RIS ends where the text has a new one.
    lines += [(tag, clean_text(item[name])) for tag, name in RIS_LINES if item.get(name)]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines) + "ER  - \r\n\r\n"
