"""Restrictions in Wagtail on single pages and collections: signing in, a group or a password, by editors or by us."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.query import PageQuerySet

from networkapp.users import AnyUser


class OwnPageRestriction(PageViewRestriction):
    """A restriction on a page because its network is not public. Every other restriction is an editor's."""

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()


class OwnCollectionRestriction(CollectionViewRestriction):
    """A restriction on a collection because its network is not public. Every other restriction is an editor's."""

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()


def unrestricted(pages: PageQuerySet, user: AnyUser) -> PageQuerySet:
    """Return those of `pages` that Wagtail would show to `user` without asking for anything more."""
    barriers = PageViewRestriction.objects.all()
    if user.is_authenticated:
        hers = Q(restriction_type=PageViewRestriction.GROUPS, groups__user=user)
        passed = PageViewRestriction.objects.filter(hers | Q(restriction_type=PageViewRestriction.LOGIN))
        barriers = barriers.exclude(pk__in=passed.values("pk"))
    above = barriers.alias(here=ExpressionWrapper(OuterRef("path"), CharField()))
    return pages.exclude(
        Exists(above.filter(Q(here__startswith=F("page__path")) | Q(here__startswith=F("page__aliases__path"))))
    )


def restrictions_on(page: Page) -> QuerySet[PageViewRestriction]:
    """Return what Wagtail's `get_view_restrictions` returns for a page, in one query.

    Considers its ancestors and the sources of aliases. None at all if `known_unrestricted` records an earlier check.
    """
    if getattr(page, "known_unrestricted", False):
        return PageViewRestriction.objects.none()
    return restrictions_at(paths_to(page))


def restrictions_at(paths: Sequence[Any]) -> QuerySet[PageViewRestriction]:
    """Return the restrictions on the pages at these paths, and on the originals of aliases."""
    return PageViewRestriction.objects.filter(
        Q(page__path__in=paths, page__alias_of=None) | Q(page__aliases__path__in=paths)
    ).distinct()


def paths_to(page: Page) -> list[str]:
    """Return the paths of a page and of all its ancestors."""
    return [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
