"""Handbooks in meetings: notes on agendas, and sections in packs."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networkapp.documents.book.appendices import AppendixContent
from networkapp.documents.convert import DocumentFormat
from networkapp.handbooks.models import ChapterPage
from networkapp.handbooks.notes.notices import readable_notes
from networkapp.handbooks.takeaway.book import current_section_html
from networkapp.meetings.packs.papers import MeetingDocument
from networkapp.registry import topic_subjects
from networkapp.users import AnyUser


def notes_with_section(*, user: AnyUser) -> Any:
    """Return the notes that `user` can see, with the section that their address needs."""
    return readable_notes(user).select_related("section")


def section_documents(*, keys: set[int], user: AnyUser) -> Iterator[tuple[Any, MeetingDocument]]:
    """Yield these sections of handbooks that `user` can read with their document."""
    pages: dict[int, Any] = {}
    for section in topic_subjects["section"].where(user=user).filter(pk__in=keys):
        owner: Any = section.page
        if owner.pk not in pages:
            pages[owner.pk] = owner.specific
        page = pages[owner.pk]
        yield (
            section,
            MeetingDocument(
                title=f"{section.number} {section.title}",
                kind=_("handbook section"),
                state=f"{section.pk} {page.live_revision_id} {page.last_published_at} {section.law}",
                url=section.get_absolute_url(),
                read=partial(_read_section, page, section.pk),
                facts=(page.title, _("As published on %(day)s") % {"day": date_format(page.last_published_at)}),
            ),
        )


def _read_section(page: ChapterPage, pk: int, form: DocumentFormat) -> AppendixContent:
    with translation.override(page.locale.language_code):
        html, pictures = current_section_html(page=page, section=pk)
    return AppendixContent(html=html, pictures=pictures)
