"""Files of handbooks: asked for by readers, made in the background, each once for a state of the text, and kept."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404
from django_tasks import task

from networkapp.documents.convert import ConversionError, DocumentFormat
from networkapp.files.generated import (
    BEHIND_ALL_ELSE,
    claim_file,
    create_file,
    get_or_create_file,
    maintain_files,
    require_few_waiting,
)
from networkapp.handbooks.editions.queries import find_text
from networkapp.handbooks.models import (
    ChapterPage,
    Edition,
    EditionChapter,
    EditionSection,
    EditionText,
    HandbookFile,
    HandbookPage,
    Section,
)
from networkapp.handbooks.pages.queries import find_chapter, find_current_section, find_handbook
from networkapp.handbooks.takeaway.book import build_book
from networkapp.handbooks.takeaway.formats import Scope, Takeaway, current_takeaway, edition_takeaway
from networkapp.rate_limits import check_rate_limit
from networkapp.users import AnyUser

logger = logging.getLogger(__name__)

FORMATS = (DocumentFormat.PDF, DocumentFormat.EPUB, DocumentFormat.DOCX)
State = HandbookFile.State
RETENTION = timedelta(days=7)
"""How long a file of the text of some day is kept; of editions they are kept for ever."""


def files_of(takeaway: Takeaway) -> list[tuple[DocumentFormat, HandbookFile | None]]:
    """Return each format with the file of the current text, if somebody has ordered it."""
    known = {file.form: file for file in HandbookFile.objects.filter(digest=takeaway.digest)}
    return [(form, known.get(form.value)) for form in FORMATS]


def count_files_queued_before(file: HandbookFile) -> int:
    """Return the number of files that will be created before this one."""
    earlier = Q(asked_at__lt=file.asked_at) | Q(asked_at=file.asked_at, pk__lt=file.pk)
    ahead = Q(state=State.BUILDING) | Q(earlier, state=State.WAITING)
    return HandbookFile.objects.filter(ahead).exclude(pk=file.pk).count()


def request_file(*, takeaway: Takeaway, form: DocumentFormat, user: AnyUser) -> HandbookFile:
    """Return the file, and order it if it does not exist or has failed. It is created once for all who request it.

    The caller has checked that `user` can read its content. Refused: `too_fast`; `many_waiting` (the queue is full).
    """
    known: HandbookFile | None = HandbookFile.objects.filter(digest=takeaway.digest, form=form).first()
    if known is not None and known.state != State.FAILED:
        return known
    check_rate_limit(user=user, act="files" if user.is_authenticated else "files_of_visitors")
    require_few_waiting(HandbookFile.objects)
    return _order_file(takeaway, form)


def on_edition_published(*, edition: Edition, **message: Any) -> None:
    """Create the whole edition in every language and format, for those who will request it."""
    for text in edition.texts.select_related("edition__network"):
        for form in FORMATS:
            _order_file(edition_takeaway(text=text), form)


def find_file(*, pk: int, user: AnyUser) -> HandbookFile:
    """Return the finished file; Http404 if it is not ready, or `user` cannot read its content."""
    file: HandbookFile | None = HandbookFile.objects.filter(pk=pk, state=State.READY).select_related("text").first()
    if file is None:
        raise Http404
    if file.text is not None:
        find_text(edition=file.text.edition_id, language=file.text.language, user=user)
    elif file.page_id is None or find_current_text(file=file, user=user).digest != file.digest:
        # What was taken out of a text since is in no file of it either.
        raise Http404
    return file


def find_current_text(*, file: HandbookFile, user: AnyUser) -> Takeaway:
    """Return the current published content of what the file was made from; 404 unless `user` can read it."""
    handbook = find_handbook(pk=file.page_id or 0, user=user)
    match file.scope:
        case Scope.CHAPTER:
            return current_takeaway(handbook=handbook, chapter=_in(handbook, find_chapter(pk=file.subject, user=user)))
        case Scope.SECTION:
            section = find_current_section(pk=file.subject, user=user)
            return current_takeaway(handbook=handbook, chapter=_in(handbook, section.page.specific), section=section)
        case _:
            return current_takeaway(handbook=handbook)


@task(priority=BEHIND_ALL_ELSE)
def make_file(pk: int) -> None:
    """Create and store the file. May be called any number of times, also at once: the first caller creates it.

    If the text has changed since the request, another file is created instead.
    """
    if not claim_file(HandbookFile.objects, pk):
        return
    file = HandbookFile.objects.select_related("text__edition__network", "page__network", "page__locale").get(pk=pk)
    try:
        takeaway = _takeaway(file)
        if takeaway.digest != file.digest:
            file.delete()
            _order_file(takeaway, DocumentFormat(file.form))
            return
        create_file(file, lambda: build_book(takeaway))
    except Http404:
        # It was taken from the shelf meanwhile.
        file.delete()
    except ConversionError:
        logger.exception("Could not create file %s of a handbook (%s).", pk, file)
        HandbookFile.objects.filter(pk=pk).update(state=State.FAILED)


def clean_up_files(*, now: datetime) -> int:
    """Resume abandoned files, three times at most, and delete old files of past days."""
    past = HandbookFile.objects.filter(text=None).filter(Q(page=None) | Q(asked_at__lt=now - RETENTION))
    old = past.exclude(state=State.BUILDING)
    return maintain_files(HandbookFile.objects, old=old, make=make_file, now=now)


def _order_file(takeaway: Takeaway, form: DocumentFormat) -> HandbookFile:
    known = {"digest": takeaway.digest, "form": form.value}
    more = {"scope": takeaway.scope, "subject": takeaway.subject, "text": takeaway.text, "page": takeaway.page}
    ordered: HandbookFile = get_or_create_file(HandbookFile.objects, make_file, known, {**more, "name": takeaway.name})
    return ordered


def _takeaway(file: HandbookFile) -> Takeaway:
    """Return the content of the file, as it is now; 404 if it no longer exists."""
    if file.text is not None:
        return edition_takeaway(text=file.text, **_in_edition(file, file.text))
    handbook = file.page
    if handbook is None or not handbook.live:
        raise Http404
    chapters = ChapterPage.objects.live().defer("sections")
    if file.scope == Scope.CHAPTER:
        return current_takeaway(handbook=handbook, chapter=_in(handbook, chapters.filter(pk=file.subject).first()))
    if file.scope == Scope.SECTION:
        section = Section.objects.current().filter(pk=file.subject).first()
        chapter = _in(handbook, chapters.filter(published_sections=section).first() if section else None)
        return current_takeaway(handbook=handbook, chapter=chapter, section=section)
    return current_takeaway(handbook=handbook)


def _in(handbook: HandbookPage, chapter: ChapterPage | None) -> ChapterPage:
    if chapter is None or not chapter.path.startswith(handbook.path):
        raise Http404
    return chapter


def _in_edition(file: HandbookFile, text: EditionText) -> dict[str, Any]:
    match file.scope:
        case Scope.CHAPTER:
            return {"chapter": EditionChapter.objects.get(text=text, page=file.subject)}
        case Scope.SECTION:
            found = EditionSection.objects.filter(chapter__text=text, section=file.subject)
            return {"section": found.select_related("chapter").get()}
        case _:
            return {}
