"""Forms of procedures and positions. The rules are in decisions/ (procedures.py, positions.py)."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from networkapp.decisions.models import ProcedureKind, Proposal
from networkapp.decisions.models.procedures import BINDING
from networkapp.decisions.procedures.actions import ProcedureTerms
from networkapp.decisions.procedures.amendments_beside import OmittedAmendments
from networkapp.decisions.procedures.procedure_page import ProcedureAccess
from networkapp.decisions.procedures.roll import VotingSeat, delegations_of
from networkapp.decisions.rules.outcomes import Stance
from networkapp.forms.conditional import mark_conditional
from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.forms.datetimes import LocalDateTimeField
from networkapp.languages.languages import content_languages, own_name
from networkapp.meetings.models import Meeting
from networkapp.models import Network, Seat
from networkapp.networks.forms.delegations import DelegationChoiceField

KINDS = [
    (ProcedureKind.SILENCE.value, _("Silence procedure: adopted at the deadline unless a delegation objects")),
    (
        ProcedureKind.WRITTEN.value,
        _("Written procedure: adopted at the deadline if the quorum is reached and no delegation objects"),
    ),
    (ProcedureKind.MEETING.value, _("Unanimity at a meeting: same rule, closed by the chair at the meeting")),
]
STANCES = [
    (Stance.AGREE.value, _("We agree")),
    (Stance.ABSTAIN.value, _("We abstain")),
]


class OpenProcedureForm(forms.Form):
    """Ask for the kind of procedure and its deadline; what is chosen here cannot be changed."""

    kind = forms.ChoiceField(
        label=_("Procedure"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a procedure.")},
    )
    expires_at = mark_conditional(LocalDateTimeField(label=_("Deadline"), required=False))
    meeting = mark_conditional(
        forms.ModelChoiceField(
            Meeting.objects.none(),
            label=_("Meeting"),
            help_text=_("Only for unanimity at a meeting, which has no deadline."),
            required=False,
        )
    )
    quorum = forms.IntegerField(label=_("Quorum (number of delegations)"), required=False, min_value=1, max_value=999)
    required_languages = forms.MultipleChoiceField(
        label=_("Required languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    hidden_until_closed = forms.BooleanField(label=_("Hide positions until the procedure closes"), required=False)
    despite_changes = mark_conditional(
        forms.BooleanField(
            label=_("I confirm the text, including later changes to accepted amendments"), required=False
        )
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_767)
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self,
        *args: Any,
        network: Network,
        proposal: Proposal,
        delegations: int,
        beside: OmittedAmendments,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not beside.changed:
            del self.fields["despite_changes"]
        hours = network.shortest_procedure_hours
        if hours:
            least = ngettext(
                "A silence or written procedure runs for at least %(n)s hour in this network.",
                "A silence or written procedure runs for at least %(n)s hours in this network.",
                hours,
            )
            self.fields["expires_at"].help_text = least % {"n": hours}
        self.fields["meeting"].queryset = Meeting.objects.filter(network=network).ahead()
        words = _("Out of %(n)s. Leave empty for more than half. A silence procedure needs no quorum.")
        self.fields["quorum"].help_text = words % {"n": delegations}
        known = content_languages()
        texts = proposal.versions.order_by("-number").values_list("texts__language", flat=True)
        codes = sorted({code for code in (*known, *texts) if code} - {proposal.language})
        self.fields["required_languages"].choices = [(code, own_name(code)) for code in codes]

    def clean(self) -> dict[str, Any]:
        """Return the arguments of the action: terms and key."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        key = cleaned.pop("client_key")
        return {"terms": ProcedureTerms(**cleaned), "client_key": key}

    def show_version(self, number: int) -> None:
        """Show the form again over this version, so that it can be submitted after its text was read."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["base"] = str(number)


class PositionForm(DelegationChoiceField, ContentWarningForm):
    """The position of a delegation in a procedure, with an explanation."""

    guarded = ("words",)

    stance = forms.ChoiceField(
        label=pgettext_lazy("stated in a procedure", "Position"),
        choices=STANCES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a position.")},
    )
    words = forms.CharField(
        label=_("Explanation"),
        help_text=_("Printed with the decision."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, voices: Sequence[VotingSeat] = (), **kwargs: Any) -> None:
        super().__init__(*args, delegations=delegations_of(voices), **kwargs)
        if any(voice.entry.procedure.kind not in BINDING for voice in voices):
            self.fields["words"].help_text = _("Shown beside the position.")

    @classmethod
    def of(cls, stand: ProcedureAccess) -> "PositionForm":
        """Return the form with the statement that the delegation made so far, and no position chosen.

        A position is never chosen beforehand, so that nobody states one by sending a form that they have not read.
        """
        position = stand.own_position
        words = position.words if position is not None and position.stance in (Stance.ABSTAIN, Stance.EXPLAIN) else ""
        return cls(voices=stand.voices, initial={"words": words})


class ObjectionForm(DelegationChoiceField, ContentWarningForm):
    """An objection, stored as the user's own draft before it is made."""

    guarded = ("words", "counter_text")
    prefix = "objection"

    words = forms.CharField(
        label=_("Reason"),
        help_text=_("What your delegation cannot accept in the text."),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter a reason.")},
    )
    counter_text = forms.CharField(
        label=_("Text that would lift the objection"),
        help_text=_("Shown to the other delegations with the reason."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, voices: Sequence[VotingSeat] = (), **kwargs: Any) -> None:
        super().__init__(*args, delegations=delegations_of(voices), **kwargs)
        self.seats = {voice.entry.delegation_id: voice.seat.pk for voice in voices}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return {**cleaned, "stance": Stance.OBJECT.value, "partner": self.seats.get(cleaned.get("delegation"))}


class PositionDraftForm(ContentWarningForm):
    """A position that somebody else of the delegation is to approve."""

    guarded = ("words", "counter_text")
    prefix = "draft"

    partner = forms.TypedChoiceField(label=_("For approval by"), coerce=int)
    stance = forms.ChoiceField(
        label=pgettext_lazy("stated in a procedure", "Position"),
        choices=[*STANCES, (Stance.OBJECT.value, _("We object"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a position.")},
    )
    words = mark_conditional(
        forms.CharField(
            label=_("Explanation or reason"),
            help_text=_("Required for an objection."),
            required=False,
            strip=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    )
    counter_text = forms.CharField(
        label=_("Text that would lift the objection"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, partners: Iterable[Seat] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.delegations = {seat.pk: seat.delegation_id for seat in partners}
        several = len(set(self.delegations.values())) > 1
        named = [(seat.pk, _seat_label(seat, with_delegation=several)) for seat in partners]
        self.fields["partner"].choices = [("", "---------"), *named] if several else named

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return {**cleaned, "delegation": self.delegations.get(cleaned.get("partner"))}


def _seat_label(seat: Seat, *, with_delegation: bool) -> str:
    holder = f"{seat.user}, {seat.get_capacity_display()}"
    return f"{holder}, {seat.delegation.label}" if with_delegation and seat.delegation else holder


class RevisePositionForm(ContentWarningForm):
    """The draft as it is changed."""

    guarded = ("words", "counter_text")

    words = forms.CharField(
        label=_("Explanation or reason"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    counter_text = forms.CharField(
        label=_("Text that would lift the objection"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WithdrawObjectionForm(DelegationChoiceField, ContentWarningForm):
    guarded = ("words",)
    prefix = "withdrawal"

    words = forms.CharField(
        label=_("Explanation"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ExtendProcedureForm(forms.Form):
    prefix = "extension"

    expires_at = LocalDateTimeField(label=_("Deadline"), error_messages={"required": _("Enter a deadline.")})
    reason = forms.CharField(label=_("Reason"), error_messages={"required": _("Enter a reason.")})


class WithdrawProcedureForm(forms.Form):
    prefix = "end"

    words = forms.CharField(label=_("Reason"), error_messages={"required": _("Enter a reason.")})


class PauseDeadlineForm(forms.Form):
    """The language and the missing text for which a deadline is paused."""

    prefix = "stop"

    language = forms.ChoiceField(label=_("Language"))
    words = forms.CharField(label=_("Missing"), max_length=300, required=False)

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, own_name(code)) for code in languages]


class ResumeDeadlineForm(forms.Form):
    prefix = "resume"

    language = forms.CharField(max_length=12, widget=forms.HiddenInput)
