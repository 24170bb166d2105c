"""Forms for what members write. The rules are in discussion/; a form only cleans."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from networkapp.conf import setting
from networkapp.discussion.forms.attachments import DescriptionsField
from networkapp.discussion.models import Attachment, Message, Topic
from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.forms.files import FilesField
from networkapp.forms.markdown import MarkdownArea


class MessageForm(ContentWarningForm):
    """The base of forms for a message."""

    body = forms.CharField(
        label=_("Your message"),
        strip=False,
        widget=MarkdownArea(attrs={"rows": 4}),
        error_messages={"required": _("Enter some text.")},
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    draft_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["data-max-bytes"] = setting("MESSAGE_MAX_BYTES")


class ReplyForm(MessageForm):
    """A message in `topic`, perhaps in reply to one of its messages."""

    reply_to = forms.ModelChoiceField(Message.objects.none(), required=False, widget=forms.HiddenInput)
    papers = forms.ModelMultipleChoiceField(
        Attachment.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("One of the attachments is no longer available. Attach it again.")},
    )
    files = FilesField()
    described = DescriptionsField()
    guarded = (*MessageForm.guarded, "described")

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reply_to"].queryset = topic.messages.select_related("author")
        self.fields["papers"].queryset = topic.attachments.all()

    def drop_sealed_reply_target(self) -> None:
        """Remove the quoted message from the form if it was sealed meanwhile, so that the text can be posted on its
        own."""
        if self.has_error(NON_FIELD_ERRORS, "answers_sealed"):
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["reply_to"] = ""  # type: ignore[index]

    def answered(self) -> Message | None:
        """Return the message that is replied to; None if there is none."""
        try:
            found: Message | None = self.fields["reply_to"].clean(self["reply_to"].value())
        except forms.ValidationError:
            return None
        return found


class TopicForm(MessageForm):
    """The form for a new topic with its first message."""

    title = forms.CharField(label=_("Title"), error_messages={"required": _("Enter a title.")})
    about = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    files = FilesField()
    field_order = ("title", "body", "client_key", "draft_version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("First message")
        self.fields["body"].widget.attrs["rows"] = 8


class MarkReadForm(forms.Form):
    """The form that a page submits to mark messages as read."""

    sequence = forms.IntegerField(min_value=0, max_value=2**62)


class TopicPositionForm(forms.Form):
    """The part of a topic to show: around a message, before a sequence, or from one."""

    message = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    newer = forms.IntegerField(required=False, min_value=1, max_value=2**62)
