"""Meetings of the sample countries: one ahead with its agenda, one held with approved minutes and an open action."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from home.domain.demo.accounts import accounts, address
from home.domain.demo.content import same_id
from networkapp.meetings.actions.action_items import create_action_item
from networkapp.meetings.actions.agenda import (
    AgendaEntry,
    add_agenda_item,
    add_suggestions,
    record_outcome,
    suggestions_for,
)
from networkapp.meetings.actions.attendance import record_attendance, state_attendance
from networkapp.meetings.actions.meetings import InvitedGuest, MeetingPlan, call_meeting, mark_held
from networkapp.meetings.actions.minutes import draft_minutes, open_for_corrections, record_approvals
from networkapp.meetings.models import AttendanceMode, Meeting, Minutes
from networkapp.models import Delegation, Network, Seat
from networkapp.users import User

ZONE = "Europe/Helsinki"
SERIES = "Sample working group"
DONE, AHEAD = timedelta(days=40), timedelta(days=21)
AGENDA = (
    AgendaEntry(title="Opening and adoption of the agenda", minutes=10),
    AgendaEntry(
        title="Sample item: counting calls to hotlines", minutes=45, speaker="Sample agency", kind="presentation"
    ),
    AgendaEntry(title="Break", minutes=15, kind="break"),
    AgendaEntry(title="Sample item: gaps in the criteria", minutes=60),
)


def make_sittings() -> None:
    """Create both meetings in the Sample network; if they were called before, they are left as they are."""
    people, network = accounts(), Network.objects.get(slug="sample")
    keeper = people[address("secretariat")]
    if Meeting.objects.filter(called_by=keeper, client_key=same_id("sitting", "held")).exists():
        return
    meeting = _call(network, keeper, "held", "Sample theme: help that victims accept", AHEAD)
    _hold(meeting, keeper)
    coming = _call(network, keeper, "coming", "Sample theme: hotlines and what they show", AHEAD)
    for entry in AGENDA:
        add_agenda_item(meeting=coming, user=keeper, entry=entry)
    open_things = suggestions_for(meeting=coming)
    add_suggestions(meeting=coming, user=keeper, chosen=[one.key for one in open_things])
    member = Seat.objects.current().get(network=network, user=people[address("member", "xa")])
    state_attendance(meeting=coming, user=member.user, seat=member, mode=AttendanceMode.REMOTE)


def _call(network: Network, user: User, name: str, title: str, ahead: timedelta) -> Meeting:
    today = datetime.now(ZoneInfo(ZONE)).date()
    starts = datetime.combine(today + ahead, time(10))
    plan = MeetingPlan(
        title=title, starts=starts, ends=starts + timedelta(hours=4), time_zone=ZONE, place="Sample town", country="XA",
        text="This is a sample meeting. It will not take place.", link="https://meet.example/sample", new_series=SERIES,
        host=Delegation.objects.get(code="XA"), guests=(InvitedGuest(name="Sample agency", role="expert"),),
    )  # fmt: skip
    return call_meeting(network=network, user=user, plan=plan, client_key=same_id("sitting", name))


def _hold(meeting: Meeting, user: User) -> None:
    """The meeting as if it had been held, and its minutes approved, some weeks ago."""
    starts, ends = meeting.starts_at, meeting.ends_at
    if starts is None or ends is None:
        return
    back = DONE + AHEAD
    moved = {"starts_at": starts - back, "ends_at": ends - back, "date": meeting.date - back}
    Meeting.objects.filter(pk=meeting.pk).update(**moved)
    meeting.refresh_from_db()
    for entry in AGENDA[:2]:
        item = add_agenda_item(meeting=meeting, user=user, entry=entry)
        record_outcome(item=item, user=user, outcome="Sample outcome: the network took note.")
    seats = Seat.objects.current().filter(network=meeting.network, capacity__in=["member", "substitute"])
    modes = {seat.pk: AttendanceMode.PRESENT for seat in seats if seat.capacity == "member"}
    record_attendance(meeting=meeting, user=user, modes=modes, guests={"Sample agency": True})
    create_action_item(
        meeting=meeting, user=user, text="Sample action: send the hotline figures", due_on=meeting.date + back,
        delegation=Delegation.objects.get(code="XB"), client_key=same_id("sitting", "action"),
    )  # fmt: skip
    mark_held(meeting=meeting, user=user)
    now = timezone.now()
    minutes = draft_minutes(meeting=meeting, user=user)
    open_for_corrections(minutes=minutes, user=user, until=now + timedelta(days=1))
    window = {"sent_at": now - DONE + timedelta(days=2), "corrections_until": now - DONE + timedelta(days=16)}
    Minutes.objects.filter(pk=minutes.pk).update(drafted_at=window["sent_at"], **window)
    record_approvals(now=now)
