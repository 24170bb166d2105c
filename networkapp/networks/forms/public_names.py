"""The form for publishing a person's name with one of their seats."""

from django import forms
from django.db.models import BigIntegerField


class NamingForm(forms.Form):
    seat = forms.IntegerField(min_value=1, max_value=BigIntegerField.MAX_BIGINT)
    named = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes")
