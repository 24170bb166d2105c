"""The choice of the language that a text is written in: the site's first, and every other one by name or code."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from networkapp.languages.languages import known_language, own_name
from networkapp.models.content_languages import LanguageSelect, offered_languages
from networkapp.models.languages import require_language


class LanguageField(forms.ChoiceField):
    """The language of a text: cleans to its tag. The site's languages are offered; every other one can be typed."""

    widget = LanguageSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": offered_languages, **kwargs})

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value).strip()
        return require_language(typed) if typed else ""

    def valid_value(self, value: Any) -> bool:
        """Return True: every language is a choice, and `to_python` has refused everything else."""
        return True


class LanguagesSelect(forms.CheckboxSelectMultiple):
    """A box for each language of the interface and each that was chosen before, and a field for the others."""

    template_name = "networkapp/widgets/languages.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        listed = [code for code, _name in settings.LANGUAGES]
        chosen = value if isinstance(value, list | tuple) else []
        known = [code for code in chosen if code not in listed and known_language(code)]
        self.choices = [(code, own_name(code)) for code in (*listed, *known)]
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["others"] = ", ".join(code for code in chosen if code not in {*listed, *known})
        context["widget"]["others_name"] = f"{name}_others"
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = [part.strip() for part in str(data.get(f"{name}_others") or "").split(",")]
        return [*(super().value_from_datadict(data, files, name) or []), *filter(None, typed)]


class ContentLanguagesField(forms.MultipleChoiceField):
    """The content languages of the site: cleans to their tags, each once, in the order in which they are offered."""

    widget = LanguagesSelect

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(map(require_language, super().to_python(value))))

    def valid_value(self, value: Any) -> bool:
        return True


class OtherLanguageForm(forms.Form):
    """Ask for the language of a translation, by name or code, from a list."""

    language = forms.CharField(
        label=_("Another language"), max_length=100, help_text=_("Name or ISO 639 code, such as Italian or lld.")
    )

    def __init__(self, *args: Any, original: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.original = original

    def clean_language(self) -> str:
        tag = require_language(self.cleaned_data["language"])
        if tag == self.original:
            raise ValidationError(_("Choose a language other than the original."))
        return tag
