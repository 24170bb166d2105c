"""Which pages of the core have a card: its lists, networks, subjects, countries, and any page of Wagtail."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from networkapp.metadata import networks as metadata
from networkapp.metadata import pages
from networkapp.metadata.cards import PAGE, PAGES, card_of
from networkapp.models import Network
from networkapp.networks.queries.subjects import list_subjects
from networkapp.permissions import Action
from networkapp.registry.metadata import register_cards, register_place


def register_all() -> None:
    register_place(
        "networkapp:networks",
        title=_("Networks"),
        description=_(
            "Members of parliaments work together in networks, one for each parliament and a "
            "joint one. Discussions are for members only; delegations, offices and publications "
            "are public."
        ),
    )
    register_place(
        "networkapp:subjects",
        title=_("Subjects"),
        description=_("Everything on one subject: country results, handbooks, decisions, inquiries and meetings."),
    )
    register_place(
        "networkapp:countries",
        title=_("Countries"),
        description=_(
            "Everything on one country: delegations, results, treaties, findings, government answers and decisions."
        ),
    )
    register_cards(PAGE, view=PAGES, shown="page", card=card_of, public=pages.public_pages, listed=False)
    register_cards("network", view="networkapp:network", shown="network", card=metadata.network_card, public=_networks)
    register_cards(
        "subject",
        view="networkapp:subject",
        shown="page",
        card=metadata.subject_card,
        public=list_subjects,
        key=lambda shown: str(metadata.subject_of(shown).pk),
    )
    register_cards(
        "country",
        view="networkapp:country",
        shown="country",
        card=metadata.country_card,
        public=metadata.public_countries,
        find=metadata.find_country,
        key=lambda country: str(country.code).lower(),
    )


def _networks() -> QuerySet[Network]:
    found: QuerySet[Network] = Network.objects.where(AnonymousUser(), may=Action.SEE)
    return found
