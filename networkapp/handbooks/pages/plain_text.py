"""The text of a section without markup: for search, comparison, and notes on some words of it."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from wagtail.rich_text import RichText, get_text_for_indexing

from networkapp.handbooks.models.blocks import SectionValue
from networkapp.handbooks.models.footnote_signs import without_footnote_marks

END_OF_PARAGRAPH = re.compile(r"</(?:p|h\d|li|blockquote)>|<[bh]r\s*/?>|(?=<[ou]l\b)", re.IGNORECASE)


def plain_text(section: SectionValue) -> str:
    """Return the text of a section without markup: one line for each paragraph, list item and table row."""
    return "\n".join(
        line
        for block in section["body"]
        for text in _texts(block)
        if (line := " ".join(without_footnote_marks(text).split()))
    )


def _texts(block: Any) -> Iterator[str]:
    value = block.value
    match block.block_type:
        case "text" | "footnote":
            yield from _paragraphs(value)
        case "box":
            yield value["title"]
            yield from _paragraphs(value["text"])
        case "table" if value:
            yield value.get("table_caption") or ""
            yield from _rows(value.get("data") or [], has_head=bool(value.get("first_row_is_table_header")))
        case _:
            yield from map(str, block.block.get_searchable_content(value))


def _paragraphs(text: RichText) -> list[str]:
    lines: list[str] = get_text_for_indexing(END_OF_PARAGRAPH.sub(r"\g<0>\n", str(text.source or ""))).split("\n")
    return lines


def _rows(rows: Sequence[Sequence[Any]], *, has_head: bool) -> Iterator[str]:
    """Return each row with the headings of its cells, so that it is the same at any position: "State: A | Cases:
    12"."""
    head = [str(cell or "").strip() for cell in rows[0]] if has_head and rows else []
    for row in rows[1:] if head else rows:
        cells = [str(cell or "").strip() for cell in row]
        named = zip_longest(head, cells, fillvalue="") if head else (("", cell) for cell in cells)
        yield " | ".join(": ".join(filter(None, pair)) for pair in named if any(pair))
