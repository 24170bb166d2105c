"""Sections of handbooks that should change because of a decision or answer: chosen, requested, and resolved."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import Http404
from wagtail.models import Page

from networkapp.decisions.models import Decision
from networkapp.handbooks.models import Annotation, ChapterPage, HandbookPage, NoteAudience, RequestState, Section
from networkapp.handbooks.notes.actions import find_noted_section, write_note
from networkapp.handbooks.notes.outcomes import request_change
from networkapp.handbooks.pages.queries import sections_for
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.provenance.links import link_cause
from networkapp.users import User

MOST_SECTIONS = 20


@transaction.atomic
def ask_for_section_change(
    *, decision: Decision, section: Section, user: User, body: str, proposal: str, client_key: UUID
) -> Annotation:
    """Ask the editors of the section to change it because of this decision; asked twice is asked once.

    Everyone who can read the network of the handbook reads the request. Refused and NotAllowed as in `write_note` for
    the network, and `request_change`.
    """
    found = find_noted_section(pk=section.pk, user=user)
    note = write_note(section=found, user=user, audience=NoteAudience.NETWORK, body=body, client_key=client_key)
    if note.request == RequestState.NONE:
        request_change(note=note, user=user, proposal=proposal)
    link_cause(cause=decision, effect=note, user=user)
    return note


def sections_to_change(*, words: str, user: User) -> list[Section]:
    """Return the first published sections with all these words in their title, for whose handbooks `user` can write
    notes for the network, or which they edit; none without a word."""
    wanted = words.replace("\x00", " ").split()
    found = _changeable_sections(user)
    for word in wanted:
        found = found.filter(Q(title__icontains=word) | Q(page__title__icontains=word))
    return list(found.order_by("page__path", "position")[:MOST_SECTIONS]) if wanted else []


def handbooks_to_change(*, user: User) -> list[HandbookPage]:
    """Return the handbooks with sections that `user` can request to change, by title; two queries."""
    chapters = _changeable_sections(user).order_by().values_list("page__path", flat=True).distinct()
    above = {path[:end] for path in chapters for end in range(Page.steplen, len(path), Page.steplen)}
    return list(HandbookPage.objects.filter(path__in=above).select_related("locale", "network").order_by("title", "pk"))


def chosen_handbook(*, handbooks: Sequence[HandbookPage], pk: int | None) -> HandbookPage | None:
    """Return the handbook with this key, or the only one if none is named; Http404 if it is none of them."""
    if pk is None:
        return handbooks[0] if len(handbooks) == 1 else None
    found = next((handbook for handbook in handbooks if handbook.pk == pk), None)
    if found is None:
        raise Http404
    return found


def chapters_to_change(*, handbook: HandbookPage, user: User) -> list[tuple[ChapterPage, list[Section]]]:
    """Return the chapters of the handbook with their sections that `user` can request to change; one query."""
    found = _changeable_sections(user).filter(page__path__startswith=handbook.path).defer("text", "page__sections")
    by_chapter = groupby(found.order_by("page__path", "position"), key=attrgetter("page"))
    return [(chapter, list(sections)) for chapter, sections in by_chapter]


def section_to_change(*, pk: int, user: User) -> Section | None:
    """Return the section with this key and its handbook; None if `user` cannot request to change it."""
    if not _changeable_sections(user).filter(pk=pk).exists():
        return None
    return find_noted_section(pk=pk, user=user)


def may_change_sections(*, user: User) -> bool:
    """Return whether there is any such section for the person; one query."""
    return bool(_changeable_sections(user).exists())


def _changeable_sections(user: User) -> QuerySet[Section]:
    """Return the sections that `user` can request to change; a chapter is below its handbook in the page tree."""
    able = Network.objects.where(user, may=Action.NOTE_TO_NETWORK) | Network.objects.where(
        user, may=Action.EDIT_HANDBOOKS
    )
    handbooks = HandbookPage.objects.filter(network__in=able.order_by().values("pk")).alias(
        here=ExpressionWrapper(OuterRef("page__path"), CharField())
    )
    return sections_for(user=user).filter(Exists(handbooks.filter(here__startswith=F("path"))))
