"""E-mails of the sign-in leave from the task queue, so that the response time of a page does not reveal whether an
address is known."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django_tasks import task

from networkapp.emails import with_links_to

# Nobody waits for anything else as for a code.
FIRST_OF_ALL = 100
# Codes are void by then; a link to set a password is asked for again.
LIFETIME = 60 * 60


def with_html(message: EmailMessage, *, host: str, code: str = "") -> EmailMessage:
    """Add the words of the e-mail as HTML, where it has none, with a large code and links to addresses of `host`."""
    if not isinstance(message, EmailMultiAlternatives) or message.alternatives:
        return message
    paragraphs = [part.strip() for part in str(message.body).split("\n\n") if part.strip()]
    context = {
        "subject": message.subject,
        "paragraphs": [(with_links_to(host, part), part == code) for part in paragraphs],
    }
    message.attach_alternative(render_to_string("accounts/email/message.html", context), "text/html")
    return message


def send_later(message: EmailMessage, *, to_nobody: bool = False) -> None:
    """Hand an e-mail to the task worker, sealed, since codes and links must not be read in the queue.

    One `to_nobody` takes the same way and is dropped at its end.
    """
    content = {
        "subject": message.subject,
        "body": message.body,
        "subtype": message.content_subtype,
        "from": message.from_email,
        "to": [] if to_nobody else message.to,
        "headers": message.extra_headers,
        "alternatives": [list(one) for one in getattr(message, "alternatives", [])],
    }
    sealed = _seal().encrypt(json.dumps(content, default=str).encode()).decode()
    deliver.enqueue(sealed)


@task(priority=FIRST_OF_ALL)
def deliver(sealed: str) -> None:
    """Send an e-mail unless it has waited too long; one that the mail server does not take is a failed task."""
    try:
        content: dict[str, Any] = json.loads(_seal().decrypt(sealed.encode(), ttl=LIFETIME))
    except InvalidToken:
        return
    message = EmailMultiAlternatives(
        content["subject"], content["body"], content["from"], content["to"], headers=content["headers"]
    )
    message.content_subtype = content["subtype"]
    for body, kind in content["alternatives"]:
        message.attach_alternative(body, kind)
    message.send()


def _seal() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"accounts.emails {key}".encode()).digest())) for key in keys])
