"""A short text in the other languages of the interface, one field for each, as a name by language code."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

ORIGINAL = "en"


def other_languages() -> Iterator[tuple[str, str]]:
    """Yield code and name of each language of the interface except the original's."""
    return ((code, str(name)) for code, name in settings.LANGUAGES if code != ORIGINAL)


class LocalTextsInput(forms.MultiWidget):
    """One labelled input per language, folded up."""

    template_name = "networkapp/editors/local_texts.html"

    def __init__(self, *, long: bool = False) -> None:
        self.codes = [code for code, _name in other_languages()]
        widget = forms.Textarea if long else forms.TextInput
        attrs: dict[str, Any] = {"rows": 3} if long else {}
        super().__init__({code: widget({**attrs, "lang": code}) for code in self.codes})

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code in self.codes]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        parts = context["widget"]["subwidgets"]
        for part, (_code, language) in zip(parts, other_languages(), strict=True):
            part["language"] = language
        context["filled"] = sum(bool(part["value"]) for part in parts)
        return context


class LocalTextsField(forms.MultiValueField):
    """A mapping from language code to text, without the languages that have none."""

    def __init__(self, *, label: Any = None, max_length: int | None = None, long: bool = False) -> None:
        self.codes = [code for code, _name in other_languages()]
        super().__init__(
            [forms.CharField(max_length=max_length, required=False) for _code in self.codes],
            label=label or _("Other languages"),
            required=False,
            require_all_fields=False,
            widget=LocalTextsInput(long=long),
        )

    def compress(self, values: list[str]) -> dict[str, str]:
        return {code: text for code, text in zip(self.codes, values, strict=False) if text}
