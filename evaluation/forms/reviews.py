"""Forms of the peer review: what is said, and why a country withdraws."""

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.forms.guarded import GuardedForm


class TextForm(GuardedForm):
    guarded = ("text",)

    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class WithdrawForm(forms.Form):
    delegation = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why the country withdraws"), widget=forms.Textarea(attrs={"rows": 2}))
