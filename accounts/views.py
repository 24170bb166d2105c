"""A person's own account, and the sign-in pages of other apps, which all lead to one."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.views import LogoutView
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.adapter import get_adapter as get_sessions_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import second_factor, single_sign_on
from accounts.devices import sessions_of
from accounts.forms import PreferencesForm
from networkapp.models import Seat


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    person: Any = request.user
    seats = Seat.objects.current().filter(user=person).select_related("network", "delegation")
    context = {
        "address": EmailAddress.objects.get_primary(person),
        "second_factor": second_factor.has_one(person),
        "second_factor_required": second_factor.is_required_of(person),
        "services": single_sign_on.services(request),
        "linked": [linked.get_provider().name for linked in SocialAccount.objects.filter(user=person)],
        "seats": seats.prefetch_related("offices"),
        "sessions": sessions_of(request),
        "language_name": dict(settings.LANGUAGES).get(person.language, person.language),
    }
    return render(request, "accounts/overview.html", context)


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("accounts_overview")
    return render(request, "accounts/preferences.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    get_sessions_adapter().end_sessions([session])
    messages.success(request, _("Session signed out."))
    return redirect("accounts_overview")


class SignOut(LogoutView):  # type: ignore[misc]
    """Signs out, and the browser forgets its pages: "Back" on a shared computer shows nobody's discussion."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post(*args, **kwargs)
        answer["Clear-Site-Data"] = '"cache"'
        return answer


def sign_in_redirect(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Redirect a sign-in page of Wagtail or Django to ours, which asks for the second step.

    A user who is signed in already and was sent here lacks the seat for the page that they requested: 403, not a
    circle.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = reverse("networkapp:desk")
    return redirect_to_login(wanted)


def other_reset(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Passwords are set anew in one place."""
    return redirect("account_reset_password")
