"""Cross-references that lead nowhere: the editors of the handbook find them on their desk."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Count, Exists, ExpressionWrapper, F, OuterRef, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, ReferenceIndex

from networkapp.handbooks.models import ChapterPage, HandbookPage, Section
from networkapp.models.translations import LocalText, join_mixed
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.users import User


def broken_reference_items(*, user: User) -> Iterable[DeskItem]:
    """Yield an item for each published chapter that `user` edits and that refers to deleted sections."""
    edited = HandbookPage.objects.where(user, may=Action.EDIT_HANDBOOKS).live()
    around = edited.alias(here=ExpressionWrapper(OuterRef("path"), CharField())).filter(here__startswith=F("path"))
    chapters = (
        ChapterPage.objects.live()
        .filter(Exists(around))
        .annotate(broken=_broken_reference_count())
        .filter(broken__gt=0)
    )
    for chapter in chapters.select_related("locale").defer("sections").order_by("path"):
        words = ngettext("%(n)s broken reference", "%(n)s broken references", chapter.broken)
        yield DeskItem(
            title=_("Fix broken references in chapter %(number)s") % {"number": chapter.number},
            detail=join_mixed(LocalText(chapter.title, chapter.locale.language_code), words % {"n": chapter.broken}),
            url=reverse("wagtailadmin_pages:edit", args=[chapter.pk]),
            key=f"references-{chapter.pk}",
        )


def _broken_reference_count() -> Coalesce:
    """Return how many sections that are no longer published a chapter refers to."""
    pages, sections = (ContentType.objects.get_for_model(model) for model in (Page, Section))
    named = Cast(OuterRef("to_object_id"), BigIntegerField())
    current = Section.objects.current().filter(pk=named, page__live=True)
    here = Cast(OuterRef("pk"), CharField())
    kept = ReferenceIndex.objects.filter(base_content_type=pages, to_content_type=sections, object_id=here)
    lost = kept.filter(~Exists(current)).order_by().values("object_id")
    return Coalesce(Subquery(lost.annotate(n=Count("to_object_id", distinct=True)).values("n")), 0)
