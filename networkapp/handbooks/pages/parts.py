"""Parts of handbooks: a heading over chapters, which readers see as soon as they read one of these."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision

from networkapp.handbooks.models import ChapterPage, HandbookPage, PartPage
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.users import User


def publish_part_of_chapter(*, instance: ChapterPage, revision: Revision, **message: Any) -> None:
    """Receive Wagtail's page_published: publish the part of the chapter with it, if it never was.

    Not for a person who may not publish it, and not while it is under review. An unpublished part stays unpublished:
    its chapters then have no heading.
    """
    part = PartPage.objects.parent_of(instance).filter(live=False, first_published_at=None, alias_of=None).first()
    if part is None or part.workflow_in_progress:
        return
    by: Any = revision.user
    if by is None or part.permissions_for_user(by).can_publish():
        (part.get_latest_revision() or part.save_revision(user=by)).publish(user=by)


def unpublished_part_items(*, user: User) -> Iterable[DeskItem]:
    """Yield a desk item for each unpublished part with published chapters that `user` can publish.

    Parts that are scheduled or under review are left out. Takes one query, and two for each part.
    """
    edited = HandbookPage.objects.where(user, may=Action.PUBLISH_HANDBOOKS).live()
    around = edited.alias(here=ExpressionWrapper(OuterRef("path"), CharField())).filter(here__startswith=F("path"))
    read = ChapterPage.objects.live().filter(path__startswith=OuterRef("path"))
    drafts = PartPage.objects.filter(Exists(around), Exists(read), live=False, alias_of=None)
    for part in drafts.order_by("path"):
        if part.scheduled_revision or part.workflow_in_progress:
            continue
        yield DeskItem(
            title=_("Publish the part “%(part)s”") % {"part": part.draft_title},
            email_title=_("Publish a part of a handbook"),
            detail=_(
                "The chapters of this part appear without a heading. Publish the part, or move the chapters out of it."
            ),
            url=reverse("wagtailadmin_pages:edit", args=[part.pk]),
            key=f"part-{part.pk}",
        )
