"""News: which articles somebody finds, and how an article comes to be."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from wagtail.models import Page, TranslatableMixin

from networkapp.editing.group_rights import sync_group_permissions
from networkapp.models import Network, Subject
from networkapp.news.models import ArticlePage, NetworkNewsPage, NewsPage
from networkapp.news.models.pages import ArticleQuerySet
from networkapp.permissions import Action
from networkapp.users import AnyUser

IN_NEWS = (NetworkNewsPage, ArticlePage)


def list_articles(
    *, user: AnyUser, network: Network | None = None, subject: Subject | None = None, language: str | None = None
) -> ArticleQuerySet:
    """Return the published articles that `user` can read, newest first, with what a list shows.

    Each language version is one of its own: name the `language` (as in "de") to have every article once.
    """
    found: ArticleQuerySet = ArticlePage.objects.published_for(user).of(network).about(subject).to_list()
    return found.filter(locale__language_code=language) if language else found


def hidden_news_paths(*, user: AnyUser) -> "QuerySet[NetworkNewsPage, Any]":
    """Return the paths of the news pages of networks whose news `user` cannot read."""
    readable = Network.objects.where(user, may=Action.READ_NEWS)
    found: QuerySet[NetworkNewsPage, Any] = NetworkNewsPage.objects.exclude(network__in=readable)
    return found.values_list("path", flat=True)


def require_readable_news(*, page: Page, user: AnyUser) -> None:
    """Raise Http404 if `page` is news of a network whose news `user` cannot read."""
    if isinstance(page, IN_NEWS) and not page.network.allows(user, Action.READ_NEWS):
        raise Http404


def require_valid_parent(*, page: Page, parent: Page) -> None:
    """Check that everything that is ever published of `page` can be below `parent`.

    PermissionDenied for an article below the page of another network, which has other readers.
    """
    if isinstance(page, ArticlePage) and not page.can_move_to(parent):
        raise PermissionDenied


def create_news_pages(*, index: NewsPage) -> None:
    """Create a page for every network below a new list of news, with the rights of its writers."""
    for network in Network.objects.all():
        sync_group_permissions(network=network)


def set_network_of_parent(*, article: ArticlePage) -> None:
    """Give the article the network of its parent page; called when one was copied there."""
    place = NetworkNewsPage.objects.parent_of(article).get()
    article.network = place.network
    article.save(update_fields=["network"])


def on_news_translated(*, source_obj: TranslatableMixin, target_obj: TranslatableMixin, **message: object) -> None:
    """Receive Wagtail's copy_for_translation_done: create a page for every network in a new list."""
    if isinstance(target_obj, NewsPage) and target_obj.alias_of_id is None:
        create_news_pages(index=target_obj)
