"""Forms around signing: what the signer saw, and why something is opened again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.models import Signature
from networkapp.models import Network


class SignForm(forms.Form):
    role = forms.ChoiceField(choices=Signature.Role.choices, widget=forms.HiddenInput)
    answers_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)


class PublishForm(forms.Form):
    """Ask who may read the results, where the network is not public; no answer is chosen beforehand."""

    for_everybody = forms.TypedChoiceField(
        label=_("Who can read the results?"),
        choices=[
            ("yes", _("Everyone: public pages, search and open data")),
            ("no", _("Only people who can see the network")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who can read the results.")},
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if network.visibility == Network.Visibility.PUBLIC:
            del self.fields["for_everybody"]


class ReopenForm(forms.Form):
    reason = forms.CharField(label=_("Reason for reopening"), widget=forms.Textarea(attrs={"rows": 2}))
