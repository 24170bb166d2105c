"""The language of a text: the field that files it, and the control by which it is chosen."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from networkapp.rules.content_languages import UnknownLanguageError, find_language, language_tag, own_name

LONGEST_TAG = 12
NO_SUCH_LANGUAGE = _("There is no language “%(typed)s”. Enter its name or its ISO 639 code, as in Italian, it or lld.")


def content_languages() -> tuple[str, ...]:
    """Return the codes of the languages that are offered first where the language of a text is chosen."""
    return tuple(code for code, _name in settings.LANGUAGES)


def offered_languages() -> list[tuple[str, str]]:
    """Return the languages that the site's texts are usually written in, each under its own name."""
    return [(code, own_name(code)) for code in content_languages()]


def require_language(typed: str) -> str:
    """Return the tag of the language that was typed. ValidationError where ISO 639 has none of this code or name."""
    try:
        return find_language(typed, reader=get_language() or "en")
    except UnknownLanguageError as unknown:
        raise ValidationError(NO_SUCH_LANGUAGE, code="no_such_language", params={"typed": typed}) from unknown


class LanguageTagField(models.CharField):  # type: ignore[type-arg]
    """The tag of a language of ISO 639. Forms may give its name or another of its codes instead."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **{"max_length": LONGEST_TAG, **given})

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return super().clean(require_language(value) if value else value, model_instance)


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
    """What is in the field for another language: its own name where it is one, else what was typed."""
    try:
        return own_name(other) if language_tag(other) == other else other
    except UnknownLanguageError:
        return other
