"""What a browser says when it opens a socket: its cookies, and what its page was made for."""

from functools import cache
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import available_timezones

from django.conf import settings
from django.http import parse_cookie

from networkapp.live.messages import Variant


def query_of(scope: dict[str, Any]) -> dict[str, str]:
    pairs = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return {name: values[-1] for name, values in pairs.items()}


def cookies_of(scope: dict[str, Any]) -> dict[str, str]:
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    return parse_cookie("; ".join(lines))


def after_of(query: dict[str, str]) -> int | None:
    """The sequence to go on from; ValueError where it is not one."""
    text = query.get("after")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise ValueError(text)
    return int(text)


def variant_of(query: dict[str, str]) -> Variant:
    """The language and the time zone of the page; what this site does not know becomes its default."""
    language, zone = query.get("language", ""), query.get("zone", "")
    return Variant(
        language=language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        zone=zone if zone in _zones() else settings.TIME_ZONE,
    )


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
