"""Files of translators as bytes: one text in each, in whatever version of XLIFF."""

from xml.etree import ElementTree as Xml

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from networkapp.handbooks.translations.xliff import xliff_1_2, xliff_2
from networkapp.handbooks.translations.xliff.values import UnreadableFile, Version, XliffDocument, XliffFile, local_name

MAX_UNITS = 20_000
MAX_DEPTH = 100
"""How many elements may lie one in the other: marks are read one inside the other, and no tool writes a tenth of it."""


def write(document: XliffDocument, version: Version = "1.2") -> bytes:
    """Return the document as an XLIFF file of this version."""
    root = xliff_1_2.to_xml(document) if version == "1.2" else xliff_2.to_xml(document)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def read(content: bytes) -> XliffFile:
    """Return the content of an XLIFF 1.2 or 2 file with one text. Raises UnreadableFile with the reason."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (Xml.ParseError, DefusedXmlException, ValueError, LookupError) as failure:
        raise UnreadableFile("broken") from failure
    if _is_too_deep(root):
        raise UnreadableFile("broken")
    if local_name(root) != "xliff":
        raise UnreadableFile("foreign")
    kind = root.get("version", "")
    if kind not in ("1.0", "1.1", "1.2") and not kind.startswith("2."):
        raise UnreadableFile("version")
    files = [child for child in root if local_name(child) == "file"]
    if len(files) != 1:
        raise UnreadableFile("parts")
    found = (xliff_2 if kind.startswith("2.") else xliff_1_2).read_file(root, files[0])
    if len(found.units) > MAX_UNITS:
        raise UnreadableFile("long")
    return found


def _is_too_deep(root: Xml.Element) -> bool:
    level, depth = [root], 0
    while level and depth <= MAX_DEPTH:
        level, depth = [child for element in level for child in element], depth + 1
    return bool(level)
