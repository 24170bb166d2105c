"""Links inside of a document: in HTML `<a href="#name">`, until the section with that name has an address."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from types import MappingProxyType

from django.utils.html import escape

from networkapp.handbooks.word_import.reader.values import Block, Loss, Piece

_REFERENCE = re.compile(r'<a href="#([^"]*)">(.*?)</a>', re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")


def rewrite_links(html: str, find: Callable[[str], str], labels: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the HTML with each link at the address that `find` returns for its name; the words alone if there is none.

    A link whose name is in `labels` has these words.

    >>> rewrite_links('<a href="#a">one</a>, <a href="#b">two</a>', {"a": "/there/", "b": ""}.__getitem__)
    '<a href="/there/">one</a>, two'
    """

    def leading(link: re.Match[str]) -> str:
        name = unescape(link[1])
        return _link(find(name), escape(labels[name]) if name in labels else link[2])

    return _REFERENCE.sub(leading, html)


def names_in(html: str) -> Iterator[str]:
    """Yield the names of the places in the document to which its links lead."""
    return (unescape(link[1]) for link in _REFERENCE.finditer(html))


def drop_broken_links(pieces: Iterable[Piece]) -> tuple[list[Piece], list[Loss]]:
    """Return the pieces without links to missing targets, and what was lost by that."""
    pieces = list(pieces)
    known = {name for piece in pieces for name in piece.anchors}
    made, losses = [], []
    for piece in pieces:
        texts = [block.value.get("html", "") for block in piece.blocks]
        lost = [link for html in texts for link in _REFERENCE.finditer(html) if unescape(link[1]) not in known]
        losses += [
            Loss(kind="cross_reference", where=piece.title, detail=unescape(_TAGS.sub("", link[2]))) for link in lost
        ]
        made.append(replace(piece, blocks=tuple(_known(block, known) for block in piece.blocks)) if lost else piece)
    return made, losses


def _known(block: Block, names: set[str]) -> Block:
    if "html" not in block.value:
        return block
    html = rewrite_links(block.value["html"], lambda name: f"#{name}" if name in names else "")
    return Block(kind=block.kind, value={**block.value, "html": html})


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{words}</a>' if address else words
