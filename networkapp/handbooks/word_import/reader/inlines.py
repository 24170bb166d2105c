"""Running text of pandoc's reading as the HTML that an editor could have typed, and as plain text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.utils.html import escape

from networkapp.handbooks.word_import.reader.values import Loss

Node = Any
"""A piece of pandoc's syntax tree as JSON: {"t": kind, "c": content}."""

SIGN, SIGN_END = "\ue000", "\ue001"
"""Around the number of a footnote in HTML, until its section is known."""
SIGNS = re.compile(f"{SIGN}\\d+{SIGN_END}")
SCHEMES = frozenset({"http", "https", "mailto"})
_SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_INVALID_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ue000\ue001\ufffe\uffff]")
_ANCHORS = re.compile(r"</?a\b[^<>]*>")
_TYPED_SIGN = re.compile(r"\[\^(?=\d)")
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}


@dataclass
class Findings:
    """The findings while a document is read: losses, footnotes waiting for their position, targets of references."""

    where: str = ""
    losses: list[Loss] = field(default_factory=list)
    pictures: list[dict[str, str]] = field(default_factory=list)
    notes: list[tuple[int, list[Node]]] = field(default_factory=list)
    counted: int = 0
    anchors: list[str] = field(default_factory=list)

    def lose(self, kind: str, detail: str = "") -> None:
        self.losses.append(Loss(kind=kind, where=self.where, detail=" ".join(detail.split())[:300]))

    def lose_once(self, kind: str, detail: str = "") -> None:
        """Record a loss like `lose`, but only once for the same kind of loss under the same heading."""
        for place in range(len(self.losses) - 1, -1, -1):
            loss = self.losses[place]
            if loss.where != self.where:
                break
            if loss.kind == kind:
                words = " … ".join(dict.fromkeys(filter(None, (loss.detail, " ".join(detail.split())))))[:300]
                self.losses[place] = Loss(kind=kind, where=loss.where, detail=words, count=loss.count + 1)
                return
        self.lose(kind, detail)

    def number(self, blocks: list[Node]) -> int:
        """Return the number of a footnote in the document; its blocks wait until the paragraph ends."""
        self.counted += 1
        self.notes.append((self.counted, blocks))
        return self.counted


def to_html(nodes: Sequence[Node], found: Findings) -> str:
    """Return the inline nodes as HTML, and note in `found` what is lost."""
    return "".join(_html(node, found) for node in nodes)


def to_text(nodes: Sequence[Node]) -> str:
    """Return the plain text on one line, without footnotes and deleted text of tracked changes.

    >>> to_text([{"t": "Str", "c": "3.2"}, {"t": "Space"}, {"t": "Strong", "c": [{"t": "Str", "c": "Law"}]}])
    '3.2 Law'
    """
    return " ".join("".join(_texts(nodes)).split())


def escape_typed_text(text: str) -> str:
    """Return the text as HTML; typed characters that look like the sign of a footnote are separated."""
    return str(escape(_TYPED_SIGN.sub("[ ^", _INVALID_CHARACTERS.sub("", text))))


def _texts(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            yield _INVALID_CHARACTERS.sub("", content)
        elif kind in {"Space", "SoftBreak", "LineBreak"}:
            yield " "
        elif kind in {"Code", "Math"}:
            yield content[1]
        elif kind == "Quoted":
            before, after = _QUOTES[content[0]["t"]]
            yield from (before, *_texts(content[1]), after)
        elif (kind == "Span" and not is_deleted(node)) or kind in {"Cite", "Link"}:
            yield from _texts(content[1])
        elif kind in _PASSED or kind in {"Strong", "Emph", "Superscript", "Subscript", "Strikeout"}:
            yield from _texts(content)


def is_deleted(span: Node) -> bool:
    """Return whether a tracked change deletes the node, or a comment begins at it."""
    return bool({"deletion", "comment-start", "comment-end"}.intersection(span["c"][0][1]))


def _html(node: Node, found: Findings) -> str:
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return escape_typed_text(content)
    if kind in {"Space", "SoftBreak"}:
        return " "
    if kind == "LineBreak":
        return "<br/>"
    if kind in _PASSED:
        return to_html(content, found)
    if kind in _MARKS:
        return _marked(_MARKS[kind], to_html(content, found))
    return _OTHERS[kind](content, found) if kind in _OTHERS else ""


def _marked(tag: str, inside: str) -> str:
    """Return the mark around the words, and no blank at its edges, which editors cannot see."""
    words = inside.strip()
    if not words:
        return inside
    before, after = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
    return f"{before}<{tag}>{words}</{tag}>{after}"


def _code(content: Node, found: Findings) -> str:
    return escape_typed_text(content[1])


def _math(content: Node, found: Findings) -> str:
    found.lose("equation", content[1])
    return escape_typed_text(content[1])


def _quoted(content: Node, found: Findings) -> str:
    before, after = _QUOTES[content[0]["t"]]
    return f"{before}{to_html(content[1], found)}{after}"


def _cite(content: Node, found: Findings) -> str:
    return to_html(content[1], found)


def _superscript(content: Node, found: Findings) -> str:
    return _shifted(content, found, _SUPERSCRIPTS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")


def _subscript(content: Node, found: Findings) -> str:
    return _shifted(content, found, _SUBSCRIPTS, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def _shifted(content: Node, found: Findings, signs: dict[int, int], known: str) -> str:
    """Return superscript or subscript characters if they exist; otherwise the text, reported except for ordinals."""
    inside = to_html(content, found)
    text = to_text(content)
    if text and set(text.translate(signs)) <= set(known):
        return inside.translate(signs) if "<" not in inside else inside
    if text and text.lower() not in {"st", "nd", "rd", "th", "o", "a", "er", "e"}:
        found.lose_once("raised", text)
    return inside


def _struck(content: Node, found: Findings) -> str:
    found.lose_once("struck", to_text(content))
    return to_html(content, found)


def _link(content: Node, found: Findings) -> str:
    # A link in a link, as a table of contents has them, is none: the outer one leads on.
    inside, address = _ANCHORS.sub("", to_html(content[1], found)), content[2][0].strip()
    if address.startswith("#"):
        return f'<a href="{escape(address)}">{inside}</a>' if inside.strip() else inside
    if not is_address(address):
        found.lose("link", f"{to_text(content[1])}: {address}")
        return inside
    return f'<a href="{escape(address)}">{inside}</a>' if inside.strip() else inside


def is_address(address: str) -> bool:
    """Return whether `address` is a complete link that a text may contain."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and bool(parts.netloc or parts.scheme.lower() == "mailto")


def _image(content: Node, found: Findings) -> str:
    source, title = content[2]
    found.pictures.append({"part": source, "alternative": to_text(content[1]) or title})
    return ""


def _note(content: Node, found: Findings) -> str:
    return f"{SIGN}{found.number(content)}{SIGN_END}"


def _span(content: Node, found: Findings) -> str:
    (anchor, classes, _values), inside = content
    if anchor:
        found.anchors.append(anchor)
    if "deletion" in classes:
        found.lose_once("deletion", to_text(inside))
        return ""
    if "comment-start" in classes:
        found.lose("comment", to_text(inside))
        return ""
    if "comment-end" in classes:
        return ""
    if "insertion" in classes:
        found.lose_once("insertion", to_text(inside))
    if to_text(inside) in {"[CHART]", "[DIAGRAM]"}:
        # Its words are found in the archive, and reported with them.
        return ""
    return to_html(inside, found)


_PASSED = frozenset({"Underline", "SmallCaps"})
_MARKS = {"Strong": "b", "Emph": "i"}
_OTHERS = {
    "Code": _code,
    "Math": _math,
    "Quoted": _quoted,
    "Cite": _cite,
    "Superscript": _superscript,
    "Subscript": _subscript,
    "Strikeout": _struck,
    "Link": _link,
    "Image": _image,
    "Note": _note,
    "Span": _span,
}
