"""Presentation only: where a thing came from, what came of it, and what its reader may make of it next."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template

from networkapp.dossiers.queries.section_causes import SectionCauses, section_causes, section_causes_in_edition
from networkapp.handbooks.models import EditionSection
from networkapp.handbooks.models.section_views import WrittenSection
from networkapp.provenance.panel import ProvenancePanel, provenance_panel_for

register = template.Library()


@register.inclusion_tag("networkapp/parts/thread.html", takes_context=True)
def thread(context: template.Context, thing: Any, whence: bool = True) -> dict[str, ProvenancePanel | bool | None]:
    """{% thread proposal %}: the panel of what a thing came from and what came of it; empty without links.

    Without `whence` it leaves out where the thing came from, for pages that show that elsewhere.
    """
    return {"thread": provenance_panel_for(thing, context["request"].user), "whence": whence}


@register.simple_tag(takes_context=True)
def causes(context: template.Context, written: Iterable[WrittenSection]) -> dict[int, SectionCauses]:
    """{% causes written as led_here %}: what the sections of a chapter came from, as far as the reader can see it."""
    return section_causes(sections=written, user=context["request"].user)


@register.simple_tag(takes_context=True)
def edition_causes(context: template.Context, sections: Sequence[EditionSection]) -> dict[int, SectionCauses]:
    """{% edition_causes sections as led_here %}: what the sections of a chapter of an edition came from."""
    return section_causes_in_edition(sections=sections, user=context["request"].user)
