"""Forms of decisions. The rules are in decisions/ and decisions/follow_up/."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.decisions.follow_up.actions import MAX_TASK_LENGTH, delegations_for_follow_up
from networkapp.decisions.follow_up.queries import delegations_with_follow_up
from networkapp.decisions.models import Decision, FollowUpState
from networkapp.decisions.procedures.register import decision_years, networks_with_decisions
from networkapp.forms.choices import DayField
from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.four_eyes import NOTE_LENGTH
from networkapp.models import Delegation, Network, Seat
from networkapp.networks.forms.subjects import SubjectFilter
from networkapp.users import AnyUser

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DecisionFilter(SubjectFilter):
    """The filters of the list of decisions: network, year and subject."""

    network = forms.ModelChoiceField(
        Network.objects.none(), label=_("Network"), to_field_name="slug", empty_label=_("All networks"), required=False
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    field_order = ("network", "year", "subject")

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks_with_decisions(user)  # type: ignore[attr-defined]
        years = [(year, str(year)) for year in decision_years(user)]
        self.fields["year"].choices = [("", _("All years")), *years]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the filters for `list_decisions`."""
        return {name: self.value(name) for name in ("network", "year", "subject")}


class FollowUpFilter(forms.Form):
    """The filters of the follow-up by country: network, delegation and status."""

    network = forms.ModelChoiceField(
        Network.objects.none(), label=_("Network"), to_field_name="slug", empty_label=_("All networks"), required=False
    )
    delegation = forms.ChoiceField(label=_("Delegation"), required=False)
    state = forms.ChoiceField(
        label=_("Status"), choices=[("", _("All statuses")), *FollowUpState.choices], required=False
    )

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks_with_decisions(user)  # type: ignore[attr-defined]
        choices = [(one.code, one.label) for one in delegations_with_follow_up(user=user)]
        self.fields["delegation"].choices = [("", _("All delegations")), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the filters for `list_follow_ups`."""
        self.is_valid()
        cleaned = self.cleaned_data
        names = ("delegation", "state")
        return {"network": cleaned.get("network")} | {name: cleaned.get(name) or "" for name in names}


class DelegationField(forms.ModelChoiceField):
    """A choice of one delegation by its label."""

    def label_from_instance(self, delegation: Any) -> str:
        return str(delegation.label)


class StatementForm(ContentWarningForm):
    """An interpretative statement of one of the delegations of these seats."""

    guarded = ("text",)

    delegation = DelegationField(Delegation.objects.none(), label=_("For"))
    text = forms.CharField(
        label=_("Interpretative statement"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter some text.")},
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, seats: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="statement_%s", **kwargs)
        known = [seat.delegation_id for seat in seats]
        field = self.fields["delegation"]
        field.queryset = Delegation.objects.filter(pk__in=known)  # type: ignore[attr-defined]
        if len(known) == 1:
            field.widget, field.initial = forms.HiddenInput(), known[0]


class StatementDraftForm(ContentWarningForm):
    guarded = ("text",)

    text = forms.CharField(label=_("Interpretative statement"), strip=False, widget=forms.Textarea(attrs={"rows": 6}))


class ReturnStatementForm(forms.Form):
    note = forms.CharField(
        label=_("Requested changes"),
        max_length=NOTE_LENGTH,
        error_messages={"required": _("Describe what should be changed.")},
    )


class OutcomeStatementForm(ContentWarningForm):
    """The outcome statement of a decision, with a review date."""

    guarded = ("text",)

    text = forms.CharField(
        label=_("Outcome statement"),
        help_text=_("Shown to everyone who can see the decision."),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    review_on = DayField(label=_("Review date"), required=False, widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="outcome_%s", **kwargs)


class DelegationsField(forms.ModelMultipleChoiceField):
    """A choice of several delegations by their labels."""

    def label_from_instance(self, delegation: Any) -> str:
        return str(delegation.label)


class OpenFollowUpForm(forms.Form):
    """A request for follow-up to several delegations."""

    task = forms.CharField(
        label=_("Request"), help_text=_("The same for every delegation."), max_length=MAX_TASK_LENGTH
    )
    delegations = DelegationsField(
        Delegation.objects.none(), label=_("Delegations"), widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(label=_("Due date"), required=False, widget=DAY)

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="ask_%s", **kwargs)
        delegations = delegations_for_follow_up(decision=decision)
        self.fields["delegations"].queryset = delegations  # type: ignore[attr-defined]
        self.fields["delegations"].initial = [one.pk for one in delegations] if not self.is_bound else None


class FollowUpReportForm(ContentWarningForm):
    guarded = ("words",)

    state = forms.ChoiceField(
        label=_("Status"),
        choices=[choice for choice in FollowUpState.choices if choice[0] != FollowUpState.OPEN],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Measures taken, or the reason for none"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    source = forms.CharField(label=_("Link to the source"), required=False, max_length=500)
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
