"""Metadata of inquiries and their answers for search engines and link previews."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from networkapp.inquiries.models import Inquiry
from networkapp.metadata.cards import breadcrumbs_to
from networkapp.metadata.pages import organisation
from networkapp.registry.metadata import Card


def inquiry_card(inquiry: Inquiry) -> Card:
    """Return the metadata of the page of an inquiry."""
    day = inquiry.dated_at
    return Card(
        title=inquiry.title,
        description=inquiry.why,
        path=inquiry.get_absolute_url(),
        language=inquiry.language,
        over=f"{inquiry.network.local_name}, {inquiry.label}",
        under=date_format(timezone.localdate(day)),
        way=breadcrumbs_to("networkapp:inquiries"),
        facts={"@type": "CreativeWork", "datePublished": day, "publisher": organisation(inquiry.network)},
    )


def matrix_card(inquiry: Inquiry) -> Card:
    """Return the card of the page that compares the answers of the inquiry."""
    card = inquiry_card(inquiry)
    return Card(
        title=f"{_('Comparison of answers')}: {inquiry.title}",
        description=_(
            "Each answer word for word, with the original and a working translation. Countries are in "
            "alphabetical order."
        ),
        path=reverse("networkapp:inquiry_matrix", args=[inquiry.network.slug, inquiry.number]),
        over=card.over,
        under=card.under,
        way=(*card.way, (inquiry.title, card.path)),
        facts={"@type": "CreativeWork", "publisher": organisation(inquiry.network)},
    )
