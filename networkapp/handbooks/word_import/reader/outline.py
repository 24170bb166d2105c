"""Divide a document into chapters and sections by its headings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import zip_longest
from typing import Any

from django.utils.html import escape

from networkapp.handbooks.word_import.reader.inlines import SIGN, SIGN_END
from networkapp.handbooks.word_import.reader.numbers import depth_of_number, is_part, split_numbers
from networkapp.handbooks.word_import.reader.renumbering import with_references
from networkapp.handbooks.word_import.reader.values import Block, Loss, Piece, WordDocument

MAX_DEPTH = 6
_FEW, _SHORT, _TITLE_PAGE = 3, 1_500, 120
_SIGN = re.compile(f"{SIGN}(\\d+){SIGN_END}")
_TEXT_ENDS = re.compile(r"</(?:p|h\d|li|blockquote)>|<br/>")
_WORD = re.compile(r"[^\W_]{2,}")


@dataclass(frozen=True, kw_only=True)
class Levels:
    """The heading levels of chapters (`chapter`), sections (`section`) and parts (`part`).

    Chapter 0 makes one chapter of everything, section 0 one section of every chapter, and headings of level `part`,
    where it is not 0, parts of chapters. With `bold`, lines that only look like headings are taken for some.
    """

    chapter: int
    section: int
    bold: bool = False
    part: int = 0

    def __str__(self) -> str:
        return f"{self.part}-{self.chapter}-{self.section}-{int(self.bold)}"

    @classmethod
    def parse(cls, spelled: str) -> "Levels":
        part, chapter, section, bold = (int(level) for level in spelled.split("-"))
        return cls(part=part, chapter=chapter, section=section, bold=bool(bold))


@dataclass(frozen=True, kw_only=True)
class OutlineSection:
    """A section with its text. `number` is what was typed before its title, `numbered` are (number, title) within."""

    title: str
    blocks: tuple[Block, ...]
    anchors: tuple[str, ...] = ()
    number: str = ""
    numbered: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class OutlineChapter:
    """A chapter, in the part with that title if it is in one. A title page becomes one only if somebody chooses so.

    `number` is what was typed before its title.
    """

    title: str
    sections: tuple[OutlineSection, ...]
    part: str = ""
    number: str = ""
    is_title_page: bool = False

    @property
    def amounts(self) -> dict[str, int]:
        """Return the number of words, and of blocks of each kind."""
        blocks = [block for section in self.sections for block in section.blocks]
        return {"words": words_in(blocks), **Counter(block.kind for block in blocks)}


def guess_levels(document: WordDocument) -> Levels:
    """Return the most likely heading levels of parts, chapters and sections in this document."""
    styled = [piece.level for piece in document.pieces if piece.level and not piece.is_bold]
    bold = len(styled) < _FEW and any(piece.is_bold for piece in document.pieces)
    levels = levels_in(document, bold=bold)
    if not levels:
        return Levels(chapter=0, section=0, bold=False)
    top, *deeper = levels
    if len(deeper) > 1 and _is_document_title(document, top, bold):
        top, *deeper = deeper
    if len(deeper) > 1 and _are_parts(_outline_pieces(document, bold), top, deeper[0]):
        return Levels(part=top, chapter=deeper[0], section=deeper[1], bold=bold)
    if deeper:
        return Levels(chapter=top, section=deeper[0], bold=bold)
    many = [piece for piece in _outline_pieces(document, bold) if piece.level == top]
    short = sum(words_in(piece.blocks) for piece in many) < _SHORT * len(many)
    return Levels(chapter=0, section=top, bold=bold) if short else Levels(chapter=top, section=0, bold=bold)


def levels_in(document: WordDocument, *, bold: bool) -> list[int]:
    """Return the levels of the headings, highest first."""
    return sorted({piece.level for piece in _outline_pieces(document, bold) if piece.level})


def count_of(document: WordDocument, *, bold: bool) -> Counter[int]:
    """Return the number of headings by level."""
    return Counter(piece.level for piece in _outline_pieces(document, bold) if piece.level)


def arrange_chapters(document: WordDocument, levels: Levels, *, name: str) -> list[OutlineChapter]:
    """Return the chapters with their sections; `name` is the title of content without a heading of its own."""
    chapters: list[OutlineChapter] = []
    read = _without_empty(_referring(document, levels)[0], levels)
    named = document.title or name
    parts = _split(read, _level_range(levels.part), "") if levels.part else [("", read)]
    anchors: list[str] = []
    for part, whole in parts:
        for title, pieces in _split(whole, _level_range(levels.chapter), part or named):
            number = _number_of(pieces)
            sections = tuple(_sections([replace(pieces[0], number=""), *pieces[1:]], levels, title, anchors))
            if sections:
                chapters.append(OutlineChapter(title=title[:255], sections=sections, part=part[:255], number=number))
    if len(chapters) > 1 and _is_title_page(chapters[0], read[0], levels):
        chapters[0] = replace(chapters[0], is_title_page=True)
    return chapters


def _number_of(run: Sequence[Piece]) -> str:
    """Return the number typed before the heading of these pieces, which has become the title of them all."""
    return "" if run[0].title else run[0].number


def unresolved_references(document: WordDocument, levels: Levels) -> list[Loss]:
    """Return the references by number that lead to no heading of the document, or to several."""
    return _referring(document, levels)[1]


def _referring(document: WordDocument, levels: Levels) -> tuple[list[Piece], list[Loss]]:
    return with_references(
        _untyped(_outline_pieces(document, levels.bold), levels), part=levels.part, chapter=levels.chapter
    )


def _sections(pieces: Sequence[Piece], levels: Levels, title: str, anchors: list[str]) -> Iterator[OutlineSection]:
    """Return those with content. A link to an empty one leads to the next, also beyond the last of these."""
    for heading, inside in _split(pieces, _level_range(levels.section), title):
        anchors += (anchor for piece in inside for anchor in piece.anchors)
        blocks = _numbered(_joined(inside, levels))
        if blocks:
            within = tuple((piece.number, piece.title) for piece in inside if piece.title and piece.number)
            number = _number_of(inside)
            yield OutlineSection(
                title=heading[:300], blocks=blocks, anchors=tuple(anchors), number=number, numbered=within
            )
            anchors.clear()


def _is_title_page(chapter: OutlineChapter, first: Piece, levels: Levels) -> bool:
    """Return whether the text before the first chapter is few words, in lines: a title, its authors, place and date."""
    blocks = [block for section in chapter.sections for block in section.blocks]
    is_before = not 0 < first.level <= levels.chapter or first.level < (levels.part or levels.chapter)
    is_plain = all(block.kind in {"text", "figure"} for block in blocks)
    return is_before and not chapter.part and len(chapter.sections) == 1 and is_plain and words_in(blocks) < _TITLE_PAGE


def _are_parts(pieces: Sequence[Piece], top: int, chapter: int) -> bool:
    """Return whether the highest headings are parts: by their names, or because all text is below the next level."""
    parts = [piece for piece in pieces if piece.level == top]
    chapters = sum(piece.level == chapter for piece in pieces)
    if len(parts) < 2 or chapters < 2 * len(parts) - 1:
        return False
    if all(is_part(piece.title) for piece in parts):
        return True
    if any(words_in(piece.blocks) > _TITLE_PAGE for piece in parts):
        return False
    return sum(words_in(piece.blocks) for piece in pieces) > _SHORT * chapters


def document_title(document: WordDocument, chapters: Sequence[OutlineChapter]) -> str:
    """Return the title in the properties of the document or on its title page; "" if it has neither."""
    if document.title or not chapters or not chapters[0].is_title_page:
        return document.title
    if document.pieces[0].level:
        return chapters[0].title
    lines = _TEXT_ENDS.split("".join(block.value.get("html", "") for block in chapters[0].sections[0].blocks))
    return next((line for html in lines if (line := _visible_text(html))), "")[:250]


def _visible_text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def words_in(blocks: Iterable[Block]) -> int:
    """Return the number of words in these blocks."""
    return sum(len(_WORD.findall(text)) for block in blocks for text in _texts(block))


def _texts(block: Block) -> Iterator[str]:
    yield re.sub(r"<[^>]+>", " ", block.value.get("html", ""))
    yield from (cell for row in block.value.get("rows", ()) for cell in row)


def _level_range(level: int) -> range:
    """Return the levels at which something begins: this one, and any above it that are within."""
    return range(1, level + 1)


def _is_document_title(document: WordDocument, top: int, bold: bool) -> bool:
    """Return whether the highest heading is the document's title: the only one, with few words around it."""
    pieces = _outline_pieces(document, bold)
    places = [place for place, piece in enumerate(pieces) if piece.level == top]
    before = sum(words_in(piece.blocks) for piece in pieces[: places[0]])
    return len(places) == 1 and before + words_in(pieces[places[0]].blocks) < _SHORT


def _outline_pieces(document: WordDocument, bold: bool) -> list[Piece]:
    """Return the pieces, in which lines that only look like headings are headings, or become text again."""
    if not bold:
        return [_as_text(piece) if piece.is_bold else piece for piece in document.pieces]
    deepest = max((piece.level for piece in document.pieces), default=0)
    return [
        replace(piece, level=min(deepest + (depth_of_number(piece.title) or 1), MAX_DEPTH)) if piece.is_bold else piece
        for piece in document.pieces
    ]


def _as_text(piece: Piece) -> Piece:
    return Piece(level=0, title="", blocks=(_heading_as_block(piece.title), *piece.blocks), anchors=piece.anchors)


def _heading_as_block(title: str) -> Block:
    return Block(kind="text", value={"html": f"<p><b>{escape(title)}</b></p>"})


def _untyped(pieces: Sequence[Piece], levels: Levels) -> list[Piece]:
    """Return the outline with typed numbers apart from the titles, level by level; parts keep theirs."""
    made = list(pieces)
    for level in range(levels.part + 1, MAX_DEPTH + 1):
        places = [place for place, piece in enumerate(made) if piece.level == level]
        for place, (number, title) in zip(places, split_numbers([made[place].title for place in places]), strict=True):
            made[place] = replace(made[place], number=number, title=title)
    return made


def _without_empty(pieces: Sequence[Piece], levels: Levels) -> list[Piece]:
    """Return the outline in which a heading of a chapter or section with nothing below it is a line of what follows.

    At the end of the document it is a line of what comes before it.
    """
    made: list[Piece] = []
    lines: list[Block] = []
    anchors: list[str] = []
    for piece, following in zip_longest(pieces, pieces[1:]):
        here = levels.chapter if piece.level <= levels.chapter else levels.section
        is_line = bool(piece.title) and not piece.blocks and piece.level <= here
        if is_line and (following is None or (piece.level > levels.part and 0 < following.level <= here)):
            lines.append(_heading_as_block(piece.title))
            anchors += piece.anchors
            continue
        made.append(replace(piece, blocks=(*lines, *piece.blocks), anchors=(*anchors, *piece.anchors)))
        lines, anchors = [], []
    if not lines:
        return made
    last = made.pop() if made else Piece(level=0, title="")
    return [*made, replace(last, blocks=(*last.blocks, *lines), anchors=(*last.anchors, *anchors))]


def _split(pieces: Sequence[Piece], at: range, title: str) -> Iterator[tuple[str, list[Piece]]]:
    """Yield the pieces from one heading of these levels to the next, under its title; what is before under `title`."""
    run: list[Piece] = []
    for piece in pieces:
        if piece.level in at:
            if run:
                yield title, run
            title, run = piece.title, [replace(piece, level=0, title="")]
        else:
            run.append(piece)
    if run:
        yield title, run


def _joined(pieces: Sequence[Piece], levels: Levels) -> list[Block]:
    """Return the text of a section, its deeper headings in it, and its footnotes at its end."""
    deeper = max(levels.chapter, levels.section) + 1
    blocks: list[Block] = []
    for piece in pieces:
        if piece.title:
            tag = "h3" if piece.level <= deeper else "h4"
            heading = Block(kind="text", value={"html": f"<{tag}>{escape(piece.title)}</{tag}>"})
            blocks.append(heading)
        blocks.extend(piece.blocks)
    notes = [block for block in blocks if block.kind == "footnote"]
    return [*_run_together(block for block in blocks if block.kind != "footnote"), *notes]


def _run_together(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks with short texts that follow each other merged, so that editors have fewer fields."""
    made: list[Block] = []
    for block in blocks:
        if made and block.kind == made[-1].kind == "text" and len(made[-1].value["html"]) < _SHORT:
            made[-1] = Block(kind="text", value={"html": made[-1].value["html"] + block.value["html"]})
        else:
            made.append(block)
    return made


def _numbered(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the text with the marks by which a section refers to its footnotes: [^1] is the first of them."""
    notes = [block.value["number"] for block in blocks if block.kind == "footnote"]
    signs = {str(number): f"[^{place}]" for place, number in enumerate(notes, start=1)}
    return tuple(Block(kind=block.kind, value=_with_signs(block.value, signs)) for block in blocks)


def _with_signs(value: Any, signs: dict[str, str]) -> Any:
    if isinstance(value, str):
        return _SIGN.sub(lambda sign: signs.get(sign[1], ""), value)
    if isinstance(value, list | tuple):
        return [_with_signs(inner, signs) for inner in value]
    if isinstance(value, dict):
        return {name: _with_signs(inner, signs) for name, inner in value.items()}
    return value
