"""Handing a letter to the mail server, and what is known afterwards: taken, not taken, or nobody can tell."""

from contextlib import suppress
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected

from django.core.mail import EmailMessage, get_connection

PERMANENT = 500


class NotTaken(Exception):
    """The mail server has surely not taken the letter; it may later."""


class NoServer(NotTaken):
    """No mail server is reached, so no other letter would be taken now."""


class NeverTaken(Exception):
    """The mail server will not take this letter: there is no such mailbox, or it does not like what it says."""


class Unsure(Exception):
    """The line broke while the letter was being handed over: it may have been taken, and handed over again be double.

    RFC 1047 tells of this moment; no sender can close it.
    """


def hand_over(letter: EmailMessage) -> None:
    """The mail server has taken the letter. Raises NotTaken, NoServer, NeverTaken or Unsure."""
    server = get_connection()
    try:
        server.open()
    except (OSError, SMTPException) as failure:
        raise NoServer(str(failure)) from failure
    try:
        server.send_messages([letter])
    except (OSError, SMTPException) as failure:
        raise _known_of(failure) from failure
    finally:
        with suppress(OSError, SMTPException):  # a goodbye that fails takes nothing back
            server.close()


def _known_of(failure: Exception) -> Exception:
    if isinstance(failure, SMTPRecipientsRefused):
        codes = [code for code, _words in failure.recipients.values()]
        return (NeverTaken if codes and min(codes) >= PERMANENT else NotTaken)(str(failure))
    if isinstance(failure, SMTPDataError) and failure.smtp_code >= PERMANENT:
        return NeverTaken(str(failure))
    if isinstance(failure, SMTPException) and not isinstance(failure, SMTPServerDisconnected):
        return NotTaken(str(failure))
    # A service spoken to over HTTP, as by django-anymail, that gave an answer has not taken it.
    return (NotTaken if getattr(failure, "status_code", None) else Unsure)(str(failure))
