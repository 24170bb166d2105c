"""Replies that arrive by e-mail: posted once as if written on the site, or not posted, with an explanation to their
writer."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException
from typing import Protocol
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.conf import setting
from networkapp.discussion.actions.drafts import save_for_review
from networkapp.discussion.actions.post import post_message
from networkapp.discussion.inbound_text import strip_quotation
from networkapp.discussion.models import InboundMail, Message, Topic
from networkapp.errors import NotAllowed, Refused
from networkapp.host import host_accounts
from networkapp.models import Delivery
from networkapp.notifications.email import (
    absolute,
    activate_for_user,
    deliveries_in,
    parse_reply_address,
    reply_failure_email,
)
from networkapp.notifications.inbound_parsing import ReceivedEmail, email_id, read_email
from networkapp.permissions import Action
from networkapp.text.personal_data_warnings import PersonalDataWarning, find_warnings, kinds_of
from networkapp.users import User

logger = logging.getLogger(__name__)

MOST_BYTES = 10_000_000
MOST_EXPLANATIONS_PER_DAY = 10
Outcome = InboundMail.Outcome


class RetryLater(Exception):
    """Raised for an e-mail that is not accepted yet, because its writer is too fast. Try again in a minute; nothing is
    recorded."""


@dataclass(frozen=True, kw_only=True)
class InboundResult:
    """The result of an e-mail: `code` says why it was not posted, `user` is the person for whom its address was made.

    `explanation` is the site's own, if there is no better one for e-mails. For a held e-mail, `topic` has its draft
    and `explanation` what was found in it.
    """

    outcome: InboundMail.Outcome
    code: str = ""
    explanation: str = ""
    user: User | None = None
    message: Message | None = None
    topic: Topic | None = None


def process_inbound_mail(*, raw: bytes, recipients: Iterable[str] = ()) -> InboundMail:
    """Post the text of the e-mail in the topic for which its address was made, and record the result.

    Text with possible personal data of a person at risk is not posted: it is saved as a draft that only its writer can
    read.

    `recipients` are addresses to which it was delivered besides those that it names. An e-mail that arrives again
    changes nothing. Anything wrong with it is a result; its writer is notified of it, if the address is theirs and no
    machine wrote. Raises Later; and database errors, since these do not come from the e-mail.
    """
    try:
        mail = read_email(raw[:MOST_BYTES])
    except ValueError:
        return _record(email_id(raw), InboundResult(outcome=Outcome.REFUSED, code="unreadable"))
    existing = InboundMail.objects.filter(message_id=mail.id).first()
    if existing is not None:
        return existing
    with transaction.atomic():
        result = InboundResult(outcome=Outcome.AUTOMATIC) if mail.is_automatic else _process(mail, recipients)
        return _record(mail.id, result, mail)


class AnymailMessage(Protocol):
    """An incoming e-mail in django-anymail's form."""

    envelope_recipient: str | None

    def as_bytes(self) -> bytes: ...


class AnymailEvent(Protocol):
    """The event of django-anymail's signal for incoming e-mails."""

    message: AnymailMessage


def receive_from_anymail(*, sender: object, event: AnymailEvent, **kwargs: object) -> None:
    """Process an e-mail from django-anymail's signal, if a host has it, like one from a mailbox."""
    process_inbound_mail(raw=event.message.as_bytes(), recipients=filter(None, [event.message.envelope_recipient]))


def _process(mail: ReceivedEmail, recipients: Iterable[str]) -> InboundResult:
    address_owner = next(
        (owner for one in (*recipients, *mail.recipients) if (owner := parse_reply_address(one))), None
    )
    user = get_user_model()._default_manager.filter(pk=address_owner[0]).first() if address_owner else None
    if address_owner is None or user is None:
        return InboundResult(outcome=Outcome.REFUSED, code="no_address")
    if not mail.sender or not host_accounts().owns(user, mail.sender):
        return InboundResult(outcome=Outcome.REFUSED, code="not_your_address", user=user)
    topic = Topic.objects.where(user, may=Action.POST).filter(pk=address_owner[1]).first()
    if mail.is_locked:
        return InboundResult(outcome=Outcome.REFUSED, code="locked", user=user)
    try:
        if findings := _find_personal_data(mail):
            _save_for_review(mail, topic, user)
            return InboundResult(
                outcome=Outcome.HELD, code="personal_data", explanation=kinds_of(findings), user=user, topic=topic
            )
        message = _post_message(mail, topic, user)
    except NotAllowed:
        return InboundResult(outcome=Outcome.REFUSED, code="not_allowed", user=user)
    except Refused as refused:
        if refused.code == "too_fast":
            raise RetryLater from refused
        return InboundResult(outcome=Outcome.REFUSED, code=refused.code, explanation=str(refused), user=user)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # one e-mail with an unforeseen problem must not delay those behind it
        logger.exception("Could not post the e-mail %s.", mail.id)
        return InboundResult(outcome=Outcome.REFUSED, code="broken", user=user)
    return InboundResult(
        outcome=Outcome.POSTED, code="without_files" if mail.attached else "", user=user, message=message
    )


def _find_personal_data(mail: ReceivedEmail) -> list[PersonalDataWarning]:
    """Return what the composer would warn about; nothing for texts that are refused because of their length."""
    body = strip_quotation(mail.text)
    return find_warnings(body) if len(body) <= 2 * setting("MESSAGE_MAX_BYTES") else []


def _save_for_review(mail: ReceivedEmail, topic: Topic | None, user: User) -> None:
    if topic is None:
        raise NotAllowed(Action.POST)
    reply_to = _message_replied_to(mail, topic, user)
    with activate_for_user(user):
        save_for_review(user=user, topic=topic, body=strip_quotation(mail.text), reply_to=reply_to)


def _post_message(mail: ReceivedEmail, topic: Topic | None, user: User) -> Message:
    if topic is None:
        raise NotAllowed(Action.POST)
    with transaction.atomic(), activate_for_user(user):
        return post_message(
            topic=topic,
            user=user,
            body=strip_quotation(mail.text),
            client_key=uuid5(NAMESPACE_URL, f"mid:{mail.id}"),
            reply_to=_message_replied_to(mail, topic, user),
        )


def _message_replied_to(mail: ReceivedEmail, topic: Topic, user: User) -> Message | None:
    """Return the message of the topic to whose e-mail the person replies."""
    sent = Delivery.objects.filter(pk__in=deliveries_in(mail.answers), user=user, way=Delivery.Channel.MAIL)
    return Message.objects.filter(topic=topic, pk__in=sent.values("notifications__message")).first()


def _record(id: str, result: InboundResult, mail: ReceivedEmail | None = None) -> InboundMail:
    record, made = InboundMail.objects.get_or_create(
        message_id=id,
        defaults={"outcome": result.outcome, "detail": result.code, "user": result.user, "posted": result.message},
    )
    user = result.user
    if made and mail and user and result.code and _may_explain_to(user):
        transaction.on_commit(lambda: _send_explanation(user, mail, result), robust=True)
    return record


def _may_explain_to(user: User) -> bool:
    """Return whether few explanations were sent today: others who write in the person's name must not fill their
    mailbox."""
    recent = InboundMail.objects.filter(user=user, arrived_at__gt=timezone.now() - timedelta(days=1))
    return user.is_active and recent.exclude(detail="").count() <= MOST_EXPLANATIONS_PER_DAY


def _send_explanation(user: User, mail: ReceivedEmail, result: InboundResult) -> None:
    """Notify the person by e-mail: at the sending address, or at the account's address if the sending address is
    another one."""
    account_address = str(getattr(user, user.get_email_field_name()))
    to = account_address if result.code == "not_your_address" else mail.sender
    with activate_for_user(user):
        explanation = reply_failure_email(to=to, answers=mail.id, why=_explanation(result, mail))
    try:
        explanation.send()
    except (OSError, SMTPException) as failure:
        logger.warning("Could not notify the sender of the e-mail %s: %s", mail.id, failure)


def _explanation(result: InboundResult, mail: ReceivedEmail) -> str:
    explanations = {
        "not_your_address": _(
            "A reply from %(sender)s was not posted: the sender is not an address of your "
            "account. If it was you, reply from one of your own addresses or on the site."
        )
        % {"sender": mail.sender or "?"},
        "not_allowed": _("Your reply was not posted: you do not have a seat that can post there."),
        "personal_data": _(
            "Your reply was not posted because it may contain personal data (%(kinds)s), which "
            "can put a person or a prosecution at risk. Only you can read the saved draft. Check "
            "it, then post or delete it: %(address)s"
        )
        % {
            "kinds": result.explanation,
            "address": absolute(f"{result.topic.get_absolute_url()}#write") if result.topic else "",
        },
        "topic_closed": _("Your reply was not posted: the topic is closed."),
        "empty_message": _(
            "Your reply was not posted: we found only quoted text and a signature. Write above the quoted text."
        ),
        "message_too_long": _("Your reply was not posted: it is too long. Shorten it or post it in parts."),
        "locked": _(
            "Your reply was not posted: it is encrypted, or signed in a way the site cannot read. Reply on the site."
        ),
        "without_files": _("Your reply was posted without its attachments. Attach files on the site."),
    }
    if result.code in explanations:
        return explanations[result.code]
    if result.explanation:
        return _("Your reply was not posted. %(words)s") % {"words": result.explanation}
    return _("Your reply was not posted. Please reply on the site.")
