"""The running text of HTML, piece by piece between its tags, in time that grows with its length and no faster."""

import re
from collections.abc import Callable

# A tag with its attributes, including anything in quotation marks. Possessive: nothing is tried twice.
TAG = re.compile(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*+>)""")
CELLS = frozenset({"td", "th"})
NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")


def replace_texts(
    html: str,
    text: Callable[[str, bool], str],
    *,
    apart: frozenset[str],
    tag: Callable[[str], str] = str,
) -> str:
    """Return `html` with each piece of text replaced by `text(piece, inside)`, and each tag by `tag`.

    `inside` is whether the piece is in an element of the kinds in `apart`.
    """
    open_elements = 0
    made = []
    for place, piece in enumerate(TAG.split(html)):
        # Splitting at one group leaves the tags at every odd place.
        if place % 2:
            name = NAME.match(piece)
            if name and name[1].lower() in apart and not piece.endswith("/>"):
                open_elements += -1 if piece.startswith("</") else 1
            made.append(tag(piece))
        elif piece:
            made.append(text(piece, open_elements > 0))
    return "".join(made)


def with_cell_lines(html: str) -> str:
    """Return `html` with each line of a table cell ended by a break; on a page, a style sheet shows them.

    >>> with_cell_lines("<p>a\\nb</p><table><tr><td>a\\nb</td></tr></table>")
    '<p>a\\nb</p><table><tr><td>a<br/>b</td></tr></table>'
    """
    return replace_texts(html, lambda text, inside: text.replace("\n", "<br/>") if inside else text, apart=CELLS)
