"""Order in a discussion: what is reported, hidden with a reason, shown again, appealed. Nothing is wiped."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.discussion.actions.moderation_notices import notify_of_appeal, notify_of_report, notify_of_resolution
from networkapp.discussion.actions.post import lock_topic, record_in_networks
from networkapp.discussion.models import Message, ModerationAct, Report
from networkapp.discussion.queries.moderation import ModerationCase, case_of, other_moderators
from networkapp.errors import NotAllowed, Refused, refuse_longer
from networkapp.models import Seat
from networkapp.networks.queries.seats import require_seat_for
from networkapp.permissions import Action
from networkapp.rate_limits import check_rate_limit
from networkapp.text.cleaning import one_line
from networkapp.users import User

MESSAGE_HIDDEN = "message.hidden"
MESSAGE_RESTORED = "message.restored"
REASON_LENGTH = 500
Kind = ModerationAct.Kind


@transaction.atomic
def report_message(*, message: Message, user: User, reason: str) -> Report:
    """Report the message to the moderators, with the reason; its author does not see who did.

    Reported again while the first report is open, it is reported once. Refused: `own_message`, `sealed`,
    `reason_needed`, `reason_too_long`, `too_fast`; NotAllowed without a seat that reads the topic.
    """
    seat = require_seat_for(topic=message.topic, user=user, action=Action.READ)
    why = _clean_reason(reason, _("Enter a reason."))
    message = _lock(message)
    if message.author_id == user.pk:
        raise Refused("own_message", _("You cannot react to or report your own message."))
    known: Report | None = message.reports.open().filter(user=user).first()
    if known is not None:
        return known
    if message.is_sealed:
        raise Refused("sealed", _("This message has been withdrawn or hidden."))
    check_rate_limit(user=user, act="reports", field="reason")
    made: Report = message.reports.create(seat=seat, user=user, reason=why)
    notify_of_report(report=made)
    return made


@transaction.atomic
def hide_message(*, message: Message, user: User, reason: str) -> Message:
    """Hide the message from everybody; its author sees the reason and can appeal; its open reports are resolved.

    Hidden twice is hidden once, for the first reason. Refused: `withdrawn` (it is sealed already), `reason_needed`,
    `reason_too_long`; NotAllowed without a seat that moderates in the topic's home network.
    """
    seat = _moderator_seat(message, user)
    why = _clean_reason(reason, _("Enter a reason."))
    message = _lock(message)
    if message.hidden_at is None:
        _require_not_withdrawn(message)
        message.hidden_at = timezone.now()
        message.save(update_fields=["hidden_at"])
        _resolve_reports(message, _create_act(message, Kind.HIDE, seat, why))
        _record(message, MESSAGE_HIDDEN)
    return message


@transaction.atomic
def restore_message(*, message: Message, user: User, reason: str) -> Message:
    """Show the message again as it was; an open appeal is granted.

    Restored twice is restored once. Refused: `reason_needed`, `reason_too_long`, `own_case` (the person wrote it, or
    hid the message under appeal, and somebody else could decide); NotAllowed without a seat that moderates.
    """
    seat = _moderator_seat(message, user)
    why = _clean_reason(reason, _("Enter a reason."))
    message = _lock(message)
    if message.hidden_at is not None:
        _require_impartial(message, user, case_of(message=message))
        message.hidden_at = None
        message.save(update_fields=["hidden_at"])
        _create_act(message, Kind.RESTORE, seat, why)
        _record(message, MESSAGE_RESTORED)
    return message


@transaction.atomic
def dismiss_reports(*, message: Message, user: User, reason: str) -> Message:
    """Dismiss the reports: the message stays as it is, shown or withdrawn by its author.

    Refused: `no_report` (none is open), `reason_needed`, `reason_too_long`, `own_case` as in `restore_message`;
    NotAllowed without a seat that moderates.
    """
    seat = _moderator_seat(message, user)
    why = _clean_reason(reason, _("Enter a reason."))
    message = _lock(message)
    if not message.reports.open().exists():
        raise Refused("no_report", _("Another moderator has already decided."))
    _require_impartial(message, user, case_of(message=message))
    _resolve_reports(message, _create_act(message, Kind.DISMISS, seat, why))
    return message


@transaction.atomic
def appeal(*, message: Message, user: User, reason: str) -> Message:
    """Ask the moderators to decide again, with the author's text; once each time it is hidden.

    Refused: `not_hidden`, `withdrawn`, `appealed_already`, `reason_needed`, `reason_too_long`; NotAllowed for anybody
    but its author, and without a seat that reads the topic.
    """
    if message.author_id != user.pk:
        raise NotAllowed(Kind.APPEAL)
    seat = require_seat_for(topic=message.topic, user=user, action=Action.READ)
    why = _clean_reason(reason, _("Enter a reason."))
    message = _lock(message)
    if message.hidden_at is None:
        raise Refused("not_hidden", _("This message is no longer hidden."))
    if case_of(message=message).appeal is not None:
        raise Refused("appealed_already", _("You have already appealed."))
    _require_not_withdrawn(message)
    _create_act(message, Kind.APPEAL, seat, why)
    notify_of_appeal(message=message, kind=Kind.APPEAL)
    return message


@transaction.atomic
def refuse_appeal(*, message: Message, user: User, reason: str) -> Message:
    """Refuse the appeal: the message stays hidden, and its author sees the reason.

    Refused: `no_appeal` (none is open), `reason_needed`, `reason_too_long`, `own_case` as in `restore_message`;
    NotAllowed without a seat that moderates.
    """
    seat = _moderator_seat(message, user)
    why = _clean_reason(reason, _("Enter a reason."))
    message = _lock(message)
    case = case_of(message=message)
    if not case.is_appealed:
        raise Refused("no_appeal", _("Another moderator has already decided."))
    _require_impartial(message, user, case)
    _create_act(message, Kind.REFUSE_APPEAL, seat, why)
    notify_of_appeal(message=message, kind=Kind.REFUSE_APPEAL)
    return message


def _moderator_seat(message: Message, user: User) -> Seat:
    return require_seat_for(topic=message.topic, user=user, action=Action.MODERATE)


def _require_impartial(message: Message, user: User, case: ModerationCase) -> None:
    if case.concerns(user) and other_moderators(message=message, user=user).exists():
        words = _("You wrote or hid this message. Another moderator decides on it.")
        raise Refused("own_case", words)


def _require_not_withdrawn(message: Message) -> None:
    if message.withdrawn_at is not None:
        raise Refused("withdrawn", _("The author has already withdrawn this message."))


def _clean_reason(reason: str, words: str) -> str:
    text = one_line(reason)
    if not text:
        raise Refused("reason_needed", words, field="reason")
    refuse_longer(text, limit=REASON_LENGTH, field="reason", code="reason_too_long")
    return text


def _lock(message: Message) -> Message:
    """Lock the message and its topic until the transaction ends, and return the current message."""
    lock_topic(topic=message.topic)
    locked: Message = (
        Message.objects.select_for_update(of=("self",)).select_related("topic__network").get(pk=message.pk)
    )
    return locked


def _create_act(message: Message, kind: ModerationAct.Kind, seat: Seat, reason: str) -> ModerationAct:
    made: ModerationAct = message.moderation_acts.create(kind=kind, seat=seat, reason=reason)
    return made


def _resolve_reports(message: Message, act: ModerationAct) -> None:
    reporters = list(message.reports.open().values_list("user", flat=True))
    message.reports.open().update(settled_at=act.done_at, settled_by=act)
    if reporters:
        notify_of_resolution(message=message, reporters=reporters)


def _record(message: Message, kind: str) -> None:
    """Record the event without the acting person, whom only moderators may know; the moderation act names them."""
    record_in_networks(
        topic=message.topic, kind=kind, payload={"topic": message.topic_id, "message": message.pk}, user=None
    )
