"""Feeds of news: what anybody may read, the newest first, whole; per language, network and subject."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from itertools import chain
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networkapp.metadata.atom import Entry, atom
from networkapp.models import Network, Subject, is_open, this_site
from networkapp.news.actions.articles import list_articles
from networkapp.news.models import ArticlePage, NewsPage, Signatory
from networkapp.news.queries.signatures import named_signatories
from networkapp.registry import feed_sources

MAX_ENTRIES = 30
FEEDS = UUID("3c1c9a52-5d7e-4b7b-8c55-8d4f6a1be0c7")
"""The namespace in which the subject of a feed becomes its id, at any address of the site."""
SITE_ADDRESS = re.compile(r'((?:href|src)=")(/(?!/))')


def feed_of_news(
    *,
    language: str,
    absolute: Callable[[str], str],
    address: str,
    home: str,
    network: Network | None = None,
    subject: Subject | None = None,
) -> str:
    """Return the feed in this language, of everything or of this network or this subject, in words of the language.

    Entries that plugins registered for feeds are among the articles, except in feeds of a subject. `absolute` completes
    addresses of this site.
    """
    with translation.override(language):
        found = list_articles(user=AnonymousUser(), network=network, subject=subject, language=language)
        articles = list(found.defer(None)[:MAX_ENTRIES])
        named = named_signatories(articles=(article.translation_key for article in articles))
        entries = [_entry(article, named.get(article.translation_key, []), absolute) for article in articles]
        if subject is None:
            open_sources = filter(is_open, feed_sources)
            more = (source(language=language, network=network, absolute=absolute) for source in open_sources)
            entries = sorted(chain(entries, *more), key=lambda entry: entry.published, reverse=True)[:MAX_ENTRIES]
        return atom(
            title=_title(network, subject),
            key=uuid5(FEEDS, f"{language}/{network.slug if network else ''}/{subject.slug if subject else ''}").urn,
            address=address,
            home=home,
            author=network.local_name if network else this_site().local_name,
            language=language,
            entries=entries,
        )


def feed_address(*, network: Network | None = None, subject: Subject | None = None) -> str:
    """Return the address of the feed of this network or subject, in the reader's language, or in English without news
    in it.

    Empty, where there is no such feed: of a network whose news are not for everybody, and where there are none at all.
    """
    if network and network.visibility != Network.Visibility.PUBLIC:
        return ""
    spoken = get_language() or "en"
    indexes = NewsPage.objects.live().filter(alias_of=None, locale__language_code__in={spoken, "en"})
    known = set(indexes.values_list("locale__language_code", flat=True))
    language = spoken if spoken in known else "en" if known else ""
    name, of = ("network_feed", network) if network else ("subject_feed", subject)
    return reverse(f"networkapp:{name}", args=[language, of.slug]) if language and of else ""


def _title(network: Network | None, subject: Subject | None) -> str:
    about = network.local_name if network else subject.local_title if subject else ""
    return f"{_('News')}: {about or this_site().local_name}"


def _entry(article: ArticlePage, named: list[Signatory], absolute: Callable[[str], str]) -> Entry:
    language = article.locale.language_code
    dated = datetime.combine(article.date, time.min, UTC)
    moments = [dated, article.last_published_at, *(one.moved_at for one in named)]
    return Entry(
        key=uuid5(article.translation_key, language).urn,
        title=article.title,
        address=absolute(article.url),
        published=dated,
        updated=max(moments),
        summary=article.standfirst,
        html=_full_text(article, absolute),
        language=language,
        authors=(article.network.local_name, *(f"{one.name} ({one.seat.label})" for one in named)),
        categories=tuple(subject.local_title for subject in article.subjects.all()),
    )


def _full_text(article: ArticlePage, absolute: Callable[[str], str]) -> str:
    """Return the text of the article with absolute addresses."""
    html: Any = render_to_string("networkapp/news/feed_text.html", {"article": article})
    return SITE_ADDRESS.sub(lambda found: f"{found[1]}{absolute('/')}", html).strip()
