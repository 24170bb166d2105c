"""New versions and descriptions of an attachment, by the body that it comes from."""

from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from networkapp.discussion.actions.attachments import clean_description
from networkapp.discussion.actions.messages import lock_reason
from networkapp.discussion.actions.post import lock_topic, record_in_networks
from networkapp.discussion.actions.uploads import inspect_upload, save_attachment
from networkapp.discussion.models import Attachment, Message, Topic
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Seat
from networkapp.networks.queries.seats import require_seat_for
from networkapp.permissions import GUESTS, OF_A_DELEGATION, Action
from networkapp.rate_limits import check_rate_limit
from networkapp.users import User

PAPER_ADDED = "paper.added"
PAPER_DESCRIBED = "paper.described"


def add_version(*, attachment: Attachment, user: User, file: File, client_key: UUID) -> Attachment:  # type: ignore[type-arg]
    """Add a newer version of the attachment, which replaces it beside the message; earlier ones stay in its list of
    versions.

    The same `client_key` adds one. Refused: `newer_exists`, `topic_closed`, `sealed`, `locked`, `too_fast`, and what
    `examine` refuses; NotAllowed for people who do not currently act for the body that attached it.
    """
    seat = require_version_seat(attachment=attachment, user=user)
    existing = Attachment.objects.filter(user=user, client_key=client_key, topic=attachment.topic_id).first()
    if existing is not None:
        return existing
    check_rate_limit(user=user, act="uploads", field="file")
    upload = inspect_upload(file=file)
    try:
        with transaction.atomic():
            message = _lock_message(attachment, field="file")
            version = save_attachment(
                upload=upload, topic=attachment.topic, seat=seat, user=user, client_key=client_key, replaces=attachment
            )
            payload = {"topic": message.topic_id, "message": message.pk, "paper": version.pk}
            record_in_networks(topic=attachment.topic, kind=PAPER_ADDED, payload=payload, user=user)
    except IntegrityError as error:
        raise _newer_exists("file") from error
    return version


def may_add_version(*, attachment: Attachment, user: User) -> bool:
    """Return whether `add_version` would accept the person: it is the newest, its message may change, and it is from
    their body."""
    if (
        attachment.message is None
        or not attachment.topic.is_open
        or hasattr(attachment, "replaced_by")
        or lock_reason(message=attachment.message)
    ):
        return False
    try:
        require_version_seat(attachment=attachment, user=user)
    except NotAllowed:
        return False
    return True


def require_version_seat(*, attachment: Attachment, user: User) -> Seat:
    """Return the seat from which `user` adds versions; NotAllowed if they do not act for the body it is from."""
    seat = require_seat_for(topic=attachment.topic, user=user)
    is_uploader = attachment.message_id is not None and attachment.user_id == user.pk
    if not (
        is_uploader
        or (attachment.message_id is not None and _represented_body(seat) == _represented_body(attachment.uploaded_by))
    ):
        raise NotAllowed(Action.POST)
    return seat


def describe_picture(*, attachment: Attachment, user: User, description: str) -> None:
    """Set the description of the picture for people who cannot see it, on open pages too.

    The same description again changes nothing. Refused: `no_picture`, `description_too_long`, `newer_exists`,
    `topic_closed`, `sealed`, `locked`, `too_fast`; NotAllowed for people who cannot add versions.
    """
    require_version_seat(attachment=attachment, user=user)
    description = clean_description(description=description)
    if attachment.picture_id is None:
        raise Refused("no_picture", _("Only pictures can have a description."), field="description")
    with transaction.atomic():
        message = _lock_message(attachment, field="description")
        locked = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
        if locked.description == description:
            return
        check_rate_limit(user=user, act="edits", field="description")
        locked.description = description
        locked.save(update_fields=["description"])
        payload = {"topic": message.topic_id, "message": message.pk, "paper": attachment.pk}
        record_in_networks(topic=attachment.topic, kind=PAPER_DESCRIBED, payload=payload, user=user)


def _lock_message(attachment: Attachment, *, field: str) -> Message:
    """Lock and return the message of the attachment, which is the newest of its versions and may change until the
    transaction ends."""
    lock_topic(topic=attachment.topic)
    message: Message = Message.objects.select_for_update(of=("self",)).get(attachments=attachment)
    _require_open(attachment.topic, message)
    if Attachment.objects.filter(replaces=attachment).exists():
        raise _newer_exists(field)
    return message


def _newer_exists(field: str) -> Refused:
    return Refused("newer_exists", _("There is already a newer version. Continue from that version."), field=field)


def _require_open(topic: Topic, message: Message) -> None:
    if not topic.is_open:
        raise Refused("topic_closed", _("This topic is closed."))
    if message.is_sealed:
        raise Refused("sealed", _("This message has been withdrawn or hidden."))
    if reason := lock_reason(message=message):
        raise Refused("locked", reason)


def _represented_body(seat: Seat) -> tuple[Any, ...]:
    """Return for whom a seat acts: its delegation; as a guest or secretariat, the body that sent it in this role."""
    if seat.capacity in OF_A_DELEGATION:
        return (seat.delegation_id,)
    # A guest without a recorded body acts for themselves alone.
    alone = seat.capacity in GUESTS and not (seat.organisation or seat.delegation_id)
    guest_body = (seat.network_id, seat.delegation_id, seat.capacity, seat.organisation)
    return (*guest_body, seat.user_id) if alone else guest_body
