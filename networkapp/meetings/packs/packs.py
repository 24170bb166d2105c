"""Meeting packs: everything that a reader can see of a meeting, in one file, created in the background and shared by
readers with the same access."""

import hashlib
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks import task

from networkapp.discussion.models import Topic
from networkapp.documents.book.book import Book
from networkapp.documents.convert import ConversionError, DocumentFormat
from networkapp.errors import Refused
from networkapp.files.generated import (
    BEHIND_ALL_ELSE,
    claim_file,
    create_file,
    get_or_create_file,
    maintain_files,
    require_few_waiting,
)
from networkapp.meetings.models import AgendaItem, Meeting, MeetingPack
from networkapp.meetings.packs.book import build_pack_book
from networkapp.meetings.packs.papers import MeetingDocument, documents_of
from networkapp.meetings.queries.briefing import MeetingBriefing, briefing_for, find_meeting_to_read
from networkapp.models import this_site
from networkapp.permissions import Action
from networkapp.rate_limits import check_rate_limit
from networkapp.users import AnyUser, User, is_signed_in

logger = logging.getLogger(__name__)

FORMATS = (DocumentFormat.PDF, DocumentFormat.EPUB, DocumentFormat.ZIP)
State = MeetingPack.State
CONTENT_VERSION = 4
"""Of what is made today; with another one, packs are made anew."""
RETENTION = timedelta(days=30)
TOPIC_PREFIX = "brief-topic-"


@dataclass(frozen=True, kw_only=True)
class PackContents:
    """The content of a pack for one reader in one language, with its hash `digest`."""

    meeting: Meeting
    language: str
    brief: MeetingBriefing
    items: tuple[AgendaItem, ...]
    papers: dict[int, list[MeetingDocument]]
    digest: str

    @property
    def number(self) -> int:
        """Return the number of documents."""
        return sum(map(len, self.papers.values()))

    @property
    def parts(self) -> list[str]:
        """Return the items, documents and topics in it, whatever their content."""
        sheets = (sheet.key for sheets in self.papers.values() for sheet in sheets)
        lines = (line for part in self.brief.parts for line in part.lines)
        topics = (f"{TOPIC_PREFIX}{line.topic}" for line in lines if line.topic)
        return sorted({*(f"item-{item.pk}" for item in self.items), *sheets, *topics})

    @property
    def originals(self) -> int:
        """Return the total number of bytes of the uploaded documents."""
        papers = (sheet.original for sheets in self.papers.values() for sheet in sheets)
        return sum(paper.size for paper in papers if paper)

    @property
    def forms(self) -> tuple[DocumentFormat, ...]:
        """Return the formats in which it can be downloaded: with originals beside it, if there are any."""
        return FORMATS if self.originals else FORMATS[:2]


def pack_contents(*, meeting: Meeting, user: User, language: str = "") -> PackContents:
    """Return the content of the pack for `user`, who can read the network, in local time of the meeting."""
    with translation.override(language or get_language() or "en"), timezone.override(meeting.zone):
        items = tuple(AgendaItem.objects.shown_to(user).filter(meeting=meeting).order_by("position"))
        papers = documents_of(items=items, user=user)
        brief = briefing_for(meeting=meeting, user=user, personal=False)
        in_language = get_language() or "en"
        site = str(this_site().local_name)
        sheets = [[pk, _sheets_state(sheets)] for pk, sheets in papers.items()]
        state = [CONTENT_VERSION, in_language, site, *_content_state(meeting, brief, items), sheets]
    digest = hashlib.sha256(json.dumps(state, ensure_ascii=False, default=str).encode()).hexdigest()
    return PackContents(meeting=meeting, language=in_language, brief=brief, items=items, papers=papers, digest=digest)


def packs_by_format(contents: PackContents) -> list[tuple[DocumentFormat, MeetingPack | None]]:
    """Return each format with the pack that has exactly this content, if one was requested."""
    known = {pack.form: pack for pack in contents.meeting.packs.filter(digest=contents.digest)}
    return [(form, known.get(form.value)) for form in contents.forms]


def request_pack(*, contents: PackContents, form: DocumentFormat, user: User) -> MeetingPack:
    """Return the pack with this content, requesting it if needed; it is created once for all readers with the same
    access.

    One that failed is tried again. Refused: `too_fast`; `many_waiting`, where the site has enough to do;
    `no_originals`, where there are none to lie beside it.
    """
    if form not in contents.forms:
        raise Refused("no_originals", _("No original files to download."))
    known: MeetingPack | None = contents.meeting.packs.filter(digest=contents.digest, form=form).first()
    if known is not None and known.state != State.FAILED:
        return known
    check_rate_limit(user=user, act="files")
    require_few_waiting(MeetingPack.objects)
    return _create_pack(contents, form, user)


def find_pack(*, slug: str, pk: int, user: AnyUser) -> MeetingPack:
    """Return the finished pack; Http404 if it is not finished, or if `user` cannot see exactly its content now."""
    return find_pack_with_contents(slug=slug, pk=pk, user=user)[0]


def find_pack_with_contents(*, slug: str, pk: int, user: AnyUser) -> tuple[MeetingPack, PackContents]:
    """Return the pack as in `find_pack`, with its content."""
    found = _find_ready_pack(pk, user)
    if found is None or found[0].meeting.slug != slug or found[0].digest != found[1].digest:
        raise Http404
    return found


def find_stored_pack(*, pk: int, user: AnyUser) -> tuple[MeetingPack, PackContents] | None:
    """Return a stored pack and its content as `user` can see it; None if part of it is no longer available to them.

    A topic may meanwhile be too old to be listed again.
    """
    found = _find_ready_pack(pk, user)
    if found is None:
        return None
    topics = {part for part in found[0].parts if part.startswith(TOPIC_PREFIX)}
    readable = Topic.objects.where(user, may=Action.READ).filter(
        pk__in=[one.removeprefix(TOPIC_PREFIX) for one in topics]
    )
    stays = set(found[0].parts) - topics <= set(found[1].parts) and readable.count() == len(topics)
    return found if stays else None


def _find_ready_pack(pk: int, user: AnyUser) -> tuple[MeetingPack, PackContents] | None:
    pack = MeetingPack.objects.select_related("meeting").filter(pk=pk, state=State.READY).first()
    meeting = find_meeting_to_read(slug=pack.meeting.slug, user=user) if pack else None
    if pack is None or meeting is None or not is_signed_in(user):
        return None
    return pack, pack_contents(meeting=meeting, user=user, language=pack.language)


@task(priority=BEHIND_ALL_ELSE)
def make_pack(pk: int) -> None:
    """Create and store the pack. May be called any number of times, also at once: the first caller creates it.

    If its content has changed since the request, another pack is created instead; if the person who requested it can no
    longer read any, it is deleted.
    """
    if not claim_file(MeetingPack.objects, pk):
        return
    pack = MeetingPack.objects.select_related("meeting", "asked_by").get(pk=pk)
    meeting = find_meeting_to_read(slug=pack.meeting.slug, user=pack.asked_by) if pack.asked_by else None
    if meeting is None:
        pack.delete()
        return
    contents = pack_contents(meeting=meeting, user=pack.asked_by, language=pack.language)
    if contents.digest != pack.digest:
        pack.delete()
        _create_pack(contents, DocumentFormat(pack.form), pack.asked_by)
        return
    try:
        create_file(pack, lambda: _build_book(pack, contents), asked_by=None)
    except ConversionError:
        logger.exception("Could not create meeting pack %s.", pk)
        MeetingPack.objects.filter(pk=pk).update(state=State.FAILED)


def maintain_packs(*, now: datetime) -> int:
    """Resume abandoned packs, three times at most, and delete packs that nobody can get any longer."""
    old = MeetingPack.objects.filter(asked_at__lt=now - RETENTION, state__in=[State.READY, State.FAILED])
    return maintain_files(MeetingPack.objects, old=old, make=make_pack, now=now)


def _create_pack(contents: PackContents, form: DocumentFormat, user: User) -> MeetingPack:
    known = {"meeting": contents.meeting, "digest": contents.digest, "form": form.value}
    more = {"language": contents.language, "asked_by": user, "parts": contents.parts}
    ordered: MeetingPack = get_or_create_file(MeetingPack.objects, make_pack, known, more, asked_by=user)
    return ordered


def _build_book(pack: MeetingPack, contents: PackContents) -> Book:
    with translation.override(contents.language), timezone.override(contents.meeting.zone):
        return build_pack_book(contents, form=DocumentFormat(pack.form), made_at=pack.asked_at)


def _content_state(meeting: Meeting, brief: MeetingBriefing, items: tuple[AgendaItem, ...]) -> Iterator[Any]:
    """Yield the content of a pack about the meeting itself."""
    yield [meeting.pk, meeting.revision, meeting.title, meeting.local_title, meeting.local_text]
    yield [meeting.network.local_name]
    yield [meeting.date, meeting.starts_at, meeting.ends_at, meeting.place, str(meeting.country), meeting.state]
    yield [[part.title, part.more, [[line.text, line.detail] for line in part.lines]] for part in brief.parts]
    yield [
        [item.pk, item.position, item.title, item.text, item.speaker, item.starts_at, item.minutes] for item in items
    ]


def _sheets_state(sheets: list[MeetingDocument]) -> list[Any]:
    return [[sheet.title, sheet.kind, sheet.state, sheet.facts] for sheet in sheets]
