"""Checks before every page of a signed-in person: two-step sign-in, and the list of their sessions."""

from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import known_devices, second_factor

Answer = Callable[[HttpRequest], HttpResponse]
SEEN_EVERY = 600
# Pages that stay open to a person who must first set up two-step sign-in.
OPEN_VIEWS = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "accounts_confirm_by_code",
        "accounts_resume",
        "networkapp:set_interface_language",
    }
)
OPEN_PREFIX = "mfa_"


class SecondFactorMiddleware:
    """Redirects people without the two-step sign-in that their seat requires to set it up; everything else is a 403."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OPEN_VIEWS or name.startswith(OPEN_PREFIX) or not second_factor.is_missing(request.user):
            return None
        if request.method == "GET" and "text/html" in request.headers.get("Accept", "text/html"):
            messages.warning(request, _("Your seat requires two-step sign-in. Set it up to use the whole site."))
            return redirect("mfa_index")
        return render(request, "403.html", status=403)


class KnownDeviceMiddleware:
    """Makes the browser known in which somebody has just signed in, whatever page that was on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "has_signed_in", False) and request.user.is_authenticated:
            known_devices.remember(request, response)
        return response


class SessionActivityMiddleware:
    """Notes when a session was last used, every ten minutes rather than with every page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated and cache.add(f"accounts.seen.{key}", True, SEEN_EVERY):
            UserSession.objects.create_from_request(request)
        return self.get_response(request)
