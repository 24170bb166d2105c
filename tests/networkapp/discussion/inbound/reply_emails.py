"""The notification e-mail of a reader, and their reply to it."""

from email.message import EmailMessage
from typing import Any

from django.core import mail

from networkapp.discussion.models import Topic
from networkapp.discussion.notices import notify_about_message
from networkapp.models import Delivery, EmailFrequency, Seat
from networkapp.notifications.deliveries import deliver
from networkapp.notifications.email import reply_address
from networkapp.notifications.preferences import choose_settings


def email_to(seat: Seat, topic: Topic) -> Any:
    """The immediate e-mail about the first message."""
    choose_settings(user=seat.user, mail=EmailFrequency.AT_ONCE, digest_hour=7, digest_weekday=0)
    notify_about_message.call(topic.messages.first().pk)
    deliver.call(Delivery.objects.get(user=seat.user).pk)
    return mail.outbox.pop()


def reply_email(seat: Seat, topic: Topic, text: str = "Agreed.", **heads: str) -> bytes:
    made = EmailMessage()
    usual = {
        "From": f"A Member <{seat.user.email.upper()}>",
        "To": reply_address(seat.user, topic),
        "Subject": "Re: Hotlines (Here)",
        "Message_ID": "<answer-1@parliament.example>",
    }
    for name, value in {**usual, **heads}.items():
        if value:
            made[name.replace("_", "-")] = value
    kind = made["Content-Type"]
    made.set_content(text)
    if kind:
        made.replace_header("Content-Type", kind)
    return made.as_bytes()


def replies(topic: Topic) -> list[str]:
    return list(topic.messages.order_by("sequence").values_list("body", flat=True))[1:]
