"""Replies that arrive by e-mail: posted once as if written on the site, or not posted, with an explanation to their
writer."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.conf import setting
from networkapp.discussion.actions.drafts import hold_as_draft
from networkapp.discussion.actions.post import post_message
from networkapp.discussion.inbound_text import own_words
from networkapp.discussion.models import InboundMail, Message, Topic
from networkapp.errors import NotAllowed, Refused
from networkapp.host import host_accounts
from networkapp.models import Delivery
from networkapp.notifications.email import absolute, as_read_by, deliveries_in, not_posted, who_answers
from networkapp.notifications.inbound_parsing import Letter, letter_id, read_letter
from networkapp.permissions import Action
from networkapp.text.personal_data_warnings import Finding, kinds_of, look
from networkapp.users import User

logger = logging.getLogger(__name__)

MOST_BYTES = 10_000_000
MOST_WORDS_A_DAY = 10
Outcome = InboundMail.Outcome


class Later(Exception):
    """Raised for an e-mail that is not accepted yet, because its writer is too fast. Try again in a minute; nothing is
    recorded."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The result of an e-mail: `code` says why it was not posted, `user` is the person for whom its address was made.

    `said` is the site's explanation, if there is no better one for e-mails. For a held e-mail, `topic` is where its
    draft is, and `said` what was found in it.
    """

    outcome: InboundMail.Outcome
    code: str = ""
    said: str = ""
    user: User | None = None
    posted: Message | None = None
    topic: Topic | None = None


def take_letter(raw: bytes, *, recipients: Iterable[str] = ()) -> InboundMail:
    """Post the text of the e-mail in the topic for which its address was made, and record the result.

    Text with possible personal data of a person at risk is not posted: it is saved as a draft that only its writer can
    read.

    `recipients` are addresses to which it was delivered besides those that it names. An e-mail that arrives again
    changes nothing. Anything wrong with it is a result; its writer is notified of it, if the address is theirs and no
    machine wrote. Raises Later; and database errors, since these do not come from the e-mail.
    """
    try:
        letter = read_letter(raw[:MOST_BYTES])
    except ValueError:
        return _record(letter_id(raw), Taken(outcome=Outcome.REFUSED, code="unreadable"))
    known = InboundMail.objects.filter(letter_id=letter.id).first()
    if known is not None:
        return known
    with transaction.atomic():
        taken = Taken(outcome=Outcome.AUTOMATIC) if letter.is_automatic else _post(letter, recipients)
        return _record(letter.id, taken, letter)


def when_anymail_brings_one(sender: Any, event: Any, **kwargs: Any) -> None:
    """Process an e-mail from django-anymail's signal, if a host has it, like one from a mailbox."""
    take_letter(event.message.as_bytes(), recipients=filter(None, [event.message.envelope_recipient]))


def _post(letter: Letter, recipients: Iterable[str]) -> Taken:
    made_for = next((found for one in (*recipients, *letter.recipients) if (found := who_answers(one))), None)
    user = get_user_model()._default_manager.filter(pk=made_for[0]).first() if made_for else None
    if made_for is None or user is None:
        return Taken(outcome=Outcome.REFUSED, code="no_address")
    if not letter.sender or not host_accounts().owns(user, letter.sender):
        return Taken(outcome=Outcome.REFUSED, code="not_your_address", user=user)
    topic = Topic.objects.where(user, may=Action.POST).filter(pk=made_for[1]).first()
    if letter.is_locked:
        return Taken(outcome=Outcome.REFUSED, code="locked", user=user)
    try:
        if findings := _looks_personal(letter):
            _hold(letter, topic, user)
            return Taken(outcome=Outcome.HELD, code="personal_data", said=kinds_of(findings), user=user, topic=topic)
        posted = _posted(letter, topic, user)
    except NotAllowed:
        return Taken(outcome=Outcome.REFUSED, code="not_allowed", user=user)
    except Refused as refused:
        if refused.code == "too_fast":
            raise Later from refused
        return Taken(outcome=Outcome.REFUSED, code=refused.code, said=str(refused), user=user)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # one e-mail with an unforeseen problem must not delay those behind it
        logger.exception("Could not post the e-mail %s.", letter.id)
        return Taken(outcome=Outcome.REFUSED, code="broken", user=user)
    return Taken(outcome=Outcome.POSTED, code="without_files" if letter.attached else "", user=user, posted=posted)


def _looks_personal(letter: Letter) -> list[Finding]:
    """What the composer would warn of. What is longer than anything that is taken is refused for that."""
    body = own_words(letter.text)
    return look(body) if len(body) <= 2 * setting("MESSAGE_MAX_BYTES") else []


def _hold(letter: Letter, topic: Topic | None, user: User) -> None:
    if topic is None:
        raise NotAllowed(Action.POST)
    reply_to = _answered(letter, topic, user)
    with as_read_by(user):
        hold_as_draft(user=user, topic=topic, body=own_words(letter.text), reply_to=reply_to)


def _posted(letter: Letter, topic: Topic | None, user: User) -> Message:
    if topic is None:
        raise NotAllowed(Action.POST)
    with transaction.atomic(), as_read_by(user):
        return post_message(
            topic=topic,
            user=user,
            body=own_words(letter.text),
            client_key=uuid5(NAMESPACE_URL, f"mid:{letter.id}"),
            reply_to=_answered(letter, topic, user),
        )


def _answered(letter: Letter, topic: Topic, user: User) -> Message | None:
    """Return the message of the topic to whose e-mail the person replies."""
    sent = Delivery.objects.filter(pk__in=deliveries_in(letter.answers), user=user, way=Delivery.Way.MAIL)
    return Message.objects.filter(topic=topic, pk__in=sent.values("notifications__message")).first()


def _record(id: str, taken: Taken, letter: Letter | None = None) -> InboundMail:
    record, made = InboundMail.objects.get_or_create(
        letter_id=id,
        defaults={"outcome": taken.outcome, "detail": taken.code, "user": taken.user, "posted": taken.posted},
    )
    user = taken.user
    if made and letter and user and taken.code and _may_be_told(user):
        transaction.on_commit(lambda: _tell(user, letter, taken), robust=True)
    return record


def _may_be_told(user: User) -> bool:
    """Only for a few e-mails a day: somebody who writes in the person's name must not make us fill their mailbox."""
    today = InboundMail.objects.filter(user=user, arrived_at__gt=timezone.now() - timedelta(days=1))
    return user.is_active and today.exclude(detail="").count() <= MOST_WORDS_A_DAY


def _tell(user: User, letter: Letter, taken: Taken) -> None:
    """Notify the person by e-mail: at the sending address, or at the account's address if the sending address is
    another one."""
    own = str(getattr(user, user.get_email_field_name()))
    to = own if taken.code == "not_your_address" else letter.sender
    with as_read_by(user):
        told = not_posted(to=to, answers=letter.id, why=_why(taken, letter))
    try:
        told.send()
    except (OSError, SMTPException) as failure:
        logger.warning("Could not notify the sender of the e-mail %s: %s", letter.id, failure)


def _why(taken: Taken, letter: Letter) -> str:
    words = {
        "not_your_address": _(
            "A reply from %(sender)s was not posted: the sender is not an address of your "
            "account. If it was you, reply from one of your own addresses or on the site."
        )
        % {"sender": letter.sender or "?"},
        "not_allowed": _("Your reply was not posted: you do not have a seat that can post there."),
        "personal_data": _(
            "Your reply was not posted because it may contain personal data (%(kinds)s), which "
            "can put a person or a prosecution at risk. Only you can read the saved draft. Check "
            "it, then post or delete it: %(address)s"
        )
        % {"kinds": taken.said, "address": absolute(f"{taken.topic.get_absolute_url()}#write") if taken.topic else ""},
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
    if taken.code in words:
        return words[taken.code]
    if taken.said:
        return _("Your reply was not posted. %(words)s") % {"words": taken.said}
    return _("Your reply was not posted. Please reply on the site.")
