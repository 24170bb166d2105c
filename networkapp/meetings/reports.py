"""Parts of a network's report about its meetings."""

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networkapp.languages.sorting import alphabetical
from networkapp.meetings.models import Attendance, Meeting, MeetingState, MinutesState
from networkapp.registry.reports import ReportPart, ReportRow, ReportScope, ReportTable


def meetings(of: ReportScope) -> ReportPart:
    """Return the meetings held; the delegations present are listed once the minutes are approved."""
    there = Attendance.objects.with_a_voice().select_related("delegation")
    held_meetings = (
        Meeting.objects.filter(network=of.network, date__range=of.days, state=MeetingState.HELD)
        .select_related("minutes")
        .prefetch_related("translations", Prefetch("attendance", queryset=there))
        .order_by("date", "number")
    )
    rows = tuple(
        ReportRow(
            cells=(
                f"{meeting.label}: {meeting.local_title}",
                date_format(meeting.date),
                meeting.place,
                _there(meeting),
            ),
            url=meeting.get_absolute_url(),
        )
        for meeting in held_meetings
    )
    open_ones = [meeting.label for meeting in held_meetings if not _is_minuted(meeting)]
    return ReportPart(
        title=_("Meetings"),
        tables=(ReportTable(columns=(_("Meeting"), _("Date"), _("Place"), _("Delegations present")), rows=rows),),
        missing=tuple(_("%(meeting)s has no approved minutes.") % {"meeting": label} for label in open_ones),
    )


def _there(meeting: Meeting) -> str:
    if not _is_minuted(meeting):
        return "–"
    names = {row.delegation.label for row in meeting.attendance.all() if row.delegation}
    return ", ".join(alphabetical(names, name=str)) or "–"


def _is_minuted(meeting: Meeting) -> bool:
    minutes = getattr(meeting, "minutes", None)
    return minutes is not None and minutes.state == MinutesState.APPROVED
