"""Drafts of translated chapters that are made for their translators; what is published is never touched."""

from copy import deepcopy
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from networkapp.errors import Refused
from networkapp.handbooks.models import ChapterPage
from networkapp.handbooks.pages.translation_records import current_wording, record_translation
from networkapp.handbooks.translations.queries import find_original
from networkapp.permissions import Action
from networkapp.users import User


@transaction.atomic
def add_missing_sections(*, chapter: ChapterPage, user: User) -> int:
    """Add the missing sections of the original to the draft, in the original language. Return their number.

    NotAllowed; Refused `locked`, `nothing_missing`.
    """
    chapter.handbook.network.require(user, Action.EDIT_HANDBOOKS)
    source = find_original(chapter=chapter, user=user)
    draft = open_draft(chapter=chapter, user=user)
    blocks = list(draft.sections.raw_data)
    there = {block["id"] for block in blocks}
    missing = [block for block in source.sections.raw_data if block["id"] not in there] if source else []
    if not missing or source is None:
        raise Refused("nothing_missing", _("The draft already has every section of the original."))
    order = [block["id"] for block in source.sections.raw_data]
    for block in missing:
        blocks = insert_in_order(blocks, deepcopy(block), order)
        wording = current_wording(page=chapter, block_id=block["id"])
        record_translation(chapter=chapter, block_id=block["id"], text=wording.fingerprint, wording=wording, user=None)
    save_draft(draft=draft, blocks=blocks, user=user)
    return len(missing)


def open_draft(*, chapter: ChapterPage, user: User) -> ChapterPage:
    """Return the newest version of the chapter for editing. Refused: `locked`, if Wagtail lets nobody edit it."""
    ChapterPage.objects.select_for_update().get(pk=chapter.pk)
    draft: ChapterPage = ChapterPage.objects.get(pk=chapter.pk).get_latest_revision_as_object()
    lock = draft.get_lock()
    if lock is not None and lock.for_user(user):
        words = _("The chapter is locked in Wagtail, for example for a review.")
        raise Refused("locked", words)
    return draft


def save_draft(*, draft: ChapterPage, blocks: list[Any], user: User) -> None:
    """Create a new draft of the chapter with these sections; people who can publish decide when it is published."""
    draft.sections = blocks
    draft.save_revision(user=user, log_action=True)


def insert_in_order(blocks: list[Any], block: Any, order: list[str]) -> list[Any]:
    """Return `blocks` with `block` after the nearest one before it in `order`, or replacing its own if it is there."""
    if any(known["id"] == block["id"] for known in blocks):
        return [block if known["id"] == block["id"] else known for known in blocks]
    before = set(order[: order.index(block["id"])])
    places = [place for place, known in enumerate(blocks, start=1) if known["id"] in before]
    at = max(places, default=0)
    return [*blocks[:at], block, *blocks[at:]]
