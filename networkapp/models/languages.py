"""The language of a text: the field that files it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from networkapp.languages.codes import UnknownLanguageError, find_language

LONGEST_TAG = 12
NO_SUCH_LANGUAGE = _("There is no language “%(typed)s”. Enter a name or ISO 639 code, such as Italian, it or lld.")


def require_language(typed: str) -> str:
    """Return the tag of the language that was typed. ValidationError where ISO 639 has none of this code or name."""
    try:
        return find_language(typed, reader=get_language() or "en")
    except UnknownLanguageError as unknown:
        raise ValidationError(NO_SUCH_LANGUAGE, code="no_such_language", params={"typed": typed}) from unknown


class LanguageTagField(models.CharField):  # type: ignore[type-arg]
    """The tag of a language of ISO 639. Forms may give its name or another of its codes instead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": LONGEST_TAG, **kwargs})

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return super().clean(require_language(value) if value else value, model_instance)
