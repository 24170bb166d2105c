"""Parts of a page that are the same for all who may read it, made once and kept until something on them changes."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token

from networkapp.pages.cache import CachedParts

register = template.Library()
PARTS = "parts_for_all_readers"
OF_ONE_READER = {"user": None, "perms": None, "mine": None}
"""What a shared part cannot ask for, so that less of one reader can get into it."""


class PartCacheNode(template.Node):
    """The node of {% part_cache %}."""

    def __init__(self, key: FilterExpression, nodelist: NodeList) -> None:
        self.key = key
        self.nodelist = nodelist

    def render(self, context: Any) -> str:
        parts = CachedParts(str(self.key.resolve(context) or ""))
        with context.push(**{PARTS: parts}):
            rendered = self.nodelist.render(context)
        parts.keep()
        return rendered


class CachedPartNode(template.Node):
    """The node of {% cached_part %}."""

    def __init__(self, name: FilterExpression, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Any) -> str:
        name = str(self.name.resolve(context) or "")
        parts: CachedParts | None = context.get(PARTS)
        return self._made(context) if parts is None or not name else parts.part(name, lambda: self._made(context))

    def _made(self, context: Any) -> str:
        with context.push(**OF_ONE_READER):
            return self.nodelist.render(context)


@register.tag
def part_cache(parser: Parser, token: Token) -> PartCacheNode:
    """{% part_cache key %}...{% endpart_cache %}: `shared` parts inside are cached under this key, if there is one."""
    return PartCacheNode(*_named(parser, token, "endpart_cache"))


@register.tag
def cached_part(parser: Parser, token: Token) -> CachedPartNode:
    """{% cached_part name %}...{% endcached_part %}: the content is the same for all readers; without a name it is not
    cached."""
    return CachedPartNode(*_named(parser, token, "endcached_part"))


def _named(parser: Parser, token: Token, end: str) -> tuple[FilterExpression, NodeList]:
    _tag, name = token.split_contents()
    nodelist = parser.parse((end,))
    parser.delete_first_token()
    return parser.compile_filter(name), nodelist
