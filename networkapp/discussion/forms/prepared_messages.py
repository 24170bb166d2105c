"""Forms of messages for approval. The rules are in discussion/actions/message_drafts.py."""

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.discussion.forms.messages import ReplyForm
from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.forms.markdown import MarkdownArea


class PrepareForm(ReplyForm):
    """A message, and the seat of the same delegation that goes on with it."""

    partner = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)


class MessageTextForm(ContentWarningForm):
    """The form for the text of a message for approval."""

    body = forms.CharField(
        label=_("Message"),
        strip=False,
        widget=MarkdownArea(attrs={"rows": 8}),
        error_messages={"required": _("Enter some text.")},
    )
