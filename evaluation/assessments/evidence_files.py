"""The files of evidence: checked as networkapp's attachments are, and stored where these are."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.files import File

from evaluation.models import Evidence
from networkapp.discussion.actions.attachments import store_document
from networkapp.discussion.actions.uploads import inspect_upload
from networkapp.errors import Refused
from networkapp.files.inspection import InspectedDocument
from networkapp.models import Network
from networkapp.rate_limits import check_rate_limit
from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class InspectedFile:
    """An accepted file and its checksum."""

    paper: InspectedDocument
    sha256: str


def inspect_file(file: "File[Any]", *, user: User) -> InspectedFile:
    """Return the file as it may be stored. Refuses what networkapp refuses for attachments: too large, a program, a
    virus."""
    check_rate_limit(user=user, act="uploads", field="file")
    try:
        paper = inspect_upload(file=file).paper
    except Refused as refused:
        raise Refused(refused.code, refused.message, field="file") from refused
    return InspectedFile(paper=paper, sha256=sha256(paper.content).hexdigest())


def store_file(found: InspectedFile, *, network: Network, user: User, at: datetime) -> dict[str, Any]:
    """Return the fields of an evidence row about its file, which is now stored in the closed collection of
    `network`."""
    return {
        "document": store_document(file=found.paper, network=network, user=user),
        "name": found.paper.name,
        "content_type": found.paper.content_type,
        "size": len(found.paper.content),
        "sha256": found.sha256,
        "harmless": found.paper.harmless,
        "filed_at": at,
    }


def discard_file(evidence: Evidence) -> None:
    """Delete the file of `evidence`, whose row was deleted."""
    if evidence.document is not None:
        evidence.document.delete()
