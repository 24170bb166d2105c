"""Translations of sections: what publishing records about them, and what editors and translators state about a text.

Statements are about a text, identified by its hash, never about a page: a draft can have them before it is published,
and they end with the text.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.errors import Refused
from networkapp.handbooks.models import ChapterPage, HandbookPage, Section, SectionTranslation, SectionWording
from networkapp.models import Seat
from networkapp.permissions import ALLOWED, Action, Role
from networkapp.text.passages import fingerprint
from networkapp.users import User

PublishedSections = Sequence[tuple[Section, Any]]
MAX_REVISIONS = 50
"""How many revisions are searched for the author of a text."""


def record_texts(*, chapter: ChapterPage, published: PublishedSections) -> None:
    """Store the texts of the chapter's sections as just published.

    Each wording of an original is stored, so that a translation knows which of them it translates. A translated text
    without a statement belongs to the same wording as the text before it: its words were changed, but nobody compared
    it with the original.
    """
    if chapter.handbook.translated_from_id is None:
        _store_wordings(published)
        return
    known = list(
        SectionTranslation.objects.filter(page=chapter).select_related("wording").order_by("translated_at", "pk")
    )
    for section, raw in published:
        texts = [text for text in known if text.block_id == section.block_id]
        exact = next((text for text in texts if text.fingerprint == section.fingerprint), None)
        text = exact or _continued_translation(section, raw, texts, chapter)
        if text is not None and text.pk != section.translation_id:
            section.translation = text
            section.save(update_fields=["translation"])


def _store_wordings(published: PublishedSections) -> None:
    now = timezone.now()
    SectionWording.objects.bulk_create(
        (
            SectionWording(
                section=section,
                fingerprint=section.fingerprint,
                title=section.title,
                text=section.text,
                value=raw,
                published_at=now,
            )
            for section, raw in published
        ),
        ignore_conflicts=True,
    )


def _continued_translation(
    section: Section, raw: Any, texts: list[SectionTranslation], chapter: ChapterPage
) -> SectionTranslation | None:
    before = next((text for text in texts if text.pk == section.translation_id), None)
    basis = before or (texts[-1] if texts else None)
    if basis is None:
        return None
    return SectionTranslation.objects.create(
        page=chapter,
        block_id=section.block_id,
        fingerprint=section.fingerprint,
        wording=basis.wording,
        machine=basis.machine,
        engine=basis.engine,
        translated_by_id=_writer_of(chapter, section.block_id, raw),
        translated_at=timezone.now(),
    )


def _writer_of(chapter: ChapterPage, block_id: str, raw: Any) -> Any:
    """Return the account with whose revision the section came to say this; None if nobody is known."""
    writer = None
    written = json.loads(json.dumps(raw, default=str))
    revisions = chapter.revisions.order_by("-created_at", "-pk").values_list("user_id", "content")
    for user, content in islice(revisions.iterator(chunk_size=10), MAX_REVISIONS):
        blocks = json.loads(content.get("sections") or "[]")
        if not any(block.get("id") == block_id and block["value"] == written for block in blocks):
            break
        writer = user
    return writer


def record_copy(*, source: ChapterPage, copy: ChapterPage) -> None:
    """Record that a copy made for translation still contains the text of the original."""
    wordings = {
        (wording.section.block_id, wording.fingerprint): wording
        for wording in SectionWording.objects.filter(section__page=source).select_related("section")
    }
    for block in copy.sections:
        mark = fingerprint(block.block, block.get_prep_value()["value"])
        wording = wordings.get((block.id, mark))
        if wording is not None:
            SectionTranslation.objects.get_or_create(
                page=copy,
                block_id=block.id,
                fingerprint=mark,
                defaults={"wording": wording, "translated_at": timezone.now()},
            )


def record_original(*, handbook: HandbookPage, source: HandbookPage) -> None:
    """Record that the handbook is a translation of `source`, or of the original if `source` is itself a translation."""
    handbook.translated_from_id = source.translated_from_id or source.locale_id
    HandbookPage.objects.filter(pk=handbook.pk).update(translated_from=handbook.translated_from_id)


def current_wording(*, page: ChapterPage, block_id: str) -> SectionWording:
    """Return the original of a section as published now. Refused: `no_original`, if it has none, or no longer."""
    section: Section | None = (
        Section.objects.current()
        .filter(page__translation_key=page.translation_key, page__locale=page.handbook.translated_from_id)
        .filter(page__live=True, block_id=block_id)
        .select_related("page")
        .first()
    )
    block = next((block for block in section.page.sections if block.id == block_id), None) if section else None
    if section is None or block is None:
        raise Refused("no_original", _("This section is no longer in the original."))
    raw = block.get_prep_value()["value"]
    if not section.fingerprint:
        section.fingerprint = fingerprint(block.block, raw)
        section.save(update_fields=["fingerprint"])
    _store_wordings([(section, raw)])
    wording: SectionWording = section.wordings.get(fingerprint=section.fingerprint)
    return wording


@transaction.atomic
def mark_translated(*, chapter: ChapterPage, block_id: str, text: str, user: User) -> SectionTranslation:
    """Record that the text with this fingerprint matches the current original; the person counts as its translator.

    It was verified against another wording, so it is no longer. NotAllowed; Refused `no_original`, `text_changed`.
    """
    chapter.handbook.network.require(user, Action.EDIT_HANDBOOKS)
    require_current_text(chapter=chapter, block_id=block_id, text=text)
    wording = current_wording(page=chapter, block_id=block_id)
    known = _known(chapter, block_id, text)
    if known is not None and known.wording_id == wording.pk:
        return known
    return record_translation(chapter=chapter, block_id=block_id, text=text, wording=wording, user=user)


def record_translation(
    *,
    chapter: ChapterPage,
    block_id: str,
    text: str,
    wording: SectionWording,
    user: User | None,
    machine: bool = False,
    engine: str = "",
) -> SectionTranslation:
    """Record that the translation matches this wording and is not verified; called by actions that have checked the
    right."""
    known = _known(chapter, block_id, text)
    values = {
        "wording": wording,
        "machine": machine or (known is not None and known.machine),
        "engine": engine or (known.engine if known else ""),
        "translated_by": user,
        "translated_at": timezone.now(),
        "verified_by": None,
        "verified_seat": None,
        "verified_office": "",
        "verified_at": None,
    }
    noted, _created = SectionTranslation.objects.update_or_create(
        page=chapter, block_id=block_id, fingerprint=text, defaults=values
    )
    _link_section_to(noted)
    return noted


@transaction.atomic
def verify_translation(*, chapter: ChapterPage, block_id: str, text: str, user: User) -> SectionTranslation:
    """Record that an editor or translator has compared this text with the current original and found it correct.

    NotAllowed; Refused `own_translation`, since nobody sees their own mistakes; `no_original`, `text_changed`.
    """
    seat, office = _seat_of(chapter, user)
    require_current_text(chapter=chapter, block_id=block_id, text=text)
    wording = current_wording(page=chapter, block_id=block_id)
    known = _known(chapter, block_id, text)
    writer = known.translated_by_id if known else _writer_of_text(chapter, block_id)
    if writer == user.pk:
        words = _("You translated this section. Another person must verify it.")
        raise Refused("own_translation", words)
    values = {
        "wording": wording,
        "verified_by": user,
        "verified_seat": seat,
        "verified_office": office,
        "verified_at": timezone.now(),
    }
    fresh = {"translated_by_id": writer, "translated_at": timezone.now()}
    verified, _created = SectionTranslation.objects.update_or_create(
        page=chapter, block_id=block_id, fingerprint=text, defaults=values, create_defaults={**values, **fresh}
    )
    _link_section_to(verified)
    return verified


@transaction.atomic
def mark_machine_translated(
    *, chapter: ChapterPage, block_id: str, text: str, machine: bool, engine: str, user: User
) -> None:
    """Mark this text as a machine translation, with the name of the program if given; or remove the mark.

    NotAllowed; Refused `no_original`, `text_changed`.
    """
    chapter.handbook.network.require(user, Action.EDIT_HANDBOOKS)
    require_current_text(chapter=chapter, block_id=block_id, text=text)
    known = _known(chapter, block_id, text)
    if known is None:
        wording = current_wording(page=chapter, block_id=block_id)
        known = record_translation(chapter=chapter, block_id=block_id, text=text, wording=wording, user=user)
    known.machine, known.engine = machine, engine[:100] if machine else ""
    known.save(update_fields=["machine", "engine"])


def require_current_text(*, chapter: ChapterPage, block_id: str, text: str) -> None:
    """Check that the newest version of the section has the fingerprint `text`; 404 if it does not exist there.

    Refused: `text_changed`.
    """
    newest = {block.id: mark for block, mark in section_fingerprints(chapter)}
    if block_id not in newest:
        raise Http404
    if newest[block_id] != text:
        words = _("The text has changed since you opened this page. Check it again.")
        raise Refused("text_changed", words)


def section_fingerprints(chapter: ChapterPage) -> Iterable[tuple[Any, str]]:
    """Yield the sections of the newest version of the chapter, published or not, with their fingerprints."""
    newest = ChapterPage.objects.get(pk=chapter.pk).get_latest_revision_as_object()
    return [(block, fingerprint(block.block, block.get_prep_value()["value"])) for block in newest.sections]


def _known(chapter: ChapterPage, block_id: str, text: str) -> SectionTranslation | None:
    found: SectionTranslation | None = SectionTranslation.objects.filter(
        page=chapter, block_id=block_id, fingerprint=text
    ).first()
    return found


def _writer_of_text(chapter: ChapterPage, block_id: str) -> Any:
    newest = next(block for block, _mark in section_fingerprints(chapter) if block.id == block_id)
    return _writer_of(chapter, block_id, newest.get_prep_value()["value"])


def _link_section_to(text: SectionTranslation) -> None:
    """Link the section to the translation record of its current text, if there is one."""
    Section.objects.filter(page=text.page_id, block_id=text.block_id, fingerprint=text.fingerprint).update(
        translation=text
    )


def _seat_of(chapter: ChapterPage, user: User) -> tuple[Seat, str]:
    """Return the seat and the office by which `user` may verify; NotAllowed without."""
    network = chapter.handbook.network
    network.require(user, Action.EDIT_HANDBOOKS)
    seats = Seat.objects.current().filter(user=user, network=network).with_role(ALLOWED[Action.EDIT_HANDBOOKS])
    seat = seats.prefetch_related("offices").order_by("pk")[0]
    offices = {row.office for row in seat.offices.all()}
    return seat, str(Role.TRANSLATOR if Role.TRANSLATOR in offices else Role.EDITOR)
