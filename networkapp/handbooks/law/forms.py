"""The forms of the law: that somebody has looked at a section, and a source in Wagtail's admin."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from wagtail.admin.forms import WagtailAdminModelForm

from networkapp.editing.permission_policies import networks_edited
from networkapp.handbooks.law.queries import SectionLawStatus
from networkapp.handbooks.models import LegalSource
from networkapp.permissions import Action

OWN = "section"


class LawCheckForm(forms.Form):
    """A legal review: what was checked (`parts`: "" for the section, else a country), the law date, and a note."""

    looked_at = forms.MultipleChoiceField(
        label=_("What you checked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select the parts you checked.")},
    )
    as_of = forms.DateField(label=_("Law date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(
        label=_("Note, for example where you checked"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )

    def __init__(self, state: SectionLawStatus, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(countries)
        boxes = dict.fromkeys(box.country for box in state.boxes)
        choices = [(OWN, _("Text of the section")), *((box, names.get(box, box)) for box in boxes)]
        self.fields["looked_at"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("as_of", timezone.localdate())
        due = [*state.stale_parts, *([state.own] if state.own.undated else [])]
        self.initial.setdefault("looked_at", [part.country or OWN for part in due])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.pop("looked_at", [])
        return {**cleaned, "parts": ["" if part == OWN else part for part in chosen]}


class LegalSourceForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A source is given to a network whose handbooks the editor edits, or to all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        network = self.fields["network"]
        network.queryset = networks_edited(user=self.for_user, may=Action.EDIT_HANDBOOKS)
        network.empty_label = _("All networks")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        identifier = cleaned.get("identifier")
        if identifier and "network" not in self.errors and cleaned.get("network") is None:
            shared = LegalSource.objects.filter(identifier=identifier, network=None).exclude(pk=self.instance.pk)
            if shared.exists():
                self.add_error("identifier", _("This source is in the list of all networks already."))
        return cleaned
