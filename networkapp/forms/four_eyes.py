"""The form with which a draft is returned. The rules are in networkapp/four_eyes.py."""

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.four_eyes import NOTE_LENGTH


class ReturnNoteForm(forms.Form):
    """The form to return a draft to its author with a note."""

    note = forms.CharField(
        label=_("Requested changes"),
        max_length=NOTE_LENGTH,
        error_messages={"required": _("Describe what should be changed.")},
    )
