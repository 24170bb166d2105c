"""The words of a section, one passage after the other: what a translator translates, and what a hash is made of.

A passage is a paragraph, an item, a cell, a caption or a title, with its inline marks as simple HTML. Everything else
of a block (a picture, a country, an address) is kept as it is. The walk follows the definitions of the blocks, so that
a block which is added later needs nothing here.
"""

import json
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any, Literal

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from django.core.serializers.json import DjangoJSONEncoder
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock

Kind = Literal["line", "lines", "marked", "kept"]
INLINE = frozenset({"a", "abbr", "b", "br", "code", "em", "i", "s", "small", "span", "strong", "sub", "sup", "u"})
SPACE = re.compile(r"\s+")
# Neither is a word, and an editor who only looks at a text again changes them.
NO_MATTER = frozenset({"data-block-key", "id"})
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
# Names by which something is looked up, and which no reader sees.
NAMES = frozenset({"country_box/sources"})


@dataclass(frozen=True, kw_only=True)
class Passage:
    """`key` is its place in the section and stays while blocks are added around it; `what` says what it is part of.

    "line" is plain text in one line, "lines" plain text in several, "marked" text with inline marks. What is "kept" is
    no text.
    """

    key: str
    kind: Kind
    what: str
    text: str
    most: int | None = None


Visit = Callable[[Passage], str]


def passages_of(block: Any, raw: Any) -> list[Passage]:
    """Return the passages of a stored value of `block` in reading order, without empty ones."""
    return [passage for passage in _seen(block, raw) if passage.kind != "kept"]


def without_block_keys(html: str) -> str:
    """Return the text without the paragraph keys that Wagtail's editor adds to any text it opens."""
    return BLOCK_KEY.sub("", html)


def fingerprint(block: Any, raw: Any) -> str:
    """Return a hash of the content of a section, without dates, marks and ids of blocks."""
    texts = [[passage.what, passage.text] for passage in _seen(block, raw)]
    return sha256(json.dumps(texts, ensure_ascii=False).encode()).hexdigest()


def replace_passages(block: Any, raw: Any, words: dict[str, str]) -> Any:
    """Return the value with passages replaced by those in `words`, by key; all else is unchanged."""
    return _walk(block, deepcopy(raw), (), (), lambda passage: words.get(passage.key, passage.text))


def _seen(block: Any, raw: Any) -> list[Passage]:
    found: list[Passage] = []

    def look(passage: Passage) -> str:
        if passage.text:
            found.append(passage)
        return passage.text

    _walk(block, deepcopy(raw), (), (), look)
    return found


def _walk(block: Any, raw: Any, key: tuple[str, ...], what: tuple[str, ...], visit: Visit) -> Any:
    match block:
        case blocks.StructBlock():
            pairs = block.child_blocks.items()
            return {
                **(raw or {}),
                **{
                    name: _walk(child, (raw or {}).get(name), (*key, name), (*what, name), visit)
                    for name, child in pairs
                },
            }
        case blocks.StreamBlock():
            return [_walk_item(block, item, place, key, what, visit) for place, item in enumerate(raw or [])]
        case blocks.ListBlock():
            return [_walk_listed(block, item, (*key, str(place)), what, visit) for place, item in enumerate(raw or [])]
        case TableBlock():
            return _walk_table(raw, key, what, visit) if raw else raw
        case blocks.RichTextBlock():
            return _walk_marked(raw, key, what, visit) if raw else raw
        case blocks.TextBlock():
            return _ask("lines", block, raw, key, what, visit)
        case blocks.CharBlock():
            return _ask("line", block, raw, key, what, visit)
        case blocks.DateBlock() | blocks.BooleanBlock():
            return raw
    visit(Passage(key="/".join(key), kind="kept", what="/".join(what), text=_spelled(raw)))
    return raw


def _spelled(raw: Any) -> str:
    return json.dumps(raw, cls=DjangoJSONEncoder, sort_keys=True) if raw not in (None, "", [], {}) else ""


def _walk_item(
    block: Any, item: dict[str, Any], place: int, key: tuple[str, ...], what: tuple[str, ...], visit: Visit
) -> Any:
    kind = item["type"]
    child = block.child_blocks.get(kind)
    if child is None:
        return item
    here = (*key, item.get("id") or str(place))
    return {**item, "value": _walk(child, item["value"], here, (*what, kind), visit)}


def _walk_listed(block: Any, item: Any, key: tuple[str, ...], what: tuple[str, ...], visit: Visit) -> Any:
    if isinstance(item, dict) and item.get("type") == "item":
        return {**item, "value": _walk(block.child_block, item["value"], key, what, visit)}
    return _walk(block.child_block, item, key, what, visit)


def _ask(kind: Kind, block: Any, raw: Any, key: tuple[str, ...], what: tuple[str, ...], visit: Visit) -> Any:
    if not raw:
        return raw
    if "/".join(what[-2:]) in NAMES:
        visit(Passage(key="/".join(key), kind="kept", what="/".join(what), text=_spelled(raw)))
        return raw
    most = getattr(block.field, "max_length", None)
    return visit(Passage(key="/".join(key), kind=kind, what="/".join(what), text=str(raw), most=most))


def _walk_table(raw: dict[str, Any], key: tuple[str, ...], what: tuple[str, ...], visit: Visit) -> dict[str, Any]:
    def ask(text: Any, *place: str) -> Any:
        if not text:
            return text
        return visit(
            Passage(key="/".join((*key, *place)), kind="lines", what="/".join((*what, place[0])), text=str(text))
        )

    caption = raw.get("table_caption")
    written = {**raw, "table_caption": ask(caption, "caption")} if caption else dict(raw)
    written["data"] = [
        [ask(cell, "cell", f"{row}.{column}") for column, cell in enumerate(cells)]
        for row, cells in enumerate(raw.get("data") or [])
    ]
    return written


def _walk_marked(raw: str, key: tuple[str, ...], what: tuple[str, ...], visit: Visit) -> str:
    soup = BeautifulSoup(raw, "html.parser")
    for place, (around, run) in enumerate(_runs(soup)):
        text = inline_html(run)
        passage = Passage(
            key="/".join((*key, str(place))), kind="marked", what="/".join((*what, around.name)), text=text
        )
        new = visit(passage)
        if new != text:
            for node in reversed(list(BeautifulSoup(new, "html.parser").contents)):
                run[-1].insert_after(node.extract())
            for node in run:
                node.extract()
    return soup.decode(formatter="minimal")


def _runs(around: Tag) -> list[tuple[Tag, list[PageElement]]]:
    """Yield each stretch of inline text, with its element, in reading order."""
    found: list[tuple[Tag, list[PageElement]]] = []
    for inline, group in groupby(list(around.children), key=is_inline):
        nodes = list(group)
        if not inline:
            found.extend(run for node in nodes if isinstance(node, Tag) for run in _runs(node))
        elif inline_html(nodes):
            found.append((around, nodes))
    return found


def is_inline(node: PageElement) -> bool:
    """Return whether the node is text or an inline element."""
    return isinstance(node, NavigableString) or (isinstance(node, Tag) and node.name in INLINE)


def inline_html(nodes: Any) -> str:
    """Return inline text as normalised HTML: attributes sorted, single spaces."""
    return SPACE.sub(" ", "".join(_inline(node) for node in nodes)).strip()


def _inline(node: PageElement) -> str:
    if not isinstance(node, Tag):
        return node.output_ready(formatter="minimal") if type(node) is NavigableString else ""
    inside = "".join(_inline(child) for child in node.children)
    return f"<br/>{inside}" if node.name == "br" else f"{opening_tag(node)}{inside}</{node.name}>"


def opening_tag(tag: Tag) -> str:
    """Return the opening tag of an element, with sorted attributes."""
    kept = sorted((name, value) for name, value in tag.attrs.items() if name not in NO_MATTER or tag.name == "a")
    attributes: dict[str, Any] = dict(kept)
    bare = BeautifulSoup("", "html.parser").new_tag(tag.name, attrs=attributes)
    return bare.decode(formatter="minimal").partition("</")[0]


def plain(text: str) -> str:
    """Return the text of a passage without markup."""
    return BeautifulSoup(text, "html.parser").get_text()
