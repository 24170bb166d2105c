"""The interface in the reader's own language and time zone, applied after routing.

The language in an address says which translation of a page is meant; it does not decide in which language menus,
dates and buttons speak. So this runs as `process_view`, when the address has been resolved, and Wagtail's own pages
are served in two steps: they are found in the language of the address, and shown (see wagtail_hooks) in the reader's.
"""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers


def language_of(request: HttpRequest) -> str:
    """What the reader chose: in her account, else in a cookie, else what her browser asks for."""
    chosen = getattr(request.user, "language", "") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(settings.LANGUAGES):
        return str(chosen)
    return translation.get_language_from_request(request, check_path=False)


class ReadersLanguage:
    """Put it after the authentication middleware and in place of Django's LocaleMiddleware's last word."""

    sync_capable, async_capable = True, False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        timezone.activate(zone_of(request))
        try:
            response = self.get_response(request)
            patch_vary_headers(response, ["Cookie", "Accept-Language"])
            return response
        finally:
            timezone.deactivate()

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        request.content_language = translation.get_language()  # type: ignore[attr-defined]
        if getattr(view, "__module__", "") != "wagtail.views":
            translation.activate(language_of(request))


def zone_of(request: HttpRequest) -> ZoneInfo:
    try:
        return ZoneInfo(getattr(request.user, "time_zone", "") or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)
