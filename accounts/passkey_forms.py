"""Forms that take what a passkey or security key answers, each for its own purpose."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.utils.translation import gettext_lazy as _

from accounts import limits
from accounts.passkeys import Purpose, challenge_for, is_passwordless, mark_use


class PasskeySignInForm(LoginWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        credential = self.cleaned_data["credential"]
        with challenge_for(context.request, Purpose.SIGN_IN):
            authenticator: Authenticator = super().clean_credential()
            if not is_passwordless(credential, authenticator.wrap()):
                raise get_adapter().validation_error("incorrect_code")
        return authenticator


class PasskeySecondStepForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        limits.free_second_step(context.request, self.user)
        with challenge_for(context.request, Purpose.SECOND_STEP):
            authenticator: Authenticator = super().clean_credential()
        return authenticator


class PasskeyConfirmForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        limits.free_second_step(context.request, self.user)
        with challenge_for(context.request, Purpose.CONFIRM):
            authenticator: Authenticator = super().clean_credential()
        return authenticator


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new key signs in alone unless the user says otherwise: the button "Add a passkey" promised that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("Sign in with this passkey only")
        self.fields["passwordless"].help_text = _("Uses your fingerprint, face or PIN instead of a password.")

    def clean(self) -> dict[str, Any]:
        with challenge_for(context.request, Purpose.ENROL):
            cleaned: dict[str, Any] = super().clean()
            if cleaned.get("credential"):
                cleaned["credential"] = mark_use(cleaned["credential"], alone=bool(cleaned.get("passwordless")))
        return cleaned
