"""Around every request: the reader's own language and time zone, rights in Wagtail, and pages kept for all visitors."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from networkapp.addresses import is_own_view, require_numbers, require_possible_address
from networkapp.conf import setting
from networkapp.error_titles import mark_title
from networkapp.host import host_accounts
from networkapp.languages.help_languages import help_languages
from networkapp.models import is_open, this_site
from networkapp.models.held_seats import forget_seats, remember_seats
from networkapp.models.page_languages import activate_beside, route_beside
from networkapp.networks.actions.seats import sync_groups_of_ended_seats
from networkapp.pages.cache import generation_of
from networkapp.received_at import clear_received, mark_received
from networkapp.registry.secret_addresses import secret_addresses

LONGEST_PATH = 500
Answer = Callable[[HttpRequest], HttpResponse]
# Views that find their content by the language in the address; the interface's language comes after they found it.
CONTENT_VIEWS = frozenset({"wagtail_serve"})
SHARED_PARTS: set[str] = set()
"""Return the parts of the site with a view that shares its pages among visitors."""


class AnonymousVisitorMiddleware:
    """Make visitors of the help pages anonymous: no cookie is read, and none is set.

    No session is opened, so nothing after this middleware can record the visit. It must be before SessionMiddleware,
    and before any middleware of a host that reads cookies or counts visits.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_call_for_help(request):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        response = self.get_response(request)
        response.cookies.clear()
        _vary_less(response)
        return response


def is_call_for_help(request: HttpRequest) -> bool:
    """Return whether the path is a help page, with or without a language (/ru/help/), if the site has any."""
    try:
        start = reverse("networkapp:help")
    except NoReverseMatch:
        return False
    language, _slash, rest = request.path.removeprefix("/").partition("/")
    path = f"/{rest}/" if language in help_languages() else f"{request.path}/"
    return path.startswith(start)


def _vary_less(response: HttpResponse) -> None:
    """Let caches store one copy for everyone: no cookie was read, and the language of a page is in its address."""
    needless = {"cookie", "accept-language"} if hasattr(response, "is_same_for_all") else {"cookie"}
    listed = [name.strip() for name in response.get("Vary", "").split(",")]
    names = [name for name in listed if name and name.lower() not in needless]
    del response["Vary"]
    if names:
        patch_vary_headers(response, names)


def _is_below(name: str, request: HttpRequest) -> bool:
    """Return whether the request is for this address or one below it; False if the site does not have the address."""
    try:
        return request.path.startswith(reverse(name).rstrip("/"))
    except NoReverseMatch:
        return False


class InterfaceMiddleware:
    """Show the plugins' pages in the language and time zone of their reader; the host's pages are left as they are.

    Pages in languages that the interface does not speak are found by the language in their address, too. With
    NETWORKAPP_INTERFACE_EVERYWHERE all pages of the site are shown so. Pages are still found by the language in their
    address. Must be after Django's LocaleMiddleware, which reads the address, and after AuthenticationMiddleware; and
    after CsrfViewMiddleware, which has read a form to its end before this one notes when it came in.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.may_follow_reader = True  # type: ignore[attr-defined]
        activate_beside(request)
        everywhere = setting("INTERFACE_EVERYWHERE")
        try:
            with timezone.override(zone_of(request) if everywhere else timezone.get_current_timezone()):
                response = self.get_response(request)
        finally:
            clear_received()
            forget_seats()
        mark_title(request, response)
        if everywhere or getattr(request, "follows_reader", False):
            patch_vary_headers(response, ["Cookie", "Accept-Language"])
            if reader_of(request) is not None:
                # What a view lets be stored is stored by the reader's own browser alone. A page is not stored by that
                # either: after a sign-out the back button would show it.
                unstored = {} if response.has_header("Cache-Control") else {"no_store": True}
                patch_cache_control(response, private=True, **unstored)
        if request.resolver_match and request.resolver_match.view_name in secret_addresses:
            # No request from such a page names its address. "no-referrer" would, too, but takes `Origin` from forms.
            response["Referrer-Policy"] = "strict-origin"
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        mark_received()
        is_own = is_own_view(view, request)
        if is_own:
            require_possible_address(request, kwargs)
            require_open(request, view)
            remember_seats(request)
        if _is_below("wagtailadmin_home", request) and reader_of(request) is not None:
            sync_groups_of_ended_seats(user=request.user)
        is_found_by_language = request.resolver_match and request.resolver_match.view_name in CONTENT_VIEWS
        if is_found_by_language:
            route_beside(request, args[0] if args else kwargs.get("path", ""))
        if is_own or (setting("INTERFACE_EVERYWHERE") and not is_found_by_language):
            follow_reader(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        is_own = request.resolver_match is not None and is_own_view(request.resolver_match.func, request)
        if is_own or setting("INTERFACE_EVERYWHERE"):
            follow_reader(request)
        if is_own:
            require_numbers(request, exception)


def require_open(request: HttpRequest, view: Any) -> None:
    """Raise Http404 where the part of the site that `view` is in is switched off. In Wagtail's admin it is prepared.

    The 404 page reads `request.is_switched_off`. It is the same for all readers and addresses of the part.
    """
    if not is_open(view) and not _is_below("wagtailadmin_home", request):
        request.is_switched_off = True  # type: ignore[attr-defined]
        follow_reader(request)
        raise Http404


def follow_reader(request: HttpRequest) -> None:
    """Use the language and time zone of the reader from here on, until the request is answered.

    Nothing happens on a host without InterfaceMiddleware, which decides about languages by itself.
    """
    if not getattr(request, "may_follow_reader", False):
        return
    request.follows_reader = True  # type: ignore[attr-defined]
    translation.activate(language_of(request))
    request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
    timezone.activate(zone_of(request))


@dataclass(frozen=True, kw_only=True)
class CachedPage:
    """A cached page as every visitor gets it, with the generation of its part of the site."""

    part: str
    state: int
    headers: dict[str, str]
    content: bytes


class PageCacheMiddleware:
    """Public pages are rendered once for all visitors with the same language, until something on them changes.

    A view declares its response, with `for_visitors`, as free of anything personal. Only requests without cookies other
    than Django's for language and forms get a cached page, so signed-in users always get a page of their own. May be
    before SessionMiddleware; middleware before it adds its headers to cached pages, too.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        place = cache_key_of(request)
        if not place or not setting("KEEP_SECONDS"):
            return self.get_response(request)
        kept: CachedPage | None = cache.get(place)
        if kept is not None and kept.state == generation_of(kept.part):
            return get_conditional_response(
                request, etag=kept.headers["ETag"], response=HttpResponse(kept.content, headers=kept.headers)
            )
        request.shared_states = {}  # type: ignore[attr-defined]
        response = self.get_response(request)
        part, state = getattr(response, "for_visitors", ("", 0))
        if not part or response.status_code != 200 or response.streaming or response.cookies:
            return response
        response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
        patch_cache_control(response, no_cache=True)
        if request.method == "GET":
            kept = CachedPage(part=part, state=state, headers=dict(response.items()), content=response.content)
            cache.set(place, kept, setting("KEEP_SECONDS"))
        return get_conditional_response(request, etag=response["ETag"], response=response)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Note the generations before the page is made, so that a later change invalidates it."""
        states = getattr(request, "shared_states", None)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if states is not None and (name in CONTENT_VIEWS or hasattr(view, "shares")):
            states.update({part: generation_of(part) for part in SHARED_PARTS})


def shared_by_visitors(part: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a view whose response all visitors share until `part` of the site changes (PageCacheMiddleware)."""

    SHARED_PARTS.add(part)

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            states = getattr(request, "shared_states", {})
            response: HttpResponse = view(request, *args, **kwargs)
            if part in states:
                response.for_visitors = (part, states[part])  # type: ignore[attr-defined]
            return response

        shown.shares = part  # type: ignore[attr-defined]
        return shown

    return decorate


def cache_key_of(request: HttpRequest) -> str:
    """Return where the response for a visitor is cached: by host, address and language. Empty for other requests."""
    known = {settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    if request.method not in ("GET", "HEAD") or not known.issuperset(request.COOKIES):
        return ""
    if request.META.get("QUERY_STRING") or request.headers.get("HX-Request") or len(request.path) > LONGEST_PATH:
        return ""
    try:
        site = f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return ""
    named = f"{site}{request.path} {visitor_language(request)}"
    return f"page.{sha256(named.encode()).hexdigest()}"


def reader_of(request: HttpRequest) -> Any:
    """Return the signed-in user, or None."""
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def language_of(request: HttpRequest) -> str:
    """Return the interface language: that of the account, else that of a visitor."""
    user = reader_of(request)
    chosen = host_accounts().language_of(user) if user is not None else ""
    return chosen if chosen in dict(settings.LANGUAGES) else visitor_language(request)


def visitor_language(request: HttpRequest) -> str:
    """Return the language chosen on the site (cookie), else that of the address (/ru/), else what the browser asks for.

    A page is so in one language from its menu to its foot. An address without a language names none.
    """
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    of_address = "" if chosen in dict(settings.LANGUAGES) else translation.get_language_from_path(request.path_info)
    return of_address or translation.get_language_from_request(request)


def zone_of(request: HttpRequest) -> ZoneInfo:
    """Return the time zone of the reader's account where it exists; else that of the site."""
    user = reader_of(request)
    name = host_accounts().time_zone_of(user) if user is not None else ""
    return ZoneInfo(name) if name in ZONES else this_site().zone


ZONES = available_timezones()
