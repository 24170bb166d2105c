"""Sending an e-mail to the mail server, and what is known afterwards: accepted, not accepted, or unknown."""

from contextlib import suppress
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected

from django.core.mail import EmailMessage, get_connection

PERMANENT = 500


class TemporaryFailure(Exception):
    """The mail server has certainly not accepted the e-mail; it may later."""


class ServerUnreachable(TemporaryFailure):
    """Raised if no mail server can be reached, so that no other e-mail would be accepted now."""


class PermanentFailure(Exception):
    """The mail server will not accept this e-mail: the mailbox does not exist, or it rejects the content."""


class UnknownOutcome(Exception):
    """The connection broke while the e-mail was being sent: it may have been accepted, and sending it again might
    duplicate it.

    RFC 1047 describes this moment; no sender can avoid it.
    """


def send(email: EmailMessage) -> None:
    """Send the e-mail to the mail server, which has then accepted it. Raises TemporaryFailure, ServerUnreachable,
    PermanentFailure or UnknownOutcome."""
    server = get_connection()
    try:
        server.open()
    except (OSError, SMTPException) as failure:
        raise ServerUnreachable(str(failure)) from failure
    try:
        server.send_messages([email])
    except (OSError, SMTPException) as failure:
        raise _known_of(failure) from failure
    finally:
        with suppress(OSError, SMTPException):  # a goodbye that fails takes nothing back
            server.close()


def _known_of(failure: Exception) -> Exception:
    if isinstance(failure, SMTPRecipientsRefused):
        codes = [code for code, _words in failure.recipients.values()]
        return (PermanentFailure if codes and min(codes) >= PERMANENT else TemporaryFailure)(str(failure))
    if isinstance(failure, SMTPDataError) and failure.smtp_code >= PERMANENT:
        return PermanentFailure(str(failure))
    if isinstance(failure, SMTPException) and not isinstance(failure, SMTPServerDisconnected):
        return TemporaryFailure(str(failure))
    # A service spoken to over HTTP, as by django-anymail, that gave an answer has not taken it.
    return (TemporaryFailure if getattr(failure, "status_code", None) else UnknownOutcome)(str(failure))
