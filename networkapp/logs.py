"""What is logged names no secret: the links of letters carry theirs in the address, and refused requests are logged."""

import logging
import re

LOGGERS = ("django.request", "django.security.csrf", "django.server", "uvicorn.access")
# What `secrets.token_urlsafe(32)` makes, between slashes or as the name of a calendar.
_SECRET = re.compile(r"(?<=/)[A-Za-z0-9_-]{43}(?=/|$|[\s?]|\.ics)")


def keep_secrets_out() -> None:
    """From now on no line of LOGGERS holds the secret of a link, whoever reads logs."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(_without_secrets)


def _without_secrets(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(_SECRET.sub("…", arg) if isinstance(arg, str) else arg for arg in record.args)
    return True
