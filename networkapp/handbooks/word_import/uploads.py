"""Word documents that editors bring to a handbook: kept for a week, and read in the background."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from networkapp.conf import setting
from networkapp.errors import Refused
from networkapp.files.inspection import clean_name
from networkapp.files.scanning import NoVerdict, scan
from networkapp.handbooks.models import HandbookPage, PartPage, WordImport
from networkapp.handbooks.word_import.reader.archive import open_archive
from networkapp.handbooks.word_import.reader.reading import read_word
from networkapp.handbooks.word_import.reader.values import UnreadableDocument
from networkapp.permissions import Action
from networkapp.rate_limits import check_rate_limit
from networkapp.users import AnyUser, User

logger = logging.getLogger(__name__)
State = WordImport.State
RETENTION = timedelta(days=7)
"""How long a document waits for drafts to be made of it, and the report is there after that."""
REASONS: Mapping[str, str | Promise] = {
    "not_word": gettext_lazy("“%(name)s” is not a .docx document. Open it in Word and save it as .docx."),
    "old_word": gettext_lazy("“%(name)s” is not a .docx document. Open it in Word and save it as .docx."),
    "locked": gettext_lazy("“%(name)s” is password-protected. Remove the password in Word."),
    "macros": gettext_lazy("“%(name)s” contains macros. Save it as .docx without macros."),
    "bomb": gettext_lazy("“%(name)s” is too large when unpacked. Upload a smaller document."),
    "broken": gettext_lazy("“%(name)s” is damaged. Save it under another name in Word."),
    "slow": gettext_lazy("“%(name)s” takes too long to read. Divide it into several documents."),
}


def find_import_target(*, page: int, user: AnyUser) -> HandbookPage | PartPage:
    """Return the handbook, or the part of one, into which `user` can import a document; 404 if they do not edit it."""
    own = HandbookPage.objects.where(user, may=Action.EDIT_HANDBOOKS)
    handbook: HandbookPage | None = own.select_related("network", "locale").filter(pk=page).first()
    part: PartPage | None = None if handbook else PartPage.objects.filter(pk=page).first()
    if part is not None and own.around(part).exists():
        return part
    if handbook is None:
        raise Http404
    return handbook


def handbook_of(place: HandbookPage | PartPage) -> HandbookPage:
    """Return the handbook that is, or contains, `place`."""
    return place if isinstance(place, HandbookPage) else place.handbook


def imports_of(*, place: HandbookPage | PartPage, user: AnyUser) -> list[WordImport]:
    """Return the recent imports of `user` into the handbook, the newest first, without their content."""
    own = WordImport.objects.where(user, may=Action.EDIT_HANDBOOKS).filter(handbook=handbook_of(place))
    return list(own.defer("content", "document"))


def find_import(*, pk: int, user: AnyUser) -> WordImport:
    """Return the document that the user imported; 404 for everybody else, and once they no longer edit the handbook."""
    found = WordImport.objects.where(user, may=Action.EDIT_HANDBOOKS).defer("content")
    brought: WordImport | None = (
        found.select_related("handbook__network", "handbook__locale", "part").filter(pk=pk).first()
    )
    if brought is None:
        raise Http404
    return brought


def upload_document(*, place: HandbookPage | PartPage, user: User, file: File, client_key: UUID) -> WordImport:  # type: ignore[type-arg]
    """Store the document until it is read; the handbook does not change. One `client_key` stores one.

    Refused: `empty`, `too_large` (more than NETWORKAPP_WORD_MAX_BYTES), `virus_found`, `not_scanned`, `too_fast`, and
    those reasons of NotRead that are known before it is read. NotAllowed for people who do not edit handbooks there.
    """
    handbook = handbook_of(place)
    handbook.network.require(user, Action.EDIT_HANDBOOKS)
    known: WordImport | None = WordImport.objects.filter(user=user, client_key=client_key).first()
    if known is not None:
        return known
    check_rate_limit(user=user, act="uploads", field="file")
    content = _checked_content(file)
    with transaction.atomic():
        brought: WordImport = WordImport.objects.get_or_create(
            user=user,
            client_key=client_key,
            defaults={
                "handbook": handbook,
                "part": place if isinstance(place, PartPage) else None,
                "name": clean_name(str(file.name or ""), "docx"),
                "content": content,
            },
        )[0]
        transaction.on_commit(lambda: read_document.enqueue(brought.pk))
    return brought


def _checked_content(file: Any) -> bytes:
    name, limit = {"name": str(file.name or "")}, setting("WORD_MAX_BYTES")
    if not file.size:
        raise Refused("empty", _("“%(name)s” is empty.") % name, field="file")
    if file.size > limit:
        words = _("“%(name)s” is larger than %(limit)s MB (%(size)s MB). Make its pictures smaller.")
        shown = {**name, "size": f"{file.size / 1_000_000:.1f}", "limit": f"{limit / 1_000_000:g}"}
        raise Refused("too_large", words % shown, field="file")
    try:
        verdict = scan(file)
    except NoVerdict as silent:
        words = _("“%(name)s” could not be checked for viruses. Try again later.")
        raise Refused("not_scanned", words % name, field="file") from silent
    if verdict is not None and verdict.found:
        words = _("“%(name)s” was not accepted because it contains a virus (%(virus)s).")
        raise Refused("virus_found", words % {**name, "virus": verdict.found}, field="file")
    file.seek(0)
    content: bytes = file.read()
    try:
        open_archive(content)
    except UnreadableDocument as refused:
        raise Refused(refused.reason, str(REASONS[refused.reason]) % name, field="file") from refused
    return content


@task()
def read_document(pk: int) -> None:
    """Read the document, or record why it cannot be read. Can be called any number of times: it is read once."""
    brought = WordImport.objects.filter(pk=pk, state=State.READING).first()
    if brought is None:
        return
    tries = brought.tries + 1
    WordImport.objects.filter(pk=pk).update(tries=tries)
    try:
        document = read_word(bytes(brought.content))
        outcome: dict[str, Any] = {"state": State.READ, "document": document.as_json(), "tries": 0}
    except UnreadableDocument as refused:
        outcome = {"state": State.FAILED, "reason": refused.reason, "content": b""}
    except Exception:
        logger.exception("Could not read Word import %s.", pk)
        outcome = {"state": State.FAILED, "reason": "broken", "content": b""}
    WordImport.objects.filter(pk=pk, state=State.READING).update(**outcome)


def failure_message(brought: WordImport) -> str:
    """Return why the document could not be read, and what to do."""
    return str(REASONS[brought.reason or "broken"]) % {"name": brought.name}


def remove_old_imports(*, now: datetime) -> int:
    """Delete documents that were uploaded a week ago; return their number. A job of the clock."""
    removed: int = WordImport.objects.filter(put_at__lte=now - RETENTION).delete()[0]
    return removed
