"""Forms of sections in other hands."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from evaluation.assessments.sections import ContributorDetails
from evaluation.assessments.worksheet import Worksheet
from evaluation.models import Recommendation
from networkapp.forms.choices import DayField, NameField
from networkapp.networks.forms.invitations import DayInput, NewcomerForm


class SectionsField(forms.ModelMultipleChoiceField):
    """A choice of several sections by number and title."""

    def label_from_instance(self, section: Any) -> str:
        return f"{section.code} {section.local_title}"


class AssignSectionsForm(forms.Form):
    """Cleans to what `give_sections` takes: person, sections, due_at (the end of that day in the country's capital)."""

    name = NameField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The invitation works only for this address."))
    body = NameField(label=_("Ministry or body"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language of the e-mail"))
    due_at = DayField(
        label=_("Due date"),
        widget=DayInput(),
        help_text=_("Ends at the end of this day, in the time zone of the capital."),
    )
    sections = SectionsField(
        label=_("Sections"), queryset=Recommendation.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, sheet: Worksheet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        framework = sheet.assessment.cycle.framework_id
        self.zone = ZoneInfo(sheet.assessment.delegation.time_zone or "UTC")
        found = Recommendation.objects.filter(framework=framework).prefetch_related("translations").order_by("code")
        self.fields["sections"].queryset = found  # type: ignore[attr-defined]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        person = {name: data.get(name, "") for name in ("name", "email", "body", "language")}
        day = data.get("due_at")
        due_at = datetime.combine(day, time(23, 59), self.zone) if day else None
        return {"person": ContributorDetails(**person), "sections": list(data.get("sections", ())), "due_at": due_at}


class NewContributorForm(NewcomerForm):
    """The details of a person without an account: their name, and a password if no codes are sent."""

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, email=email, **kwargs)
        kept = ["name", "language", "time_zone", *(["password"] if "way" not in self.fields else [])]
        self.fields = {name: self.fields[name] for name in kept}
        for name in ("language", "time_zone"):
            self.fields[name].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        if "password" not in self.fields:
            self.cleaned_data["way"] = "code"
        return super().clean()
