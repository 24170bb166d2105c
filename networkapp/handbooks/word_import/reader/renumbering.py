"""References by number: "see section 3.2" becomes a link to the section whose heading began with 3.2.

In HTML such a link is `<a href="#§s12">3.2</a>`, until it is known which number the section has in the handbook. The
name begins with `§c` where a chapter is meant, else with `§s`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape

from networkapp.handbooks.word_import.reader.inlines import SIGNS
from networkapp.handbooks.word_import.reader.values import Block, Loss, Piece
from networkapp.text.html_text import replace_texts

_CHAPTERS = (
    r"chapters?|kapitel[ns]?|kapitlen|kapitlets?|kapittel|luku|luvu(?:n|ssa|sta)|peatük(?:k|i|is)|nodaļ[aāu]s?|"
    r"skyri\w{1,4}|rozdzia\w{1,4}|глав\w{1,3}|kafl[ai]\w{0,2}"
)
_SECTIONS = (
    r"sections?|abschnitt(?:e|en|es|s)?|afsnit(?:tet)?|avsnitt(?:et)?|jagu|jaos?|sadaļ[aāu]s?|skirsn\w{1,3}|"
    r"poskyri\w{1,3}|podrozdzia\w{1,4}|раздел\w{0,3}"
)
_SEE = r"see|cf\.|siehe|vgl\.|vrt\.|jf\.|jfr\.?|zob\.|por\.|см\."
_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,6}"
_DOTTED = r"\d{1,3}(?:\.\d{1,3}){1,4}"
_WORDS = r"and|or|to|und|oder|bis|og|eller|och|ja|tai|või|un|vai|ir|arba|i|oraz|lub|и|или|eða"
_AND = rf"\s{{0,3}}(?:,|–|-|\b(?:{_WORDS})\b)\s{{0,3}}"
_REFERENCE = re.compile(
    rf"(?<![\w§])(?:(?:(?P<chapter>{_CHAPTERS})|{_SECTIONS})\s{{1,3}}"
    rf"(?P<numbers>(?:{_NUMBER})(?![\w%])(?:{_AND}(?:{_NUMBER})(?![\w%])){{0,5}})|"
    rf"(?:{_SEE})\s{{1,3}}(?P<seen>{_DOTTED})(?![\w%]))",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?<![\w.])(?:{_NUMBER})(?![\w%])", re.IGNORECASE)
# What follows the number of a provision of a law: "section 3.2 of the Act", "section 3 of Directive 2011/36/EU".
_OF_A_LAW = re.compile(
    r"\s{0,3}(?:of\s+(?:the\s+|its\s+|that\s+)?(?:[A-Z]|act\b|code\b|convention\b|directive\b|law\b|protocol\b|treaty\b)|"
    r"(?:des|der)\s+[A-Z]\w*(?:gesetz|buch|ordnung|konvention|richtlinie)|"
    r"\w*(?:loven|lagen|balken|lain|likum\w{0,2}|seadus\w{0,3}|ustaw\w{1,2}|kodeks\w{0,2}|закон\w{0,2}|кодекс\w{0,2})\b)"
)
_LINKED = re.compile(rf'<a href="#([^"]*)">\s{{0,3}}({_NUMBER})\.?\s{{0,3}}</a>')
_AROUND = 40
"""How many characters before and after a reference the report shows at most."""
UNKNOWN, AMBIGUOUS, OF_A_LAW = "reference_unknown", "reference_ambiguous", "reference_law"


@dataclass(frozen=True, kw_only=True)
class _Target:
    name: str
    number: str
    is_chapter: bool


def with_references(pieces: Sequence[Piece], *, part: int, chapter: int) -> tuple[list[Piece], list[Loss]]:
    """Return the pieces with links to the numbered headings that their text names, and the references without one.

    Headings below the level `part` and down to the level `chapter` are chapters. Nothing happens where no heading had a
    number.
    """
    targets = [
        _Target(name=_name(place, piece, chapter), number=piece.number, is_chapter=piece.level <= chapter)
        for place, piece in enumerate(pieces)
        if piece.number
    ]
    if not targets:
        return list(pieces), []
    numbered = (piece for piece in pieces if piece.number)
    by_anchor = {anchor: target for target, piece in zip(targets, numbered, strict=True) for anchor in piece.anchors}
    made, lost = [], []
    for place, piece in enumerate(pieces):
        finder = _Finder(targets, by_anchor, where=piece.title)
        blocks = tuple(finder.block(block) for block in piece.blocks)
        more = (_name(place, piece, chapter),) if piece.number else ()
        made.append(replace(piece, blocks=blocks, anchors=(*piece.anchors, *more)))
        lost += finder.lost
    return made, lost


def _name(place: int, piece: Piece, chapter: int) -> str:
    return f"§{'c' if piece.level <= chapter else 's'}{place}"


def is_by_number(name: str) -> bool:
    """Return whether the name of a link is that of a reference by number."""
    return name.startswith("§")


def is_chapter(name: str) -> bool:
    """Return whether a reference by number means a chapter, and not a section of one."""
    return name.startswith("§c")


class _Finder:
    """Finds in one piece what refers to a heading by its number."""

    def __init__(self, targets: Sequence[_Target], by_anchor: Mapping[str, _Target], where: str) -> None:
        self.targets, self.by_anchor, self.where = targets, by_anchor, where
        self.lost: list[Loss] = []

    def block(self, block: Block) -> Block:
        if "html" in block.value:
            return Block(kind=block.kind, value={**block.value, "html": self._html(block.value["html"])})
        if "rows" in block.value:
            rows = [[self._text(cell) for cell in row] for row in block.value["rows"]]
            return Block(kind=block.kind, value={**block.value, "rows": rows})
        return block

    def _html(self, html: str) -> str:
        html = _LINKED.sub(self._relinked, html)
        return replace_texts(html, lambda text, linked: text if linked else self._text(text), apart=frozenset({"a"}))

    def _relinked(self, link: re.Match[str]) -> str:
        """Return a reference by Word with the number of its heading as Word showed it."""
        target = self.by_anchor.get(unescape(link[1]))
        return _link(target, link[2]) if target and target.number == link[2] else link[0]

    def _text(self, text: str) -> str:
        """Return the text with its links; in tables, which have none, marks stand for them until numbers are known."""
        return _REFERENCE.sub(lambda found: self._referred(found, text), text)

    def _referred(self, found: re.Match[str], text: str) -> str:
        group = "numbers" if found["numbers"] else "seen"
        if _OF_A_LAW.match(text, found.end()):
            self._lose(OF_A_LAW, found, text)
            return found[0]
        numbers = _ONE.sub(lambda one: self._numbered(one, found, text), found[group])
        return found[0][: found.start(group) - found.start()] + numbers

    def _numbered(self, one: re.Match[str], found: re.Match[str], text: str) -> str:
        same = [target for target in self.targets if target.number.casefold() == one[0].casefold()]
        if len(same) > 1:
            same = [target for target in same if target.is_chapter == bool(found["chapter"])]
        if len(same) == 1:
            return _link(same[0], one[0])
        # Roman numbers alone are words as well ("section I", "chapter C"): only known ones count.
        if same or one[0][0].isdecimal():
            self._lose(AMBIGUOUS if same else UNKNOWN, found, text)
        return one[0]

    def _lose(self, kind: str, found: re.Match[str], text: str) -> None:
        before, after = text[: found.start()][-_AROUND:], text[found.end() :][:_AROUND]
        if found.start() > _AROUND:
            before = before.partition(" ")[2]
        if len(text) - found.end() > _AROUND:
            after = after.rpartition(" ")[0]
        words = unescape(SIGNS.sub("", f"{before}{found[0]}{after}"))
        self.lost.append(Loss(kind=kind, where=self.where, detail=" ".join(words.split())))


def _link(target: _Target, words: str) -> str:
    return f'<a href="#{target.name}">{words}</a>'


_CELL_LINK = re.compile(r'<a href="#(§[cs]\d+)">([^<]*)</a>')


def renumbered_cell(text: str, labels: Mapping[str, str]) -> str:
    """Return the text of a cell with the new numbers in the places of its references; as it was where there is none.

    >>> renumbered_cell('See section <a href="#§s4">3.2</a>', {"§s4": "7.2"})
    'See section 7.2'
    """
    return _CELL_LINK.sub(lambda link: labels.get(link[1], link[2]), text)


def references_in(html: str) -> Iterable[tuple[str, str]]:
    """Yield the (name, number) of each reference by number in a text."""
    return ((link[1], link[2]) for link in _CELL_LINK.finditer(html))
