"""Inline marks as codes of XLIFF 1.2: <g id="1" ctype="bold">; a link is one too, without where it leads.

What comes back is put together from our own marks and plain text, so that no HTML of others gets in.
"""

from collections.abc import Iterable, Mapping
from typing import Literal
from xml.etree import ElementTree as Xml

from bs4 import BeautifulSoup, NavigableString, Tag

from networkapp.handbooks.translations.xliff.values import local_name, parse_position
from networkapp.text.cleaning import clean_text, one_line
from networkapp.text.passages import SPACE, Passage, opening_tag

CTYPES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underlined", "a": "link"}


class BrokenCodes(Exception):
    """The marks of a passage are not those of its source: `unknown`, `doubled`, or a `link` is lost."""

    def __init__(self, reason: Literal["unknown", "doubled", "link"]) -> None:
        super().__init__(reason)
        self.reason = reason


def encode(parent: Xml.Element, passage: Passage, text: str) -> None:
    """Write the text of the passage into the element, with a code for each mark."""
    if passage.kind != "marked":
        parent.text = clean_text(text)
        return
    soup = BeautifulSoup(text, "html.parser")
    _encode_nodes(parent, soup, _numbers_of_tags(passage.text, soup))


def _encode_nodes(parent: Xml.Element, around: Tag, numbers: Mapping[int, int]) -> None:
    for node in around.children:
        if isinstance(node, NavigableString):
            add_text(parent, clean_text(str(node)))
        elif isinstance(node, Tag) and id(node) not in numbers:
            _encode_nodes(parent, node, numbers)
        elif isinstance(node, Tag):
            marks = {"id": str(numbers[id(node)]), "ctype": CTYPES.get(node.name, f"x-{node.name}")}
            if node.name == "br":
                Xml.SubElement(parent, "x", marks | {"ctype": "lb"})
            else:
                _encode_nodes(Xml.SubElement(parent, "g", marks), node, numbers)


def add_text(parent: Xml.Element, text: str) -> None:
    """Add the text after all current content of the element."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _numbers_of_tags(source: str, soup: BeautifulSoup) -> dict[int, int]:
    """Return by identity of each tag in `soup` the number of the source's tag that it stands for, if there is one."""
    free = dict(enumerate(BeautifulSoup(source, "html.parser").find_all(True), start=1))
    numbers: dict[int, int] = {}
    for alike in (lambda one, other: opening_tag(one) == opening_tag(other), lambda one, other: one.name == other.name):
        for tag in soup.find_all(True):
            found = next((number for number, known in free.items() if alike(tag, known)), None)
            if id(tag) not in numbers and found is not None:
                numbers[id(tag)] = found
                del free[found]
    return numbers


def decode(element: Xml.Element, passage: Passage, known: str = "") -> str:
    """Return the content of the element as text of the kind of the passage.

    A mark is that of the source, or the one that replaced it in `known`, the translation so far: a link may lead
    elsewhere there. Raises BrokenCodes.
    """
    if passage.kind != "marked":
        text = "".join(_texts(element))
        return one_line(text) if passage.kind == "line" else clean_text(text).strip()
    tags = dict(enumerate(BeautifulSoup(passage.text, "html.parser").find_all(True), start=1))
    links = {number for number, tag in tags.items() if tag.name == "a"}
    soup = BeautifulSoup(known, "html.parser")
    numbers = _numbers_of_tags(passage.text, soup)
    tags |= {numbers[id(tag)]: tag for tag in soup.find_all(True) if id(tag) in numbers}
    used: set[int] = set()
    html = SPACE.sub(" ", _decode(element, tags, used)).strip()
    if html and links - used:
        raise BrokenCodes("link")
    return html


def decoded_source(passage: Passage) -> str:
    """Return the source of the passage as `decode` reads it from an unchanged file."""
    element = Xml.Element("source")
    encode(element, passage, passage.text)
    return decode(element, passage)


def _texts(element: Xml.Element) -> Iterable[str]:
    yield element.text or ""
    for child in element:
        if local_name(child) != "mrk":
            raise BrokenCodes("unknown")
        yield from _texts(child)
        yield child.tail or ""


def _decode(element: Xml.Element, tags: Mapping[int, Tag], used: set[int]) -> str:
    html = [escape_text(element.text)]
    for child in element:
        if local_name(child) == "mrk":
            html.append(_decode(child, tags, used))
        else:
            number = _number(child, tags, used)
            inside = _decode(child, tags, used)
            tag = tags[number]
            html.append("<br/>" if tag.name == "br" else f"{opening_tag(tag)}{inside}</{tag.name}>")
        html.append(escape_text(child.tail))
    return "".join(html)


def _number(child: Xml.Element, tags: Mapping[int, Tag], used: set[int]) -> int:
    place = parse_position(child.get("id", ""))
    name = local_name(child)
    if name not in ("g", "x") or place not in tags or (name == "x") != (tags[place].name == "br"):
        raise BrokenCodes("unknown")
    if place in used:
        raise BrokenCodes("doubled")
    used.add(place)
    return place


def escape_text(text: str | None) -> str:
    """Return cleaned text between marks as HTML; quotation marks are not escaped."""
    cleaned = clean_text(text or "")
    return cleaned.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
