"""Recognise lines that look like headings without being any, and the numbers that a list had."""

from collections.abc import Iterable, Sequence
from itertools import count

from networkapp.handbooks.word_import.reader.inlines import Node, to_text

_LONGEST_BOLD = 120
_AROUND = frozenset({"Span", "Underline", "Emph", "SmallCaps"})
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def is_bold_line(inlines: Sequence[Node]) -> bool:
    """Return whether a paragraph looks like a heading: short, all bold, and not the end of a sentence."""
    text = to_text(inlines)
    if not 2 < len(text) <= _LONGEST_BOLD or text[-1] in ".,;:!" or not any(sign.isalpha() for sign in text):
        return False
    return all(_is_bold(node) for node in inlines)


def _is_bold(node: Node) -> bool:
    if node["t"] in {"Strong", "Space", "SoftBreak", "LineBreak", "Note"}:
        return True
    if node["t"] not in _AROUND:
        return False
    inside = node["c"][1] if node["t"] == "Span" else node["c"]
    return all(_is_bold(inner) for inner in inside)


def counts_from_one(block: Node) -> bool:
    """Return whether a list is numbered 1, 2, 3, as all lists of a handbook are."""
    start, style, _delimiter = block["c"][0]
    return start == 1 and style["t"] in {"Decimal", "DefaultStyle"}


def list_markers(block: Node) -> Iterable[str]:
    """Yield the numbers of a list as the document shows them: "(c)", "iv.", "12)"."""
    start, style, delimiter = block["c"][0]
    before, after = {"OneParen": ("", ")"), "TwoParens": ("(", ")")}.get(delimiter["t"], ("", "."))
    return (f"{before}{_numeral(number, style['t'])}{after}" for number in count(start))


def _numeral(number: int, style: str) -> str:
    if style.endswith("Alpha") and 0 < number <= len(_LETTERS):
        sign = _LETTERS[number - 1]
    elif style.endswith("Roman") and 0 < number < 40:
        sign, left = "", number
        for value, letters in _ROMAN:
            sign, left = sign + letters * (left // value), left % value
    else:
        return str(number)
    return sign.upper() if style.startswith("Upper") else sign
