"""The form that makes somebody a site administrator."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class AppointForm(forms.Form):
    """Cleans to what `appoint_administrator` takes: email, language."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("If the address has no account, we send an invitation with a link."),
    )
    language = forms.ChoiceField(label=_("Language of the e-mail"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
