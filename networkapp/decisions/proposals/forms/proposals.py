"""Forms for proposals and their versions. The rules are in domain/; a form only cleans."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.decisions.models import ProposalState, ProposalVersion
from networkapp.discussion.models import Topic
from networkapp.forms.conditional import mark_conditional
from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.languages.choices import LanguageField
from networkapp.networks.forms.subjects import SubjectsField

HIDDEN = forms.HiddenInput


class ProposalTextForm(ContentWarningForm):
    """A title and a text in paragraphs."""

    guarded = ("title", "text")

    title = forms.CharField(label=_("Title"), error_messages={"required": _("Enter a title.")})
    text = forms.CharField(
        label=_("Text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Separate paragraphs with a blank line."),
        error_messages={"required": _("Enter some text.")},
    )


class ProposeForm(ProposalTextForm):
    guarded = ("title", "text", "opening")

    language = LanguageField(label=_("Original language"))
    subjects = SubjectsField()
    opening = forms.CharField(
        label=_("First message in a new topic"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Opens a topic to discuss the proposal. Leave empty for no topic."),
    )
    topic = forms.ModelChoiceField(Topic.objects.none(), required=False, widget=HIDDEN)
    client_key = forms.UUIDField(widget=HIDDEN, initial=uuid4)

    def __init__(self, *args: Any, topics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined]


class ChangeProposalForm(ProposalTextForm):
    """The text typed over that of version `base`."""

    reason = mark_conditional(
        forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    )
    base = forms.IntegerField(widget=HIDDEN, min_value=1, max_value=32_767)


class ConsolidateProposalForm(ChangeProposalForm):
    """The text typed over the one that was made from the amendments with the numbers `accepted`."""

    accepted = forms.CharField(widget=HIDDEN, required=False, max_length=4_000)

    def clean_accepted(self) -> list[int]:
        """Return the numbers of the accepted amendments, without anything that is no number."""
        return [int(each) for each in self.cleaned_data["accepted"].split(",") if each.isascii() and each.isdigit()]

    def show_accepted(self, numbers: Iterable[int]) -> None:
        """Show the form again with these accepted amendments, so that it can be submitted again."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["accepted"] = join_numbers(numbers)


def join_numbers(numbers: Iterable[int]) -> str:
    """Return the numbers as text, separated by commas."""
    return ",".join(map(str, numbers))


class BaseVersionForm(forms.Form):
    """The base of forms for actions on the version `base`."""

    base = forms.IntegerField(widget=HIDDEN, min_value=1, max_value=32_767)


class ProposalFilter(forms.Form):
    """The filter of the list of proposals."""

    state = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All statuses")), *ProposalState.choices]
    )

    @property
    def value(self) -> str:
        return str(self.cleaned_data["state"]) if self.is_valid() else ""


class CompareVersionsForm(forms.Form):
    """Two versions to be compared, by their numbers."""

    old = forms.TypedChoiceField(label=_("From version"), coerce=int)
    new = forms.TypedChoiceField(label=_("to version"), coerce=int)

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("old", "new"):
            self.fields[name].choices = [(number, str(number)) for number in numbers]  # type: ignore[attr-defined]


class ProposalTranslationForm(forms.Form):
    """A version in another language: a field for each paragraph."""

    title = forms.CharField(label=_("Title"), required=False)
    base = forms.IntegerField(widget=HIDDEN, min_value=1, max_value=32_767)

    def __init__(self, *args: Any, version: ProposalVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        for number, each in enumerate(version.text, start=1):
            self.fields[f"text_{each.key}"] = forms.CharField(
                label=_("Paragraph %(number)s") % {"number": number},
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        paragraphs = {each.key: cleaned.pop(f"text_{each.key}", "") for each in self.version.text}
        return {**cleaned, "paragraphs": paragraphs}

    def rows(self) -> list[tuple[str, Any]]:
        """Return the original of each paragraph, and its field."""
        return [(each.text, self[f"text_{each.key}"]) for each in self.version.text]
