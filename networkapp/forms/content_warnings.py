"""A form whose text is checked for personal data of persons at risk before anything of it is stored."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networkapp.conf import setting
from networkapp.text.personal_data_warnings import KINDS, PersonalDataWarning, find_warnings


class ContentWarningForm(forms.Form):
    """Warns once of possible personal data, and accepts the text when its writer states that they have checked it.

    A script makes the same check on the writer's device, and reports it in `checked`.
    """

    guarded: tuple[str, ...] = ("title", "body")
    kinds: Mapping[str, str | Promise] = KINDS

    checked = forms.BooleanField(label=_("I have checked the text. Post anyway."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.findings: list[PersonalDataWarning] = []

    @property
    def guarded_names(self) -> str:
        """Return the names of the checked fields, so that the script checks the same fields in the browser."""
        return " ".join(self.add_prefix(name) for name in self.guarded if name in self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.pop("checked", False):
            text = "\n".join(str(cleaned.get(name) or "") for name in self.guarded)
            # What is longer than anything that is taken is refused for that.
            self.findings = find_warnings(text) if len(text) <= 2 * setting("MESSAGE_MAX_BYTES") else []
        if self.findings:
            self.add_error("checked", _("Not posted yet: the text may contain personal data."))
        return cleaned
