"""Forms about the participation of delegations in a network."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networkapp.forms.choices import DayField, NameField
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, Network, ParticipationKind
from networkapp.networks.forms.invitations import DayInput
from networkapp.participation.actions import LONGEST_REASON, LONGEST_SOURCE

KINDS = (
    (ParticipationKind.SUSPENDED.value, capfirst(_("suspended"))),
    (ParticipationKind.WITHDRAWN.value, capfirst(pgettext_lazy("delegation", "withdrawn"))),
    (ParticipationKind.RETURNED.value, capfirst(_("participating again"))),
)


class RetractParticipationForm(forms.Form):
    """Why an entry was a mistake."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}))


class CorrectParticipationForm(forms.Form):
    """From which day, and where that was decided; cleans to what `correct_participation` takes."""

    from_day = DayField(
        label=_("From"),
        widget=DayInput(),
        help_text=_("The first day, in the network’s time zone. The day can be in the past."),
    )
    source = NameField(
        label=_("Source"),
        max_length=LONGEST_SOURCE,
        help_text=_("Where the change was decided or published. Shown to everyone who can see the network."),
    )
    source_url = forms.URLField(label=_("Link to the source"), max_length=500, required=False, assume_scheme="https")
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only members of the network can read the reason."),
    )


class ParticipationForm(CorrectParticipationForm):
    """Cleans to what `record_participation` takes."""

    delegation = forms.ModelChoiceField(label=_("Delegation"), queryset=Delegation.objects.none())
    kind = forms.TypedChoiceField(label=_("Participation"), choices=KINDS, coerce=ParticipationKind)
    field_order = ("delegation", "kind", "from_day", "source", "source_url", "reason")

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        delegation: Any = self.fields["delegation"]
        delegation.queryset = network.delegations.all()
        named = alphabetical(delegation.queryset, name=lambda one: one.label)
        delegation.choices = [("", delegation.empty_label), *((one.pk, one.label) for one in named)]
