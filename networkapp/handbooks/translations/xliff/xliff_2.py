"""XLIFF 2.0 and later: the same texts, for tools that do not know 1.2.

A tool may split a unit into segments, and a mark over several of them into its start and end. When read, a unit is one
text again, with the marks of 1.2. A file that a converter made from our 1.2 is read, too: it has our names as the ids
of units, and puts a character for the mark before its number (<g id="1"> is <pc id="g1"> then).
"""

import json
from collections.abc import Iterator, Sequence
from itertools import count
from xml.etree import ElementTree as Xml

from networkapp.handbooks.translations.xliff.codes import add_text, encode
from networkapp.handbooks.translations.xliff.values import (
    ReturnedUnit,
    TranslationUnit,
    UnreadableFile,
    XliffDocument,
    XliffFile,
    local_name,
    parse_position,
)
from networkapp.handbooks.translations.xliff.xliff_1_2 import stored_json
from networkapp.text.cleaning import clean_text

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
LENGTHS = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
MARKS = {"bold": "xlf:b", "italic": "xlf:i", "underlined": "xlf:u", "lb": "xlf:lb"}
MACHINE, DOUBTFUL = "machine", "behind"
"""Our own states of a translation beyond those of the standard; a tool removes them with what it changes."""
STATES = {"final": "final", "translated": "translated", "needs-review-translation": "initial"}
TRANSLATED_STATES = frozenset({"translated", "reviewed", "final"})


def to_xml(document: XliffDocument) -> Xml.Element:
    """Return the document as XLIFF 2.0."""
    languages = {"srcLang": document.source_language, "trgLang": document.target_language}
    root = Xml.Element("xliff", {"version": "2.0", "xmlns": NAMESPACE, "xmlns:slr": LENGTHS, **languages})
    file = Xml.SubElement(root, "file", {"id": "text", "original": document.original})
    Xml.SubElement(file, "skeleton").text = json.dumps(document.made_of, sort_keys=True)
    Xml.SubElement(file, "slr:profiles", {"generalProfile": "xliff:codepoints"})
    Xml.SubElement(Xml.SubElement(file, "notes"), "note").text = document.note
    numbers = count(1)
    for group in document.groups:
        inside = Xml.SubElement(file, "group", {"id": group.id, "name": clean_text(group.name)})
        for unit in group.units:
            _write_unit(inside, unit, next(numbers))
    return root


def _write_unit(group: Xml.Element, unit: TranslationUnit, number: int) -> None:
    """Write one unit, identified by its name, because ids cannot contain our characters."""
    passage = unit.passage
    attributes = {"id": f"u{number}", "name": unit.id, "xml:space": "preserve"}
    if passage.most:
        attributes["slr:sizeRestriction"] = str(passage.most)
    element = Xml.SubElement(group, "unit", attributes)
    if unit.note:
        Xml.SubElement(Xml.SubElement(element, "notes"), "note").text = unit.note
    segment = Xml.SubElement(element, "segment")
    _encode(Xml.SubElement(segment, "source"), unit, passage.text)
    if not unit.target:
        return
    segment.set("state", STATES[unit.state])
    flags = [*([MACHINE] if unit.machine else []), *([DOUBTFUL] if unit.state not in TRANSLATED_STATES else [])]
    if flags:
        segment.set("subState", f"networkapp:{'-'.join(flags)}")
    _encode(Xml.SubElement(segment, "target"), unit, unit.target)


def _encode(into: Xml.Element, unit: TranslationUnit, text: str) -> None:
    encode(into, unit.passage, text)
    for mark in list(into.iter())[1:]:
        kind = mark.attrib.pop("ctype")
        mark.tag = "ph" if mark.tag == "x" else "pc"
        mark.attrib |= {"canCopy": "no", "canDelete": "no" if kind == "link" else "yes"}
        if kind == "link":
            mark.set("type", "link")
        elif kind in MARKS:
            mark.attrib |= {"type": "fmt", "subType": MARKS[kind]}


def read_file(root: Xml.Element, file: Xml.Element) -> XliffFile:
    """Return the content of the `file` element of an XLIFF 2 document."""
    return XliffFile(
        original=file.get("original", ""),
        source_language=root.get("srcLang", ""),
        target_language=root.get("trgLang", ""),
        made_of=stored_json(file, "skeleton"),
        units=dict(_units(file)),
    )


def _units(file: Xml.Element) -> Iterator[tuple[str, ReturnedUnit]]:
    for unit in file.iter():
        if local_name(unit) != "unit":
            continue
        parts = [child for child in unit if local_name(child) in ("segment", "ignorable")]
        segments = [part for part in parts if local_name(part) == "segment"]
        if not segments or any(_child(part, "source") is None for part in parts):
            raise UnreadableFile("broken")
        substates = "".join(part.get("subState", "") for part in segments)
        names = (unit.get("name", ""), unit.get("id", ""))
        yield (
            next((name for name in names if name.startswith(f"{file.get('original')}/")), names[0]),
            ReturnedUnit(
                source=_joined([_child(part, "source") for part in parts]),
                target=_joined(_targets(parts)) if all(map(_is_translated, segments)) else None,
                machine=MACHINE in substates,
                doubtful=DOUBTFUL in substates,
            ),
        )


def _child(part: Xml.Element, name: str) -> Xml.Element | None:
    return next((child for child in part if local_name(child) == name), None)


def _is_translated(segment: Xml.Element) -> bool:
    """Return whether the segment is translated; if its tool does not say so, whether its target has a text."""
    target, state = _child(segment, "target"), segment.get("state")
    if target is None:
        return False
    if state is None:
        return any(text.strip() for text in target.itertext())
    return state in TRANSLATED_STATES or DOUBTFUL in segment.get("subState", "")


def _targets(parts: Sequence[Xml.Element]) -> list[Xml.Element | None]:
    """Return the targets in their own order; text between segments is as in the source unless the file says
    otherwise."""
    found = []
    for place, part in enumerate(parts, start=1):
        target = _child(part, "target")
        order = parse_position(target.get("order", "")) if target is not None else 0
        found.append((order or place, place, target, part))
    found.sort(key=lambda each: each[:2])
    return [target if target is not None else _child(part, "source") for _order, _place, target, part in found]


def _joined(texts: Sequence[Xml.Element | None]) -> Xml.Element:
    joined = _JoinedTexts()
    for text in texts:
        if text is not None:
            joined.add(text)
    return joined.end()


class _JoinedTexts:
    """Texts one after the other as one element. A mark that is not closed where it was opened leaves one unknown."""

    def __init__(self) -> None:
        self._text = Xml.Element("text")
        self._open = [("", self._text)]

    def add(self, text: Xml.Element) -> None:
        add_text(self._open[-1][1], text.text or "")
        for child in text:
            self._mark(child)
            add_text(self._open[-1][1], child.tail or "")

    def end(self) -> Xml.Element:
        self._close("")
        return self._text

    def _mark(self, child: Xml.Element) -> None:
        match local_name(child):
            case "pc":
                self._start("pc", child)
                self.add(child)
                self._close("pc")
            case "sc":
                self._start(f"sc {child.get('id')}", child)
            case "ec":
                self._close(f"sc {child.get('startRef')}")
            case "mrk":
                self.add(child)
            # Where a remark starts and ends, and signs that no text may hold.
            case "sm" | "em" | "cp":
                pass
            case name:
                Xml.SubElement(self._open[-1][1], "x" if name == "ph" else name, _numbered(child, "x"))

    def _start(self, what: str, child: Xml.Element) -> None:
        self._open.append((what, Xml.SubElement(self._open[-1][1], "g", _numbered(child, "g"))))

    def _close(self, what: str) -> None:
        if self._open[-1][0] == what:
            self._open.pop()
        else:
            Xml.SubElement(self._open[-1][1], "unclosed")


def _numbered(mark: Xml.Element, letter: str) -> dict[str, str]:
    return {**mark.attrib, "id": mark.get("id", "").removeprefix(letter)}
