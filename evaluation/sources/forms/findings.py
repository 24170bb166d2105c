"""Forms for recording a finding and a response to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.models import Finding, FindingResponse
from evaluation.treaties.forms.treaties import DAY


class FindingForm(forms.Form):
    body = forms.CharField(label=_("Body"), max_length=120, help_text=_("As the body calls itself, such as GRETA."))
    round = forms.IntegerField(label=_("Round"), required=False, min_value=1, max_value=999)
    document = forms.CharField(label=_("Document"), required=False, max_length=120)
    reference = forms.CharField(label=_("Paragraph or article"), required=False, max_length=120)
    strength = forms.ChoiceField(label=_("Strength"), choices=Finding.Strength.choices)
    text = forms.CharField(
        label=_("Text of the finding"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In its own words."),
    )  # fmt: skip
    date = forms.DateField(label=_("Date"), required=False, widget=DAY)
    recommendation = forms.IntegerField(label=_("Related recommendation"), required=False, min_value=1, max_value=99)
    series_id = forms.CharField(
        label=_("Related criterion"), required=False, max_length=12, help_text=_("Such as 5.1.")
    )
    source = forms.CharField(label=_("Source"), max_length=300)
    source_url = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")


class ReplyForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=FindingResponse.Kind.choices)
    text = forms.CharField(
        label=_("Government’s reply"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Shown publicly beside the finding. A reply cannot be changed; you can add later replies."),
    )  # fmt: skip
    document = forms.CharField(label=_("Document"), required=False, max_length=120)
    source_url = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")
    status = forms.ChoiceField(
        label=_("Progress of the measure"), required=False, choices=[("", "–"), *FindingResponse.Status.choices]
    )


class ResponseForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=FindingResponse.Kind.choices)
    text = forms.CharField(label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}))
    date = forms.DateField(label=_("Date"), required=False, widget=DAY)
    document = forms.CharField(label=_("Document"), required=False, max_length=120)
    status = forms.ChoiceField(
        label=_("Progress of the measure"), required=False, choices=[("", "–"), *FindingResponse.Status.choices]
    )
    reported_by = forms.CharField(
        label=_("Reported by"),
        required=False,
        max_length=120,
    )
    source = forms.CharField(label=_("Source"), max_length=300)
    source_url = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")
