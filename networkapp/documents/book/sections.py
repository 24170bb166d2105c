"""A section as it was read on a page, made into what a document has: notes, boxes, tables that fit its pages."""

import re
import unicodedata
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from networkapp.documents.book.captions import numbered
from networkapp.documents.convert import DocumentFormat
from networkapp.documents.tables.splitting import fit_tables
from networkapp.text.html_tree import classes, parse_fragment, remove, replace, serialize, text_content, walk
from networkapp.text.long_words import part_long_words

HEADINGS = {f"h{level}": level for level in range(1, 7)}
SET_APART = {"note": "Box", "country-box": "Country box", "checklist": "Checklist"}
"""The content of a box, by its class on the page, and the name of its style in a document for Word."""
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class ShownPicture(NamedTuple):
    """A picture where the text shows it: the address of the picture on the page, and what it shows in words."""

    address: str
    words: str


class BookLabels(NamedTuple):
    """Words that the file adds to the text, in the language of the book."""

    figure: str
    table: str
    part_of_table: str
    column_of_table: str
    picture: str
    sources: str


@dataclass(kw_only=True)
class BookSettings:
    """Settings for rendering the sections of one handbook in one format, and what was found meanwhile.

    `find` maps an address of the page to one in or outside of the handbook, or to none; `pictures` are the addresses of
    the available ones. In the result, pictures have the keys of `shown`.
    """

    form: DocumentFormat
    language: str
    words: BookLabels
    find: Callable[[str], str]
    pictures: Container[str]
    shown: dict[str, ShownPicture] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    figures: "count[int]" = field(default_factory=lambda: count(1))
    tables: "count[int]" = field(default_factory=lambda: count(1))


def render_section(html: str, *, level: int, setting: BookSettings) -> str:
    """Return the HTML of the section for pandoc, below a heading of `level`."""
    tree = parse_fragment(html)
    notes = _notes(tree, setting)
    _unwrap(tree)
    _mark_notes(tree, notes)
    _head_sources(tree, setting.words.sources)
    _lead(tree, setting)
    words = setting.words
    fit_tables(tree, words.table, words.part_of_table, words.column_of_table, setting.tables)
    _show(tree, setting)
    _lower(tree, level, setting.numbers)
    _set_apart(tree, setting)
    _speak(tree, setting)
    if setting.form is DocumentFormat.PDF:
        part_long_words(tree)
    return serialize(tree)


def _notes(tree: Element, setting: BookSettings) -> dict[str, Element]:
    """Return the footnotes by their id, out of the margin."""
    notes: dict[str, Element] = {}
    for parent, margin in walk(tree):
        if "margin" not in classes(margin):
            continue
        remove(parent, margin)
        for note in margin.iter("section"):
            heading = note.find("h3")
            if heading is not None:
                note.remove(heading)
            name = note.get("id") or f"note-{len(notes)}"
            notes[name] = _note(note, setting)
    return notes


def _note(note: Element, setting: BookSettings) -> Element:
    for parent, child in walk(note):
        if "footnote-back" in classes(child):
            remove(parent, child)
    note.tag = "aside"
    note.attrib = {"epub:type": "footnote", "id": f"note{next(setting.numbers)}"}
    note.tail = None
    return note


def _unwrap(tree: Element) -> None:
    """Remove elements that only lay out the page: scrolling regions, headers of boxes."""
    for parent, child in walk(tree):
        if child.tag in {"header", "footer"} or classes(child) & {"scroll", "prose"}:
            replace(parent, child, list(child), child.text)


def _mark_notes(tree: Element, notes: dict[str, Element]) -> None:
    """Replace the signs of footnotes by notes of pandoc; unreferenced notes are added to the last paragraph."""
    open_notes = dict(notes)
    for parent, child in walk(tree):
        sign = child.find("a") if "footnote-ref" in classes(child) else None
        if sign is None:
            continue
        name = sign.get("href", "").removeprefix("#")
        replace(parent, child, [_sign(notes[name])] if name in notes else [])
        open_notes.pop(name, None)
    if open_notes:
        paragraphs = list(tree.iterfind("p"))
        last = paragraphs[-1] if paragraphs else SubElement(tree, "p")
        last.extend(_sign(note) for note in open_notes.values())
    tree.extend(notes.values())


def _head_sources(tree: Element, words: str) -> None:
    """Insert a heading before legal sources, so that they do not continue a list before them."""
    for parent, child in walk(tree):
        if "sources" in classes(child):
            heading, bold = Element("p"), Element("b")
            bold.text = words
            heading.append(bold)
            replace(parent, child, [heading, child])


def _sign(note: Element) -> Element:
    sign = Element("a", {"epub:type": "noteref", "href": f"#{note.get('id')}"})
    sign.text = "*"
    return sign


def _lead(tree: Element, setting: BookSettings) -> None:
    for parent, child in walk(tree):
        if child.tag != "a" or "epub:type" in child.attrib:
            continue
        leads = setting.find(child.get("href", ""))
        if leads:
            child.attrib = {"href": leads}
        else:
            child.tag = "span"
            child.attrib = {}
        if not leads and not list(child) and not (child.text or "").strip():
            remove(parent, child)


def _show(tree: Element, setting: BookSettings) -> None:
    """Replace addresses of pictures by their names in the handbook; missing ones by their descriptions."""
    for parent, child in walk(tree):
        if child.tag == "p" and (caption := child.find("figcaption")) is not None:
            caption.tag = "em"
        if child.tag == "figure":
            caption = child.find("figcaption")
            if caption is not None and text_content(caption):
                caption.text = numbered(caption.text or "", setting.words.figure, next(setting.figures))
        if child.tag != "img":
            continue
        address, words = child.get("src", ""), child.get("alt", "").strip()
        if address in setting.pictures:
            name = f"picture-{len(setting.shown) + 1}-of-this-book"
            setting.shown[name] = ShownPicture(address, words)
            child.attrib = {"src": name, "alt": words}
        else:
            replace(parent, child, [], setting.words.picture % {"words": words})
            parent.tag = "p" if parent.tag == "figure" else parent.tag


def _lower(tree: Element, above: int, numbers: "count[int]") -> None:
    """Make headings go down by one step at a time from the one above, whatever the levels were on the page.

    Each has an id, without which pandoc takes the surrounding element for a section.
    """
    open_levels: list[int] = []
    for heading in tree.iter():
        if heading.tag not in HEADINGS:
            continue
        was = HEADINGS[heading.tag]
        while open_levels and open_levels[-1] >= was:
            open_levels.pop()
        open_levels.append(was)
        heading.tag = f"h{min(above + len(open_levels), 6)}"
        heading.attrib = {"id": f"heading{next(numbers)}", "lang": heading.get("lang", "")}


def _set_apart(tree: Element, setting: BookSettings) -> None:
    for _parent, child in walk(tree):
        style = next((SET_APART[name] for name in SET_APART if name in classes(child)), "")
        if "checklist" in classes(child):
            for item in child.iter("li"):
                item.text = f"☐\u00a0{item.text or ''}"
        if child.tag in {"section", "aside", "div"} and child.get("epub:type") is None:
            child.tag = "div"
            child.attrib = _style_of(style, setting.form) if style else {}


def _style_of(style: str, form: DocumentFormat) -> dict[str, str]:
    match form:
        case DocumentFormat.PDF:
            return {"data-typst:inset": "(left: 9pt, y: 2pt)", "data-typst:stroke": "(left: 1.5pt + luma(120))"}
        case DocumentFormat.DOCX:
            return {"data-custom-style": style}
        case _:
            return {"class": style.lower().replace(" ", "-")}


def _speak(tree: Element, setting: BookSettings) -> None:
    """Mark what is in another language than the handbook, and what runs from right to left in one that does not."""
    for parent, child in walk(tree):
        language = child.attrib.pop("lang", "")
        tag = language if LANGUAGE.fullmatch(language) and language != setting.language else ""
        runs = child.attrib.pop("dir", "")
        if child.tag in {"p", "li", "td", "th", "dd"} and not runs:
            runs = "rtl" if _runs_from_right(child) else ""
        if child.tag not in HEADINGS and child.get("epub:type") is None:
            child.attrib.pop("id", None)
        if child.tag != "div":
            child.attrib.pop("class", None)
        marks = dict(_marks(tag, runs if runs in {"rtl", "ltr"} else "", setting.form))
        if not marks:
            continue
        if child.tag == "p":
            _wrap(parent, child, marks)
        elif child.tag in {"span", "div"}:
            child.attrib.update(marks)
        else:
            _fill(child, marks)


def _marks(language: str, runs: str, form: DocumentFormat) -> Iterator[tuple[str, str]]:
    for name, value in (("lang", language), ("dir", runs)):
        if value and form is DocumentFormat.PDF:
            yield f"data-typst:text:{name}", f'"{value.partition("-")[0]}"' if name == "lang" else value
            yield ("data-typst:width", "100%") if name == "dir" else ("data-typst:text:region", "none")
        elif value:
            yield name, value


def _wrap(parent: Element, child: Element, marks: dict[str, str]) -> None:
    around = Element("div", marks)
    replace(parent, child, [around])
    around.append(child)


def _fill(element: Element, marks: dict[str, str]) -> None:
    """Wrap the inline content of the element in a span, leaving out blocks."""
    if any(child.tag in {"p", "ul", "ol", "div", "table"} for child in element):
        return
    inner = Element("span", marks)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element[:] = [inner]


def _runs_from_right(element: Element) -> bool:
    for sign in "".join(element.itertext())[:200]:
        match unicodedata.bidirectional(sign):
            case "R" | "AL":
                return True
            case "L":
                return False
    return False
