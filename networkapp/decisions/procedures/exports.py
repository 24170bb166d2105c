"""A decision as a file: as an accessible PDF, and as a citation."""

from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networkapp.decisions.models import Decision
from networkapp.decisions.procedures.decision_pages import DecisionPage
from networkapp.discussion.exports import ExportFile
from networkapp.documents.convert import ConversionError, DocumentFormat, make_document
from networkapp.errors import Refused
from networkapp.models import this_site
from networkapp.text.canonical_json import content_hash

CACHE_SECONDS = 7 * 24 * 3600


def file_name(decision: Decision, ending: str) -> str:
    """Return the name of the downloaded file: "joint-decision-2026-4.pdf"."""
    return f"{decision.network.slug}-decision-{decision.year}-{decision.number}{ending}"


def citation(decision: Decision, *, title: str, address: str) -> str:
    """Return how to cite the decision."""
    return _("%(network)s, Decision %(number)s, “%(title)s”, adopted on %(day)s. %(address)s. SHA-256 %(hash)s.") % {
        "network": decision.network.local_name,
        "number": decision.label,
        "title": title,
        "day": date_format(decision.adopted_on),
        "address": address,
        "hash": decision.content_hash,
    }


def decision_pdf(*, page: DecisionPage, address: str) -> ExportFile:
    """Return the decision as PDF/UA-1, as its reader sees it and in the language shown; equal content is set once.

    Refused: `not_made`, where something in it cannot be set.
    """
    context: dict[str, Any] = {"page": page, "decision": page.decision, "address": address}
    context["citation"] = citation(page.decision, title=page.title, address=address)
    html = render_to_string("networkapp/decisions/document.html", context)
    title, site = f"{page.decision.label} {page.title}", str(this_site().local_name)
    language = get_language() or "en"
    key = f"networkapp.decision-pdf.{content_hash([title, site, language, html])}"
    made: bytes | None = cache.get(key)
    if made is None:
        try:
            dated = page.decision.adopted_at
            made = make_document(
                html=html, title=title, site=site, language=language, form=DocumentFormat.PDF, dated=dated
            )
        except ConversionError as failure:
            raise Refused("not_made", _("The PDF could not be created. Print the page instead.")) from failure
        cache.set(key, made, CACHE_SECONDS)
    return ExportFile(name=file_name(page.decision, ".pdf"), content_type=DocumentFormat.PDF.content_type, content=made)
