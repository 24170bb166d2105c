"""Forms of attendance, minutes and action items. The rules are in meetings/."""

from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.forms.choices import DayField, NameField
from networkapp.forms.conditional import mark_conditional
from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.forms.markdown import MarkdownArea
from networkapp.meetings.actions.attendance import DelegationAttendance
from networkapp.meetings.forms.meetings import WallClockField
from networkapp.meetings.models import ActionState, AgendaItem, Attendance, AttendanceMode, Meeting, MinutesCorrection
from networkapp.models import Capacity, Delegation, Seat
from networkapp.permissions import VOICES
from networkapp.text.local_times import to_aware_datetime

MINUTES_WIDGET = MarkdownArea(attrs={"rows": 24})
PLANNED_MODES = [choice for choice in AttendanceMode.choices if choice[0] != AttendanceMode.ABSENT]


class ActionDayInput(forms.DateInput):
    """An input for a date, in the format that browsers need."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SeatField(forms.ModelChoiceField):
    """A seat, named by its holder."""

    def label_from_instance(self, seat: Any) -> str:
        return f"{seat.user}, {seat.label}"


class AttendanceForm(forms.Form):
    """Whether the holder of a seat attends; the view sets the seats."""

    seat = SeatField(label=_("Name"), queryset=Seat.objects.none(), error_messages={"required": _("Choose a person.")})
    mode = forms.ChoiceField(
        label=_("Attendance"),
        choices=PLANNED_MODES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you will attend.")},
    )
    substitute = SeatField(
        label=_("Substitute attending"),
        queryset=Seat.objects.none(),
        required=False,
        help_text=_("A member or substitute of the same delegation, if the person is excused."),
    )

    def __init__(self, *args: Any, seats: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["seat"].empty_label = "---------" if len(seats) > 1 else None
        fields["seat"].queryset = Seat.objects.filter(pk__in=[seat.pk for seat in seats]).select_related(
            "user", "delegation"
        )
        voices = [seat for seat in seats if seat.delegation_id and seat.capacity in VOICES]
        bodies = {(seat.network_id, seat.delegation_id) for seat in voices}
        standing_in = Seat.objects.current().filter(
            network__in={network for network, _body in bodies},
            delegation__in={body for _network, body in bodies},
            capacity__in=VOICES,
        )
        if len(voices) == 1:
            # Nobody substitutes for themselves; with several seats to choose from, this is checked once one is chosen.
            standing_in = standing_in.exclude(pk=voices[0].pk)
        fields["substitute"].queryset = standing_in.select_related("user", "delegation")
        if not voices:
            del fields["substitute"]

    def clean_mode(self) -> AttendanceMode:
        return AttendanceMode(self.cleaned_data["mode"])


class RecordAttendanceForm(forms.Form):
    """A choice for each seat and each guest, as it was recorded.

    What somebody announced before the meeting is shown beside the choice and never chosen: it is no attendance.
    """

    def __init__(
        self, *args: Any, bodies: list[DelegationAttendance], guests: list[tuple[str, Attendance | None]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seats: dict[str, int] = {}
        self.names: dict[str, str] = {}
        for body in bodies:
            for row in body.rows:
                name = f"seat_{row.seat.pk}"
                self.seats[name] = row.seat.pk
                words = f"{row.seat.user}, {row.seat.label}"
                self.fields[name] = _attendance_field(words, row.attendance)
        for number, (guest, known) in enumerate(guests):
            name = f"guest_{number}"
            self.names[name] = guest
            came = known is not None and known.mode == AttendanceMode.PRESENT
            self.fields[name] = forms.BooleanField(label=guest, required=False, initial=came)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        modes = {pk: AttendanceMode(data[name]) if data[name] else None for name, pk in self.seats.items()}
        return {"modes": modes, "guests": {guest: data[name] for name, guest in self.names.items()}}


def _attendance_field(words: str, known: Attendance | None) -> forms.ChoiceField:
    choices = [("", _("Not recorded")), *AttendanceMode.choices]
    announced = (
        _("Planned: %(mode)s") % {"mode": known.get_planned_mode_display()} if known and known.planned_mode else ""
    )
    mode = known.mode if known else ""
    return forms.ChoiceField(label=words, choices=choices, required=False, initial=mode, help_text=announced)


class CurrentItemForm(forms.Form):
    """The item that is talked about from now on; none with an empty choice."""

    item = forms.ModelChoiceField(
        label=_("Current item"), queryset=AgendaItem.objects.none(), required=False, empty_label=_("no item")
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = meeting.agenda.all()  # type: ignore[attr-defined]


class MinutesForm(ContentWarningForm):
    guarded = ("text",)

    text = forms.CharField(label=_("Minutes"), widget=MINUTES_WIDGET, strip=False)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class OpenForCorrectionsForm(forms.Form):
    """Ask until when corrections are accepted, in local time of the meeting."""

    until = WallClockField(label=_("Open for corrections until"))

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean_until(self) -> datetime:
        moment = to_aware_datetime(self.cleaned_data["until"], self.zone)
        if moment is None:
            raise forms.ValidationError(
                _("This time does not exist: the clocks go forward that night. Choose another."), code="no_such_hour"
            )
        return moment


class ProposeCorrectionForm(ContentWarningForm):
    guarded = ("words",)

    words = forms.CharField(label=_("Correction"), widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000)
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ResolveCorrectionForm(ContentWarningForm):
    """The decision on a correction; if it is accepted, with the whole corrected minutes."""

    guarded = ("words", "text")

    taken = forms.TypedChoiceField(
        label=_("The correction is"),
        choices=[("yes", _("accepted")), ("no", _("rejected"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = mark_conditional(
        forms.CharField(label=_("Reason"), help_text=_("Required for a rejection."), required=False, max_length=2_000)
    )
    text = mark_conditional(
        forms.CharField(label=_("Corrected minutes"), required=False, widget=MINUTES_WIDGET, strip=False)
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    @classmethod
    def of(cls, correction: MinutesCorrection) -> "ResolveCorrectionForm":
        minutes = correction.minutes
        return cls(initial={"text": minutes.text, "base": minutes.version}, auto_id=f"settle_{correction.pk}_%s")


class ActionItemForm(ContentWarningForm):
    """The form of an action item, for a delegation or the holder of a seat."""

    guarded = ("text",)

    text = NameField(label=_("What needs to be done"), max_length=500)
    delegation = mark_conditional(
        forms.ModelChoiceField(label=_("Delegation responsible"), queryset=Delegation.objects.none(), required=False)
    )
    owner = mark_conditional(SeatField(label=_("Or person responsible"), queryset=Seat.objects.none(), required=False))
    due_on = DayField(label=_("Due date"), required=False, widget=ActionDayInput())
    item = forms.ModelChoiceField(label=_("Agenda item"), queryset=AgendaItem.objects.none(), required=False)
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["delegation"].queryset = meeting.network.participating_delegations()
        owners = Seat.objects.current().filter(network=meeting.network_id).exclude(capacity=Capacity.GOVERNMENT)
        fields["owner"].queryset = owners.select_related("user", "delegation")
        fields["item"].queryset = meeting.agenda.all()


class ActionReportForm(ContentWarningForm):
    guarded = ("words",)

    state = forms.TypedChoiceField(label=_("Status"), choices=ActionState, coerce=ActionState)
    words = forms.CharField(
        label=_("Measures taken, or the reason for none"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
