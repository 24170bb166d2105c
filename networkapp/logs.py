"""Log filters that remove secrets: links in e-mails contain them, and refused requests are logged."""

import logging
import re
from collections.abc import Mapping
from copy import copy
from functools import cache
from typing import Any

from networkapp.registry.secret_addresses import spelled_prefixes

LOGGERS = (
    *("django.request", "django.security", "django.security.csrf", "django.security.DisallowedHost", "django.server"),
    *("uvicorn.access", "uvicorn.error", "gunicorn.access", "gunicorn.error"),
)
# What `secrets.token_urlsafe(32)` makes, between slashes or as the name of a calendar.
_TOKEN = re.compile(r"(?<=/)[A-Za-z0-9_-]{43}(?=/|$|[\s?\"]|\.ics)")


def redact_addresses() -> None:
    """Remove the secrets of addresses from all lines of LOGGERS, wherever logs are written."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(_without_secrets)


def without_secrets(text: str) -> str:
    """Return the text with "…" in place of every secret of an address in it."""
    return _TOKEN.sub("…", _after_a_beginning().sub(r"\1…", text))


@cache
def _after_a_beginning() -> re.Pattern[str]:
    """Return the part of a path after the beginning of a secret address, also within another's query."""
    known = "|".join(map(re.escape, spelled_prefixes()))
    return re.compile(rf"({known})(?:(?!%2F|\.ics)[^/?#&\s\"'])+", re.IGNORECASE) if known else re.compile("(?!)")


def _without_secrets(record: logging.LogRecord) -> bool:
    if isinstance(record.msg, str):
        record.msg = without_secrets(record.msg)
    if isinstance(record.args, tuple):
        record.args = tuple(without_secrets(one) if isinstance(one, str) else one for one in record.args)
    elif isinstance(record.args, Mapping):
        args: Any = copy(record.args)  # of gunicorn's own class, which finds headers in it
        args.update({name: without_secrets(one) for name, one in args.items() if isinstance(one, str)})
        record.args = args
    return True
