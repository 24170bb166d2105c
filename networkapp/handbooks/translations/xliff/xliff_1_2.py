"""XLIFF 1.2, which all tools know."""

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as Xml

from networkapp.handbooks.translations.xliff.codes import encode
from networkapp.handbooks.translations.xliff.values import (
    ReturnedUnit,
    TranslationUnit,
    UnreadableFile,
    XliffDocument,
    XliffFile,
    local_name,
)
from networkapp.text.cleaning import clean_text

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
MACHINE_STATES = frozenset({"leveraged-mt", "mt-suggestion"})
UNTRANSLATED_STATES = frozenset({"new", "needs-translation"})


def to_xml(document: XliffDocument) -> Xml.Element:
    """Return the document as XLIFF 1.2."""
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
    return root


def _write_unit(group: Xml.Element, unit: TranslationUnit) -> None:
    passage = unit.passage
    attributes = {"id": unit.id, "resname": passage.what, "xml:space": "preserve"}
    if passage.most:
        attributes |= {"maxwidth": str(passage.most), "size-unit": "char"}
    if unit.state == "final":
        attributes["approved"] = "yes"
    element = Xml.SubElement(group, "trans-unit", attributes)
    encode(Xml.SubElement(element, "source"), passage, passage.text)
    if unit.target:
        marks = {"state": unit.state, **({"state-qualifier": "leveraged-mt"} if unit.machine else {})}
        encode(Xml.SubElement(element, "target", marks), passage, unit.target)
    if unit.note:
        Xml.SubElement(element, "note").text = unit.note


def read_file(root: Xml.Element, file: Xml.Element) -> XliffFile:
    """Return the content of the `file` element of an XLIFF 1.2 document."""
    return XliffFile(
        original=file.get("original", ""),
        source_language=file.get("source-language", ""),
        target_language=file.get("target-language", ""),
        made_of=stored_json(file, "internal-file"),
        units=dict(_units(file)),
    )


def stored_json(file: Xml.Element, name: str) -> dict[str, Any]:
    """Return the JSON that the export stored in the element `name`; {} if it is missing or damaged."""
    for element in file.iter():
        if local_name(element) == name:
            try:
                found = json.loads(element.text or "")
            except (ValueError, RecursionError):
                return {}
            return found if isinstance(found, dict) else {}
    return {}


def _units(file: Xml.Element) -> Iterator[tuple[str, ReturnedUnit]]:
    for unit in file.iter():
        if local_name(unit) != "trans-unit":
            continue
        parts = {local_name(child): child for child in unit if local_name(child) in ("source", "target")}
        if "source" not in parts:
            raise UnreadableFile("broken")
        target = parts.get("target")
        is_translated = target is not None and target.get("state") not in UNTRANSLATED_STATES
        machine = target is not None and target.get("state-qualifier") in MACHINE_STATES
        doubtful = target is not None and target.get("state", "").startswith("needs-")
        yield (
            unit.get("id", ""),
            ReturnedUnit(
                source=parts["source"], target=target if is_translated else None, machine=machine, doubtful=doubtful
            ),
        )
