"""Tables of Word documents as rows of plain lines, all of the same length."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from networkapp.handbooks.word_import.reader.inlines import Findings, Node, to_html

WIDE = 12
_TAGS, _LINKS, _BREAKS = re.compile(r"<[^>]+>"), re.compile(r'<a href="([^"]*)"'), re.compile(r"<br/>")


@dataclass(frozen=True, kw_only=True)
class Grid:
    """`head` says that the first row is the head of the table; the others have as many cells as it has.

    `merged` are {"row", "col", "rowspan", "colspan"} of cells that reach over others, which say nothing.
    """

    rows: list[list[str]]
    head: bool
    merged: tuple[Mapping[str, int], ...] = ()

    def value(self, caption: str) -> Mapping[str, Any]:
        return {"rows": self.rows, "head": self.head, "caption": caption, "merged": self.merged}


def read_table(node: Node, found: Findings) -> Grid:
    """Return the table with the text of each cell; content that a plain table cannot hold is reported."""
    _attributes, _caption, columns, head, bodies, foot = node["c"]
    heads = head[1]
    rows = [*heads, *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    grid, merged = _laid_out(rows, len(columns), found)
    if len(heads) > 1:
        found.lose("table_head", _shown(grid))
    if len(columns) > WIDE:
        found.lose("table_wide", str(len(columns)))
    head = bool(heads) or (len(rows) > 1 and _is_bold(rows[0]))
    if head:
        for cell in merged:
            if not cell["row"] and cell["rowspan"] > 1:
                found.lose("table_head_merged", grid[0][cell["col"]] or _shown(grid))
    return Grid(rows=grid, head=head, merged=tuple(_parted(merged) if head else merged))


def single_cell_content(node: Node) -> list[Node] | None:
    """Return the content of a table of one cell, which is a frame and no table; None for any other."""
    _attributes, _caption, columns, head, bodies, foot = node["c"]
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    if len(columns) != 1 or len(rows) != 1 or len(rows[0][1]) != 1:
        return None
    blocks: list[Node] = rows[0][1][0][4]
    return blocks


def _laid_out(rows: Sequence[Node], width: int, found: Findings) -> tuple[list[list[str]], tuple[dict[str, int], ...]]:
    """Yield each cell with its position, when those above it reach down and those before it reach over."""
    grid: list[list[str | None]] = [[None] * width for _row in rows]
    merged: list[dict[str, int]] = []
    for down, row in enumerate(rows):
        across = 0
        for _attributes, _align, high, wide, blocks in row[1]:
            while across < width and grid[down][across] is not None:
                across += 1
            if across >= width:
                for line in grid:
                    line.extend([None] * wide)
                width += wide
            high = min(high, len(rows) - down)
            if high > 1 or wide > 1:
                merged.append({"row": down, "col": across, "rowspan": high, "colspan": wide})
            for place in _covered(down, across, high, wide, len(rows), width):
                grid[place[0]][place[1]] = ""
            grid[down][across] = cell_text(blocks, found)
            across += wide
    return [[cell or "" for cell in line] for line in grid], tuple(merged)


def _parted(merged: Iterable[Mapping[str, int]]) -> Iterator[Mapping[str, int]]:
    """Return the table without cells of the head that reach down out of it, which browsers do not show."""
    for cell in merged:
        if cell["row"] or cell["rowspan"] == 1:
            yield cell
            continue
        parts = {**cell, "rowspan": 1}, {**cell, "row": 1, "rowspan": cell["rowspan"] - 1}
        yield from (part for part in parts if part["rowspan"] * part["colspan"] > 1)


def _covered(down: int, across: int, high: int, wide: int, rows: int, width: int) -> Iterator[tuple[int, int]]:
    for row in range(down, min(down + high, rows)):
        for column in range(across, min(across + wide, width)):
            yield row, column


def cell_text(blocks: Sequence[Node], found: Findings) -> str:
    """Return the text of a table cell, line by line."""
    return "\n".join(line for block in blocks for line in _lines(block, found) if line.strip())


def _lines(block: Node, found: Findings) -> Iterator[str]:
    kind, content = block["t"], block.get("c")
    if kind in {"Para", "Plain"}:
        yield _plain(to_html(content, found), found)
    elif kind == "Header":
        yield _plain(to_html(content[2], found), found)
    elif kind == "Div":
        yield from (line for inner in content[1] for line in _lines(inner, found))
    elif kind == "Figure":
        yield from (line for inner in content[2] for line in _lines(inner, found))
    elif kind == "BlockQuote":
        yield from (line for inner in content for line in _lines(inner, found))
    elif kind in {"BulletList", "OrderedList"}:
        items = content if kind == "BulletList" else content[1]
        for place, item in enumerate(items, start=1 if kind == "BulletList" else content[0][0]):
            mark = "–" if kind == "BulletList" else f"{place}."
            yield f"{mark} {cell_text(item, found)}"
    elif kind == "Table":
        found.lose_once("table_flat", "")
        yield from (" | ".join(cell for cell in row if cell) for row in read_table(block, found).rows)


def _plain(html: str, found: Findings) -> str:
    for address in _LINKS.findall(html):
        if address.startswith("#"):
            found.lose_once("table_references")
        else:
            found.lose("table_links", unescape(address))
    lines = unescape(_TAGS.sub("", _BREAKS.sub("\n", html))).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _is_bold(row: Node) -> bool:
    cells = [list(cell[4]) for cell in row[1]]
    return bool(cells) and all(blocks and all(_bold_only(block) for block in blocks) for blocks in cells)


def _bold_only(block: Node) -> bool:
    while block["t"] == "Div" and len(block["c"][1]) == 1:
        block = block["c"][1][0]
    if block["t"] not in {"Para", "Plain"} or not block["c"]:
        return False
    return all(node["t"] in {"Strong", "Space", "SoftBreak", "LineBreak"} for node in block["c"])


def _shown(grid: Sequence[Sequence[str]]) -> str:
    """Return the first words of a table, by which it is known."""
    return next((cell for row in grid for cell in row if cell), "")[:80]
