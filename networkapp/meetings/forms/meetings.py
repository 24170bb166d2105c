"""Forms for calling a meeting and editing its agenda. The rules are in meetings/ (meetings/actions/meetings.py,
agenda.py).
"""

from datetime import datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from networkapp.forms.choices import EARLIEST_DATE, LATEST_DATE, NameField, time_zones
from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.forms.datetimes import LocalDateTimeInput
from networkapp.forms.files import FileInput
from networkapp.meetings.actions.agenda import AgendaEntry
from networkapp.meetings.actions.meetings import InvitedGuest, MeetingPlan
from networkapp.meetings.models import AgendaItem, AgendaKind, Meeting, MeetingGuest, MeetingSeries
from networkapp.models import Delegation, Network
from networkapp.networks.forms.subjects import SubjectsField
from networkapp.text.cleaning import one_line
from networkapp.text.local_times import to_aware_datetime

MAX_GUESTS = 60


class WallClockField(forms.Field):
    """A field for a local date and time; the form sets the time zone."""

    widget = LocalDateTimeInput

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> datetime | None:
        if not value:
            return None
        try:
            local = datetime.fromisoformat(str(value)).replace(tzinfo=None, second=0, microsecond=0)
        except ValueError as wrong:
            raise forms.ValidationError(
                _("Enter a date and time, for example 2026-06-24T09:30."), code="invalid"
            ) from wrong
        if not EARLIEST_DATE < local.date() < LATEST_DATE:
            raise forms.ValidationError(_("Enter a valid date."), code="invalid")
        return local


class MeetingPlanForm(forms.Form):
    """Cleans to the plan of a meeting of this network, and the key under which it is called."""

    title = NameField(label=_("Focus theme"), max_length=300)
    text = forms.CharField(
        label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=5_000
    )
    starts = WallClockField(label=pgettext_lazy("time at which something starts", "Start"))
    ends = WallClockField(label=_("End"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, help_text=_("Start and end are local time in this time zone.")
    )
    place = NameField(label=_("Place"), max_length=120)
    country = forms.ChoiceField(label=_("Country"), required=False)
    link = forms.URLField(
        label=_("Link for remote participants"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Only for members of the network"),
    )
    host = forms.ModelChoiceField(label=_("Host"), queryset=Delegation.objects.none(), required=False)
    series = forms.ModelChoiceField(label=_("Series"), queryset=MeetingSeries.objects.none(), required=False)
    new_series = NameField(label=_("Title of a new series"), required=False, max_length=200)
    subjects = SubjectsField()
    guests = forms.CharField(
        label=_("Guests"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One guest per line. Add a role after a semicolon: “Sample agency; expert on housing”."),
    )
    turn_minutes = forms.IntegerField(label=_("Minutes per speaker"), min_value=1, max_value=120, initial=3)
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["host"].queryset = network.participating_delegations()
        fields["series"].queryset = MeetingSeries.objects.filter(network=network)
        fields["country"].choices = [("", ""), *countries]

    def clean_guests(self) -> tuple[InvitedGuest, ...]:
        guests: dict[str, InvitedGuest] = {}
        for line in self.cleaned_data["guests"].splitlines():
            name, _semicolon, role = line.partition(";")
            if named := one_line(name)[:200]:
                guests[named] = InvitedGuest(name=named, role=one_line(role)[:120])
        if len(guests) > MAX_GUESTS:
            raise forms.ValidationError(_("Enter 60 guests or fewer."), code="too_many")
        return tuple(guests.values())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        key = data.pop("client_key")
        return {"client_key": key, "plan": MeetingPlan(**{**data, "subjects": tuple(data["subjects"])})}


class ChangeMeetingForm(MeetingPlanForm):
    """The form for changing an existing meeting."""

    client_key = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        data = forms.Form.clean(self) or {}
        if self.errors:
            return data
        return {"plan": MeetingPlan(**{**data, "subjects": tuple(data["subjects"])})}


def initial_plan(meeting: Meeting) -> dict[str, Any]:
    """Return the initial values of the form for an existing meeting."""
    nine, five = (datetime.combine(meeting.date, time(hour)) for hour in (9, 17))
    guests = (f"{guest.name}; {guest.role}" if guest.role else guest.name for guest in meeting.guests.all())
    same = ("title", "text", "time_zone", "place", "link", "turn_minutes")
    return {
        **{name: getattr(meeting, name) for name in same},
        "starts": meeting.local_start or nine,
        "ends": meeting.local_end or five,
        "country": str(meeting.country or ""),
        "host": meeting.host_id,
        "series": meeting.series_id,
        "subjects": [subject.pk for subject in meeting.subjects.all()],
        "guests": "\n".join(guests),
    }


class MeetingReasonForm(forms.Form):
    """The reason for an action on a meeting."""

    words = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2_000)


class AgendaItemForm(ContentWarningForm):
    """Cleans to an entry of the agenda of `meeting`; its time is what the clocks show where that is held."""

    guarded = ("title", "text")

    title = NameField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=AgendaKind)
    text = forms.CharField(
        label=_("Description"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    speaker = NameField(label=_("Speaker"), required=False, max_length=200)
    minutes = forms.IntegerField(label=_("Length in minutes"), required=False, min_value=1, max_value=1440)
    starts_at = WallClockField(
        label=_("Fixed start time"), required=False, help_text=_("Leave empty to start after the previous item.")
    )
    internal = forms.BooleanField(
        label=_("Only for members of the network"),
        required=False,
        help_text=_("Otherwise everyone who can see the network sees the title."),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        if meeting.starts_at is None:
            del self.fields["starts_at"]

    def clean_starts_at(self) -> datetime | None:
        local = self.cleaned_data["starts_at"]
        moment = to_aware_datetime(local, self.meeting.zone) if local else None
        if local and moment is None:
            raise forms.ValidationError(
                _("This time does not exist: the clocks go forward that night. Choose another."), code="no_such_hour"
            )
        return moment

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        return data if self.errors else {"entry": AgendaEntry(**data)}


def initial_entry(item: AgendaItem) -> dict[str, Any]:
    """Return the initial values of the form for an existing agenda item."""
    at = item.starts_at.astimezone(item.meeting.zone) if item.starts_at else None
    same = ("title", "kind", "text", "speaker", "minutes", "internal")
    return {**{name: getattr(item, name) for name in same}, "starts_at": at}


class SuggestionsForm(forms.Form):
    """The suggestions to add to an agenda."""

    chosen = forms.MultipleChoiceField(label=_("Add to agenda"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, suggestions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(one.key, f"{one.title} ({one.detail})" if one.detail else one.title) for one in suggestions]
        self.fields["chosen"].choices = rows  # type: ignore[attr-defined]
        self.fields["chosen"].initial = [key for key, _words in rows]


class MoveAgendaItemForm(forms.Form):
    up = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes")


class AgendaOutcomeForm(ContentWarningForm):
    guarded = ("outcome",)

    outcome = forms.CharField(
        label=_("Outcome"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AgendaPaperForm(forms.Form):
    """A document for an item, or the presentation of a guest."""

    file = forms.FileField(
        label=_("Document"),
        allow_empty_file=True,
        widget=FileInput,
        error_messages={"required": _("Choose a file.")},
    )
    title = NameField(label=_("Title"), required=False, max_length=200)
    guest = forms.ModelChoiceField(
        label=_("Presentation by"),
        queryset=MeetingGuest.objects.none(),
        required=False,
        empty_label=_("no guest"),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guest"].queryset = meeting.guests.all()  # type: ignore[attr-defined]
