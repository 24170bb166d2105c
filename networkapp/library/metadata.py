"""Metadata of publications and organisations for search engines and link previews."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from networkapp.library.models import Organisation, Publication
from networkapp.metadata.cards import breadcrumbs_to
from networkapp.registry.metadata import Card


def publication_card(publication: Publication) -> Card:
    """Return the metadata of the page of a publication."""
    issuer = publication.issuer
    facts = {
        "@type": "CreativeWork",
        "name": publication.title,
        "datePublished": str(publication.year or ""),
        "publisher": {"@type": "Organization", "name": issuer.local_title, "url": issuer.get_absolute_url()},
        "inLanguage": [one.language for one in publication.languages.all()] or publication.language,
        "isbn": publication.isbn,
        "sameAs": publication.link,
    }
    return Card(
        title=publication.title,
        description=publication.in_language().text or issuer.local_title,
        path=publication.get_absolute_url(),
        language=publication.language,
        over=issuer.local_title,
        under=", ".join(filter(None, (capfirst(publication.get_kind_display()), str(publication.year or "")))),
        way=breadcrumbs_to("networkapp:library"),
        facts=facts,
    )


def organisation_card(one: Organisation) -> Card:
    """Return the metadata of the page of an organisation."""
    words = one.in_language()
    return Card(
        title=words.title,
        description=words.text,
        path=one.get_absolute_url(),
        over=_("Directory of organisations"),
        under=capfirst(one.area),
        way=breadcrumbs_to("networkapp:organisations"),
        facts={"@type": "Organization", "alternateName": one.abbreviation, "sameAs": one.website},
    )
