"""The desk items of editors and translators: outdated translations of chapters."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.handbooks.models import ChapterPage, HandbookPage, Section
from networkapp.languages.languages import own_name
from networkapp.models import Network
from networkapp.models.translations import LocalText, format_mixed
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.users import AnyUser


def desk_items(*, user: AnyUser) -> Iterable[DeskItem]:
    """Yield an item for each published translated chapter with outdated or missing sections; one query."""
    networks = Network.objects.where(user, may=Action.EDIT_HANDBOOKS)
    translated = HandbookPage.objects.filter(network__in=networks, translated_from__isnull=False).order_by()
    around = translated.alias(here=ExpressionWrapper(OuterRef("path"), CharField())).filter(here__startswith=F("path"))
    chapters = ChapterPage.objects.live().filter(Exists(around)).select_related("locale").defer("sections")
    originals = translated.values("translated_from")
    counted = chapters.order_by("path").annotate(
        behind=_section_count(_outdated_sections()), missing=_section_count(_missing_sections(originals))
    )
    for chapter in counted.filter(Q(behind__gt=0) | Q(missing__gt=0)):
        yield DeskItem(
            title=format_mixed(
                _("Update “%(chapter)s” (%(language)s)"),
                chapter=LocalText(chapter.title, chapter.locale.language_code),
                language=LocalText(own_name(chapter.locale.language_code), chapter.locale.language_code),
            ),
            email_title=_("Update an outdated translation"),
            detail=" ".join(_item_words(chapter.behind, chapter.missing)),
            url=reverse("networkapp:translation", args=[chapter.pk]),
            key=f"translation-{chapter.pk}",
        )


def _section_count(sections: QuerySet[Section]) -> Coalesce:
    grouped = sections.order_by().annotate(one=F("withdrawn_at")).values("one").annotate(many=Count("pk"))
    return Coalesce(Subquery(grouped.values("many")), 0)


def _outdated_sections() -> QuerySet[Section]:
    """Return the sections of the chapter whose original has a newer wording."""
    found: QuerySet[Section] = Section.objects.current().filter(
        page=OuterRef("pk"), translation__wording__section__withdrawn_at__isnull=True
    )
    return found.filter(translation__isnull=False).exclude(
        translation__wording__fingerprint=F("translation__wording__section__fingerprint")
    )


def _missing_sections(originals: QuerySet[Any, Any]) -> QuerySet[Section]:
    """Return the published sections of the original that the chapter lacks."""
    here = Section.objects.current().filter(page=OuterRef(OuterRef("pk")), block_id=OuterRef("block_id"))
    found: QuerySet[Section] = Section.objects.current().filter(
        page__translation_key=OuterRef("translation_key"), page__locale__in=originals, page__live=True
    )
    return found.exclude(page=OuterRef("pk")).exclude(Exists(here))


def _item_words(behind: int, missing: int) -> Iterable[str]:
    if behind:
        words = ngettext(
            "%(n)d section is outdated.", "%(n)d sections are outdated.", behind
        )  # fmt: skip
        yield words % {"n": behind}
    if missing:
        words = ngettext("%(n)d section is missing.", "%(n)d sections are missing.", missing)
        yield words % {"n": missing}
