"""Metadata of news for search engines and link previews; it names only people who confirmed the text."""

from dataclasses import replace

from django.utils.formats import date_format

from networkapp.metadata.pages import organisation, page_card
from networkapp.news.models import ArticlePage, NetworkNewsPage, NewsPage, Signatory
from networkapp.news.queries.signatures import named_signatories_of
from networkapp.registry.metadata import Card, Text

MARKS = 110
"""The longest title that search engines take for an article."""


def news_card(page: NewsPage) -> Card:
    """Return the metadata of the list of news."""
    return page_card(page, description=page.introduction, facts={"@type": "CollectionPage"})


def place_card(page: NetworkNewsPage) -> Card:
    """Return the metadata of the list of news of a network."""
    facts = {"@type": "CollectionPage", "about": organisation(page.network)}
    return page_card(
        page, description=page.network.local_purpose, over=page.network.local_name, way=_list(page), facts=facts
    )


def article_card(page: ArticlePage) -> Card:
    """Return the card of an article. Its authors are the members who confirmed this text, else the network.

    It says nothing but its title and standfirst, which they confirmed: no words for search engines alone.
    """
    authors = [
        {"@type": "Person", "name": one.name, "jobTitle": str(one.seat.label), "affiliation": _delegation(one)}
        for one in named_signatories_of(article=page)
    ]
    facts = {
        "@type": "NewsArticle",
        "headline": page.title[:MARKS],
        "datePublished": page.date,
        "dateModified": page.last_published_at,
        "author": authors or organisation(page.network),
        "publisher": organisation(page.network),
    }
    place = page.place
    way = (*_list(place), (place.title, place.get_url() or "/")) if place else ()
    card = page_card(page, over=page.network.local_name, under=date_format(page.date), way=way, facts=facts)
    return replace(card, title=page.title, description=page.standfirst)


def _list(place: NetworkNewsPage) -> tuple[tuple[Text, str], ...]:
    news = place.get_parent()
    return ((news.title, news.get_url() or "/"),)


def _delegation(signatory: Signatory) -> dict[str, str]:
    delegation = signatory.seat.delegation
    return {"@type": "Organization", "name": delegation.name} if delegation else {}
