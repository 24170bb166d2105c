"""New versions and descriptions of an attachment, by the body that it comes from."""

from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from networkapp.discussion.actions.attachments import checked_description
from networkapp.discussion.actions.messages import lock_of
from networkapp.discussion.actions.post import hold, record_in_all
from networkapp.discussion.actions.uploads import examine, keep_paper
from networkapp.discussion.models import Attachment, Message, Topic
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Seat
from networkapp.networks.queries.seats import require_seat_for
from networkapp.permissions import GUESTS, OF_A_DELEGATION, Action
from networkapp.rate_limits import check_rate_limit
from networkapp.users import User

PAPER_ADDED = "paper.added"
PAPER_DESCRIBED = "paper.described"


def add_version(*, paper: Attachment, user: User, file: File, client_key: UUID) -> Attachment:  # type: ignore[type-arg]
    """Add a newer version of the attachment, which replaces it beside the message; earlier ones stay in its list of
    versions.

    The same `client_key` adds one. Refused: `newer_exists`, `topic_closed`, `sealed`, `locked`, `too_fast`, and what
    `examine` refuses; NotAllowed for people who do not currently act for the body that attached it.
    """
    seat = require_version_seat(paper=paper, user=user)
    known = Attachment.objects.filter(user=user, client_key=client_key, topic=paper.topic_id).first()
    if known is not None:
        return known
    check_rate_limit(user=user, act="uploads", field="file")
    found = examine(file)
    try:
        with transaction.atomic():
            message = _hold_message(paper, field="file")
            version = keep_paper(found, topic=paper.topic, seat=seat, user=user, client_key=client_key, of=paper)
            payload = {"topic": message.topic_id, "message": message.pk, "paper": version.pk}
            record_in_all(paper.topic, PAPER_ADDED, payload, user=user)
    except IntegrityError as taken:
        raise _renewed("file") from taken
    return version


def may_add_version(*, paper: Attachment, user: User) -> bool:
    """Return whether `add_version` would accept the person: it is the newest, its message may change, and it is from
    their body."""
    if paper.message is None or not paper.topic.is_open or hasattr(paper, "replaced_by") or lock_of(paper.message):
        return False
    try:
        require_version_seat(paper=paper, user=user)
    except NotAllowed:
        return False
    return True


def require_version_seat(*, paper: Attachment, user: User) -> Seat:
    """Return the seat from which `user` adds versions; NotAllowed if they do not act for the body it is from."""
    seat = require_seat_for(topic=paper.topic, user=user)
    of_hers = paper.message_id is not None and paper.user_id == user.pk
    if not (of_hers or (paper.message_id is not None and _body_of(seat) == _body_of(paper.uploaded_by))):
        raise NotAllowed(Action.POST)
    return seat


def describe_paper(*, paper: Attachment, user: User, description: str) -> None:
    """Set the description of the picture for people who cannot see it, on open pages too.

    The same description again changes nothing. Refused: `no_picture`, `description_too_long`, `newer_exists`,
    `topic_closed`, `sealed`, `locked`, `too_fast`; NotAllowed for people who cannot add versions.
    """
    require_version_seat(paper=paper, user=user)
    words = checked_description(description)
    if paper.picture_id is None:
        raise Refused("no_picture", _("Only pictures can have a description."), field="description")
    with transaction.atomic():
        message = _hold_message(paper, field="description")
        held = Attachment.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        if held.description == words:
            return
        check_rate_limit(user=user, act="edits", field="description")
        held.description = words
        held.save(update_fields=["description"])
        payload = {"topic": message.topic_id, "message": message.pk, "paper": paper.pk}
        record_in_all(paper.topic, PAPER_DESCRIBED, payload, user=user)


def _hold_message(paper: Attachment, *, field: str) -> Message:
    """Lock and return the message of the attachment, which is the newest of its versions and may change until the
    transaction ends."""
    hold(paper.topic)
    message: Message = Message.objects.select_for_update(of=("self",)).get(attachments=paper)
    _require_open(paper.topic, message)
    if Attachment.objects.filter(replaces=paper).exists():
        raise _renewed(field)
    return message


def _renewed(field: str) -> Refused:
    return Refused("newer_exists", _("There is already a newer version. Continue from that version."), field=field)


def _require_open(topic: Topic, message: Message) -> None:
    if not topic.is_open:
        raise Refused("topic_closed", _("This topic is closed."))
    if message.is_sealed:
        raise Refused("sealed", _("This message has been withdrawn or hidden."))
    if words := lock_of(message):
        raise Refused("locked", words)


def _body_of(seat: Seat) -> tuple[Any, ...]:
    """Return for whom a seat acts: its delegation; as a guest or secretariat, the body that sent it in this role."""
    if seat.capacity in OF_A_DELEGATION:
        return (seat.delegation_id,)
    # A guest without a recorded body acts for themselves alone.
    alone = seat.capacity in GUESTS and not (seat.organisation or seat.delegation_id)
    sent = (seat.network_id, seat.delegation_id, seat.capacity, seat.organisation)
    return (*sent, seat.user_id) if alone else sent
