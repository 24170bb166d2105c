"""Walk through the blocks of a document: the content under each heading, in the order of writing."""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any

from networkapp.handbooks.word_import.reader.inlines import SIGNS, Findings, Node, escape_typed_text, to_html, to_text
from networkapp.handbooks.word_import.reader.lines import counts_from_one, is_bold_line, list_markers
from networkapp.handbooks.word_import.reader.tables import read_table, single_cell_content
from networkapp.handbooks.word_import.reader.values import Block, Piece

LONGEST_HEADING = 250
_FULL_TEXT = 6_000
"""About as many signs as the editor's field takes with ease; a longer text goes on in the next block."""
_LISTS_OF_PLACES = ("toc ", "toc heading", "table of figures", "table of authorities", "index ")
_CAPTIONS = frozenset({"caption", "table caption", "image caption", "captioned figure"})
_NAMED_BY_A_PROGRAM = re.compile(
    r"(?:image|picture|img|photo|graphic|grafik|bild|billede|bilde|pilt|kuva|attēls|paveikslėlis|rysunek|obraz|"
    r"рисунок|изображение|mynd)?[\s_-]*\d*(?:\.\w{3,4})?|.*\.(?:png|jpe?g|gif|emf|wmf|tiff?|bmp|svg)",
    re.IGNORECASE,
)


class DocumentWalker:
    """The pieces of a document, filled while its blocks are walked.

    `styles` says which styles are headings, `quotations` which are those of quotations, `why_not` of a picture's part
    for what reason it cannot be carried.
    """

    def __init__(
        self, styles: Mapping[str, int], why_not: Callable[[str], str], quotations: Container[str] = frozenset()
    ) -> None:
        self.found = Findings()
        self.styles, self.why_not, self.quotations = styles, why_not, quotations
        self.pieces: list[Piece] = []
        self.passed: list[str] = []
        self._piece: dict[str, Any] = {"level": 0, "title": ""}
        self._blocks: list[Block] = []
        self._text: list[str] = []
        self._caption = self._signs = ""

    def through(self, blocks: Iterable[Node], style: str = "") -> None:
        for block in blocks:
            kind, content = block["t"], block.get("c")
            if kind in {"Para", "Plain"}:
                self._paragraph(content, style)
            elif kind == "Header":
                self._heading(content[0], content[1], content[2])
            elif kind in {"BulletList", "OrderedList"}:
                self._list(block)
            elif kind == "Table":
                self._table(block)
            elif kind in _INSIDE:
                inside = dict(content[0][2]).get("custom-style", style) if kind == "Div" else style
                self.through(_INSIDE[kind](content), inside)
                if kind == "Figure":
                    self._captions(words_of(content[1][1]))

    def end(self) -> list[Piece]:
        """Return all pieces that are not empty."""
        self._close()
        return self.pieces

    def _heading(self, level: int, attributes: Node, inlines: Sequence[Node], is_bold: bool = False) -> None:
        title = to_text(inlines)
        if "TOC-Heading" in attributes[1]:
            self._pass(title)
            return
        if len(title) > LONGEST_HEADING:
            self.found.lose("heading_long", title)
            self._write(f"<p><b>{to_html(inlines, self.found)}</b></p>")
            return
        if title:
            self._close()
            self._piece = {"level": level, "title": title, "is_bold": is_bold}
            self.found.where = title
            self.found.anchors += filter(None, [attributes[0]])
        self._signs += "".join(SIGNS.findall(to_html(inlines, self.found)))
        if self._signs:
            self.found.lose_once("heading_note")
        self._pictures()

    def _paragraph(self, inlines: Sequence[Node], style: str) -> None:
        low = style.lower()
        if low.startswith(_LISTS_OF_PLACES):
            self._pass(to_text(inlines))
        elif low in self.styles:
            self._heading(self.styles[low], ["", [], []], inlines)
        elif low in _CAPTIONS:
            self._captions(to_text(inlines))
        elif low in self.quotations:
            self._write_paragraph(to_html(inlines, self.found).strip(), "blockquote")
        elif is_bold_line(inlines):
            self._heading(0, ["", [], []], inlines, is_bold=True)
        else:
            self._write_paragraph(to_html(inlines, self.found).strip())

    def _write_paragraph(self, html: str, tag: str = "p") -> None:
        if html.removesuffix("<br/>").strip():
            self._write(f"<{tag}>{html}</{tag}>")
        self._pictures()

    def _write(self, html: str) -> None:
        if self._caption:
            caption, self._caption = self._caption, ""
            self._text.append(f"<p>{escape_typed_text(caption)}</p>")
        ending = next((end for end in ("</p>", "</blockquote>") if html.endswith(end)), "")
        if self._signs and ending:
            html, self._signs = f"{html.removesuffix(ending)}{self._signs}{ending}", ""
        self._text.append(html)
        if sum(map(len, self._text)) > _FULL_TEXT:
            self._flush()

    def _pass(self, words: str) -> None:
        if words:
            self.found.lose_once("contents")
            self.passed.append(words)

    def _captions(self, words: str) -> None:
        """Add the words as caption to the picture or table just before, or else to the next table."""
        last = self._blocks[-1] if self._blocks and not self._text else None
        if not words:
            return
        if last is not None and last.kind in {"figure", "table"} and not last.value["caption"]:
            self._blocks[-1] = Block(kind=last.kind, value={**last.value, "caption": words})
            return
        if self._caption:
            self._write("")
        self._caption = words

    def _list(self, block: Node) -> None:
        items = block["c"] if block["t"] == "BulletList" else block["c"][1]
        if block["t"] == "OrderedList" and len(items) == 1 and len(items[0]) == 1 and _is_bold_item(items[0][0]):
            self.through(items[0])
            return
        after: list[Node] = []
        if block["t"] == "OrderedList" and not counts_from_one(block):
            self.found.lose_once("list_marks", to_text(_first_words(items)))
            for mark, item in zip(list_markers(block), items, strict=False):
                self._write_paragraph(f"{mark} {self._item(item, after)}")
        else:
            self._write(self._list_html(block, after))
        if after:
            self.found.lose_once("list_content")
            self.through(after)
        self._pictures()

    def _list_html(self, block: Node, after: list[Node]) -> str:
        ordered = block["t"] == "OrderedList"
        tag, items = ("ol", block["c"][1]) if ordered else ("ul", block["c"])
        if ordered and not counts_from_one(block):
            self.found.lose_once("list_marks", to_text(_first_words(items)))
            marked = zip(list_markers(block), items, strict=False)
            return "".join(f"<br/>{mark} {self._item(item, after)}" for mark, item in marked)
        inside = "".join(f"<li>{self._item(item, after)}</li>" for item in items)
        return f"<{tag}>{inside}</{tag}>"

    def _item(self, blocks: Iterable[Node], after: list[Node]) -> str:
        html = ""
        for block in blocks:
            kind, content = block["t"], block.get("c")
            if kind in {"Para", "Plain", "Header"}:
                words = to_html(content if kind != "Header" else content[2], self.found).strip()
                html += f"{'<br/>' if html and words else ''}{words}"
            elif kind in {"BulletList", "OrderedList"}:
                html += self._list_html(block, after)
            elif kind in _INSIDE:
                inside = self._item(_INSIDE[kind](content), after)
                html += f"{'<br/>' if html and inside else ''}{inside}"
            else:
                after.append(block)
        return html

    def _table(self, block: Node) -> None:
        framed = single_cell_content(block)
        if framed is not None:
            self.through(framed)
            return
        caption = words_of(block["c"][1][1]) or self._caption
        self._caption = ""
        grid = read_table(block, self.found)
        if any(any(row) for row in grid.rows):
            self._flush()
            self._blocks.append(Block(kind="table", value=grid.value(caption)))
        self._pictures()

    def _pictures(self) -> None:
        """Add the pictures of the paragraph after it."""
        pictures, self.found.pictures = self.found.pictures, []
        for picture in pictures:
            if "://" in picture["part"] or picture["part"].startswith("file:"):
                self.found.lose("picture_linked", picture["part"])
                continue
            words = picture["alternative"].removesuffix("Description automatically generated").strip()
            words = "" if _NAMED_BY_A_PROGRAM.fullmatch(words) else words[:300]
            part = f"word/{picture['part'].lstrip('/').removeprefix('word/')}"
            if reason := self.why_not(part):
                self.found.lose(reason, words or part.rpartition("/")[2])
                continue
            if not words:
                self.found.lose_once("picture_words")
            self._flush()
            self._blocks.append(Block(kind="figure", value={"part": part, "alternative": words, "caption": ""}))

    def _flush(self) -> None:
        if self._text:
            self._blocks.append(Block(kind="text", value={"html": "".join(self._text)}))
            self._text = []

    def _close(self) -> None:
        if self._caption:
            self._write("")
        if self._signs:
            self._write("<p></p>")
        self._flush()
        blocks = [*self._blocks, *self._footnotes()]
        if blocks or self._piece["title"]:
            anchors, self.found.anchors = tuple(self.found.anchors), []
            self.pieces.append(Piece(**self._piece, blocks=tuple(blocks), anchors=anchors))
        self._blocks = []

    def _footnotes(self) -> list[Block]:
        notes, self.found.notes = self.found.notes, []
        return [
            Block(kind="footnote", value={"number": number, "html": self._note_html(blocks)})
            for number, blocks in notes
        ]

    def _note_html(self, blocks: Iterable[Node]) -> str:
        after: list[Node] = []
        html = re.sub(r"</?(?:ul|ol)>", "", self._item(blocks, after)).replace("<li>", "<br/>").replace("</li>", "")
        if after:
            self.found.lose_once("table_flat")
        return f"<p>{html.removeprefix('<br/>')}</p>"


_INSIDE: Mapping[str, Any] = {
    "Div": lambda content: content[1],
    "BlockQuote": lambda content: content,
    "Figure": lambda content: content[2],
    "LineBlock": lambda content: [{"t": "Para", "c": line} for line in content],
    "CodeBlock": lambda content: [{"t": "Para", "c": [{"t": "Str", "c": line}]} for line in content[1].splitlines()],
    "DefinitionList": lambda content: [
        block
        for term, meanings in content
        for block in ({"t": "Para", "c": [{"t": "Strong", "c": term}]}, *(block for one in meanings for block in one))
    ],
}


def words_of(blocks: Iterable[Node]) -> str:
    """Return the text of paragraphs, which may be in blocks of styles."""
    flat = (inner for block in blocks for inner in (block["c"][1] if block["t"] == "Div" else [block]))
    return " ".join(to_text(block["c"]) for block in flat if block["t"] in {"Para", "Plain"})


def _is_bold_item(block: Node) -> bool:
    while block["t"] == "Div" and len(block["c"][1]) == 1:
        block = block["c"][1][0]
    return block["t"] in {"Para", "Plain"} and is_bold_line(block["c"])


def _first_words(items: Sequence[Sequence[Node]]) -> Sequence[Node]:
    block = items[0][0] if items and items[0] else {"t": "Para", "c": []}
    while block["t"] == "Div" and block["c"][1]:
        block = block["c"][1][0]
    return block["c"] if block["t"] in {"Para", "Plain"} else []
