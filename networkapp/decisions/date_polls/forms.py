"""Forms of what binds nobody: a sense check, a date poll, and the dates a delegation answers."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.decisions.models import DateAnswer, DateOption, ProcedureKind
from networkapp.decisions.procedures.actions import ProcedureTerms
from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.forms.datetimes import LocalDateTimeField, LocalDateTimeInput
from networkapp.networks.forms.delegations import DelegationChoiceField

DATE_FIELDS = 10


class SenseCheckForm(ContentWarningForm):
    """The question to delegations, the deadline, and whether they see each other's answers before it."""

    guarded = ("title", "text")
    kind = ProcedureKind.SENSE_CHECK

    title = forms.CharField(label=_("Question"), max_length=200)
    text = forms.CharField(
        label=_("Description"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    expires_at = LocalDateTimeField(label=_("Open until"))
    hidden_until_closed = forms.BooleanField(label=_("Hide answers until the poll closes"), required=False)
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean(self) -> dict[str, Any]:
        """Return the arguments of the action: terms and key."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        key = cleaned.pop("client_key")
        return {"terms": ProcedureTerms(kind=self.kind.value, **cleaned), "client_key": key}


class DatesField(forms.MultiValueField):
    """A field for up to ten dates with times, each with an input of its own."""

    def __init__(self, **kwargs: Any) -> None:
        fields = [LocalDateTimeField(required=False) for _each in range(DATE_FIELDS)]
        widget = DatesWidget([LocalDateTimeInput() for _each in fields])
        super().__init__(fields, require_all_fields=False, widget=widget, **kwargs)

    def compress(self, data_list: list[Any]) -> list[Any]:
        return [moment for moment in data_list if moment]


class DatesWidget(forms.MultiWidget):
    """The inputs of a DatesField, in one group."""

    use_fieldset = True
    template_name = "networkapp/date_polls/dates_widget.html"

    def decompress(self, value: Any) -> list[Any]:
        return list(value or [])


class DatePollForm(SenseCheckForm):
    kind = ProcedureKind.DATE_POLL

    dates = DatesField(
        label=_("Dates"),
        help_text=_("Times are in your time zone."),
        error_messages={"required": _("Enter at least one date.")},
    )
    field_order = ("title", "text", "dates", "expires_at", "hidden_until_closed")


class DateAnswersForm(DelegationChoiceField):
    """One choice for each date; a date without a choice is not answered."""

    def __init__(self, *args: Any, options: list[DateOption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in options:
            field = forms.ChoiceField(choices=DateAnswer.Choice.choices, required=False, widget=forms.RadioSelect)
            self.fields[f"date-{option.pk}"] = field
        self.options = options

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = {option.pk: cleaned.get(f"date-{option.pk}") for option in self.options}
        choices = {pk: choice for pk, choice in chosen.items() if choice}
        return {"choices": choices, "delegation": cleaned.get("delegation")}

    @property
    def by_date(self) -> list[tuple[DateOption, forms.BoundField]]:
        return [(option, self[f"date-{option.pk}"]) for option in self.options]
