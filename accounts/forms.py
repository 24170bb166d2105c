"""What somebody may change about her own account."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from networkapp.forms.choices import time_zones


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]
    language = forms.ChoiceField(label=_("Language of the interface"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, help_text=_("Deadlines and meetings are shown in this zone.")
    )

    class Meta:
        model = User
        fields = ("display_name", "language", "time_zone")
