"""HTML in the form that Wagtail's rich text editor can open, whatever it was written by.

The editor reads a text strictly: an element that is not closed (`<br>` for `<br/>`), an item outside of a list, or a
mark that goes on from one paragraph into the next is an error, and the page with it can no longer be opened.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape as escaped
from html.parser import HTMLParser

import nh3

BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
LISTS = frozenset({"ol", "ul"})
MARKS = frozenset({"a", "b", "code", "del", "em", "i", "mark", "s", "small", "strong", "sub", "sup", "u"})
APART = frozenset({"embed", "hr"})
"""What is between paragraphs and holds nothing."""
KEY = "data-block-key"
SCHEMES = frozenset({"ftp", "http", "https", "mailto", "tel"})
_ATTRIBUTES = {
    "*": {KEY},
    "a": {"href", "id", "linktype"},
    "embed": {"alt", "embedtype", "format", "id", "url"},
}
_VOID = frozenset({"br", *APART})
# A tag whose content can only be read as a stretch of its own.
_PARTED = frozenset({"address", "article", "dd", "div", "dt", "figcaption", "section", "td", "th", "tr"})


def editable(html: str) -> str:
    """Return `html` as Wagtail's editor can open it: unchanged where it can, else repaired, with all its words.

    >>> editable("<p>one<br>two</p>")
    '<p>one<br/>two</p>'
    >>> editable("<b><p>one</p>two</b>")
    '<p><b>one</b></p><p><b>two</b></p>'
    """
    return html if not html or is_editable(html) else _repaired(html)


def is_editable(html: str) -> bool:
    """Return whether Wagtail's editor can open `html` without an error."""
    reader = _Strict()
    reader.feed(html)
    reader.close()
    return reader.is_sound and not reader.open


class _Strict(HTMLParser):
    """Reads as Wagtail's editor does, and notes where that would fail."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.is_sound = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_lost = tag == "li" and not LISTS.intersection(self.open)
        # Wagtail looks up what a link of its own leads to, by number.
        names_nothing = tag == "a" and not _leads(dict(attrs))
        # Nothing is parted by a paragraph in a paragraph, or in a mark.
        is_misplaced = tag in BLOCKS and bool({*BLOCKS, *MARKS, "li"}.intersection(self.open))
        if is_lost or names_nothing or is_misplaced:
            self.is_sound = False
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.is_sound = False


def _leads(attributes: Mapping[str, str | None]) -> bool:
    """Return whether a link has what Wagtail needs of it: an address, or the number of a page or document."""
    if "linktype" in attributes:
        return (attributes.get("id") or "").isdecimal()
    return "href" in attributes


def _repaired(html: str) -> str:
    tags = {*BLOCKS, *LISTS, *MARKS, *APART, *_PARTED, "li", "br"}
    cleaned = nh3.clean(html, tags=tags, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None)
    builder = _Builder()
    builder.feed(cleaned)
    builder.close()
    return _spelled(builder.blocks)


@dataclass
class _Block:
    """A paragraph, heading, quotation or item with its text as HTML; `lists` are those around an item."""

    tag: str
    key: str = ""
    lists: tuple[str, ...] = ()
    html: str = ""


class _Builder(HTMLParser):
    """Parts a text into blocks, each with the marks around it closed and opened again."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Block] = []
        self._block: _Block | None = None
        self._lists: list[str] = []
        self._wanted: list[tuple[str, str]] = []
        self._written: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in MARKS:
            self._wanted.append((tag, _opening(tag, attributes)))
        elif tag in LISTS:
            self._end()
            self._lists.append(tag)
        elif tag == "br":
            self._break()
        elif tag in APART:
            self._end()
            self.blocks.append(_Block(tag=tag, html=_opening(tag, attributes)))
        elif self._block is not None and self._block.lists and tag != "li":
            # A paragraph in an item, or in a quotation, is a line of it.
            self._next_line()
        elif tag in _PARTED and self._block is None:
            # Its text begins a paragraph of its own.
            self._end()
        elif self._block is None or self._block.tag != "blockquote":
            self._begin(tag, attributes.get(KEY, ""))
        else:
            self._next_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS:
            self._unmark(tag)
        elif tag in LISTS:
            self._end()
            self._lists = self._lists[:-1]
        elif self._block is not None:
            is_parted = tag in _PARTED and self._block.tag == "p"
            if tag == self._block.tag or is_parted:
                self._end()

    def handle_data(self, data: str) -> None:
        if self._block is None:
            if not data.strip():
                return
            self._begin("p")
        self._mark()
        assert self._block is not None
        self._block.html += escaped(data, quote=False)

    def close(self) -> None:
        super().close()
        self._end()

    def _begin(self, tag: str, key: str = "") -> None:
        self._end()
        is_item = tag == "li" and bool(self._lists)
        named = tag if is_item or tag in BLOCKS else "p"
        self._block = _Block(tag=named, key=key, lists=tuple(self._lists) if is_item else ())
        self.blocks.append(self._block)

    def _end(self) -> None:
        self._close_marks(0)
        self._block = None

    def _next_line(self) -> None:
        if self._block is not None and self._block.html.strip():
            self._break()

    def _break(self) -> None:
        if self._block is not None:
            self._block.html += "<br/>"

    def _mark(self) -> None:
        """Open the marks around the next text, and close all others."""
        same = 0
        while self._wanted[same : same + 1] == self._written[same : same + 1] != []:
            same += 1
        self._close_marks(same)
        for mark in self._wanted[same:]:
            if self._block is not None:
                self._block.html += mark[1]
            self._written.append(mark)

    def _close_marks(self, left: int) -> None:
        while len(self._written) > left:
            tag, opening = self._written.pop()
            if self._block is not None and opening:
                self._block.html += f"</{tag}>"

    def _unmark(self, tag: str) -> None:
        for place in range(len(self._wanted) - 1, -1, -1):
            if self._wanted[place][0] == tag:
                del self._wanted[place]
                break
        if len(self._wanted) < len(self._written):
            self._close_marks(len(self._wanted))


def _opening(tag: str, attributes: Mapping[str, str]) -> str:
    """Return the opening tag, or nothing for a link that leads nowhere: only its words are left."""
    if tag == "a" and not _leads(attributes):
        return ""
    kept = "".join(f' {name}="{escaped(value)}"' for name, value in attributes.items())
    return f"<{tag}{kept}{'/' if tag in _VOID else ''}>"


def _spelled(blocks: Sequence[_Block]) -> str:
    made: list[str] = []
    around: tuple[str, ...] = ()
    for block in blocks:
        made += _lists_between(around, block.lists)
        around = block.lists
        if block.tag in APART:
            made.append(block.html)
            continue
        key = f' {KEY}="{escaped(block.key)}"' if block.key else ""
        closing = "" if block.lists else f"</{block.tag}>"
        made.append(f"<{block.tag}{key}>{block.html.strip()}{closing}")
    return "".join([*made, *_lists_between(around, ())])


def _lists_between(around: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Return the tags that close and open lists between an item in `around` and the next block in `wanted`.

    An item stays open until its successor comes, which may be in a list below it.
    """
    same = 0
    while same < min(len(around), len(wanted)) and around[same] == wanted[same]:
        same += 1
    made = [f"</li></{tag}>" for tag in reversed(around[same:])]
    if same == len(wanted):
        return [*made, "</li>"] if same else made
    opened = [f"<{tag}>" for tag in wanted[same:]]
    return [*made, "<li>".join(opened)]
