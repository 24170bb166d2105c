"""Meeting packs on somebody's device: whether they may stay, and whether a newer one is there."""

from django.urls import reverse

from networkapp.meetings.models import MeetingPack
from networkapp.meetings.packs.packs import find_stored_pack
from networkapp.registry.device_copies import CopyStatus
from networkapp.users import AnyUser


def pack_key(pack: MeetingPack) -> str:
    """Return the key by which a device asks about its copy of the pack."""
    return f"pack-{pack.pk}-{pack.language}"


def pack_status(*, pk: int, language: str, user: AnyUser) -> CopyStatus | None:
    """Return the status of the pack with this key; None if `user` may no longer have it."""
    found = find_stored_pack(pk=pk, user=user)
    if found is None:
        return None
    pack, contents = found
    if pack.digest == contents.digest:
        return CopyStatus()
    return CopyStatus(newest=contents.digest, newest_at=reverse("networkapp:meeting_pack", args=[pack.meeting.slug]))
