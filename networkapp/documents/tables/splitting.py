"""Tables that no page could hold are taken apart, each part with the first column before it."""

from itertools import count
from xml.etree.ElementTree import Element, SubElement

from networkapp.documents.book.captions import numbered
from networkapp.text.html_tree import replace, walk

MOST_COLUMNS = 10
"""Of a table on one page; each part of a wider one has `PART` of its columns besides the first."""
PART = 7


def fit_tables(tree: Element, words: str, part: str, one: str, numbers: "count[int]") -> None:
    """Number the captions, and split every table with more than MOST_COLUMNS columns.

    `words` has `number`; `part` has `first`, `last` and `of`; `one` is for a part with one column besides the first.
    """
    for parent, table in walk(tree):
        if table.tag != "table":
            continue
        table.attrib.clear()
        caption = table.find("caption")
        if caption is not None:
            caption.text = numbered(caption.text or "", words, next(numbers))
        rows = list(table.iter("tr"))
        _give_head(table, rows)
        columns = max((len(row) for row in rows), default=0)
        if columns <= MOST_COLUMNS or any({"colspan", "rowspan"} & set(cell.attrib) for row in rows for cell in row):
            continue
        starts = range(1, columns, PART)
        parts = [
            _part(table, start, min(start + PART, columns), columns, one if start + 1 == columns else part)
            for start in starts
        ]
        replace(parent, table, parts)


def _give_head(table: Element, rows: list[Element]) -> None:
    """Use the first row as header of a table without one, so that screen readers can name each cell's column."""
    if not rows or table.find(".//th") is not None:
        return
    for group in table:
        if rows[0] in list(group):
            group.remove(rows[0])
    head = Element("thead")
    head.append(rows[0])
    for cell in rows[0]:
        cell.tag = "th"
    table.insert(1 if table.find("caption") is not None else 0, head)


def _part(table: Element, start: int, end: int, columns: int, words: str) -> Element:
    """Return the first column and those from `start` up to, and without, `end`."""
    made = Element("table")
    caption = SubElement(made, "caption")
    known = table.find("caption")
    text = "".join(known.itertext()) if known is not None else ""
    caption.text = f"{text} {words % {'first': start + 1, 'last': end, 'of': columns}}".strip()
    for group in table:
        if group.tag not in {"thead", "tbody", "tfoot"}:
            continue
        rows = SubElement(made, group.tag)
        for row in group.iter("tr"):
            cells = list(row)
            SubElement(rows, "tr").extend(_copied(cell) for cell in (*cells[:1], *cells[start:end]))
    return made


def _copied(cell: Element) -> Element:
    copy = Element(cell.tag, dict(cell.attrib))
    copy.text = cell.text
    copy.extend(list(cell))
    return copy
