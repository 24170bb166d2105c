"""Presentation only: what may be attached, in words."""

from django import template
from django.utils.translation import gettext as _

from networkapp.conf import setting

register = template.Library()


@register.simple_tag
def most_papers() -> str:
    """What is taken, how large, and what happens to pictures."""
    words = _(
        "PDF, Word, Excel, PowerPoint, OpenDocument, text, CSV or pictures, each up to %(size)s. Pictures lose what "
        "the camera wrote into them, such as the place; documents stay as they are, with what they tell of their "
        "authors."
    )
    return words % {"size": f"{setting('ATTACHMENT_MAX_BYTES') / 1_000_000:g} MB"}
