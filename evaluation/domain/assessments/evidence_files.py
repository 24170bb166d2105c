"""The files of evidence: looked through on the way in as networkapp's papers are, and kept where these are kept."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.files import File

from evaluation.models import Evidence
from networkapp.domain.discussion.attachments import store
from networkapp.domain.discussion.uploads import examine
from networkapp.domain.pace import keep_pace
from networkapp.errors import Refused
from networkapp.models import Network
from networkapp.publishing.papers import Paper


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A file that may be kept, and its checksum."""

    paper: Paper
    sha256: str


def examined(file: "File[Any]", *, by: Any) -> Examined:
    """The file as it may be kept. Refuses what networkapp refuses of papers: too large, a program, a virus."""
    keep_pace(person=by, act="uploads", field="file")
    try:
        paper = examine(file).paper
    except Refused as refused:
        raise Refused(refused.code, refused.message, field="file") from refused
    return Examined(paper=paper, sha256=sha256(paper.content).hexdigest())


def file_facts(found: Examined, *, network: Network, by: Any, at: datetime) -> dict[str, Any]:
    """What a row of evidence says of its file, which is kept in the closed collection of `network` from now on."""
    return {
        "document": store(found.paper, network=network, user=by),
        "name": found.paper.name,
        "content_type": found.paper.content_type,
        "size": len(found.paper.content),
        "sha256": found.sha256,
        "harmless": found.paper.harmless,
        "filed_at": at,
    }


def discard_file(evidence: Evidence) -> None:
    """The file of `evidence`, whose row is gone, is gone too."""
    if evidence.document is not None:
        evidence.document.delete()
