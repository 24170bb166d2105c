"""Copies of handbooks and of packs of meetings on somebody's device: whether it may still have them, and what is newer.

The site does not know who has copies. A device asks about those it has.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.urls import reverse

from networkapp.handbooks.editions.queries import editions_of, find_text
from networkapp.handbooks.editions.whole_texts import WholeText
from networkapp.handbooks.models import EditionText, HandbookPage
from networkapp.handbooks.pages.queries import find_handbook
from networkapp.meetings.models import MeetingPack
from networkapp.meetings.packs.packs import find_stored_pack
from networkapp.users import AnyUser

MAX_COPIES = 20
KEY = re.compile(r"(?P<kind>edition|today|pack)-(?P<pk>\d{1,18})-(?P<language>[a-zA-Z-]{2,12})")


@dataclass(frozen=True, kw_only=True)
class CopyStatus:
    """The newest edition in the language of an offline copy, by label and address; "" if the copy is the newest.

    For a meeting pack, `newest` is the digest of the present contents if they differ.
    """

    newest: str = ""
    newest_at: str = ""


def is_public_text(text: WholeText) -> bool:
    """Return whether the text is public; a copy can be read by anyone who uses the device."""
    return bool(valid_copies(keys=[text.key], user=AnonymousUser()))


def valid_copies(*, keys: Iterable[str], user: AnyUser) -> dict[str, CopyStatus]:
    """Return the copies with these keys (`WholeText.key`, `pack_key`) that `user` can read now; twenty at most."""
    found = {}
    for key in list(keys)[:MAX_COPIES]:
        asked = KEY.fullmatch(key)
        standing = _copy_status(asked["kind"], int(asked["pk"]), asked["language"], user) if asked else None
        if standing is not None:
            found[key] = standing
    return found


def pack_key(pack: MeetingPack) -> str:
    """Return the key of the offline copy of a meeting pack on a device."""
    return f"pack-{pack.pk}-{pack.language}"


def _pack_status(pk: int, user: AnyUser) -> CopyStatus | None:
    found = find_stored_pack(pk=pk, user=user)
    if found is None:
        return None
    pack, contents = found
    if pack.digest == contents.digest:
        return CopyStatus()
    return CopyStatus(newest=contents.digest, newest_at=reverse("networkapp:meeting_pack", args=[pack.meeting.slug]))


def _copy_status(kind: str, pk: int, language: str, user: AnyUser) -> CopyStatus | None:
    if kind == "pack":
        return _pack_status(pk, user)
    try:
        book: HandbookPage | EditionText = (
            find_text(edition=pk, language=language, user=user)
            if kind == "edition"
            else find_handbook(pk=pk, user=user)
        )
    except Http404:
        return None
    handbook = book.edition.handbook if isinstance(book, EditionText) else book.translation_key
    texts = EditionText.objects.filter(edition__in=editions_of(handbook=handbook, user=user), language=language)
    newest = texts.select_related("edition").order_by("-edition__number").first()
    return CopyStatus(newest=newest.edition.label, newest_at=newest.get_absolute_url()) if newest else CopyStatus()
