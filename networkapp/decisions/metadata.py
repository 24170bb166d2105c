"""Metadata of decisions for search engines and link previews."""

from django.utils.formats import date_format
from django.utils.translation import get_language

from networkapp.decisions.models import Decision
from networkapp.decisions.procedures.decision_pages import decision_title_in, paragraphs_in
from networkapp.metadata.cards import breadcrumbs_to
from networkapp.metadata.pages import organisation
from networkapp.registry.metadata import Card


def decision_card(decision: Decision) -> Card:
    """Return the metadata of the page of a decision, in the active language if it has a text in it."""
    wanted = get_language() or decision.language
    language = wanted if wanted in decision.texts else decision.language
    text = " ".join(paragraph.text for paragraph in paragraphs_in(decision, language))
    day = date_format(decision.adopted_on)
    facts = {
        "@type": "CreativeWork",
        "identifier": decision.label,
        "datePublished": decision.adopted_on,
        "publisher": organisation(decision.network),
    }
    return Card(
        title=decision_title_in(decision, language),
        description=text,
        path=decision.get_absolute_url(),
        language=language,
        over=f"{decision.network.local_name}, {decision.label}",
        under=day,
        way=breadcrumbs_to("networkapp:decisions"),
        facts=facts,
    )
