"""Ask for which delegation a user acts, if they can vote for several."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.models import Delegation


class DelegationChoiceField(forms.Form):
    """One of these delegations; if there are several, none is selected in advance."""

    field_order = ("delegation",)

    delegation = forms.TypedChoiceField(
        label=_("Delegation"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a delegation."),
            "invalid_choice": _("You cannot vote for that delegation here. Choose one of your delegations."),
        },
    )

    def __init__(self, *args: Any, delegations: Sequence[Delegation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["delegation"]
        field.choices = [(delegation.pk, delegation.label) for delegation in delegations]
        if len(delegations) == 1:
            field.widget, field.required = forms.HiddenInput(), False
            field.initial = field.empty_value = delegations[0].pk
