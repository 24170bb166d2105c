"""What the skin asks of the settings."""

from typing import Any

from django import template
from django.conf import settings

from home.domain.missing import places_near, words_of_address

register = template.Library()


@register.simple_tag
def demonstration() -> bool:
    """Whether this site may hold demonstration content, which every page then says."""
    return bool(settings.ALLOW_DEMONSTRATION)


@register.inclusion_tag("skin/missing.html", takes_context=True)
def where_else(context: template.Context) -> dict[str, Any]:
    """What helps whoever comes to an address where nothing is: the search with its words, and the nearest places."""
    path = context["request"].path if "request" in context else ""
    return {"words": words_of_address(path), "near": places_near(path)}
