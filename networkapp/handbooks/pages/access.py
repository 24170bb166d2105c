"""Check who can read a page of a handbook, and store what the request already knows about the page."""

from functools import partial
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.http import Http404
from wagtail.models import Page
from wagtail.query import PageQuerySet

from networkapp.handbooks.models import ChapterPage, HandbookPage, PartPage, Section
from networkapp.models import Network
from networkapp.models.view_restrictions import paths_to, restrictions_at, unrestricted
from networkapp.pages.cache import HANDBOOKS, generation_subquery
from networkapp.permissions import Action
from networkapp.users import AnyUser

IN_HANDBOOKS = (HandbookPage, PartPage, ChapterPage)


def closed_handbooks(*, user: AnyUser) -> QuerySet[HandbookPage, Any]:
    """Return the paths of the handbooks that `user` cannot read."""
    readable = Network.objects.where(user, may=Action.READ_HANDBOOKS)
    found: QuerySet[HandbookPage, Any] = HandbookPage.objects.exclude(network__in=readable)
    return found.values_list("path", flat=True)


def require_readable(*, page: Page, user: AnyUser) -> None:
    """Raise Http404 if `page` belongs to a handbook that `user` cannot read.

    What was asked of the database on the way is kept on the page: its handbook, and whether `user` may edit it.
    """
    if not isinstance(page, IN_HANDBOOKS):
        return
    handbook = _handbook_at(paths_to(page), user)
    if handbook is None:
        raise Http404
    page.locale = handbook.locale
    page.known_readable = partial(_readable_versions, page, user)
    page.known_unrestricted = not handbook.restricted
    page.may_edit = handbook.may_edit
    if isinstance(page, HandbookPage):
        page.network = handbook.network
        page.edition, page.edition_key = handbook.edition, handbook.edition_key
        page.edition_read = handbook.edition_read
    else:
        page.handbook = handbook
        # The page was read before the number: one that is older than that leaves nothing behind as of today.
        page.shared_key = f"handbooks.{page.pk}.{page.live_revision_id or 0}.{handbook.state or 0}"


def _handbook_at(paths: list[str], user: AnyUser) -> HandbookPage | None:
    """Return the handbook at one of these paths, where `user` can read it, with all that its pages need of it."""
    editing = Network.objects.filter(pk=OuterRef("network")).where(user, may=Action.EDIT_HANDBOOKS)
    found: HandbookPage | None = (
        HandbookPage.objects.filter(path__in=paths)
        .where(user, may=Action.READ_HANDBOOKS)
        .with_edition()
        .with_edition_read_by(user)
        .select_related("network", "locale")
        .annotate(state=generation_subquery(HANDBOOKS))
        .annotate(restricted=Exists(restrictions_at(paths)), may_edit=Exists(editing))
        .first()
    )
    return found


def _readable_versions(page: Page, user: AnyUser) -> PageQuerySet:
    """Return the condition for the language versions of a handbook page that `user` can read."""
    mine = HandbookPage.objects.where(user, may=Action.READ_HANDBOOKS).alias(
        here=ExpressionWrapper(OuterRef("path"), CharField())
    )
    versions = unrestricted(Page.objects.filter(translation_key=page.translation_key), user)
    return versions.filter(Exists(mine.filter(here__startswith=F("path")))).values("pk")


def find_section(*, pk: int, user: AnyUser) -> Section:
    """Return the section with this number, also a withdrawn one; Http404 if `user` cannot read its chapter."""
    section = Section.objects.select_related("page").filter(pk=pk, page__live=True).first()
    if section is None or not unrestricted(ChapterPage.objects.filter(pk=section.page_id), user).exists():
        raise Http404
    require_readable(page=section.page, user=user)
    return section
