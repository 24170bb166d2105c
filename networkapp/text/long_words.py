"""Words that are longer than a line of a page."""

import re
from xml.etree.ElementTree import Element

PIECE = 12
LONG_WORD = re.compile(r"[^\s\u00ad\u200b]{31,}")
FEW_COLUMNS, IN_NARROW_CELL = 6, re.compile(r"[^\s\u00ad\u200b]{13,}")


def part_long_words(tree: Element) -> None:
    """Allow invisible line breaks in words that are too long for a line or narrow cell."""
    for row in tree.iter("tr"):
        for cell in row if len(row) > FEW_COLUMNS else ():
            _part_words(cell, IN_NARROW_CELL, PIECE // 2)
    _part_words(tree, LONG_WORD, PIECE)


def _part_words(tree: Element, long: re.Pattern[str], piece: int) -> None:
    def parted(word: re.Match[str]) -> str:
        return "\u200b".join(word[0][start : start + piece] for start in range(0, len(word[0]), piece))

    for element in tree.iter():
        element.text = long.sub(parted, element.text or "")
        element.tail = long.sub(parted, element.tail or "")
