"""Forms around signing: what the signer saw, and why something is opened again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.models import Signature


class SignForm(forms.Form):
    role = forms.ChoiceField(choices=Signature.Role.choices, widget=forms.HiddenInput)
    answers_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)


class PublishForm(forms.Form):
    for_everybody = forms.BooleanField(label=_("Everybody may read it"), required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why it is opened again"), widget=forms.Textarea(attrs={"rows": 2}))
