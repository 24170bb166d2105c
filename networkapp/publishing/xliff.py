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

from networkapp.publishing.passages import SPACE, Passage, opening
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
    """A passage that came back. Its elements are read by `decoded`, which knows the marks of the source.

    One that is still `doubtful` is marked as to be looked at.
    """

    source: Xml.Element
    target: Xml.Element | None
    machine: bool
    doubtful: bool


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
    soup = BeautifulSoup(text, "html.parser")
    _encode_nodes(into, soup, _numbered(passage.text, soup))


def _encode_nodes(into: Xml.Element, around: Tag, numbers: Mapping[int, int]) -> None:
    for node in around.children:
        if isinstance(node, NavigableString):
            _add_text(into, clean_text(str(node)))
        elif isinstance(node, Tag) and id(node) not in numbers:
            _encode_nodes(into, node, numbers)
        elif isinstance(node, Tag):
            marks = {"id": str(numbers[id(node)]), "ctype": CTYPES.get(node.name, f"x-{node.name}")}
            if node.name == "br":
                Xml.SubElement(into, "x", marks | {"ctype": "lb"})
            else:
                _encode_nodes(Xml.SubElement(into, "g", marks), node, numbers)


def _add_text(into: Xml.Element, text: str) -> None:
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text


def _numbered(source: str, soup: BeautifulSoup) -> dict[int, int]:
    """By identity of each mark in `soup`, the number of the mark of the source that it stands for, if there is one."""
    free = dict(enumerate(BeautifulSoup(source, "html.parser").find_all(True), start=1))
    numbers: dict[int, int] = {}
    for alike in (lambda one, other: opening(one) == opening(other), lambda one, other: one.name == other.name):
        for tag in soup.find_all(True):
            found = next((number for number, known in free.items() if alike(tag, known)), None)
            if id(tag) not in numbers and found is not None:
                numbers[id(tag)] = found
                del free[found]
    return numbers


def decoded(element: Xml.Element, passage: Passage, known: str = "") -> str:
    """What the element says, as text of the kind of the passage.

    A mark is that of the source, or the one that stood for it in `known`, the translation so far: a link may lead
    elsewhere there. Raises BrokenCodes.
    """
    if passage.kind != "marked":
        text = "".join(_texts(element))
        return one_line(text) if passage.kind == "line" else clean_text(text).strip()
    tags = dict(enumerate(BeautifulSoup(passage.text, "html.parser").find_all(True), start=1))
    links = {number for number, tag in tags.items() if tag.name == "a"}
    soup = BeautifulSoup(known, "html.parser")
    numbers = _numbered(passage.text, soup)
    tags |= {numbers[id(tag)]: tag for tag in soup.find_all(True) if id(tag) in numbers}
    used: set[int] = set()
    html = SPACE.sub(" ", _decode(element, tags, used)).strip()
    if html and links - used:
        raise BrokenCodes("link")
    return html


def source_of(passage: Passage) -> str:
    """What `decoded` gives of the passage's own source, where nobody has changed it."""
    element = Xml.Element("source")
    _encode(element, passage, passage.text)
    return decoded(element, passage)


def _texts(element: Xml.Element) -> Iterable[str]:
    yield element.text or ""
    for child in element:
        if _name(child) != "mrk":
            raise BrokenCodes("unknown")
        yield from _texts(child)
        yield child.tail or ""


def _decode(element: Xml.Element, tags: Mapping[int, Tag], used: set[int]) -> str:
    html = [escape_text(element.text)]
    for child in element:
        if _name(child) == "mrk":
            html.append(_decode(child, tags, used))
        else:
            number = _number(child, tags, used)
            inside = _decode(child, tags, used)
            tag = tags[number]
            html.append("<br/>" if tag.name == "br" else f"{opening(tag)}{inside}</{tag.name}>")
        html.append(escape_text(child.tail))
    return "".join(html)


def _number(child: Xml.Element, tags: Mapping[int, Tag], used: set[int]) -> int:
    number = child.get("id", "")
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    if _name(child) not in ("g", "x") or place not in tags or (_name(child) == "x") != (tags[place].name == "br"):
        raise BrokenCodes("unknown")
    if place in used:
        raise BrokenCodes("doubled")
    used.add(place)
    return place


def escape_text(text: str | None) -> str:
    """Text between marks, as HTML; quotation marks may stay as they are there."""
    cleaned = clean_text(text or "")
    return cleaned.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _name(element: Xml.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def read(content: bytes) -> Read:
    """What came back in an XLIFF file of one text. Raises Unreadable."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (Xml.ParseError, DefusedXmlException, ValueError, LookupError) as failure:
        raise Unreadable("broken") from failure
    if _name(root) != "xliff":
        raise Unreadable("foreign")
    if root.get("version") not in ("1.0", "1.1", "1.2"):
        raise Unreadable("version")
    files = [child for child in root if _name(child) == "file"]
    if len(files) != 1:
        raise Unreadable("parts")
    file = files[0]
    units = _units(file)
    if len(units) > MOST_UNITS:
        raise Unreadable("long")
    return Read(
        original=file.get("original", ""),
        source_language=file.get("source-language", ""),
        target_language=file.get("target-language", ""),
        made_of=_made_of(file),
        units=units,
    )


def _made_of(file: Xml.Element) -> Mapping[str, Any]:
    for element in file.iter():
        if _name(element) == "internal-file":
            try:
                found = json.loads(element.text or "")
            except ValueError:
                return {}
            return found if isinstance(found, dict) else {}
    return {}


def _units(file: Xml.Element) -> dict[str, Returned]:
    found: dict[str, Returned] = {}
    for unit in file.iter():
        if _name(unit) != "trans-unit":
            continue
        parts = {_name(child): child for child in unit if _name(child) in ("source", "target")}
        if "source" not in parts:
            raise Unreadable("broken")
        target = parts.get("target")
        said = target is not None and target.get("state") not in UNTOUCHED
        machine = target is not None and target.get("state-qualifier") in BY_MACHINE
        doubtful = target is not None and target.get("state", "").startswith("needs-")
        found[unit.get("id", "")] = Returned(
            source=parts["source"], target=target if said else None, machine=machine, doubtful=doubtful
        )
    return found
