"""allauth's pages on which passkeys and security keys are used, with a challenge bound to what each page is for."""

from typing import Any

from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView, ReauthenticateWebAuthnView
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.passkeys import Purpose, bind_challenge


def _try_again(request: HttpRequest, name: str) -> HttpResponse:
    """Go back to a page, with a message and without losing where it leads to."""
    messages.error(request, _("The passkey was not accepted. Try again, or choose another way."))
    return redirect(passthrough_next_redirect_url(request, reverse(name), REDIRECT_FIELD_NAME))


@method_decorator(never_cache, name="dispatch")
class SignInWithPasskey(LoginWebAuthnView):  # type: ignore[misc]
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().get(request, *args, **kwargs)
        if answer.status_code == 200:
            bind_challenge(request, Purpose.SIGN_IN)
        return answer

    def form_invalid(self, form: Form) -> HttpResponse:
        return _try_again(self.request, "account_login")


class SecondStep(AuthenticateView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        bind_challenge(self.request, Purpose.SECOND_STEP)
        return context


class ConfirmWithPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        bind_challenge(self.request, Purpose.CONFIRM)
        return context

    def form_invalid(self, form: Form) -> HttpResponse:
        return _try_again(self.request, "mfa_reauthenticate_webauthn")


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """Adds a passkey. Where an invitation was just accepted, `next` names the page that comes after it."""

    @property
    def following(self) -> str:
        """Return the page of this site that `next` names, or nothing."""
        return get_next_redirect_url(self.request) or ""

    def get_success_url(self) -> str:
        return self.following or str(super().get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        bind_challenge(self.request, Purpose.ENROL)
        # The form that was checked: allauth makes another one, which would use up the new challenge.
        return context | kwargs | {"following": self.following}
