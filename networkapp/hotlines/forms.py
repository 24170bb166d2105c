"""The form of a hotline in Wagtail's admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from networkapp.editing.permission_policies import networks_edited
from networkapp.hotlines.models import Hotline, HotlineLink
from networkapp.languages.languages import name_for_reader
from networkapp.permissions import Action


class HotlineForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A hotline is given to a network whose hotlines the editor keeps, or to all, and says where it was read.

    One whose number changes has not been checked. A translation notes its original.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        network = self.fields["network"]
        network.queryset = networks_edited(user=self.for_user, may=Action.EDIT_HOTLINES)
        network.empty_label = _("All networks")

    def clean_languages(self) -> str:
        """Return the language codes separated by spaces. ValidationError for unknown codes."""
        codes = str(self.cleaned_data["languages"]).replace(",", " ").lower().split()
        unknown = ", ".join(code for code in codes if name_for_reader(code) == code)
        if unknown:
            raise forms.ValidationError(_("Unknown language: %(codes)s. Use ISO 639 codes."), params={"codes": unknown})
        return " ".join(codes)

    def is_valid(self) -> bool:
        valid: bool = super().is_valid()
        if valid and not self._names_a_source():
            self.add_error(None, forms.ValidationError(_("Add at least one source for the number.")))
            return False
        return valid

    def _names_a_source(self) -> bool:
        links = [form.cleaned_data for form in self.formsets["links"].forms if form.is_valid()]
        sources = {HotlineLink.Kind.SOURCE, HotlineLink.Kind.OTHER}
        return any(link.get("kind") in sources and not link.get("DELETE") for link in links)

    def save(self, commit: bool = True) -> Hotline:
        for child in self.formsets["translations"].forms:
            if child.has_changed():
                child.instance.source_hash = self.instance.source_hash
        if "number" in self.changed_data:
            self.instance.checked_on = None
        hotline: Hotline = super().save(commit=commit)
        return hotline
