"""What somebody may change about her own account."""

from typing import Any

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


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new key signs in alone unless she says otherwise: that is what the button "Add a passkey" promised her."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("Sign in with this passkey alone")
        self.fields["passwordless"].help_text = _("It asks for your finger, your face or its PIN, and for no password.")
