"""What somebody may change about her own account."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from networkapp.forms.choices import NameField, time_zones


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]
    display_name = NameField(label=capfirst(_("name to show")), max_length=120)
    language = forms.ChoiceField(label=_("Language of the interface"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, help_text=_("Deadlines and meetings are shown in this zone.")
    )

    class Meta:
        model = User
        fields = ("display_name", "language", "time_zone")


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]
    """The code of an app, or one of those that were kept for the day without it: what she has is asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = set(Authenticator.objects.filter(user=self.user).values_list("type", flat=True))
        self.has_app, self.has_passkey, self.has_codes = (
            kind in kinds
            for kind in (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES)
        )
        self.fields["code"].label = self._label()
        self.fields["code"].widget.attrs.pop("placeholder", None)

    def _label(self) -> Any:
        if not self.has_app:
            return _("A recovery code")
        return _("The code of your app, or a recovery code") if self.has_codes else _("The code of your app")


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new key signs in alone unless she says otherwise: that is what the button "Add a passkey" promised her."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("Sign in with this passkey alone")
        self.fields["passwordless"].help_text = _("It asks for your finger, your face or its PIN, and for no password.")
