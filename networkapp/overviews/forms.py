"""The form for a delegation's text in a section of its country's brief. The rules are in
overviews/country_briefs.py.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.forms.content_warnings import ContentWarningForm


class BriefTextForm(ContentWarningForm):
    guarded = ("text",)

    text = forms.CharField(
        label=_("Your delegation’s notes"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
