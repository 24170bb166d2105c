"""Copies that a device saves for reading offline: which kinds there are, and whether one may stay.

The site does not know who has copies. A device asks about those it has.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CopyStatus:
    """The newest edition in the language of an offline copy, by label and address; "" if the copy is the newest.

    For a meeting pack, `newest` is the digest of the present contents if they differ.
    """

    newest: str = ""
    newest_at: str = ""


CopyStatusSource = Callable[..., CopyStatus | None]
copy_sources: dict[str, CopyStatusSource] = {}


def register_device_copies(kind: str, status: CopyStatusSource) -> None:
    """Let devices save copies with keys like "kind-1-en".

    `status(pk=, language=, user=)` is None for a copy that `user` may no longer have.
    """
    copy_sources[kind] = status
