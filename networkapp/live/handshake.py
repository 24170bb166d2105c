"""The opening request of a socket: the browser's cookies, and what its page was made for."""

from functools import cache
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import available_timezones

from django.conf import settings
from django.http import parse_cookie

from networkapp.live.messages import Variant


def query_of(scope: dict[str, Any]) -> dict[str, str]:
    """Return the query parameters of the connection; the last value of each."""
    pairs = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return {name: values[-1] for name, values in pairs.items()}


def cookies_of(scope: dict[str, Any]) -> dict[str, str]:
    """Return the cookies of the connection."""
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    return parse_cookie("; ".join(lines))


def after_of(query: dict[str, str]) -> int | None:
    """Return the sequence to continue from; None without one, ValueError if it is invalid."""
    text = query.get("after")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise ValueError(text)
    return int(text)


def variant_of(query: dict[str, str]) -> Variant:
    """Return the language and the time zone of the page; the site's defaults for unknown ones."""
    language, zone = query.get("language", ""), query.get("zone", "")
    return Variant(
        language=language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        zone=zone if zone in _zones() else settings.TIME_ZONE,
    )


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
