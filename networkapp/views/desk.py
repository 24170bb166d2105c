"""The desk, and the choice of a language."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from networkapp.domain.desk import desk_of
from networkapp.domain.languages import choose_language, own_name
from networkapp.forms.invitations import LanguageForm


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "networkapp/desk/desk.html", {"desk": desk_of(request.user)})


def set_interface_language(request: HttpRequest) -> HttpResponse:
    """The page that offers the languages, and the choice of one; the content keeps its own language."""
    form = LanguageForm(request.POST or None)
    following = _safe(request, request.POST.get("next") or request.GET.get("next") or "/")
    if request.method != "POST" or not form.is_valid():
        languages = [(code, own_name(code)) for code, _name in settings.LANGUAGES]
        context = {"languages": languages, "next": following, "current": get_language(), "form": form}
        return render(request, "networkapp/desk/language.html", context)
    language = form.cleaned_data["language"]
    choose_language(person=request.user, language=language)
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
    path("language/", set_interface_language, name="set_interface_language"),
]
