"""Presentation of handbooks: signs of footnotes in a section's text."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token

from networkapp.publishing.footnotes import refer_to_notes

register = template.Library()


class Noted(template.Node):
    def __init__(self, section: FilterExpression, nodelist: NodeList) -> None:
        self.section = section
        self.nodelist = nodelist

    def render(self, context: Any) -> str:
        section = self.section.resolve(context)
        return refer_to_notes(self.nodelist.render(context), anchor=section.anchor, notes=len(section.value.notes()))


@register.tag
def noted(parser: Parser, token: Token) -> Noted:
    """{% noted section %}...{% endnoted %}: what is between, with links to the notes of the section."""
    _name, section = token.split_contents()
    nodelist = parser.parse(("endnoted",))
    parser.delete_first_token()
    return Noted(parser.compile_filter(section), nodelist)
