"""Presentation of texts: words searched for are marked, audiences are in words, delegations in alphabetical order."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networkapp.languages.languages import own_name
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, Network, ParticipationRecord
from networkapp.networks.queries.participation import Absences
from networkapp.search.words import word_stems, words_of
from networkapp.text.folding import spelling_pattern

register = template.Library()
register.filter("own_name", own_name)


@register.filter
def lookup(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    """Return the value for the key; None if it is missing or there is no mapping."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def absence_in(absences: Absences, network: Network, delegation: Delegation) -> ParticipationRecord | None:
    """Return the record by which the delegation does not take part in the network; None if it does."""
    return absences.get((network.pk, delegation.pk))


@register.filter
def highlight(text: str, query: str) -> SafeString:
    """Return `text`, escaped, with every word of the query in a <mark>, also in other forms."""
    words = words_of(query)
    if not words:
        return conditional_escape(text)
    forms = [
        rf"\b{spelling_pattern(start)}\w*" for word in words for start in word_stems(word.lower()) if start.isalnum()
    ]
    sought = "|".join([*forms, *map(spelling_pattern, sorted(words, key=len, reverse=True))])
    pieces = re.split(f"({sought})", str(text), flags=re.IGNORECASE)
    # Splitting at one group leaves what matched at every odd place.
    shown = (
        format_html("<mark>{}</mark>", piece) if place % 2 else conditional_escape(piece)
        for place, piece in enumerate(pieces)
    )
    # Safe, since every piece has been escaped on its own.
    return mark_safe("".join(shown))


@register.filter
def handbook_audience(network: Network) -> str:
    """Return the audience of a network's handbooks in words."""
    return {
        "public": capfirst(_("public")),
        "members": _("Members of all networks"),
        "closed": _("Members of this network"),
    }[network.visibility]


@register.filter
def sort_delegations(delegations: Iterable[Delegation]) -> list[Delegation]:
    """Return the delegations by label, in the order of the reader's alphabet."""
    return alphabetical(delegations, name=lambda delegation: delegation.label)
