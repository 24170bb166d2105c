"""The form by which somebody decides about a draft."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReviewForm(forms.Form):
    """The form of a decision: `approve` depends on the button; `revision` is the draft that the reviewer has read."""

    comment = forms.CharField(
        label=_("Comment"),
        help_text=_("Required if you return the draft."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5_000,
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    approve = forms.TypedChoiceField(
        choices=[("yes", _("Approve")), ("no", _("Return"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.HiddenInput,
    )
