"""The reader's own language and time zone, whatever the address of the page says about its content."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from networkapp.host import host_accounts

Answer = Callable[[HttpRequest], HttpResponse]
# Views that find their content by the language in the address; the interface's language comes after they found it.
CONTENT_VIEWS = frozenset({"wagtail_serve"})


class InterfaceMiddleware:
    """Pages are found in the language of their address and shown in that of their reader; moments in her zone.

    Stands after Django's LocaleMiddleware, which reads the address, and after AuthenticationMiddleware.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.interface_follows_reader = True  # type: ignore[attr-defined]
        with timezone.override(zone_of(request)):
            response = self.get_response(request)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        if reader_of(request) is not None:
            # A browser may keep what is hers, but nothing that stands between her and the site.
            patch_cache_control(response, private=True)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if "%00" in request.get_full_path():
            # Nothing is called by a zero byte, and databases stumble over it.
            raise Http404
        if request.resolver_match is None or request.resolver_match.view_name not in CONTENT_VIEWS:
            show_in_language_of_reader(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        show_in_language_of_reader(request)


def show_in_language_of_reader(request: HttpRequest) -> None:
    """From here on this request's interface is in the language its reader chose, or her browser asks for.

    Nothing happens on a host without this middleware, which settles languages by itself.
    """
    if not getattr(request, "interface_follows_reader", False):
        return
    translation.activate(language_of(request))
    request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]


def reader_of(request: HttpRequest) -> Any:
    """Who is signed in, or None."""
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def language_of(request: HttpRequest) -> str:
    """The account's language, else the cookie's, else the first the browser asks for that this site has."""
    user = reader_of(request)
    chosen = host_accounts().language_of(user) if user is not None else ""
    return chosen if chosen in dict(settings.LANGUAGES) else translation.get_language_from_request(request)


def zone_of(request: HttpRequest) -> ZoneInfo | None:
    """The time zone of the reader's account, where she has one that exists; else the site's, by None."""
    user = reader_of(request)
    name = host_accounts().time_zone_of(user) if user is not None else ""
    return ZoneInfo(name) if name in ZONES else None


ZONES = available_timezones()
