"""Help: hotlines on static pages, by country and language, which leave no trace; and the page of their managers."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, register_converter, reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from networkapp.conf import setting
from networkapp.errors import Refused
from networkapp.hotlines import actions as keeping
from networkapp.hotlines.queries import due_before, help_by_country, help_in_country
from networkapp.languages.help_languages import (
    help_language_asked_for,
    help_language_choices,
    help_languages,
    is_read_by_native_speaker,
)

MAX_AGE = 300
"""Seconds that browsers and proxies can show a copy: a number that no longer works is gone soon after."""


class CountryConverter:
    """A country in an address of help: two letters in lower case. The view finds out whether it has help."""

    regex = "[a-z]{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class HelpLanguageConverter:
    """A language in an address of help. Addresses with other languages are left to the patterns that follow."""

    regex = "[a-z]{2,3}(?:-[a-z0-9]+)*"

    def to_python(self, value: str) -> str:
        return self.to_url(value)

    def to_url(self, value: str) -> str:
        if value not in help_languages():
            raise ValueError(value)
        return value


@require_safe
def show_start(request: HttpRequest, language: str) -> HttpResponseBase:
    """Show the countries, each with its first hotline."""
    with override(language):
        countries = help_by_country(language=language)
        is_read = is_read_by_native_speaker(language, []) and all(country.is_read for country in countries)
        context = {"countries": countries, "is_read": is_read}
        places = {code: reverse("networkapp:help_start", args=[code]) for code in help_languages()}
        page = _page("choose_country", request, context, language, places)
    return _cached(request, page, language)


@require_safe
def show_country(request: HttpRequest, country: str, language: str) -> HttpResponseBase:
    """Show the hotlines of a country."""
    with override(language):
        found = help_in_country(country=country, language=language)
        if found is None:
            raise Http404
        context = {"country": found, "is_read": found.is_read}
        places = {code: reverse("networkapp:help_page", args=[country, code]) for code in help_languages()}
        page = _page("country", request, context, language, places)
    return _cached(request, page, language)


@require_safe
def go_to_help(request: HttpRequest, country: str = "", language: str = "") -> HttpResponse:
    """Lead to the page in the language of the address, or else of the browser; `/help/vi/` to the start in Vietnamese.

    The browser's language is the only thing that is read: nothing here needs a cookie.
    """
    if country and country in help_languages() and help_in_country(country=country, language=country) is None:
        country, language = "", country
    spoken = language or help_language_asked_for(request.headers.get("Accept-Language", ""))
    name, places = ("help_page", [country, spoken]) if country else ("help_start", [spoken])
    response = redirect(f"networkapp:{name}", *places)
    _leave_no_trace(response)
    if not language:
        patch_vary_headers(response, ["Accept-Language"])
    return response


def _page(
    name: str, request: HttpRequest, context: dict[str, Any], language: str, places: Mapping[str, str]
) -> HttpResponse:
    """Return the page with nothing of the request but its host: no reader, no message, no token.

    `places` are the paths of the page by language.
    """
    languages = [{"code": code, "name": own, "url": places[code]} for code, own in help_language_choices()]
    frame = {
        "languages": languages,
        "LANGUAGE_CODE": language,
        "host": f"{request.scheme}://{request.get_host()}",
        "path": places[language],
        "quick_exit": setting("QUICK_EXIT"),
    }
    return HttpResponse(render_to_string(f"networkapp/help/{name}.html", {**frame, **context}))


def _cached(request: HttpRequest, page: HttpResponse, language: str) -> HttpResponseBase:
    page["Content-Language"] = language
    page["ETag"] = f'"{sha256(page.content).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=page["ETag"], response=page) or page
    _leave_no_trace(response)
    response.is_same_for_all = True  # type: ignore[attr-defined]
    return response


def _leave_no_trace(response: HttpResponseBase) -> None:
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["Referrer-Policy"] = "no-referrer"
    # Nor does the browser look up the names of the sites that the page leads to before somebody goes there.
    response["X-DNS-Prefetch-Control"] = "off"


@login_required
def hotlines(request: HttpRequest) -> HttpResponse:
    """Show people who manage hotlines which have to be checked, and the history of each."""
    if not keeping.can_manage_hotlines(user=request.user):
        raise Http404
    context = {"hotlines": keeping.list_managed_hotlines(user=request.user), "due_before": due_before()}
    return render(request, "networkapp/help/hotlines.html", context)


ACTS = {
    "checked": keeping.mark_checked,
    "withdraw": keeping.withdraw_hotline,
    "return": keeping.restore_hotline,
}


@login_required
@require_POST
def hotline_action(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply the action of the pressed button to a hotline that the signed-in user manages; otherwise Http404."""
    if not keeping.hotlines_managed_by(user=request.user).filter(pk=pk).exists():
        raise Http404
    done: Any = ACTS.get(request.POST.get("act", ""))
    if done is None:
        messages.error(request, _("Describe what needs to be done."))
        return redirect("networkapp:hotlines")
    try:
        done(hotline=pk, user=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Hotline updated."))
    return redirect("networkapp:hotlines")


register_converter(CountryConverter, "help_country")
register_converter(HelpLanguageConverter, "help_language")

urlpatterns = [
    path("help/", go_to_help, name="help"),
    path("help/all/", go_to_help, name="help_everywhere"),
    path("help/all/<help_language:language>/", show_start, name="help_start"),
    path("help/<help_country:country>/", go_to_help, name="help_country"),
    path("help/<help_country:country>/<help_language:language>/", show_country, name="help_page"),
    path("<help_language:language>/help/", go_to_help, name="help_in_language"),
    path("hotlines/", hotlines, name="hotlines"),
    path("hotlines/<int:pk>/", hotline_action, name="hotline_act"),
]
