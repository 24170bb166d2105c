"""Forms that create one thing from another. The rules are in dossiers/actions/."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from networkapp.discussion.models import Message
from networkapp.forms.choices import NameField
from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.inquiries.forms.inquiries import QuestionsForm
from networkapp.languages.choices import LanguageField
from networkapp.meetings.actions.agenda import MAX_TITLE_LENGTH
from networkapp.meetings.models import Meeting
from networkapp.models import Network
from networkapp.networks.forms.subjects import SubjectsField


class NetworkField(forms.ModelChoiceField):
    """One of the networks that are offered, by its slug."""

    def __init__(self, **kwargs: Any) -> None:
        words = {"invalid_choice": _("You cannot choose this network. Choose another.")}
        super().__init__(Network.objects.none(), to_field_name="slug", empty_label=None, error_messages=words, **kwargs)

    def label_from_instance(self, network: Any) -> str:
        return str(network.local_name)


class FromMessagesForm(ContentWarningForm):
    """The form for a proposal made from messages."""

    guarded = ("title", "text")

    network = NetworkField(label=_("Network that decides"))
    title = forms.CharField(label=_("Title"), max_length=200, error_messages={"required": _("Enter a title.")})
    text = forms.CharField(
        label=_("Text"),
        strip=False,
        help_text=_("An empty line starts a new paragraph."),
        widget=forms.Textarea(attrs={"rows": 16}),
        error_messages={"required": _("Enter some text.")},
    )
    language = LanguageField(label=_("Language of the text"), initial="en")
    messages = forms.ModelMultipleChoiceField(
        Message.objects.none(),
        widget=forms.MultipleHiddenInput,
        error_messages={
            "required": _("Choose at least one message."),
            "invalid_choice": _("One of the messages is no longer available. Choose again."),
        },
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, networks: Any, pickable: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]
        self.fields["messages"].queryset = pickable  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "messages" in cleaned:
            cleaned["messages"] = list(cleaned["messages"])
        return cleaned


class InquiryFromCauseForm(QuestionsForm):
    """Questions to governments that follow from something."""

    field_order = ("network",)
    network = NetworkField(label=_("Network that asks"))
    subjects = SubjectsField(widget=forms.MultipleHiddenInput)
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, networks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]


class SectionChangeForm(ContentWarningForm):
    """The form to request a change of a section."""

    guarded = ("body", "proposal")

    body = forms.CharField(
        label=_("What should change, and why"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Enter some text.")},
    )
    proposal = forms.CharField(
        label=_("Proposed wording"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class AddToHandbookForm(forms.Form):
    """The form to add an answer to a country note."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class NoteMeetingField(forms.ModelChoiceField):
    """A choice of a meeting by date and title."""

    def label_from_instance(self, meeting: Any) -> str:
        return f"{date_format(meeting.date)}, {meeting.label}: {meeting.local_title}"


class NoteAgendaForm(ContentWarningForm):
    """The agenda on which the note is put, and what the item is called there."""

    guarded = ("title",)

    meeting = NoteMeetingField(Meeting.objects.none(), label=_("Meeting"), empty_label=None)
    title = NameField(label=_("Title of the agenda item"), max_length=MAX_TITLE_LENGTH)

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings.prefetch_related("translations")  # type: ignore[attr-defined]
