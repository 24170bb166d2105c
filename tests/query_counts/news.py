"""News, their feeds, and signatures."""

from typing import Any

from networkapp.news.actions.articles import list_articles
from networkapp.news.queries.signatures import named_signatories
from tests.factories.networks import NetworkFactory, SeatFactory, SubjectFactory, UserFactory
from tests.factories.news import make_article
from tests.factories.signatures import confirm, invite, member
from tests.query_counts.table import ROWS, Call, Case, Page


def news() -> Case:
    network, reader = NetworkFactory(slug="open", visibility="public"), UserFactory()
    for number in ROWS:
        make_article(network, slug=f"a-{number}", subjects=[SubjectFactory()])
        yield [Page(16, "/news/"), Page(8, "/news/feeds/en.atom"), Call(3, _shown_articles, reader)]


def _shown_articles(reader: Any) -> list[Any]:
    return [
        (article.network.name, article.locale.language_code, [each.local_title for each in article.subjects.all()])
        for article in list_articles(user=reader)
    ]


def signatures() -> Case:
    network = NetworkFactory(slug="open", visibility="public")
    clerk = SeatFactory(network=network, capacity="secretariat", delegation=None).user
    article, articles = make_article(network), []
    for number in ROWS:
        another = make_article(network, slug=f"article-{number}")
        for code in ("XA", "XB", "XC")[:number]:
            confirm(invite(another, member(network, code), clerk))
        invite(article, member(network, f"X{number}"), clerk)
        articles.append(another.translation_key)
        yield [
            Page(10, f"/news/{article.translation_key}/signatures/", clerk),
            Call(2, _names_under, list(articles)),
        ]


def _names_under(articles: list[Any]) -> list[str]:
    return [one.seat.label for signed in named_signatories(articles=articles).values() for one in signed]
