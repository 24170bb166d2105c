"""Forms for notes on sections. The rules are in handbooks/notes/; a form only cleans."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.handbooks.models import NoteAudience
from networkapp.handbooks.notes.actions import QuotedWords
from networkapp.languages.languages import own_name
from networkapp.models import Seat
from networkapp.text.comparison import Span

MAX_SENTENCES = 400


class QuoteForm(forms.Form):
    """The words that are meant: marked or typed ones, or a sentence from the list, which needs no pointer."""

    sentence = forms.CharField(label=gettext_lazy("Sentence"), required=False, max_length=40)
    quote = forms.CharField(
        label=gettext_lazy("Or a quotation from the section"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    before = forms.CharField(required=False, strip=False, max_length=200, widget=forms.HiddenInput)
    after = forms.CharField(required=False, strip=False, max_length=200, widget=forms.HiddenInput)
    wording = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def offer(self, *, text: str, sentences: Sequence[Span], likely: Sequence[Span] = ()) -> None:
        """Offer the sentences of the section as choices, `likely` ones first."""
        known = set(sentences)
        first = [span for span in dict.fromkeys(likely) if span in known]
        rest = [span for span in sentences if span not in set(first)]
        choices = [(f"{span.start}-{span.end}", Truncator(span.of(text)).chars(140)) for span in [*first, *rest]]
        offered = [("", _("Whole section")), *choices[:MAX_SENTENCES]]
        self.fields["sentence"].widget = forms.Select(choices=offered)

    def words(self) -> QuotedWords:
        names = ("quote", "before", "after", "sentence", "wording")
        return QuotedWords(**{name: self.cleaned_data.pop(name, "") for name in names})


class NoteTextForm(ContentWarningForm):
    guarded: tuple[str, ...] = ("body",)
    body = forms.CharField(
        label=gettext_lazy("Your note"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Enter some text.")},
    )


class NewNoteForm(NoteTextForm, QuoteForm):
    """A new note on a section or a passage of it, with its audience."""

    audience = forms.TypedChoiceField(
        label=gettext_lazy("Audience"),
        choices=NoteAudience,
        coerce=NoteAudience,
        initial=NoteAudience.PRIVATE,
        widget=forms.RadioSelect,
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ("body", "audience", "sentence", "quote")

    def offer_audiences(self, audiences: Sequence[NoteAudience], words: dict[NoteAudience, str]) -> None:
        """Set the choices of the audience; the action checks whether the user is allowed to choose them."""
        self.fields["audience"].widget.choices = [(one.value, words[one]) for one in audiences]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("audience") == NoteAudience.PRIVATE:
            self.guarded = ()
        cleaned = super().clean()
        if not self.errors:
            cleaned["words"] = self.words()
        return cleaned


class NotePositionForm(QuoteForm):
    """The passage to which a note moves."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        return {"words": self.words()}


class NoteShareForm(ContentWarningForm):
    """Others will read what was written for nobody else, so it is checked now."""

    guarded = ("body",)
    audience = forms.TypedChoiceField(
        label=gettext_lazy("Audience"), choices=NoteAudience, coerce=NoteAudience, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, body: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["body"] = self.body
        cleaned = super().clean()
        del cleaned["body"]
        return cleaned


class NoteAssignmentForm(forms.Form):
    """The seat to which a note is assigned, or none."""

    seat = forms.ModelChoiceField(
        label=gettext_lazy("Assigned to"),
        queryset=Seat.objects.none(),
        required=False,
        empty_label=gettext_lazy("not assigned"),
        error_messages={"invalid_choice": gettext_lazy("The holder of this seat cannot see the note. Choose another.")},
    )

    def __init__(self, *args: Any, seats: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats  # type: ignore[attr-defined]
        self.fields["seat"].label_from_instance = lambda seat: f"{seat.user}, {seat.label}"  # type: ignore[attr-defined]


class ChangeRequestForm(ContentWarningForm):
    guarded = ("proposal",)
    proposal = forms.CharField(
        label=gettext_lazy("Proposed wording"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ChangeResponseForm(forms.Form):
    done = forms.TypedChoiceField(
        label=gettext_lazy("Response"),
        choices=[
            ("yes", gettext_lazy("Accept: the text was changed")),
            ("no", gettext_lazy("Reject: the text stays unchanged")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Reason"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class NoteTopicForm(ContentWarningForm):
    title = forms.CharField(label=gettext_lazy("Title"), error_messages={"required": gettext_lazy("Enter a title.")})
    body = forms.CharField(label=gettext_lazy("First message"), strip=False, widget=forms.Textarea(attrs={"rows": 6}))
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class NoteFilterForm(forms.Form):
    """The filters of the user's list of notes; invalid values are ignored."""

    handbook = forms.TypedChoiceField(label=gettext_lazy("Handbook"), required=False, coerce=int, empty_value=None)
    audience = forms.ChoiceField(
        label=gettext_lazy("Audience"),
        required=False,
        choices=[("", gettext_lazy("All audiences")), *NoteAudience.choices],
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Passage"),
        required=False,
        choices=[
            ("", gettext_lazy("All passages")),
            ("lost", gettext_lazy("check needed")),
            ("sure", gettext_lazy("located")),
        ],
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[
            ("", gettext_lazy("All statuses")),
            ("open", gettext_lazy("open")),
            ("resolved", gettext_lazy("resolved")),
        ],
    )
    request = forms.ChoiceField(
        label=gettext_lazy("Change request"),
        required=False,
        choices=[("", gettext_lazy("All notes")), ("asked", gettext_lazy("requested"))],
    )

    def __init__(self, *args: Any, handbooks: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(book.pk, f"{book.title} ({own_name(book.locale.language_code)})") for book in handbooks]
        self.fields["handbook"].choices = [("", _("All handbooks")), *named]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
