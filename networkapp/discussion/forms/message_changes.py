"""Actions on one message. The rules are in discussion/; a form only cleans."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.conf import setting
from networkapp.discussion.models import Reaction
from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.forms.markdown import MarkdownArea


class EditForm(ContentWarningForm):
    """The message as it should read, and why; `base` is the wording that it was made from."""

    body = forms.CharField(
        label=_("Message"),
        strip=False,
        widget=MarkdownArea(attrs={"rows": 6}),
        error_messages={"required": _("Enter some text.")},
    )
    reason = forms.CharField(label=_("Reason for the edit"), required=False)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="edit_%s", **kwargs)
        self.fields["body"].widget.attrs["data-max-bytes"] = setting("MESSAGE_MAX_BYTES")


class WithdrawForm(forms.Form):
    """The form to withdraw a message, with an optional reason."""

    reason = forms.CharField(label=_("Reason"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="withdraw_%s", **kwargs)


class ReactionForm(forms.Form):
    """A reaction that is given, or without `on` taken back."""

    kind = forms.ChoiceField(choices=Reaction.Kind.choices, widget=forms.HiddenInput)
    on = forms.BooleanField(required=False)
