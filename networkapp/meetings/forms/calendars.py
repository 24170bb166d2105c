"""The settings of a calendar subscription."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CalendarFeedForm(forms.Form):
    """One of the three actions on a calendar subscription; the box belongs to the first two."""

    ACTS = (("make", "make"), ("titles", "titles"), ("revoke", "revoke"))

    act = forms.ChoiceField(choices=ACTS)
    tells_titles = forms.BooleanField(
        required=False, label=_("Include the titles of non-public entries"), widget=forms.CheckboxInput
    )
