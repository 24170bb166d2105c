"""Presentation only: what may be attached, in words."""

from django import template
from django.utils.translation import gettext as _

from networkapp.conf import setting

register = template.Library()


@register.simple_tag
def attachment_limits() -> str:
    """Return which attachments are accepted, how large they can be, and what is removed from pictures."""
    words = _(
        "PDF, Word, Excel, PowerPoint, OpenDocument, text, CSV or picture files, up to %(size)s each. Location "
        "and camera data are removed from pictures. Documents keep their author details."
    )
    return words % {"size": f"{setting('ATTACHMENT_MAX_BYTES') / 1_000_000:g} MB"}
