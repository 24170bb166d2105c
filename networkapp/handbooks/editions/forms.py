"""The form with which an editor publishes an edition."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from networkapp.handbooks.models import HandbookPage
from networkapp.languages.languages import own_name

MAX_LENGTH = 5_000


class EditionForm(forms.Form):
    """The changes in a new edition (`changes`), in each language of the handbook, the original first."""

    def __init__(self, versions: Sequence[HandbookPage], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        originals_first = sorted(versions, key=lambda version: version.translated_from_id is not None)
        self.languages = [version.locale.language_code for version in originals_first]
        for language in self.languages:
            words = _("Changes in this edition (%(language)s)") % {"language": own_name(language)}
            area = forms.Textarea(attrs={"rows": 4, "lang": language})
            self.fields[f"changes_{language}"] = forms.CharField(
                label=words, required=False, max_length=MAX_LENGTH, widget=area
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return {"changes": {language: cleaned.get(f"changes_{language}", "") for language in self.languages}}
