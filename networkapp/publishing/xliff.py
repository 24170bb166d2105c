"""A text for translators and back again: XLIFF 1.2, which the tools of translators read and write.

Inline marks are codes: <g id="1" ctype="bold">; a link is one too, and where it leads is not in the file. What comes
back is put together from our own marks and plain text, so that no HTML of others gets in.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from xml.etree import ElementTree as Xml

from bs4 import BeautifulSoup, NavigableString, Tag
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.html import escape

from networkapp.publishing.passages import Passage, opening
from networkapp.publishing.plain import clean_text, one_line

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
CTYPES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underlined", "a": "link"}
BY_MACHINE = frozenset({"leveraged-mt", "mt-suggestion"})
UNTOUCHED = frozenset({"new", "needs-translation"})
MOST_UNITS = 20_000

Reason = Literal["broken", "foreign", "version", "parts", "long"]


class Unreadable(Exception):
    """No file that can be taken: `broken`, `foreign` (no XLIFF), `version` (not 1.2), `parts` or too `long`."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class BrokenCodes(Exception):
    """The marks of a passage are not those of its source: `unknown`, `doubled`, or a `link` is lost."""

    def __init__(self, reason: Literal["unknown", "doubled", "link"]) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A passage for a translator, with what its translation says so far, how that stands, and a word about it."""

    id: str
    passage: Passage
    target: str = ""
    state: str = ""
    machine: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    id: str
    name: str
    units: list[Unit]


@dataclass(frozen=True, kw_only=True)
class Document:
    """`made_of` says what the file was made from, in our own words; tools hand it back as it is."""

    original: str
    source_language: str
    target_language: str
    note: str
    made_of: Mapping[str, Any]
    groups: list[Group]


@dataclass(frozen=True, kw_only=True)
class Returned:
    """A passage that came back. Its elements are read by `decoded`, which knows the marks of the source."""

    source: Xml.Element
    target: Xml.Element | None
    machine: bool


@dataclass(frozen=True, kw_only=True)
class Read:
    original: str
    source_language: str
    target_language: str
    made_of: Mapping[str, Any] = field(default_factory=dict)
    units: Mapping[str, Returned] = field(default_factory=dict)


def write(document: Document) -> bytes:
    """The document as XLIFF 1.2."""
    root = Xml.Element("xliff", {"version": "1.2", "xmlns": NAMESPACE})
    file = Xml.SubElement(
        root,
        "file",
        {
            "original": document.original,
            "source-language": document.source_language,
            "target-language": document.target_language,
            "datatype": "html",
        },
    )
    header = Xml.SubElement(file, "header")
    reference = Xml.SubElement(Xml.SubElement(header, "reference"), "internal-file", {"form": "text"})
    reference.text = json.dumps(document.made_of, sort_keys=True)
    Xml.SubElement(header, "note").text = document.note
    body = Xml.SubElement(file, "body")
    for group in document.groups:
        inside = Xml.SubElement(body, "group", {"id": group.id, "resname": clean_text(group.name)})
        for unit in group.units:
            _write_unit(inside, unit)
    Xml.indent(file, level=0) if False else None
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _write_unit(group: Xml.Element, unit: Unit) -> None:
    passage = unit.passage
    attributes = {"id": unit.id, "resname": passage.what, "xml:space": "preserve"}
    if passage.most:
        attributes |= {"maxwidth": str(passage.most), "size-unit": "char"}
    if unit.state == "final":
        attributes["approved"] = "yes"
    element = Xml.SubElement(group, "trans-unit", attributes)
    _encode(Xml.SubElement(element, "source"), passage, passage.text)
    if unit.target:
        marks = {"state": unit.state, **({"state-qualifier": "leveraged-mt"} if unit.machine else {})}
        _encode(Xml.SubElement(element, "target", marks), passage, unit.target)
    if unit.note:
        Xml.SubElement(element, "note").text = unit.note


def _encode(into: Xml.Element, passage: Passage, text: str) -> None:
    if passage.kind != "marked":
        into.text = clean_text(text)
        return
    pairs = _paired(passage.text, text)
    _encode_nodes(into, BeautifulSoup(text, "html.parser"), pairs)


def _encode_nodes(into: Xml.Element, around: Tag, pairs: Mapping[int, int]) -> None:
    last: Xml.Element | None = into[-1] if len(into) else None
    for node in around.children:
        if isinstance(node, NavigableString):
            if last is None:
                into.text = (into.text or "") + clean_text(str(node))
            else:
                last.tail = (last.tail or "") + clean_text(str(node))
        elif isinstance(node, Tag):
            number = pairs.get(id(node), 0) or pairs.get(_place(node), 0)
            if not number:
                _encode_nodes(into, node, pairs)
            elif node.name == "br":
                Xml.SubElement(into, "x", {"id": str(number), "ctype": "lb"})
            else:
                code = Xml.SubElement(into, "g", {"id": str(number), "ctype": CTYPES.get(node.name, f"x-{node.name}")})
                _encode_nodes(code, node, pairs)
            last = into[-1] if len(into) else None
