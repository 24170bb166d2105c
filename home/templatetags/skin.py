"""What the skin asks of the settings."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def demonstration() -> bool:
    """Whether this site may hold demonstration content, which every page then says."""
    return bool(settings.ALLOW_DEMONSTRATION)
