"""Column widths of tables by their words, for programs that do not calculate them."""

from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag

SIGNS_A_LINE = 84
"""What finds room beside each other on a page of A4, all columns together."""
AROUND = 4
"""What of it the space around a cell takes, in signs."""
HALF_A_PAGE = 25
"""Lines of half a page of A4."""
LONGEST = 60
"""More signs of a cell make its column no wider."""


def with_widths(html: str) -> str:
    """Return the document with the widths of columns in each table of at least two; merged cells are ignored."""
    if "<table" not in html:
        return html
    tree = BeautifulSoup(html, "html.parser")
    for table in tree.find_all("table"):
        columns = _columns(table)
        if len(columns) > 1 and table.find("colgroup") is None:
            group = tree.new_tag("colgroup")
            group.extend(tree.new_tag("col", style=f"width: {share}%") for share in _shares(columns))
            caption = table.find("caption")
            table.insert(0, group)
            if caption is not None:
                table.insert(0, caption)
    return str(tree)


def _columns(table: Tag) -> list[list[str]]:
    """Return the words of the cells, by column."""
    rows = [row.find_all(["th", "td"], recursive=False) for row in table.find_all("tr")]
    whole = [cells for cells in rows if not any(cell.get("colspan") or cell.get("rowspan") for cell in cells)]
    number = max((len(cells) for cells in whole), default=0)
    return [
        [" ".join(cells[place].get_text(" ").split()) for cells in whole if place < len(cells)]
        for place in range(number)
    ]


def _shares(columns: Sequence[Sequence[str]]) -> list[int]:
    """Return the column widths in per cent: room for every word if possible, the rest to columns with long texts."""
    least = [max(len(word) for text in texts for word in text.split() or [""]) + AROUND for texts in columns]
    most = [max(low, min(max(map(len, texts)), LONGEST) + AROUND) for low, texts in zip(least, columns, strict=True)]
    more = [want - low for want, low in zip(most, least, strict=True)]
    spread = min(max(SIGNS_A_LINE - sum(least), 0) / (sum(more) or 1), 1)
    widths = [low + spread * part for low, part in zip(least, more, strict=True)]
    return [max(round(100 * part / sum(widths)), 1) for part in widths]


def has_tall_rows(html: str) -> list[bool]:
    """Return for each table of the document whether one of its rows may need more than half a page."""
    return [_is_tall(_columns(table)) for table in BeautifulSoup(html, "html.parser").find_all("table")]


def _is_tall(columns: Sequence[Sequence[str]]) -> bool:
    signs = max((len(text) for texts in columns for text in texts), default=0)
    return signs * len(columns) > HALF_A_PAGE * SIGNS_A_LINE
