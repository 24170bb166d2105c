"""The desk, the first steps of a site, and the choice of a language."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views import View

from networkapp.administration.first_steps import (
    are_first_steps_hidden,
    first_steps_for,
    hide_first_steps,
    show_first_steps_again,
    steps_on_desk,
)
from networkapp.administration.rights import is_site_administrator
from networkapp.desk.desk import desk_of
from networkapp.languages.languages import choose_language, own_name
from networkapp.networks.forms.invitations import LanguageForm
from networkapp.registry.page_parts import Page, parts_of


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show the desk of the signed-in user, with the first steps for site administrators."""
    found = desk_of(request.user)
    beside = parts_of(Page.DESK, user=request.user, seats=found.seats) if found.seats else ()
    context = {"desk": found, "beside": beside, "first_steps": steps_on_desk(user=request.user)}
    return render(request, "networkapp/desk/desk.html", context)


class FirstStepsPage(LoginRequiredMixin, View):
    """All first steps of the site, and whether the desk shows them; not there for anyone but its administrators."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not is_site_administrator(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "first_steps": first_steps_for(user=request.user),
            "are_hidden": are_first_steps_hidden(user=request.user),
        }
        return render(request, "networkapp/desk/first_steps_page.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        acts = {"put_away": hide_first_steps, "show": show_first_steps_again}
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            return HttpResponseBadRequest()
        act(user=request.user)
        return redirect("networkapp:desk")


def set_interface_language(request: HttpRequest) -> HttpResponse:
    """Show the languages of the interface, or save the chosen one; content stays in its own language."""
    form = LanguageForm(request.POST or None)
    following = _safe(request, request.POST.get("next") or request.GET.get("next") or "/")
    if request.method != "POST" or not form.is_valid():
        languages = [(code, own_name(code)) for code, _name in settings.LANGUAGES]
        context = {"languages": languages, "next": following, "current": get_language(), "form": form}
        return render(request, "networkapp/desk/language.html", context)
    language = form.cleaned_data["language"]
    choose_language(user=request.user, language=language)
    answer = redirect(following)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=60 * 60 * 24 * 365,
        secure=request.is_secure(),
        samesite="Lax",
        httponly=True,
    )
    return answer


def _safe(request: HttpRequest, address: str) -> str:
    allowed = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if allowed else "/"


urlpatterns = [
    path("desk/", desk, name="desk"),
    path("desk/first-steps/", FirstStepsPage.as_view(), name="first_steps"),
    path("language/", set_interface_language, name="set_interface_language"),
]
