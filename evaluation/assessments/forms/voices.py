"""The form of a comment beside an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.assessments.comments import MAX_WORDS
from evaluation.models import Criterion, VoiceNote
from networkapp.forms.content_warnings import ContentWarningForm


class CommentForm(ContentWarningForm):
    """The form of a comment beside an answer. It is checked for personal data first, because it will be published."""

    guarded = ("text",)

    text = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3, "data-words": MAX_WORDS})
    )
    disputes = forms.BooleanField(label=_("We dispute this answer"), required=False)
    voice = forms.ChoiceField(choices=VoiceNote.Voice.choices, widget=forms.HiddenInput)
    base_number = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(
        self, criterion: Criterion, data: Any = None, *, voice: str = "", note: VoiceNote | None = None
    ) -> None:
        fields = {"text": note.text, "disputes": note.disputes} if note else {}
        initial = {**fields, "voice": voice, "base_number": note.number if note else 0}
        place = criterion.series_id.replace(".", "-")
        super().__init__(data, initial=initial, auto_id=f"n{place}-{voice or 'note'}-%s")
        self.fields["checked"].label = _("I have checked it. Save anyway.")
