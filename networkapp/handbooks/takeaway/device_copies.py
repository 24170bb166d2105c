"""Copies of handbooks and of packs of meetings on somebody's device: whether it may still have them, and what is newer.

The site does not know who has copies. A device asks about those it has.
"""

import re
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from networkapp.handbooks.editions.queries import editions_of, find_text
from networkapp.handbooks.editions.whole_texts import WholeText
from networkapp.handbooks.models import EditionText, HandbookPage
from networkapp.handbooks.pages.queries import find_handbook
from networkapp.registry.device_copies import CopyStatus, copy_sources
from networkapp.users import AnyUser

MAX_COPIES = 20
KEY = re.compile(r"(?P<kind>[a-z]+)-(?P<pk>\d{1,18})-(?P<language>[a-zA-Z-]{2,12})")


def is_public_text(text: WholeText) -> bool:
    """Return whether the text is public; a copy can be read by anyone who uses the device."""
    return bool(valid_copies(keys=[text.key], user=AnonymousUser()))


def valid_copies(*, keys: Iterable[str], user: AnyUser) -> dict[str, CopyStatus]:
    """Return the copies with these keys (such as `WholeText.key`) that `user` can read now; twenty at most."""
    found = {}
    for key in list(keys)[:MAX_COPIES]:
        parts = KEY.fullmatch(key)
        source = copy_sources.get(parts["kind"]) if parts else None
        status = source(pk=int(parts["pk"]), language=parts["language"], user=user) if parts and source else None
        if status is not None:
            found[key] = status
    return found


def edition_status(*, pk: int, language: str, user: AnyUser) -> CopyStatus | None:
    """Return what is newer than the edition with this key; None if `user` cannot read it."""
    try:
        return _status(find_text(edition=pk, language=language, user=user), language, user)
    except Http404:
        return None


def current_text_status(*, pk: int, language: str, user: AnyUser) -> CopyStatus | None:
    """Return what is newer than the text of a handbook without an edition; None if `user` cannot read it."""
    try:
        return _status(find_handbook(pk=pk, user=user), language, user)
    except Http404:
        return None


def _status(book: HandbookPage | EditionText, language: str, user: AnyUser) -> CopyStatus:
    handbook = book.edition.handbook if isinstance(book, EditionText) else book.translation_key
    texts = EditionText.objects.filter(edition__in=editions_of(handbook=handbook, user=user), language=language)
    newest = texts.select_related("edition").order_by("-edition__number").first()
    return CopyStatus(newest=newest.edition.label, newest_at=newest.get_absolute_url()) if newest else CopyStatus()
