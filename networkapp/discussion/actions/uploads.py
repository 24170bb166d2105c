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
from networkapp.discussion.actions.attachments import (
    attach_to_message,
    delete_attachment,
    describe_waiting_pictures,
    require_attachment_limit,
    store_document,
)
from networkapp.discussion.actions.drafts import lock_draft, open_from_draft
from networkapp.discussion.models import Attachment, Topic
from networkapp.errors import NotAllowed, Refused
from networkapp.files.inspection import InspectedDocument, InspectedPicture, inspect_file, preview_picture
from networkapp.files.kinds import RejectedFile
from networkapp.files.scanning import NoVerdict, scan
from networkapp.models import Network, Seat
from networkapp.networks.queries.seats import require_seat_for
from networkapp.permissions import Action
from networkapp.rate_limits import check_rate_limit
from networkapp.users import User

Result = TypeVar("Result")
ALLOWED_TYPES = gettext_lazy(
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
class InspectedUpload:
    """An accepted upload, its preview if it is a picture, and whether it was scanned for viruses."""

    paper: InspectedDocument
    picture: InspectedPicture | None
    scan: Attachment.Scan


def upload_attachment(*, topic: Topic, user: User, file: File, client_key: UUID) -> Attachment:  # type: ignore[type-arg]
    """Store the attachment in the writer's composer of this topic, on every device; nobody else knows of it.

    The same `client_key` adds one. Refused: `too_many_papers`, `too_fast`, and what `examine` refuses; NotAllowed
    without a seat that may post.
    """
    seat = require_seat_for(topic=topic, user=user)
    existing = Attachment.objects.filter(user=user, client_key=client_key, topic=topic).first()
    if existing is not None:
        return existing
    require_attachment_limit(count=Attachment.objects.waiting().filter(topic=topic, user=user).count() + 1)
    check_rate_limit(user=user, act="uploads", field="files")
    upload = inspect_upload(file=file)
    with transaction.atomic():
        lock_draft(user=user, network=topic.read_in, topic=topic)  # which it waits with
        return save_attachment(upload=upload, topic=topic, seat=seat, user=user, client_key=client_key)


def upload_attachments(
    *, topic: Topic, user: User, files: Sequence[Any], client_key: UUID, described: Mapping[int, str] | None = None
) -> list[Attachment]:
    """Upload each accepted file as `upload_attachment` does; then refuse all others together.

    The same files under the same `client_key` are put once. What waits already shows what is `described`.
    """
    if described:
        describe_waiting_pictures(topic=topic, user=user, descriptions=described)
    uploaded, refusals = [], []
    for file in files:
        try:
            uploaded.append(
                upload_attachment(topic=topic, user=user, file=file, client_key=_upload_key(client_key, file))
            )
        except Refused as refused:
            refusals.append(refused)
    if refusals:
        words = " ".join(dict.fromkeys(str(refused.message) for refused in refusals))
        raise Refused(refusals[0].code, words, field="files")
    return uploaded


def delete_waiting_attachment(*, attachment: Attachment, user: User) -> None:
    """Delete the attachment that waited in the person's composer. NotAllowed if it was posted, or belongs to somebody
    else."""
    with transaction.atomic():
        waiting = Attachment.objects.waiting().select_for_update(of=("self",)).select_related("document")
        locked = waiting.filter(pk=attachment.pk, user=user).first()
        if locked is None:
            raise NotAllowed(Action.POST)
        delete_attachment(attachment=locked)


def with_uploads(
    *,
    action: Callable[..., Result],
    topic: Topic,
    user: User,
    client_key: UUID,
    papers: Sequence[Attachment] = (),
    files: Sequence[Any] = (),
    described: Mapping[int, str] | None = None,
    **content: Any,
) -> Result:
    """Do `action` (posting or preparing), with waiting attachments and with `files`, which were uploaded just now.

    If something is refused, nothing is posted, and each acceptable file waits in the composer.
    """
    uploaded = upload_attachments(topic=topic, user=user, files=files, client_key=client_key, described=described)
    return action(topic=topic, user=user, client_key=client_key, attachments=[*papers, *uploaded], **content)


def open_topic_with_uploads(
    *, network: Network, user: User, client_key: UUID, files: Sequence[Any] = (), **content: Any
) -> Topic:
    """Open a topic as `open_from_draft` does, with `files` at its first message. Refused as in `upload_attachment`,
    too."""
    require_attachment_limit(count=len(files))
    for _file in files:
        check_rate_limit(user=user, act="uploads", field="files")
    uploads = [inspect_upload(file=file) for file in files]
    with transaction.atomic():
        topic = open_from_draft(network=network, user=user, client_key=client_key, **content)
        message = topic.messages.select_related("seat").earliest("sequence")
        if not message.attachments.exists():
            attachments = [
                save_attachment(
                    upload=upload, topic=topic, seat=message.seat, user=user, client_key=_upload_key(client_key, file)
                )
                for file, upload in zip(files, uploads, strict=True)
            ]
            attach_to_message(message=message, attachments=attachments)
    return topic


def inspect_upload(*, file: File) -> InspectedUpload:  # type: ignore[type-arg]
    """Return the upload if its size and type are accepted and the host's virus scanner, if any, finds nothing.

    Refused: `empty_paper`, `paper_too_large` (more than NETWORKAPP_ATTACHMENT_MAX_BYTES), `virus_found`, `not_scanned`
    (the scanner gave no answer), and the reasons of RejectedFile.
    """
    name = {"name": str(file.name or "")}
    limit = setting("ATTACHMENT_MAX_BYTES")
    if not file.size:
        raise Refused("empty_paper", _("“%(name)s” is empty.") % name, field="files")
    if file.size > limit:
        words = _("“%(name)s” is too large (%(size)s MB). The limit is %(limit)s MB.")
        values = {**name, "size": f"{file.size / 1_000_000:.1f}", "limit": f"{limit / 1_000_000:g}"}
        raise Refused("paper_too_large", words % values, field="files")
    verdict = _scan(file, name)
    try:
        file.seek(0)
        paper = inspect_file(name=name["name"], content=file.read())
    except RejectedFile as refused:
        words = f"{REASONS[refused.reason] % name} {ALLOWED_TYPES if refused.reason == 'unknown' else ''}"
        raise Refused(refused.reason, words.strip(), field="files") from refused
    return InspectedUpload(paper=paper, picture=preview_picture(paper), scan=verdict)


def _scan(file: Any, name: dict[str, str]) -> Attachment.Scan:
    try:
        verdict = scan(file)
    except NoVerdict as no_verdict:
        words = _("“%(name)s” could not be checked for viruses. Try again later.")
        raise Refused("not_scanned", words % name, field="files") from no_verdict
    if verdict is None:
        return Attachment.Scan.NONE
    if verdict.found:
        words = _("“%(name)s” was not accepted because it contains a virus (%(virus)s).")
        raise Refused("virus_found", words % {**name, "virus": verdict.found}, field="files")
    return Attachment.Scan.CLEAN


def save_attachment(
    *,
    upload: InspectedUpload,
    topic: Topic,
    seat: Seat,
    user: User,
    client_key: UUID,
    replaces: Attachment | None = None,
) -> Attachment:
    """Store the attachment, as the version that replaces `replaces` if given, with the same description."""
    paper, picture = upload.paper, upload.picture
    with transaction.atomic():
        created: Attachment = Attachment.objects.create(
            topic=topic,
            message=replaces.message if replaces else None,
            replaces=replaces,
            document=store_document(file=paper, network=topic.network, user=user),
            picture=store_document(file=picture, network=topic.network, user=user) if picture else None,
            width=picture.width if picture else None,
            height=picture.height if picture else None,
            name=paper.name,
            description=replaces.description if replaces and picture else "",
            content_type=paper.content_type,
            size=len(paper.content),
            sha256=sha256(paper.content).hexdigest(),
            harmless=paper.harmless,
            scan=upload.scan,
            uploaded_by=seat,
            user=user,
            client_key=client_key,
        )
    return created


def _upload_key(client_key: UUID, file: Any) -> UUID:
    """Return a key for one of several files that were submitted with one key."""
    file.seek(0)
    return uuid5(client_key, f"{file.name} {file_digest(file, 'sha256').hexdigest()}")
