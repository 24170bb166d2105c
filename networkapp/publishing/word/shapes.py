"""What is read out of a Word document, as plain frozen values that can be kept as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOSSES: Mapping[str, str | Promise] = {
    "text": _("These words were not carried, since they stand in a place that cannot be read"),
    "text_box": _("The words of a text box now stand after the paragraph beside which it was"),
    "drawing": _("A drawing or chart is left out; make a picture of it and add that. Its words"),
    "embedded": _("An embedded file is left out"),
    "page_header": _("What is printed at the head or foot of every page is left out"),
    "contents": _("A table of contents or an index is left out, since the handbook makes its own"),
    "comment": _("A comment is left out"),
    "deletion": _("Words that a tracked change takes out are left out"),
    "insertion": _("Words that a tracked change puts in are carried as text"),
    "equation": _("An equation is carried as text in the notation of TeX"),
    "table_flat": _("Lists, formatting or a table inside of the cells of a table became plain lines"),
    "table_links": _("A table cannot hold links; they led to"),
    "table_references": _("A table cannot hold links; those inside of the document are carried as their words alone"),
    "table_head": _("A table has a head of several rows; the first of them is its head now"),
    "table_head_merged": _("A merged cell spans the header row of a table and rows below; it was split there"),
    "table_wide": _("A table is very wide; look whether it can be read on a telephone. Columns"),
    "list_marks": _("A list is not counted from 1, 2, 3 on; its numbers or letters were typed into the text"),
    "list_content": _("A picture or table inside of a list now stands after it"),
    "picture_linked": _("A picture lies outside of the document and was not fetched"),
    "picture_kind": _("A picture is of a kind that no browser shows. Save it as PNG and add it"),
    "picture_large": _("A picture is too large and is left out"),
    "picture_unread": _("A picture cannot be read"),
    "picture_words": _("A picture has no alternative text; its chapter is not published before it has one"),
    "reference_unknown": _("A reference in the text names a number that no heading has. It stays as it is"),
    "reference_ambiguous": _("A reference in the text names a number that several headings have. It stays as it is"),
    "reference_law": _("A reference seems to name a section of a law. It stays as it is"),
    "cross_reference": _("A link inside of the document leads to nothing in it and is carried as its words alone"),
    "link": _("A link that is not to the web or to an e-mail address is carried as its words alone"),
    "raised": _("Raised or lowered signs became usual ones"),
    "struck": _("Words that are struck out are carried without the stroke"),
    "heading_long": _("What is marked as a heading is too long for one and became a paragraph"),
    "heading_note": _("A footnote of a heading now belongs to the first paragraph below it"),
    "right_to_left": _("Text from right to left follows the language of the handbook now. Paragraphs"),
}
"""What may happen to a part of a document on the way, in words after which the detail comes."""


@dataclass(frozen=True, kw_only=True)
class Loss:
    """Something that was not carried as it was: `kind` is a key of LOSSES, `where` the heading above it."""

    kind: str
    where: str = ""
    detail: str = ""
    count: int = 1

    @property
    def words(self) -> str:
        return str(LOSSES[self.kind])


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part of the text: `text` {"html"}, `table` {"rows", "caption", "head"}, `figure` {"part", "alternative",
    "caption"}, `footnote` {"number", "html"}. In HTML, ⟦7⟧ in private signs is the place of footnote 7."""

    kind: str
    value: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What stands between a heading and the next one of whatever level. Level 0: before the first.

    One that `is_bold` begins with a line that looks like a heading, by its type alone, and is none by its style.
    `anchors` are the names by which links inside of the document lead to it, as in `<a href="#name">`; `number` is
    what was typed before its title, once it is taken off.
    """

    level: int
    title: str
    blocks: tuple[Block, ...] = ()
    is_bold: bool = False
    anchors: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A Word document as it was read, from its first line to its last."""

    title: str
    pieces: tuple[Piece, ...]
    losses: tuple[Loss, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Document":
        pieces = tuple(
            Piece(**{**piece, "blocks": tuple(Block(**block) for block in piece["blocks"])}) for piece in kept["pieces"]
        )
        return cls(title=kept["title"], pieces=pieces, losses=tuple(Loss(**loss) for loss in kept["losses"]))


class NotRead(Exception):
    """A document that is not read, and why: `not_word`, `old_word`, `locked`, `macros`, `bomb`, `broken`, `slow`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
