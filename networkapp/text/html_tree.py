"""HTML of ours as a tree, with nothing in it but text and its structure."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder, tostring

import nh3

_KNOWN = """
p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr th td figure figcaption img a b strong i em
sup sub br hr span div section aside blockquote code pre cite q del ins small mark abbr header footer
"""
_TAGS = set(_KNOWN.split())
_ATTRIBUTES = {
    "*": {"lang", "dir", "class", "id"},
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}
_VOID = {"br", "hr", "img"}
# What XML cannot hold, and marks of byte order, which come along from spreadsheets.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")


def parse_fragment(html: str) -> Element:
    """Return the HTML in one `div`, well-formed, without scripts, forms, drawings and comments."""
    cleaned = nh3.clean(
        _UNSEEN.sub("", html),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    gardener = _TreeBuilder()
    gardener.feed(f"<div>{cleaned}</div>")
    gardener.close()
    return gardener.builder.close()


def serialize(tree: Element) -> str:
    """Return the content of the element as HTML."""
    inside = "".join(tostring(child, encoding="unicode", method="html") for child in tree)
    return _escaped(tree.text) + inside


def text_content(tree: Element) -> str:
    """Return the text of the element without markup, on one line."""
    return " ".join("".join(tree.itertext()).split())


def classes(element: Element) -> set[str]:
    """Return the names of the CSS classes of the element."""
    return set(element.get("class", "").split())


def walk(tree: Element) -> Iterator[tuple[Element, Element]]:
    """Yield (parent, child) for everything in the tree, in reading order, inner elements before outer ones."""
    for child in list(tree):
        yield from walk(child)
        yield tree, child


def remove(parent: Element, child: Element) -> None:
    """Remove the child; the text after it stays."""
    replace(parent, child, [])


def replace(parent: Element, child: Element, instead: list[Element], text: str | None = "") -> None:
    """Replace the child with `text` and then `instead`, followed by the text that came after it."""
    place, after = list(parent).index(child), child.tail or ""
    child.tail = None
    parent[place : place + 1] = instead
    if instead:
        instead[-1].tail = (instead[-1].tail or "") + after
    before = (text or "") + ("" if instead else after)
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + before
    else:
        parent.text = (parent.text or "") + before


class _TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
