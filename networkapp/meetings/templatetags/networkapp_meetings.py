"""Presentation only: the hours of meetings, and the form beside each row."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from networkapp.meetings.actions.agenda import TimedAgendaItem
from networkapp.meetings.forms.minutes import ActionReportForm, ResolveCorrectionForm
from networkapp.meetings.models import ActionItem, AgendaItem, Meeting, MinutesCorrection
from networkapp.templatetags.networkapp_parts import moment
from networkapp.text.clocks import zone_name

register = template.Library()


@register.simple_tag
def meeting_times(meeting: Meeting) -> SafeString:
    """Return start and end in local time of the meeting: "24 June 2026, 09:00-17:00 (UTC+3)"."""
    start, end = meeting.local_start, meeting.local_end
    if start is None or end is None:
        return format_html('<time datetime="{}">{}</time>', meeting.date.isoformat(), date_format(meeting.date))
    until = date_format(end, "TIME_FORMAT") if end.date() == start.date() else date_format(end, "DATETIME_FORMAT")
    words = _("%(start)s, %(from)s to %(until)s") % {
        "start": date_format(start), "from": date_format(start, "TIME_FORMAT"), "until": until,
    }  # fmt: skip
    iso = start.isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{} <span class="nowrap">({})</span></time>', iso, words, zone_name(start))


@register.simple_tag
def start_in_reader_zone(meeting: Meeting) -> str:
    """Return when it begins in the reader's time zone; nothing if that shows the same time as the venue's."""
    start = meeting.local_start
    if start is None or start.utcoffset() == timezone.localtime(start).utcoffset():
        return ""
    return moment(start)


@register.simple_tag
def meeting_clock(moment: datetime, meeting: Meeting) -> str:
    """Return the time in the time zone of the meeting."""
    return str(date_format(moment.astimezone(meeting.zone), "TIME_FORMAT"))


@register.filter
def agenda_items(agenda: Iterable[TimedAgendaItem]) -> list[AgendaItem]:
    """Return the items of an agenda without their times."""
    return [timed.item for timed in agenda]


@register.simple_tag
def correction_form(correction: MinutesCorrection, bound: Any, settling: Any) -> Any:
    """Return the form of a correction: the submitted one if it belongs to it, otherwise a new one."""
    return bound if bound and settling == correction.pk else ResolveCorrectionForm.of(correction)


@register.simple_tag
def action_item_form(action: ActionItem, bound: Any, stepping: Any) -> Any:
    """Return the form of an action item: the submitted one if it belongs to it, otherwise a new one."""
    mine = stepping == action.pk
    return bound if mine else ActionReportForm(initial={"state": action.state}, auto_id=f"step_{action.pk}_%s")
