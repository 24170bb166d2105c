"""What the skin asks of the settings, and of the pages that it leads to."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from home.domain.missing import nearby_pages, words_of_address
from home.domain.page_addresses import address_in
from networkapp.discussion.queries.all_topics import has_readable_network

register = template.Library()


@register.simple_tag
def demonstration() -> bool:
    """Whether this site may hold demonstration content, which every page then says."""
    return bool(settings.ALLOW_DEMONSTRATION)


@register.simple_tag
def for_reader(path: str) -> str:
    """{% for_reader "/about/" %}: the address of this page in the language of its reader, if it is published in it."""
    return address_in(get_language() or settings.LANGUAGE_CODE, path)


@register.simple_tag(takes_context=True)
def reads_topics(context: template.Context) -> bool:
    """Return whether the reader of this page can read the topics of any network; without a request, nobody can."""
    user = getattr(context.get("request"), "user", None)
    return user is not None and has_readable_network(user=user)


@register.inclusion_tag("skin/missing.html", takes_context=True)
def not_found_help(context: template.Context) -> dict[str, Any]:
    """Help on the 404 page: the search with the words of the address, and the nearest pages."""
    path = context["request"].path if "request" in context else ""
    return {"words": words_of_address(path), "near": nearby_pages(path)}
