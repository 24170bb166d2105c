"""Presentation only: where a thing came from, what came of it, and what its reader may make of it next."""

from typing import Any

from django import template

from networkapp.provenance.panel import provenance_panel_for

register = template.Library()


@register.inclusion_tag("networkapp/parts/provenance.html", takes_context=True)
def provenance_panel(context: template.Context, thing: Any, whence: bool = True, beside: str = "") -> dict[str, Any]:
    """{% provenance_panel proposal %}: the panel of what a thing came from and what came of it; empty without links.

    Without `whence` it leaves out where the thing came from, and with `beside` the effects of this kind (the name of a
    model), for pages that show these elsewhere.
    """
    found = provenance_panel_for(thing, context["request"].user)
    if found is None:
        return {}
    shown = [link for link in found.came_of if link.kind != beside]
    has_part = bool(shown or found.steps or (whence and found.led_to))
    return {"thread": found, "whence": whence, "came_of": shown, "has_part": has_part}
