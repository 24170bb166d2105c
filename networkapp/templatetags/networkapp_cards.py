"""Metadata in the head of a public page, for search engines and link previews."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from networkapp.metadata.cards import absolute, address_of, card_of_page, short_description, site_name, structured_data
from networkapp.metadata.drawing import HEIGHT, WIDTH
from networkapp.metadata.pictures import place_of_picture, words_of

register = template.Library()
AS_DATA = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.inclusion_tag("networkapp/parts/card.html", takes_context=True)
def page_card(context: template.Context) -> dict[str, Any]:
    """Return description, address, picture and facts of a public page; otherwise that robots do not index it."""
    request = context.get("request")
    shown = card_of_page(request=request, context=context) if request is not None else None
    if request is None or shown is None:
        return {"card": None}
    card, picture = shown.card, absolute(request, place_of_picture(shown))
    versions = {language: absolute(request, path) for language, path in card.versions.items()}
    return {
        "card": card,
        "description": short_description(str(card.description)),
        "address": address_of(request=request, path=card.path),
        "versions": versions,
        "standard": versions.get("en"),
        "site_name": site_name(),
        "language": card.language or get_language(),
        "picture": picture,
        "picture_words": words_of(card),
        "size": (WIDTH, HEIGHT),
        "facts": [as_data(facts) for facts in structured_data(card=card, request=request, picture=picture)],
    }


def as_data(facts: Any) -> SafeString:
    """Return the facts as JSON for a script element: nothing in it ends the element or begins another."""
    text = json.dumps(facts, ensure_ascii=False)
    return mark_safe(text.translate(AS_DATA))
