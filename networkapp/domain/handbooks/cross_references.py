"""Cross-references that lead nowhere any more: whoever edits the handbook finds them on her desk."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Count, Exists, ExpressionWrapper, F, OuterRef
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, ReferenceIndex

from networkapp.models import ChapterPage, HandbookPage, Section
from networkapp.models.translations import LocalText, in_a_row
from networkapp.permissions import Action
from networkapp.registry import DeskItem


def lead_nowhere(editor: Any) -> Iterable[DeskItem]:
    """One item for each published chapter that `editor` edits and that refers to what was withdrawn or is gone."""
    edited = HandbookPage.objects.where(editor, may=Action.EDIT_HANDBOOKS).live()
    around = edited.alias(here=ExpressionWrapper(OuterRef("path"), CharField())).filter(here__startswith=F("path"))
    broken = _broken()
    chapters = (
        ChapterPage.objects.filter(Exists(around), pk__in=broken, live=True).select_related("locale").defer("sections")
    )
    for chapter in chapters.order_by("path"):
        number = broken[chapter.pk]
        words = ngettext("%(n)s reference leads nowhere", "%(n)s references lead nowhere", number)
        yield DeskItem(
            title=_("Chapter %(number)s: a reference leads nowhere") % {"number": chapter.number},
            detail=in_a_row(LocalText(chapter.title, chapter.locale.language_code), words % {"n": number}),
            url=reverse("wagtailadmin_pages:edit", args=[chapter.pk]),
            key=f"references-{chapter.pk}",
        )


def _broken() -> dict[int, int]:
    """By primary key of the page, how many sections it refers to that are not published any more."""
    pages, sections = (ContentType.objects.get_for_model(model) for model in (Page, Section))
    named = Cast(OuterRef("to_object_id"), BigIntegerField())
    standing = Section.objects.current().filter(pk=named, page__live=True)
    kept = ReferenceIndex.objects.filter(base_content_type=pages, to_content_type=sections)
    lost = (
        kept.filter(~Exists(standing))
        .order_by()
        .values_list("object_id")
        .annotate(Count("to_object_id", distinct=True))
    )
    return {int(page): number for page, number in lost}
