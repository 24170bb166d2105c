"""Metadata of networks, subjects and countries for search engines and link previews."""

from django.contrib.auth.models import AnonymousUser
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from networkapp.metadata.cards import breadcrumbs_to
from networkapp.models import Network, Subject
from networkapp.overviews.countries import Country, countries_for
from networkapp.overviews.subjects import SubjectPage
from networkapp.registry.metadata import Card


def network_card(network: Network) -> Card:
    """Return the metadata of the page of a network."""
    return Card(
        title=network.local_name,
        description=network.local_purpose,
        path=network.get_absolute_url(),
        over=capfirst(network.get_kind_display()),
        way=breadcrumbs_to("networkapp:networks"),
        facts={"@type": "Organization"},
    )


def subject_of(shown: SubjectPage | Subject) -> Subject:
    """Return the subject that a page shows, from the page or the subject itself."""
    return shown.subject if isinstance(shown, SubjectPage) else shown


def subject_card(shown: SubjectPage | Subject) -> Card:
    """Return the card of a subject; the description of its page if it has none of its own."""
    subject = subject_of(shown)
    return Card(
        title=subject.local_title,
        description=getattr(shown, "standfirst", subject.local_text),
        path=subject.get_absolute_url(),
        over=_("Subject"),
        way=breadcrumbs_to("networkapp:subjects"),
        facts={"@type": "CollectionPage"},
    )


def country_card(country: Country) -> Card:
    """Return the metadata of the page of a country."""
    words = gettext("%(country)s: delegations, results, treaties, findings, government answers and decisions.")
    return Card(
        title=country.name,
        description=words % {"country": country.name},
        path=country.url,
        over=gettext("Country"),
        way=breadcrumbs_to("networkapp:countries"),
        facts={"@type": "WebPage", "about": {"@type": "Country", "name": country.name, "identifier": country.code}},
    )


def find_country(key: str) -> Country | None:
    """Return the country with this code in small letters, if its page is public; otherwise None."""
    return next((one for one in public_countries() if one.code.lower() == key), None)


def public_countries() -> list[Country]:
    """Return the countries whose pages visitors can see."""
    return countries_for(user=AnonymousUser())
