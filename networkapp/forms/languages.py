"""The choice of the language that a text is written in: the site's first, and every other one by name or code."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from networkapp.models.languages import LanguageSelect, offered_languages, require_language


class LanguageField(forms.ChoiceField):
    """The language of a text: cleans to its tag. The site's languages are offered; every other one can be typed."""

    widget = LanguageSelect

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"choices": offered_languages, **given})

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value).strip()
        return require_language(typed) if typed else ""

    def valid_value(self, value: Any) -> bool:
        """Every language is a choice: what is none, `to_python` has refused."""
        return True


class OtherLanguageForm(forms.Form):
    """In which language something is written next, other than that of its original: by name or code, from a list."""

    language = forms.CharField(
        label=_("Another language"), max_length=100, help_text=_("Its name or its ISO 639 code, as in Italian or lld.")
    )

    def __init__(self, *args: Any, original: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.original = original

    def clean_language(self) -> str:
        tag = require_language(self.cleaned_data["language"])
        if tag == self.original:
            raise ValidationError(_("This is the language of the original. Choose another one."))
        return tag
