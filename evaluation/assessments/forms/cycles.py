"""Forms around cycles. The rules are in assessments/cycles.py and cycle_dates.py."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from evaluation.assessments.cycles import MIN_ANSWERING_PERIOD
from evaluation.models import Cycle, Framework
from networkapp.forms.choices import DayField
from networkapp.models import Network
from networkapp.networks.forms.invitations import DayInput

LAST_MINUTE = time(23, 59)
TIME_UNTIL_LOCK = timedelta(days=28)


class FrameworkField(forms.ModelChoiceField):
    """A choice of a version of criteria by title and version."""

    def label_from_instance(self, framework: Any) -> str:
        return f"{framework.title}, {framework.version}"


class OpenCycleForm(forms.Form):
    """Clean, it gives what `open_cycle` takes: from the start of the first day to the end of the others, in the
    time zone of the network."""

    year = forms.IntegerField(
        label=_("Year"), min_value=1990, max_value=2100, help_text=_("The year the answers are about.")
    )
    framework = FrameworkField(
        Framework.objects.none(),
        label=capfirst(_("criteria")),
        empty_label=None,
        help_text=_("Only adopted criteria. They cannot change during the cycle."),
    )
    opens_at = DayField(label=_("Opening date"), widget=DayInput(), help_text=_("Opens at the start of this day."))
    due_at = DayField(
        label=_("Due date"),
        widget=DayInput(),
        help_text=_("Ends at the end of this day, at least 14 days after opening. You can extend it later."),
    )
    locks_at = DayField(
        label=_("Lock date"),
        widget=DayInput(),
        help_text=_("The cycle accepts late answers until the end of this day."),
    )

    def __init__(self, *args: Any, network: Network, frameworks: QuerySet[Framework], **kwargs: Any) -> None:
        self.zone = network.zone
        super().__init__(*args, **kwargs)
        self.initial = {**_initial_terms(network), **self.initial}
        self.fields["framework"].queryset = frameworks  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opens = cleaned.get("opens_at")
        return {
            **cleaned,
            "opens_at": datetime.combine(opens, time(), self.zone) if opens else None,
            "due_at": end_of_day(cleaned.get("due_at"), self.zone),
            "locks_at": end_of_day(cleaned.get("locks_at"), self.zone),
        }


class CycleForm(forms.Form):
    """The input of an action on a cycle; empty if the action needs none."""

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = cycle.network.zone


class CycleReasonForm(CycleForm):
    """The reason for an action on a cycle."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Shown in the record of the cycle."),
        error_messages={"required": _("Enter a reason.")},
    )


class ExtendForm(CycleReasonForm):
    """New dates of a cycle; cleans to `due_at`, `locks_at` (None: unchanged) and `reason`."""

    due_at = DayField(label=_("New due date"), widget=DayInput(), help_text=_("Ends at the end of this day."))
    locks_at = DayField(
        label=_("New lock date"),
        widget=DayInput(),
        required=False,
        help_text=_("Leave empty to keep the lock date, or to lock on the due date if that is later."),
    )
    field_order = ("due_at", "locks_at", "reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return {**cleaned, **{name: end_of_day(cleaned.get(name), self.zone) for name in ("due_at", "locks_at")}}


class UnlockForm(CycleReasonForm):
    """Clean, it gives `locks_at` and `reason`."""

    locks_at = DayField(
        label=_("New lock date"),
        widget=DayInput(),
        help_text=_("Locks at the end of this day, which cannot be before the due date."),
    )
    field_order = ("locks_at", "reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return {**cleaned, "locks_at": end_of_day(cleaned.get("locks_at"), self.zone)}


def end_of_day(day: date | None, zone: ZoneInfo) -> datetime | None:
    """Return the last minute of `day` in `zone`; None for no day."""
    return None if day is None else datetime.combine(day, LAST_MINUTE, zone)


def _initial_terms(network: Network) -> dict[str, Any]:
    """Return the first year without a cycle from this year on, and dates from today that leave six weeks to answer."""
    today = timezone.localdate(timezone=network.zone)
    taken = set(network.cycles.values_list("year", flat=True))
    due = today + 3 * MIN_ANSWERING_PERIOD
    return {
        "year": next(year for year in range(today.year, 2101) if year not in taken),
        "opens_at": today,
        "due_at": due,
        "locks_at": due + TIME_UNTIL_LOCK,
    }
