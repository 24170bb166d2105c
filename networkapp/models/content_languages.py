"""The languages in which this site's texts are usually written, and the control by which one is chosen for a text."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.choices import CallableChoiceIterator

from networkapp.languages.codes import UnknownLanguageError, language_tag, own_name
from networkapp.models.site_settings import this_site


def content_languages() -> tuple[str, ...]:
    """Return the codes of the languages that are offered first where the language of a text is chosen.

    They are the content languages of the site; those of the interface where the site has chosen none.
    """
    return tuple(this_site().content_languages or (code for code, _name in settings.LANGUAGES))


def offered_languages() -> list[tuple[str, str]]:
    """Return the languages that the site's texts are usually written in, each under its own name."""
    return [(code, own_name(code)) for code in content_languages()]


class LanguageSelect(forms.Select):
    """A list of the languages that are offered, and below it a field for the name or code of another one.

    What was typed there counts before what is chosen in the list.
    """

    template_name = "networkapp/widgets/language.html"

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__(attrs, choices or CallableChoiceIterator(offered_languages))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        offered = {str(code) for code, _name in self.choices}
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["other"] = _shown(value) if isinstance(value, str) and value not in offered else ""
        context["widget"]["other_name"] = f"{name}_other"
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = str(data.get(f"{name}_other") or "").strip()
        return typed or super().value_from_datadict(data, files, name)


def _shown(other: str) -> str:
    """Return the text for the field of another language: its name if it is known, otherwise what was typed."""
    try:
        return own_name(other) if language_tag(other) == other else other
    except UnknownLanguageError:
        return other
