"""How allauth behaves here."""

from collections.abc import Iterable
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.sites.models import Site
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts import known_devices, limits, second_factor, single_sign_on, step_up
from accounts.emails import send_later, with_html
from networkapp.errors import Refused
from networkapp.models import this_site
from networkapp.networks.views.accepting import kind_of
from networkapp.users import AnyUser

TO_NOBODY = "/unknown_account"


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: an account comes with an accepted invitation."""
        return False

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "too_many_emails": _lazy(
            "Too many e-mails were requested for this address. Try again later, or sign in another way."
        ),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send an e-mail that names this site as its pages do, whatever the row of django.contrib.sites says.

        allauth would write to unknown addresses, too (ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS). It is asked to, so that both
        take the same time, but these e-mails go to nobody.
        """
        host = self.request.get_host() if self.request else ""
        named = Site(name=str(this_site().local_name), domain=host)
        values = {"request": self.request, "email": email, "current_site": named, **context}
        send_later(self.render_mail(template_prefix, email, values), to_nobody=template_prefix.endswith(TO_NOBODY))

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """Return the e-mail as text and as HTML; allauth has words for the text only."""
        made: EmailMessage = super().render_mail(template_prefix, email, context, headers=headers)
        host = self.request.get_host() if self.request else ""
        return with_html(made, host=host, code=str(context.get("code", "")))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count this attempt at a password; ValidationError where it is one too many."""
        self._counted = limits.count_attempt(request, str(credentials.get("email", "")))
        if self._counted is None:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        for usage in self._counted or []:
            usage.rollback()

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        limits.forget_attempts(request, str(credentials.get("email", "")))

    def get_from_email(self) -> str:
        return this_site().sender

    def format_email_subject(self, subject: str) -> str:
        return f"{subject} – {this_site().local_name}"

    def post_login(
        self, request: HttpRequest, user: AnyUser, *, signal_kwargs: dict[str, Any] | None, **kwargs: Any
    ) -> HttpResponse:
        """Accept the invitation that a single sign-on began with, now that every step of signing in is done."""
        response: HttpResponse = super().post_login(request, user, signal_kwargs=signal_kwargs, **kwargs)
        login = (signal_kwargs or {}).get("sociallogin")
        return _accept_invitation(request, user, login) if login and single_sign_on.is_bound(login) else response

    def get_reauthentication_methods(self, user: AnyUser) -> list[dict[str, Any]]:
        """Return the ways in which `user` confirms who they are, the first one offered first.

        With a passkey or an app only these, the passkey first: a password or a mailbox is not enough (step_up.py).
        """
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if second_factor.has_one(user):
            strong = [method for method in methods if method["id"] != "reauthenticate"]
            return sorted(strong, key=lambda method: method["id"] != "mfa_reauthenticate:webauthn")
        by_code = {"id": "accounts_confirm_by_code", "description": _("Use a code sent by e-mail")}
        return [*methods, {**by_code, "url": reverse("accounts_confirm_by_code")}]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return the same as the step-up, so that nobody is asked by two rules; off, allauth decides."""
        if settings.ACCOUNTS_STEP_UP_SECONDS is None:
            return bool(super().is_reauthentication_required(app=app, **kwargs))
        return step_up.is_needed(self.request)


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        """End these sessions, and forget that their browsers are known."""
        ended = list(sessions)
        known_devices.forget_browsers_of(session.session_key for session in ended)
        super().end_sessions(ended)


def _accept_invitation(request: HttpRequest, user: AnyUser, login: SocialLogin) -> HttpResponse:
    """Accept for the person who has signed in, and lead on to their first page; else state why not, on the desk."""
    invitation = single_sign_on.invitation_of(login)
    try:
        if invitation is None:
            raise Refused("settled", _("This invitation was accepted or withdrawn."))
        kind = kind_of(invitation)
        kind.accept(invitation=invitation, user=user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("networkapp:desk")
    messages.success(request, kind.done)
    return redirect(kind.first_page(invitation))
