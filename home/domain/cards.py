"""What the front page and the plain pages of the site state about themselves for search engines and link previews."""

from django.urls import reverse

from home.models import HomePage, StandardPage
from networkapp.metadata.cards import site_name
from networkapp.metadata.pages import any_page_card, page_card
from networkapp.models import this_site
from networkapp.registry.metadata import Card, register_page_card


def front_card(page: HomePage) -> Card:
    """The site itself, and that it can be searched."""
    name = this_site().full_name
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{reverse('networkapp:search')}?query={{words}}"},
        "query-input": "required name=words",
    }
    facts = {
        "@type": "WebSite",
        "name": name,
        "potentialAction": search,
        "publisher": {"@type": "Organization", "name": site_name(), "url": "/"},
    }
    return page_card(page, description=page.standfirst, over=name, title=page.heading or name, facts=facts)


def register_all() -> None:
    """Register what the site's own pages state for search engines and link previews."""
    register_page_card(HomePage, front_card)
    register_page_card(StandardPage, any_page_card)
