"""Calendars and their subscriptions, meetings, agendas, minutes, attendance, date polls, and meeting documents."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from networkapp.decisions.date_polls.actions import answer_dates
from networkapp.decisions.procedures.actions import ProcedureTerms, open_procedure
from networkapp.meetings.actions.action_items import create_action_item, report_action_item
from networkapp.meetings.actions.agenda_papers import add_agenda_paper
from networkapp.meetings.actions.attendance import attendance_of, state_attendance
from networkapp.meetings.actions.minutes import draft_minutes, open_for_corrections, propose_correction
from networkapp.meetings.calendars.feeds import create_feed, read_feed
from networkapp.meetings.models import ActionItem, ActionState, AgendaItem, AttendanceMode
from networkapp.meetings.packs.packs import pack_contents
from networkapp.meetings.queries.briefing import briefing_for, find_meeting_to_read
from networkapp.models import Seat
from tests.factories.agendas import make_item, put_on
from tests.factories.attachments import upload
from tests.factories.discussion import start_topic
from tests.factories.meetings import call, make_meeting, put_item, was
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, make_seat
from tests.factories.procedures import make_procedure
from tests.query_counts.table import ROWS, Call, Case, Page, search_hits

TODAY = timezone.localdate()


def _chair() -> Seat:
    network = NetworkFactory(slug="here", visibility="public")
    seat: Seat = SeatFactory(offices=["chair"], network=network)
    network.delegations.add(seat.delegation)
    return seat


def calendars() -> Case:
    network = NetworkFactory(slug="open", visibility="public")
    for number in ROWS:
        make_meeting(network, number=number, slug=f"m-{number}", date=TODAY + timedelta(days=number))
        make_meeting(network, number=9 + number, slug=f"march-{number}", date=datetime(2026, 3, number).date())
        yield [Page(2, "/calendar/"), Page(2, "/calendar/2026/3/")]


def calendar_feeds() -> Case:
    chair = _chair()
    feed = create_feed(user=chair.user)
    for number in ROWS:
        make_meeting(chair.network, number=number, slug=f"m-{number}", date=TODAY + timedelta(days=5))
        make_procedure(chair)
        yield [Call(34, _events, feed)]


def _events(feed: str) -> list[bytes]:
    read = read_feed(secret=feed)
    return read.content.split(b"BEGIN:VEVENT") if read else []


def action_items() -> Case:
    chair = _chair()
    meeting, member = was(call(chair)), make_seat(chair.network, "XB")
    item = put_item(meeting, chair)
    for number in ROWS:
        action = _action(chair, meeting=meeting, owner=member, item=item, text=f"Write {number}")
        fields = {"state": ActionState.DONE, "words": "Written", "client_key": uuid4()}
        report_action_item(action=action, user=member.user, **fields)
        yield [Page(11, f"/meetings/{meeting.slug}/actions/", member.user)]


def _action(chair: Seat, **kwargs: Any) -> ActionItem:
    return create_action_item(user=chair.user, client_key=uuid4(), **kwargs)


def an_agenda() -> Case:
    chair = _chair()
    meeting, member = call(chair), make_seat(chair.network, "XA")
    for number in ROWS:
        action = _action(chair, meeting=was(call(chair), days=20), text="Do", owner=chair)
        item = put_item(meeting, chair, f"Item {number}")
        about = {"about_id": action.pk, "about_type": ContentType.objects.get_for_model(ActionItem)}
        AgendaItem.objects.filter(pk=item.pk).update(**about)
        add_agenda_paper(item=item, user=chair.user, file=upload(), client_key=uuid4())
        yield [Page(13, meeting.get_absolute_url(), member.user)]


def attendance() -> Case:
    chair = _chair()
    meeting = call(chair)
    for code in ("XB", "XC", "XD"):
        seat, substitute = make_seat(chair.network, code), make_seat(chair.network, code, capacity="substitute")
        fields = {"mode": AttendanceMode.EXCUSED, "substitute": substitute}
        state_attendance(meeting=meeting, user=seat.user, seat=seat, **fields)
        yield [Call(2, _substitutes, meeting)]


def _substitutes(meeting: Any) -> list[str]:
    bodies = attendance_of(meeting=meeting)
    return [str(row.attendance.substitute.user) for body in bodies for row in body.rows if row.attendance]


def a_brief() -> Case:
    chair = _chair()
    other = make_seat(chair.network, "XB")
    meeting = make_meeting(chair.network, date=TODAY + timedelta(days=3))
    for number in ROWS:
        make_item(meeting, f"Item {number}")
        start_topic(other, f"Topic {number}")
        yield [Call(54, _lines_of_brief, find_meeting_to_read(slug=meeting.slug, user=chair.user), chair.user)]


def _lines_of_brief(meeting: Any, reader: Any) -> list[Any]:
    return [line for part in briefing_for(meeting=meeting, user=reader).parts for line in part.lines]


def a_date_poll() -> Case:
    chair = _chair()
    first = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=30)
    closes = (timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    terms = ProcedureTerms(kind="date_poll", title="When?", expires_at=closes, dates=[first, first + timedelta(days=1)])
    members = [make_seat(chair.network, code).user for code in ("XB", "XC", "XD")]
    poll = open_procedure(network=chair.network, user=chair.user, client_key=uuid4(), terms=terms)
    options = list(poll.options.values_list("pk", flat=True))
    for member in members:
        answer_dates(procedure=poll, user=member, choices=dict(zip(options, ("yes", "no"), strict=True)))
        yield [Page(12, poll.get_absolute_url(), chair.user, grows=False)]


def minutes_and_corrections() -> Case:
    chair = _chair()
    meeting, member = was(call(chair)), make_seat(chair.network, "XB")
    until = timezone.now() + timedelta(days=3)
    minutes = open_for_corrections(
        minutes=draft_minutes(meeting=meeting, user=chair.user), user=chair.user, until=until
    )
    for number in ROWS:
        propose_correction(minutes=minutes, user=member.user, words=f"Number {number}", client_key=uuid4())
        yield [Page(10, f"/meetings/{meeting.slug}/minutes/", member.user)]


def minutes_found() -> Case:
    chair = _chair()
    for number in ROWS:
        meeting = was(call(chair), days=number)
        put_item(meeting, chair, "A lighthouse of ours", internal=True)
        draft_minutes(meeting=meeting, user=chair.user)
        yield [Call(2, search_hits, user=chair.user, query="lighthouse", kind="minutes")]


def contents_of_a_pack() -> Case:
    chair = _chair()
    meeting = make_meeting(chair.network, date=TODAY + timedelta(days=3))
    for number in ROWS:
        delegation = DelegationFactory(code=f"X{number}")
        chair.network.delegations.add(delegation)
        put_on(make_item(meeting, about=delegation), f"{number}.txt", b"words")
        yield [Call(35, pack_contents, meeting=meeting, user=chair.user, grows=False)]
