"""The Wagtail pages that a person can read, by the rules of the apps that own them."""

from django.db.models import Q
from wagtail.models import Page
from wagtail.query import PageQuerySet

from networkapp.db.unions import union_of
from networkapp.registry.pages import closed_paths, parent_rules
from networkapp.users import AnyUser


def readable_pages(*, pages: PageQuerySet, user: AnyUser) -> PageQuerySet:
    """Return those of `pages` that no app hides from `user`, such as handbooks and news of networks that they cannot
    read. All other pages stay."""
    if not closed_paths:
        return pages
    closed = [paths(user=user) for _order, paths in closed_paths]
    hidden = Q()
    for path in union_of(*closed, duplicates=False):
        hidden |= Q(path__startswith=path)
    return pages.exclude(hidden) if hidden else pages


def require_valid_parent(*, page: Page, parent: Page) -> None:
    """Raise PermissionDenied unless everything that is ever published of `page` can be below `parent`, too."""
    for rule in parent_rules:
        rule(page=page, parent=parent)
