"""Codes by e-mail, at sign-in and for the step-up, and the page that goes on with the act that waited for it."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.views import BaseReauthenticateView, ConfirmLoginCodeView
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import limits, step_up

SENT = "accounts.confirmation_code"
MOST_ATTEMPTS = 3


class ConfirmLoginCode(ConfirmLoginCodeView):  # type: ignore[misc]
    """allauth's page that takes a code at sign-in; another code is sent as often as limits.py allows."""

    def _resend_form_valid(self, form: Form) -> HttpResponse:
        try:
            limits.require_email(self.request, self._process.state.get("email", ""))
        except ValidationError as refusal:
            messages.error(self.request, refusal.messages[0])
            return redirect(self.passthrough_next_url(reverse("account_confirm_login_code")))
        answer: HttpResponse = super()._resend_form_valid(form)
        return answer


@method_decorator([login_required, never_cache], name="dispatch")
class ConfirmByCode(BaseReauthenticateView):  # type: ignore[misc]
    """Sends a code to the user's address on request, and takes it as a confirmation; three wrong ones void it."""

    form_class = ConfirmLoginCodeForm
    template_name = "accounts/confirm_by_code.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("action") == "send":
            return self.send(request)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def send(self, request: HttpRequest) -> HttpResponse:
        adapter = get_adapter(request)
        if ratelimit.consume(request, action="confirmation_code", user=request.user):
            code = adapter.generate_login_code()
            request.session[SENT] = {"code": code, "at": time.time(), "attempts": 0}
            adapter.send_mail("accounts/email/confirmation_code", self.address, {"code": code})
        else:
            messages.error(request, _("You have requested too many codes today. Try again tomorrow."))
        return redirect(self.passthrough_next_url(request.path))

    @property
    def address(self) -> str:
        return EmailAddress.objects.get_primary_email(self.request.user) or self.request.user.email

    def sent(self) -> dict[str, Any]:
        """Return what is known of the code that counts now; empty where none does."""
        found: dict[str, Any] = self.request.session.get(SENT) or {}
        return found if found and time.time() - found["at"] < settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "code": self.sent().get("code", "")}

    def form_valid(self, form: Form) -> HttpResponse:
        del self.request.session[SENT]
        record_authentication(self.request, self.request.user, method="code", reauthenticated=True)
        answer: HttpResponse = super().form_valid(form)
        return answer

    def form_invalid(self, form: Form) -> HttpResponse:
        if sent := self.sent():
            sent["attempts"] += 1
            self.request.session[SENT] = sent if sent["attempts"] < MOST_ATTEMPTS else None
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = 422
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "is_sent": bool(self.sent()), "email": self.address}


@login_required
@never_cache
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """Post again, from its own page, what waited while the user confirmed who they are."""
    act = step_up.waiting_act(request, token)
    if act is None:
        messages.info(
            request, _("There is nothing to continue. The action is already done, or you have signed in again.")
        )
        return redirect("networkapp:desk")
    return render(request, "accounts/resume.html", {"act": act, "token": token, "resumed": step_up.RESUMED})
