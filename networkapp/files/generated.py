"""Files made in the background, each once for a state of its content: requested, created, stored, cleaned up.

The content of a file, and who can have it, belong to its own kind (handbooks/takeaway/downloads.py,
meetings/packs/packs.py).
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.conf import setting
from networkapp.documents.book.book import STEPS, Book, make_book
from networkapp.documents.book.sections import BookLabels
from networkapp.documents.convert import DocumentFormat
from networkapp.errors import Refused
from networkapp.models.generated_files import GeneratedFile

State = GeneratedFile.State
PATIENCE = timedelta(minutes=10)
"""After this a file that does not come is taken up again."""
MOST_TRIES = 3
ALL_STEPS = STEPS + 2
"""Stages of creating a file: its text is ready, the stages of a handbook file, it is stored."""
BEHIND_ALL_ELSE = -50
"""E-mails and notices of the site go first, before files that wait to be created."""


def require_few_waiting(files: Any) -> None:
    """Check that few of these files are waiting. Refused: `many_waiting`."""
    if files.filter(state__in=[State.WAITING, State.BUILDING]).count() >= setting("FILES_WAITING"):
        words = _("Too many files are waiting. Try again in a few minutes.")
        raise Refused("many_waiting", words)


def get_or_create_file(files: Any, make: Any, known: Mapping[str, Any], more: Mapping[str, Any], **again: Any) -> Any:
    """Return the file identified by `known`; if there is none, or it failed, create it with the task `make`.

    A new one is also given `more`, one that is tried again `again`.
    """
    file, is_new = files.get_or_create(**known, defaults=dict(more))
    failed = files.filter(pk=file.pk, state=State.FAILED)
    tried = failed.update(state=State.WAITING, asked_at=timezone.now(), tries=0, **again)
    if is_new or tried:
        transaction.on_commit(lambda: make.enqueue(file.pk), robust=True)
    return file


def claim_file(files: Any, pk: int) -> bool:
    """Return whether this file waited, and is now created by this caller and by nobody else."""
    waiting = files.filter(pk=pk, state=State.WAITING)
    return bool(waiting.update(state=State.BUILDING, step=0, asked_at=timezone.now(), tries=F("tries") + 1))


def create_file(file: Any, book: Callable[[], Book], **more: Any) -> None:
    """Create the file from the book and store it as ready, with `more`, recording progress. Raises NotMade."""
    rows = type(file).objects.filter(pk=file.pk)
    content = book()
    rows.update(step=1)

    def report_progress() -> None:
        rows.update(step=F("step") + 1)

    store_content(
        file, make_book(book=content, form=DocumentFormat(file.form), report_progress=report_progress), **more
    )


def store_content(file: Any, content: bytes, **more: Any) -> None:
    """Store `content` as the ready file, with `more`."""
    file.file.save(f"{file.digest}.{file.form}", ContentFile(content), save=False)
    ready = {"state": State.READY, "step": ALL_STEPS, "size": len(content), "built_at": timezone.now()}
    type(file).objects.filter(pk=file.pk).update(**ready, file=file.file.name, **more)


def maintain_files(files: Any, *, old: Any, make: Any, now: datetime) -> int:
    """Resume abandoned files, three times at most; delete the first `old` ones. Return the number."""
    late = files.filter(asked_at__lt=now - PATIENCE)
    given_up = late.filter(state=State.BUILDING, tries__gte=MOST_TRIES).update(state=State.FAILED)
    lost = list(late.filter(state__in=[State.WAITING, State.BUILDING]).values_list("pk", flat=True)[:100])
    for pk in lost:
        late.filter(pk=pk).update(state=State.WAITING, asked_at=now)
        make.enqueue(pk)
    gone = list(old[:1000])
    for file in gone:
        if file.file:
            file.file.delete(save=False)
        file.delete()
    return int(given_up) + len(lost) + len(gone)


def book_labels() -> BookLabels:
    """Return the words that files add to the text, such as "Table 3.", in the active language."""
    return BookLabels(
        figure=_("Figure %(number)s."),
        table=_("Table %(number)s."),
        part_of_table=_("(columns %(first)s to %(last)s of %(of)s)"),
        column_of_table=_("(column %(first)s of %(of)s)"),
        picture=_("[Picture: %(words)s]"),
        sources=_("Legal sources"),
    )
