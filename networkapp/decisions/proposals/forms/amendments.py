"""Forms for amendments: words are counted from 1, as people count. The rules: decisions/proposals/amendments.py."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.decisions.models import ProposalVersion
from networkapp.decisions.rules.amending import ParagraphChange, count_words
from networkapp.forms.conditional import mark_conditional
from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.models import Seat
from networkapp.networks.forms.delegations import DelegationChoiceField

HIDDEN = forms.HiddenInput
MAX_INTEGER = 2**31 - 2

ACTS = [
    ("replace", _("Replace these words")),
    ("strike", _("Delete these words")),
    ("before", _("Insert text before these words")),
    ("after", _("Insert text after these words")),
]


class AmendForm(DelegationChoiceField, ContentWarningForm):
    """Words of a paragraph, from one to another, and their replacement; or a new paragraph after one.

    With `partners`, one of them approves it for the delegation; otherwise it is proposed at once, for one of
    `delegations`. If there are several delegations, none is selected in advance.
    """

    guarded = ("replacement", "reason")

    base = forms.IntegerField(widget=HIDDEN, min_value=1, max_value=32_767)
    key = forms.CharField(widget=HIDDEN, required=False, max_length=40)
    new = forms.BooleanField(widget=HIDDEN, required=False)
    start = mark_conditional(
        forms.IntegerField(label=_("From word"), min_value=1, max_value=MAX_INTEGER, required=False)
    )
    end = mark_conditional(forms.IntegerField(label=_("to word"), min_value=1, max_value=MAX_INTEGER, required=False))
    act = mark_conditional(
        forms.ChoiceField(label=_("Change"), choices=ACTS, widget=forms.RadioSelect, required=False, initial="replace")
    )
    replacement = mark_conditional(
        forms.CharField(label=_("Text"), strip=False, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    )
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": _("Enter a reason.")}
    )
    partner = forms.TypedChoiceField(label=_("For approval by"), coerce=int, widget=forms.RadioSelect)
    again = forms.IntegerField(widget=HIDDEN, required=False, min_value=1, max_value=32_767)
    client_key = forms.UUIDField(widget=HIDDEN, initial=uuid4)

    def __init__(self, *args: Any, partners: Sequence[Seat] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.advised = {seat.pk: seat.delegation_id for seat in partners}
        if partners:
            choices = [(seat.pk, f"{seat.user}, {seat.label}") for seat in partners]
            self.fields["partner"].choices = choices  # type: ignore[attr-defined]
            if len(set(self.advised.values())) == 1:
                self.fields["partner"].initial = choices[0][0]
            del self.fields["delegation"]
        else:
            del self.fields["partner"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if self.advised:
            cleaned["delegation"] = self.advised[cleaned["partner"]]
        words = cleaned.pop("start", None), cleaned.pop("end", None)
        act, put = cleaned.pop("act", "") or "replace", cleaned.pop("replacement", "")
        new, key = cleaned.pop("new", False), cleaned.pop("key", "")
        if not new and None in words:
            self.add_error("start", _("Choose the first and the last word."))
            return cleaned
        if not new and act != "strike" and not put.strip():
            self.add_error("replacement", _("Enter some text."))
            return cleaned
        change = (
            ParagraphChange(number=0, key=key, replacement=put, new=True) if new else _change(key, act, put, *words)
        )
        return {**cleaned, "change": change}

    def show_words(self, version: ProposalVersion, change: ParagraphChange | None) -> None:
        """Show the form again over this version, with the same words selected if they still exist."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["base"] = str(version.number)
        if change is None:
            self.data["start"] = self.data["end"] = ""
        elif not change.new:
            first, last = word_range(change, version)
            self.data["start"], self.data["end"] = str(first), str(last)


def word_range(change: ParagraphChange, version: ProposalVersion) -> tuple[int, int]:
    """Return the first and last word of a change, counted from 1; for an insertion, the word that it comes before."""
    if not change.inserts:
        return change.start + 1, change.end
    length = next((count_words(text=each.text) for each in version.text if each.key == change.key), 1)
    at = min(change.start + 1, length)
    return at, at


def _change(key: str, act: str, put: str, first: int, last: int) -> ParagraphChange:
    start, end = first - 1, last
    if act == "before":
        end = start
    elif act == "after":
        start = end
    return ParagraphChange(number=0, key=key, start=start, end=end, replacement="" if act == "strike" else put)


class DecideAmendmentForm(forms.Form):
    words = mark_conditional(
        forms.CharField(
            label=_("Comment"),
            help_text=_("Required for a rejection."),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    )


class ReleaseAmendmentForm(ContentWarningForm):
    """The approved text of a drafted amendment, unchanged or changed."""

    guarded = ("replacement", "reason")

    replacement = mark_conditional(
        forms.CharField(label=_("Text"), strip=False, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    )
    reason = mark_conditional(
        forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    )
    breaks_silence = forms.BooleanField(widget=HIDDEN, required=False)

    def ask_again(self) -> None:
        """Mark the form for the page on which the user confirms that the amendment ends a silence procedure."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["breaks_silence"] = "True"
