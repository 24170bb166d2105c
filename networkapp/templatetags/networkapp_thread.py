"""Presentation only: where a thing came from, what came of it, and what its reader may make of it next."""

from typing import Any

from django import template

from networkapp.provenance.panel import ProvenancePanel, provenance_panel_for

register = template.Library()


@register.inclusion_tag("networkapp/parts/thread.html", takes_context=True)
def thread(context: template.Context, thing: Any, whence: bool = True) -> dict[str, ProvenancePanel | bool | None]:
    """{% thread proposal %}: the panel of what a thing came from and what came of it; empty without links.

    Without `whence` it leaves out where the thing came from, for pages that show that elsewhere.
    """
    return {"thread": provenance_panel_for(thing, context["request"].user), "whence": whence}
