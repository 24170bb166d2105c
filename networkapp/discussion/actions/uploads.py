"""Uploads: checked before anything is stored, then waiting in a topic for their message."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest, sha256
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.core.files import File
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networkapp.conf import setting
from networkapp.discussion.actions.attachments import attach_papers, describe_waiting, remove_paper, require_few, store
from networkapp.discussion.actions.drafts import locked_draft, open_from_draft
from networkapp.discussion.models import Attachment, Topic
from networkapp.errors import NotAllowed, Refused
from networkapp.files.inspection import Paper, Picture, as_picture, take_in
from networkapp.files.kinds import NotTaken
from networkapp.files.scanning import NoVerdict, scan
from networkapp.models import Network, Seat
from networkapp.networks.queries.seats import require_seat_for
from networkapp.permissions import Action
from networkapp.rate_limits import check_rate_limit
from networkapp.users import User

Done = TypeVar("Done")
TAKEN = gettext_lazy(
    "Allowed file types: PDF, Word, Excel, PowerPoint, OpenDocument, plain text, CSV, JPEG, PNG and WebP."
)
REASONS: dict[str, str | Promise] = {
    "program": gettext_lazy("“%(name)s” is a program or script. Programs are not accepted."),
    "web_page": gettext_lazy("“%(name)s” is a web page or an SVG image, which may contain programs. Send a PDF."),
    "macros": gettext_lazy(
        "“%(name)s” contains macros or loads them from elsewhere. Save it without macros or as a PDF."
    ),
    "afar": gettext_lazy(
        "“%(name)s” loads content from elsewhere, such as a linked picture. Embed it, or save the file as a PDF."
    ),
    "bomb": gettext_lazy("“%(name)s” is too large when unpacked. Upload a smaller document."),
    "picture": gettext_lazy(
        "“%(name)s” is in an image format that not every browser can show. Save it as JPEG or PNG."
    ),
    "moving": gettext_lazy("“%(name)s” is an animated image. Animated images are not accepted."),
    "broken": gettext_lazy(
        "“%(name)s” cannot be read. The file may be damaged or password-protected, or the picture too large."
    ),
    "unknown": gettext_lazy("The file type of “%(name)s” is not accepted."),
}


@dataclass(frozen=True, kw_only=True)
class Examined:
    """An accepted upload, its preview if it is a picture, and whether it was scanned for viruses."""

    paper: Paper
    picture: Picture | None
    scan: Attachment.Scan


def put_paper(*, topic: Topic, user: User, file: File, client_key: UUID) -> Attachment:  # type: ignore[type-arg]
    """Store the attachment in the writer's composer of this topic, on every device; nobody else knows of it.

    The same `client_key` adds one. Refused: `too_many_papers`, `too_fast`, and what `examine` refuses; NotAllowed
    without a seat that may post.
    """
    seat = require_seat_for(topic=topic, user=user)
    known = Attachment.objects.filter(user=user, client_key=client_key, topic=topic).first()
    if known is not None:
        return known
    require_few(Attachment.objects.waiting().filter(topic=topic, user=user).count() + 1)
    check_rate_limit(user=user, act="uploads", field="files")
    found = examine(file)
    with transaction.atomic():
        locked_draft(user, topic.read_in, topic)  # which it waits with
        return keep_paper(found, topic=topic, seat=seat, user=user, client_key=client_key)


def put_papers(
    *, topic: Topic, user: User, files: Sequence[Any], client_key: UUID, described: Mapping[int, str] | None = None
) -> list[Attachment]:
    """What `put_paper` makes true, of each file that is not refused; the others are refused together.

    The same files under the same `client_key` are put once. What waits already shows what is `described`.
    """
    if described:
        describe_waiting(topic=topic, user=user, described=described)
    put, refusals = [], []
    for file in files:
        try:
            put.append(put_paper(topic=topic, user=user, file=file, client_key=_key(client_key, file)))
        except Refused as refused:
            refusals.append(refused)
    if refusals:
        words = " ".join(dict.fromkeys(str(refused.message) for refused in refusals))
        raise Refused(refusals[0].code, words, field="files")
    return put


def take_paper_back(*, paper: Attachment, user: User) -> None:
    """Delete the attachment that waited in the person's composer. NotAllowed if it was posted, or belongs to somebody
    else."""
    with transaction.atomic():
        waiting = Attachment.objects.waiting().select_for_update(of=("self",)).select_related("document")
        held = waiting.filter(pk=paper.pk, user=user).first()
        if held is None:
            raise NotAllowed(Action.POST)
        remove_paper(held)


def with_files(
    act: Callable[..., Done],
    *,
    topic: Topic,
    user: User,
    client_key: UUID,
    papers: Sequence[Attachment] = (),
    files: Sequence[Any] = (),
    described: Mapping[int, str] | None = None,
    **said: Any,
) -> Done:
    """Do `act` (posting or preparing), with waiting attachments and with `files`, which were uploaded just now.

    If something is refused, nothing is posted, and each acceptable file waits in the composer.
    """
    put = put_papers(topic=topic, user=user, files=files, client_key=client_key, described=described)
    return act(topic=topic, user=user, client_key=client_key, papers=[*papers, *put], **said)


def open_with_files(*, network: Network, user: User, client_key: UUID, files: Sequence[Any] = (), **said: Any) -> Topic:
    """What `open_from_draft` makes true, and `files` come with the first message. Refused as in `put_paper`, too."""
    require_few(len(files))
    for _file in files:
        check_rate_limit(user=user, act="uploads", field="files")
    found = [examine(file) for file in files]
    with transaction.atomic():
        topic = open_from_draft(network=network, user=user, client_key=client_key, **said)
        message = topic.messages.select_related("seat").earliest("sequence")
        if not message.attachments.exists():
            kept = [
                keep_paper(one, topic=topic, seat=message.seat, user=user, client_key=_key(client_key, file))
                for file, one in zip(files, found, strict=True)
            ]
            attach_papers(message=message, papers=kept)
    return topic


def examine(file: File) -> Examined:  # type: ignore[type-arg]
    """The upload as it may be kept: small enough, of a kind that is taken, clean for the host's scanner if it has one.

    Refused: `empty_paper`, `paper_too_large` (more than NETWORKAPP_ATTACHMENT_MAX_BYTES), `virus_found`, `not_scanned`
    (the scanner gave no answer), and the reasons of NotTaken.
    """
    name = {"name": str(file.name or "")}
    limit = setting("ATTACHMENT_MAX_BYTES")
    if not file.size:
        raise Refused("empty_paper", _("“%(name)s” is empty.") % name, field="files")
    if file.size > limit:
        words = _("“%(name)s” is too large (%(size)s MB). The limit is %(limit)s MB.")
        shown = {**name, "size": f"{file.size / 1_000_000:.1f}", "limit": f"{limit / 1_000_000:g}"}
        raise Refused("paper_too_large", words % shown, field="files")
    verdict = _scanned(file, name)
    try:
        file.seek(0)
        paper = take_in(name=name["name"], content=file.read())
    except NotTaken as refused:
        words = f"{REASONS[refused.reason] % name} {TAKEN if refused.reason == 'unknown' else ''}"
        raise Refused(refused.reason, words.strip(), field="files") from refused
    return Examined(paper=paper, picture=as_picture(paper), scan=verdict)


def _scanned(file: Any, name: dict[str, str]) -> Attachment.Scan:
    try:
        verdict = scan(file)
    except NoVerdict as silent:
        words = _("“%(name)s” could not be checked for viruses. Try again later.")
        raise Refused("not_scanned", words % name, field="files") from silent
    if verdict is None:
        return Attachment.Scan.NONE
    if verdict.found:
        words = _("“%(name)s” was not accepted because it contains a virus (%(virus)s).")
        raise Refused("virus_found", words % {**name, "virus": verdict.found}, field="files")
    return Attachment.Scan.CLEAN


def keep_paper(
    found: Examined, *, topic: Topic, seat: Seat, user: User, client_key: UUID, of: Attachment | None = None
) -> Attachment:
    """Store the attachment, as the version that replaces `of` if given, with the same description."""
    paper, picture = found.paper, found.picture
    with transaction.atomic():
        made: Attachment = Attachment.objects.create(
            topic=topic,
            message=of.message if of else None,
            replaces=of,
            document=store(paper, network=topic.network, user=user),
            picture=store(picture, network=topic.network, user=user) if picture else None,
            width=picture.width if picture else None,
            height=picture.height if picture else None,
            name=paper.name,
            description=of.description if of and picture else "",
            content_type=paper.content_type,
            size=len(paper.content),
            sha256=sha256(paper.content).hexdigest(),
            harmless=paper.harmless,
            scan=found.scan,
            uploaded_by=seat,
            user=user,
            client_key=client_key,
        )
    return made


def _key(client_key: UUID, file: Any) -> UUID:
    """The key of one of the files that come under one key."""
    file.seek(0)
    return uuid5(client_key, f"{file.name} {file_digest(file, 'sha256').hexdigest()}")
