"""A body in one spelling, with its form and order: headings, nesting, the place of each cell, files by their number.

Other than the hash of passages, which keeps a translation while only the form of its original changes.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.core.serializers.json import DjangoJSONEncoder
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock

from networkapp.text.passages import inline_html, is_inline


def canonical_body(block: Any, raw: Any) -> str:
    """Return content and formatting of a stored value of `block`, without what changes when an editor opens it.

    Left out are ids of blocks, keys of paragraphs, the order of attributes, and spaces between elements.
    """
    return json.dumps(_spelled(block, raw), cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)


def _spelled(block: Any, raw: Any) -> Any:
    match block:
        case blocks.StructBlock():
            values = {name: _spelled(child, (raw or {}).get(name)) for name, child in block.child_blocks.items()}
            return _without_empty(values)
        case blocks.StreamBlock():
            return [[item["type"], _spelled(block.child_blocks.get(item["type"]), item["value"])] for item in raw or []]
        case TableBlock():
            rows = [[cell or "" for cell in row] for row in (raw or {}).get("data") or []]
            return _without_empty({**(raw or {}), "data": rows})
        case blocks.RichTextBlock():
            return list(_elements(BeautifulSoup(raw or "", "html.parser")))
    return raw


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _elements(around: Tag) -> Iterator[Any]:
    """Yield inline text as HTML, and elements as their name, attributes and content."""
    for inline, group in groupby(list(around.children), key=is_inline):
        nodes = list(group)
        if inline:
            yield from filter(None, [inline_html(nodes)])
        else:
            yield from (
                [node.name, _attributes(node), list(_elements(node))] for node in nodes if isinstance(node, Tag)
            )


def _attributes(tag: Tag) -> dict[str, Any]:
    return {name: value for name, value in tag.attrs.items() if name != "data-block-key"}
