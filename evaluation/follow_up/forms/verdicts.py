"""The form on which the secretariat records a conclusion of its network."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.models import Verdict
from evaluation.treaties.forms.treaties import DAY


class VerdictForm(forms.Form):
    says = forms.ChoiceField(
        label=_("Conclusion of the network"), choices=Verdict.Conclusion.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Reason"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))
    decision = forms.CharField(label=_("Decision"), max_length=200, help_text=_("Number, minutes or agenda item."))
    decision_url = forms.URLField(label=_("Link to the source"), required=False, max_length=500, assume_scheme="https")
    decided_on = forms.DateField(label=_("Decided on"), widget=DAY)
