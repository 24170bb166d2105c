"""Forms of the peer review: texts, and why a country withdraws."""

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from networkapp.forms.content_warnings import ContentWarningForm


class TextForm(ContentWarningForm):
    guarded = ("text",)

    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


def text_id(place: str) -> str:
    """Return the id of the field for a text at this place of a section's page ("ask-1.2", "thread-7")."""
    return slugify(f"text-{place}".replace(".", "-"))


class WithdrawForm(forms.Form):
    delegation = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason for withdrawing"), widget=forms.Textarea(attrs={"rows": 2}))


class LotForm(forms.Form):
    """The form for drawing the lot again: the reason."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Enter a reason.")},
    )
