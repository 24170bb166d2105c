"""News: which articles somebody finds, and how an article comes to be."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from wagtail.models import Page

from networkapp.domain.rights.groups import give_groups_their_rights
from networkapp.models import ArticlePage, Network, NetworkNewsPage, NewsPage, Subject
from networkapp.models.news import ArticleQuerySet
from networkapp.permissions import Action

IN_NEWS = (NetworkNewsPage, ArticlePage)
BLOCKS = UUID("7f4f9f0a-6c02-4d3c-9e53-5d0c3a7b8e21")
"""The namespace in which the slug of an article and a place in it become the id of a block."""


def list_articles(
    *, user: Any, network: Network | None = None, subject: Subject | None = None, language: str | None = None
) -> ArticleQuerySet:
    """The published articles that `user` may read, the newest first, with what a list shows of them.

    Each language version is one of its own: name the `language` (as in "de") to have every article once.
    """
    found: ArticleQuerySet = ArticlePage.objects.published_for(user).of(network).about(subject).to_list()
    return found.filter(locale__language_code=language) if language else found


def require_readable_news(*, page: Page, user: Any) -> None:
    """Nothing, where `page` is no news, or of a network whose news `user` may read; else it does not exist (404)."""
    if isinstance(page, IN_NEWS) and not page.network.allows(user, Action.READ_NEWS):
        raise Http404


def require_own_place(*, page: Page, parent: Page) -> None:
    """Nothing, where all that is published of `page` may stand below `parent` by itself, too.

    PermissionDenied for an article in the place of another network, which has other readers.
    """
    if isinstance(page, ArticlePage) and not page.can_move_to(parent):
        raise PermissionDenied


def open_places(*, index: NewsPage) -> None:
    """Every network has its place in a new list of news, and its writers their rights there."""
    for network in Network.objects.all():
        give_groups_their_rights(network=network)


def settle_in(*, article: ArticlePage) -> None:
    """The article is of the network in whose place it stands; called where one was copied there."""
    place = NetworkNewsPage.objects.parent_of(article).get()
    article.network = place.network
    article.save(update_fields=["network"])


def when_news_is_translated(*, source_obj: Any, target_obj: Any, **message: Any) -> None:
    """Wagtail's copy_for_translation_done: a list in a new language has a place for every network."""
    if isinstance(target_obj, NewsPage) and target_obj.alias_of_id is None:
        open_places(index=target_obj)


@transaction.atomic
def open_news(
    *, front: Page, slug: str, title: str, introduction: str = "", translation_of: NewsPage | None = None
) -> NewsPage:
    """Below `front` stands the list of news in its language, with a place for each network; one that is there stays."""
    known: NewsPage | None = NewsPage.objects.child_of(front).first()
    if known is not None:
        return known
    page = NewsPage(title=title, slug=slug, introduction=introduction, locale=front.locale, live=False)
    if translation_of is not None:
        page.translation_key = translation_of.translation_key
    front.add_child(instance=page)
    page.save_revision().publish()
    open_places(index=page)
    return page


@transaction.atomic
def write_article(
    *,
    network: Network,
    language: str,
    slug: str,
    title: str,
    day: date,
    standfirst: str = "",
    blocks: Sequence[Mapping[str, Any]] = (),
    subjects: Iterable[Subject] = (),
    translation_of: ArticlePage | None = None,
    live: bool = True,
) -> ArticlePage:
    """The network has this article in the list of news in this language. One that is there already stays as it is.

    A block is {"type": "text", "value": "<p>...</p>"}, {"type": "box", "value": {"title", "text"}} or another one of
    models/news.py, in the form in which Wagtail stores it; HTML is the editors' own and is not cleaned here. Without
    `live` it is a draft.
    """
    place = NetworkNewsPage.objects.written_in().get(network=network, locale__language_code=language)
    known: ArticlePage | None = ArticlePage.objects.child_of(place).filter(slug=slug).first()
    if known is not None:
        return known
    page = ArticlePage(network=network, slug=slug, title=title, standfirst=standfirst, date=day, locale=place.locale)
    page.body = [{**block, "id": str(uuid5(BLOCKS, f"{slug}/{number}"))} for number, block in enumerate(blocks)]
    page.subjects = list(subjects)
    page.live = False
    if translation_of is not None:
        page.translation_key = translation_of.translation_key
    place.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    written: ArticlePage = ArticlePage.objects.get(pk=page.pk)
    return written
