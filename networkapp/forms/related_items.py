"""Forms that look for things by words, and record that something matters for one of them."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchWordsForm(forms.Form):
    """Words in the title of a thing that is looked for."""

    words = forms.CharField(label=_("Words in the title"), required=False, max_length=100)


class RelatedItemForm(forms.Form):
    """The key of a thing to which a publication is relevant, and whether it is.

    Both values come from a button. The action refuses an unknown or missing `about` in words that editors understand.
    """

    about = forms.CharField(max_length=60, required=False)
    matters = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes", required=False, empty_value=False
    )
