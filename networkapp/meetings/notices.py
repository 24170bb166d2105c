"""Notify people about meetings and minutes: notices, whose text is made when they are read, and desk items."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networkapp.meetings.models import Attendance, Meeting, MeetingState, Minutes, MinutesState
from networkapp.models import Notification, Seat
from networkapp.models.translations import MixedText, format_mixed, join_mixed
from networkapp.notifications.notices import notify_people, resolve_notices
from networkapp.permissions import ALLOWED, VOICES, Action
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User

CALLED, CHANGED, CANCELLED = "meeting.called", "meeting.changed", "meeting.cancelled"
MINUTES_OUT, MINUTES_APPROVED = "minutes.out", "minutes.approved"
OF_MEETINGS = (CALLED, CHANGED, CANCELLED)
OF_MINUTES = (MINUTES_OUT, MINUTES_APPROVED)
ATTENDANCE_LEAD_TIME = timedelta(days=60)


def notify_readers(meeting: Meeting, kind: str, user: User | None = None) -> None:
    """Notify all who can read the network today about the meeting, except the person who acted."""
    readers = Seat.objects.current().filter(network=meeting.network_id, user__is_active=True)
    people = set(readers.with_role(ALLOWED[Action.READ]).order_by().values_list("user", flat=True))
    people.discard(user.pk if user is not None else None)
    if kind == CANCELLED:
        for earlier in (CALLED, CHANGED):
            for key in _notice_keys(meeting, earlier):
                resolve_notices(kind=earlier, key=key)
    revision = f"-{meeting.revision}" if kind in OF_MEETINGS else ""
    notify_people(network=meeting.network, kind=kind, key=f"{meeting.pk}{revision}", people=people)


def render_meeting_notices(*, user: AnyUser, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """Return by primary key the texts of notices about meetings; each states how the meeting is now."""
    keys = {one.pk: int(one.key.partition("-")[0]) for one in notifications}
    found = Meeting.objects.where(user, may=Action.READ).filter(pk__in=set(keys.values())).select_related("network")
    meetings = {meeting.pk: meeting for meeting in found}
    kinds = {one.pk: one.kind for one in notifications}
    return {pk: _meeting_item(meetings[key], kinds[pk]) for pk, key in keys.items() if key in meetings}


def render_minutes_notices(*, user: AnyUser, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """Return by primary key the texts of notices about minutes.

    The request to check minutes has none once they are approved, since another notice says that.
    """
    keys = {one.pk: int(one.key) for one in notifications}
    found = Minutes.objects.shown_to(user).filter(meeting__in=set(keys.values()))
    minutes = {one.meeting_id: one for one in found.select_related("meeting__network")}
    out = {one.pk for one in notifications if one.kind == MINUTES_OUT}
    return {
        pk: _minutes_item(minutes[key], out=pk in out)
        for pk, key in keys.items()
        if key in minutes and not (pk in out and minutes[key].state == MinutesState.APPROVED)
    }


def desk_items(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items for upcoming meetings for which the reader, who can vote, has not confirmed attendance."""
    now = timezone.now()
    ahead = Meeting.objects.ahead(now).filter(starts_at__isnull=False, starts_at__lte=now + ATTENDANCE_LEAD_TIME)
    seats = Seat.objects.current().filter(user=user, network=OuterRef("network"), capacity__in=VOICES)
    answered = Attendance.objects.filter(meeting=OuterRef("pk"), seat__user=user).exclude(planned_mode="", mode="")
    unanswered = ahead.filter(Exists(seats)).exclude(Exists(answered)).select_related("network").order_by("starts_at")
    for meeting in unanswered.prefetch_related("translations"):
        yield DeskItem(
            title=format_mixed(_("Confirm your attendance: %(meeting)s"), meeting=_meeting_name(meeting)),
            email_title=_("Confirm your attendance"),
            detail=meeting.network.local_name,
            url=reverse("networkapp:attendance", args=[meeting.slug]),
            deadline=meeting.starts_at,
            key=f"attendance-{meeting.pk}",
        )
    yield from _correction_desk_items(user, now)


def _correction_desk_items(user: AnyUser, now: datetime) -> Iterable[DeskItem]:
    out = Minutes.objects.shown_to(user).where(user, may=Action.CORRECT_MINUTES)
    still = out.filter(state=MinutesState.CORRECTION, corrections_until__gt=now).select_related("meeting__network")
    for minutes in still.prefetch_related("meeting__translations").order_by("corrections_until"):
        yield DeskItem(
            title=format_mixed(_("Check the minutes: %(meeting)s"), meeting=_meeting_name(minutes.meeting)),
            email_title=_("Minutes open for corrections"),
            detail=minutes.meeting.network.local_name,
            url=minutes.get_absolute_url(),
            deadline=minutes.corrections_until,
            key=f"minutes-{minutes.pk}",
        )


def _notice_keys(meeting: Meeting, kind: str) -> Iterable[str]:
    notifications = Notification.objects.filter(kind=kind, key__startswith=f"{meeting.pk}-", network=meeting.network_id)
    return set(notifications.values_list("key", flat=True))


def _meeting_name(meeting: Meeting) -> MixedText:
    return join_mixed(meeting.label, meeting.local_title, between=", ")


def _meeting_time(meeting: Meeting) -> str:
    start = meeting.local_start
    if start is None:
        return str(date_format(meeting.date, "DATE_FORMAT"))
    return f"{date_format(start, 'DATETIME_FORMAT')} ({meeting.time_zone})"


def _meeting_item(meeting: Meeting, kind: str) -> DeskItem:
    cancelled = meeting.state == MeetingState.CANCELLED
    words: Mapping[str, str] = {
        CALLED: _("New meeting"),
        CHANGED: _("Meeting changed"),
        CANCELLED: _("Meeting cancelled"),
    }
    what = words[CANCELLED if cancelled else kind]
    return DeskItem(
        title=format_mixed(f"{what}: %(meeting)s", meeting=_meeting_name(meeting)),
        email_title=what,
        detail=join_mixed(f"{_meeting_time(meeting)}, {meeting.place}", meeting.network.local_name),
        url=meeting.get_absolute_url(),
        key=f"meeting-{meeting.pk}",
    )


def _minutes_item(minutes: Minutes, *, out: bool) -> DeskItem:
    approved = _("Minutes approved")
    title = _("Check the minutes: %(meeting)s") if out else f"{approved}: %(meeting)s"
    email_title = _("Minutes open for corrections") if out else approved
    return DeskItem(
        title=format_mixed(title, meeting=_meeting_name(minutes.meeting)),
        email_title=email_title,
        detail=minutes.meeting.network.local_name,
        url=minutes.get_absolute_url(),
        deadline=minutes.corrections_until if out else None,
        key=f"minutes-{minutes.pk}",
    )
