"""Which addresses of the library, the directory, hotlines and the handbooks are asked, and those that lead nowhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.db.unions import union_of
from networkapp.editing.permission_policies import networks_edited
from networkapp.handbooks.models import HandbookPage, SectionLink
from networkapp.hotlines.actions import hotlines_kept_by
from networkapp.hotlines.models import HotlineLink
from networkapp.library.models import Organisation, Publication
from networkapp.models.links import CheckedLink, seems_gone
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class DeadLink:
    """An address that was dead for days: where it is used, where it is corrected, and since when."""

    title: str
    language: str
    url: str
    address: str
    since: date


def all_publications(now: datetime) -> QuerySet[Publication]:
    found: QuerySet[Publication] = Publication.objects.all()
    return found


def all_organisations(now: datetime) -> QuerySet[Organisation]:
    return Organisation.objects.all()


def of_published_sections(now: datetime) -> QuerySet[SectionLink]:
    """The addresses of sections that are published today."""
    return SectionLink.objects.filter(section__withdrawn_at=None, section__page__live=True)


def of_hotlines(now: datetime) -> QuerySet[HotlineLink]:
    """The addresses of hotlines that are given out."""
    return HotlineLink.objects.filter(hotline__withdrawn_at=None)


def dead_links_for(editor: User) -> list[DeadLink]:
    """Return the dead links that `editor` can correct: in library and directory, hotlines, and their networks'
    handbooks.

    In four queries.
    """
    return [*_in_library(editor), *_of_hotlines(editor), *_in_handbooks(editor)]


def on_the_desk(reader: User) -> Iterable[DeskItem]:
    """Return the desk item of people who edit the library or handbooks: the number of dead links there."""
    dead = _number(reader)
    if dead:
        words = ngettext("Fix %(n)s broken link", "Fix %(n)s broken links", dead) % {"n": dead}
        yield DeskItem(
            title=words,
            detail=_("Library and handbooks"),
            url=reverse("networkapp:dead_links"),
            count=dead,
            key="dead-links",
        )


def _number(editor: User) -> int:
    """How many there are; one query."""
    failing = (*_failing_in_library(editor), _failing_of_hotlines(editor), _failing_in_handbooks(editor))
    told = [
        found.values_list("failing_since", "failed_on", "asked_address", found.model.address_field) for found in failing
    ]
    return sum(seems_gone(*row) for row in union_of(*told, duplicates=True))


def _failing_in_library(editor: User) -> list[QuerySet[Any]]:
    kept_by_her = Exists(networks_edited(user=editor, may=Action.EDIT_LIBRARY))
    models = (Publication, Organisation)
    return [model._default_manager.filter(kept_by_her, failing_since__isnull=False) for model in models]


def _in_library(editor: User) -> Iterator[DeadLink]:
    for rows in _failing_in_library(editor):
        for row in rows:
            if row.seems_gone:
                place = reverse(f"wagtailsnippets_networkapp_{row._meta.model_name}:edit", args=[row.pk])
                yield _dead(row, title=row.title, language="en", url=place)


def _failing_of_hotlines(editor: User) -> QuerySet[HotlineLink]:
    kept_by_her = hotlines_kept_by(editor).order_by().values("pk")
    return of_hotlines(timezone.now()).filter(failing_since__isnull=False, hotline__in=kept_by_her)


def _of_hotlines(editor: User) -> Iterator[DeadLink]:
    for link in _failing_of_hotlines(editor).select_related("hotline"):
        if link.seems_gone:
            place = reverse("wagtailsnippets_networkapp_hotline:edit", args=[link.hotline_id])
            yield _dead(link, title=link.hotline.title, language="en", url=place)


def _failing_in_handbooks(editor: User) -> QuerySet[SectionLink]:
    edited = HandbookPage.objects.filter(network__in=networks_edited(user=editor, may=Action.EDIT_HANDBOOKS))
    place = ExpressionWrapper(OuterRef("section__page__path"), CharField())
    around = edited.alias(here=place).filter(here__startswith=F("path"))
    links = SectionLink.objects.filter(Exists(around), failing_since__isnull=False, section__withdrawn_at=None)
    return links.filter(section__page__live=True)


def _in_handbooks(editor: User) -> Iterator[DeadLink]:
    for link in _failing_in_handbooks(editor).select_related("section__page__locale"):
        if link.seems_gone:
            page = link.section.page
            place_of_page = reverse("wagtailadmin_pages:edit", args=[page.pk])
            yield _dead(link, title=str(link.section), language=page.locale.language_code, url=place_of_page)


def _dead(link: CheckedLink, *, title: str, language: str, url: str) -> DeadLink:
    assert link.failing_since is not None
    return DeadLink(title=title, language=language, url=url, address=link.address, since=link.failing_since)
