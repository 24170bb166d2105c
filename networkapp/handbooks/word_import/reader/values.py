"""The content of a Word document, as frozen values that can be stored as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOSSES: Mapping[str, str | Promise] = {
    "text": _("Text that could not be read was not imported"),
    "text_box": _("Text from a text box now follows the paragraph next to it"),
    "drawing": _("A drawing or chart was left out; add it as a picture. Its text"),
    "embedded": _("An embedded file was left out"),
    "page_header": _("Page headers and footers were left out"),
    "contents": _("A table of contents or index was left out; the handbook creates its own"),
    "comment": _("A comment was left out"),
    "deletion": _("A tracked deletion was left out"),
    "insertion": _("A tracked insertion was imported as text"),
    "equation": _("An equation was imported as text in TeX notation"),
    "table_flat": _("Lists, formatting or tables inside table cells became plain lines"),
    "table_links": _("Tables cannot contain links. The links led to"),
    "table_references": _("Tables cannot contain links. Links within the document became plain text"),
    "table_head": _("A table had several header rows; only the first is a header now"),
    "table_head_merged": _("A merged cell across the header row and the rows below was split"),
    "table_wide": _("A table is very wide; check it on a phone. Columns"),
    "list_marks": _("A list was not numbered 1, 2, 3; its numbers or letters became text"),
    "list_content": _("A picture or table inside a list now follows the list"),
    "picture_linked": _("A picture stored outside the document was not imported"),
    "picture_kind": _("Browsers cannot show this picture format. Save the picture as PNG and add it"),
    "picture_large": _("A picture was too large and was left out"),
    "picture_unread": _("A picture could not be read"),
    "picture_words": _("A picture has no alternative text; add it before you publish the chapter"),
    "reference_unknown": _("A reference to a number that no heading has was left unchanged"),
    "reference_ambiguous": _("A reference to a number that several headings have was left unchanged"),
    "reference_law": _("A reference that may be to a section of a law was left unchanged"),
    "cross_reference": _("A link within the document without a target became plain text"),
    "link": _("A link to something other than a web or e-mail address became plain text"),
    "raised": _("Superscript and subscript were converted to plain text"),
    "struck": _("Strikethrough was removed, but not the text"),
    "heading_long": _("A heading was too long and became a paragraph"),
    "heading_note": _("A footnote in a heading was moved to the first paragraph below"),
    "right_to_left": _("Right-to-left text now follows the direction of the handbook’s language. Paragraphs"),
}
"""What may happen to a part of a document on the way, in words after which the detail comes."""


@dataclass(frozen=True, kw_only=True)
class Loss:
    """A loss or change during import: `kind` is a key of LOSSES, `where` the heading above it."""

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
    "caption"}, `footnote` {"number", "html"}. In HTML, ⟦7⟧ in private signs marks footnote 7."""

    kind: str
    value: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """The content between a heading and the next one of any level. Level 0: before the first.

    One that `is_bold` begins with a line that looks like a heading, by its type alone, and is none by its style.
    `anchors` are the names by which links inside of the document lead to it, as in `<a href="#name">`; `number` is what
    was typed before its title, once it is removed.
    """

    level: int
    title: str
    blocks: tuple[Block, ...] = ()
    is_bold: bool = False
    anchors: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class WordDocument:
    """A Word document as it was read, from its first line to its last."""

    title: str
    pieces: tuple[Piece, ...]
    losses: tuple[Loss, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "WordDocument":
        pieces = tuple(
            Piece(**{**piece, "blocks": tuple(Block(**block) for block in piece["blocks"])}) for piece in kept["pieces"]
        )
        return cls(title=kept["title"], pieces=pieces, losses=tuple(Loss(**loss) for loss in kept["losses"]))


class UnreadableDocument(Exception):
    """A document that is not read, and why: `not_word`, `old_word`, `locked`, `macros`, `bomb`, `broken`, `slow`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
