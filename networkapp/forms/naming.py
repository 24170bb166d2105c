"""Whether a person is named in public with one of her seats."""

from django import forms


class NamingForm(forms.Form):
    seat = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    named = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes")
