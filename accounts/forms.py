"""What users can change about their own account."""

from typing import Any

from allauth.account.forms import LoginForm, RequestLoginCodeForm, ResetPasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.forms import DisconnectForm as AllauthDisconnectForm
from allauth.socialaccount.models import SocialLogin
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts import limits, single_sign_on
from accounts.addresses import verified_as
from accounts.models import User
from networkapp.forms.choices import NameField, time_zones
from networkapp.host import same_address
from networkapp.networks.views.accepting import kind_of
from networkapp.users import AnyUser


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]
    display_name = NameField(label=capfirst(_("display name")), max_length=120)
    language = forms.ChoiceField(label=_("Interface language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, help_text=_("Deadlines and meetings are shown in this time zone.")
    )

    class Meta:
        model = User
        fields = ("display_name", "language", "time_zone")


def owns(user: AnyUser, email: str) -> bool:
    """Return whether the address is that of the account, or one that it has verified; not one that it only claims."""
    verified = (address.user_id for address in verified_as(email=email))
    return same_address(one=user.email, other=email) or user.pk in verified


class SignInForm(LoginForm):  # type: ignore[misc]
    """Address and password; the browser may offer passkeys in the field for the address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class LoginCodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Asks for a code by e-mail, as often as limits.py allows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")

    def clean_email(self) -> str:
        email: str = super().clean_email()
        self._user = self._user if self._user and owns(self._user, email) else None
        limits.require_email(context.request, email)
        return email


class PasswordResetForm(ResetPasswordForm):  # type: ignore[misc]
    """Asks for a link by e-mail, as often as limits.py allows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")

    def clean_email(self) -> str:
        email: str = super().clean_email()
        self.users = [user for user in self.users if owns(user, email)]
        limits.require_email(context.request, email)
        return email


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc]
    """The code of an app, or a recovery code, as a confirmation."""

    def clean_code(self) -> str:
        limits.free_second_step(context.request, self.user)
        return str(super().clean_code())


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]
    """The code of an app, or a recovery code: asks for what the user has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = set(Authenticator.objects.filter(user=self.user).values_list("type", flat=True))
        self.has_app, self.has_passkey, self.has_codes = (
            kind in kinds
            for kind in (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES)
        )
        self.fields["code"].label = self._label()
        self.fields["code"].widget.attrs.pop("placeholder", None)

    def clean_code(self) -> str:
        limits.free_second_step(context.request, self.user)
        return str(super().clean_code())

    def _label(self) -> Any:
        if not self.has_app:
            return _("Recovery code")
        return _("Authenticator code or recovery code") if self.has_codes else _("Authenticator code")


class NewcomerNameForm(forms.Form):
    """Ask a person whom a provider knows to accept the invitation and to give their name.

    allauth passes the sign-in that waits in the session, and calls `try_save`.
    """

    name = NameField(
        label=_("Your name (visible to others)"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    def __init__(self, *args: Any, sociallogin: SocialLogin, **kwargs: Any) -> None:
        self.sociallogin = sociallogin
        self.invitation = single_sign_on.invitation_of(sociallogin)
        self.offer_template = f"{kind_of(self.invitation).folder}/invitation_summary.html" if self.invitation else ""
        known = getattr(self.invitation, "name", "") or sociallogin.user.display_name
        super().__init__(*args, **{**kwargs, "initial": {"name": known}})

    def try_save(self, request: HttpRequest) -> tuple[Any, None]:
        return get_adapter().save_user(request, self.sociallogin, form=self), None


class DisconnectForm(AllauthDisconnectForm):  # type: ignore[misc]
    """Remove a provider from the account. The last one may go without a password: a code by e-mail always works."""

    def clean(self) -> dict[str, Any]:
        return forms.Form.clean(self) or {}
