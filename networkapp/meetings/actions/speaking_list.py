"""The speaking list of a meeting: who asks for the floor, who has it, and who is next."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.errors import NotAllowed, Refused
from networkapp.meetings.actions.meetings import lock_meeting
from networkapp.meetings.models import AgendaItem, Meeting, MeetingState, Turn
from networkapp.meetings.rules.speaking_order import SpeakerRequest, order_requests
from networkapp.models import Seat
from networkapp.networks.queries.seats import require_permitted_seat
from networkapp.permissions import Action
from networkapp.users import User

FLOOR_ASKED, FLOOR_WITHDRAWN = "floor.asked", "floor.withdrawn"
FLOOR_GIVEN, FLOOR_ENDED, FLOOR_MOVED = "floor.given", "floor.ended", "floor.moved"
KINDS = (FLOOR_ASKED, FLOOR_WITHDRAWN, FLOOR_GIVEN, FLOOR_ENDED, FLOOR_MOVED)


@dataclass(frozen=True, kw_only=True)
class SpeakingList:
    """The list for the item that is talked about, the same for every reader; the turn's time is over at `until`."""

    meeting: Meeting
    item: AgendaItem | None
    speaking: Turn | None
    until: datetime | None
    waiting: tuple[Turn, ...]
    spoken: tuple[Turn, ...]


def speaking_list_of(*, meeting: Meeting) -> SpeakingList:
    """Return the speaker, the people who wait to speak in their order, and who has spoken on the item; two queries at
    most. Nobody waits whose seat is not current."""
    item = meeting.at_item
    can_speak = Exists(Seat.objects.current().filter(pk=OuterRef("seat")))
    turns = meeting.turns.filter(Q(given_at__isnull=False) | can_speak, withdrawn_at=None)
    turns = turns.select_related("seat__user", "seat__delegation", "item")
    found = list(turns.order_by("asked_at", "pk")) if item else []
    speaking = next((turn for turn in found if turn.given_at and not turn.ended_at), None)
    here = [turn for turn in found if item and turn.item_id == item.pk]
    waiting = {turn.pk: turn for turn in here if turn.given_at is None}
    # The current speaker has had a turn: they come after people who have not.
    had = [turn for turn in here if turn.given_at is not None]
    requests = [
        SpeakerRequest(key=turn.pk, body=speaking_body(seat=turn.seat), asked_at=turn.asked_at)
        for turn in waiting.values()
    ]
    return SpeakingList(
        meeting=meeting,
        item=item,
        speaking=speaking,
        until=_turn_end(meeting, speaking),
        waiting=tuple(
            waiting[one.key]
            for one in order_requests(waiting=requests, spoken=[speaking_body(seat=turn.seat) for turn in had])
        ),
        spoken=tuple(turn for turn in had if turn.ended_at),
    )


def speaking_body(*, seat: Seat) -> Hashable:
    """Return for whom a seat speaks in a round: its delegation, its organisation, or its holder alone."""
    if seat.delegation_id:
        return ("delegation", seat.delegation_id)
    return ("organisation", seat.organisation) if seat.organisation else ("seat", seat.pk)


@transaction.atomic
def request_to_speak(*, meeting: Meeting, user: User) -> Turn:
    """Add `user` to the speaking list of the current agenda item, from their strongest seat. Asked twice is once.

    Refused: `no_item` (there is no current item), `not_now` (held or cancelled); NotAllowed without a seat that may
    speak.
    """
    seat = require_permitted_seat(network=meeting.network, user=user, action=Action.ASK_FOR_FLOOR)
    locked = _lock_meeting_under_way(meeting, user, Action.ASK_FOR_FLOOR)
    if locked.at_item is None:
        raise Refused("no_item", _("No agenda item is being discussed at the moment."))
    known = Turn.objects.filter(item=locked.at_item, seat=seat, withdrawn_at=None, ended_at=None).first()
    if known is not None:
        return known
    turn = Turn.objects.create(
        meeting=locked,
        item=locked.at_item,
        seat=seat,
        delegation=seat.delegation,
        asked_by=user,
        asked_at=timezone.now(),
    )
    _record(locked, FLOOR_ASKED, turn, user)
    return turn


@transaction.atomic
def withdraw_request(*, turn: Turn, user: User) -> None:
    """Withdraw the request to speak. Refused: `spoken` (it was given meanwhile); NotAllowed for anyone but the person
    who asked, and people who conduct the meeting."""
    conducts = turn.meeting.network.allows(user, Action.CONDUCT_MEETINGS)
    locked, turn = _lock_turn(turn, user, Action.CONDUCT_MEETINGS if conducts else Action.ASK_FOR_FLOOR)
    if turn.seat.user_id != user.pk and not conducts:
        raise NotAllowed(Action.ASK_FOR_FLOOR)
    if turn.withdrawn_at is not None:
        return
    if turn.given_at is not None:
        raise Refused("spoken", _("This speaker has already been called."))
    turn.withdrawn_at = timezone.now()
    turn.save(update_fields=["withdrawn_at"])
    _record(locked, FLOOR_WITHDRAWN, turn, user)


@transaction.atomic
def call_speaker(*, turn: Turn, user: User) -> None:
    """Call the person who asked for this turn; one at a time, and calling the same person twice counts once.

    Refused: `floor_taken` (somebody has it), `withdrawn` (also if the seat is not current any more), `spoken` (the turn
    is over), `not_now`; NotAllowed without a seat that conducts meetings.
    """
    locked, turn = _lock_turn(turn, user, Action.CONDUCT_MEETINGS)
    if turn.withdrawn_at is not None:
        raise _withdrawn()
    if turn.ended_at is not None:
        raise Refused("spoken", _("This speaker has finished."))
    if turn.given_at is not None:
        return
    if not turn.seat.is_current:
        raise _withdrawn()
    taken = Turn.objects.speaking().filter(meeting=locked).select_related("seat__user").first()
    if taken is not None:
        words = _("%(person)s is speaking. End that turn first.") % {"person": taken.seat.user}
        raise Refused("floor_taken", words)
    turn.given_at, turn.given_by = timezone.now(), user
    try:
        with transaction.atomic():
            turn.save(update_fields=["given_at", "given_by"])
    except IntegrityError as taken_meanwhile:
        raise Refused("floor_taken", _("Another person is speaking. End that turn first.")) from taken_meanwhile
    _record(locked, FLOOR_GIVEN, turn, user)


@transaction.atomic
def end_turn(*, turn: Turn, user: User) -> None:
    """End the turn of the current speaker. Ending it twice is ending it once.

    Refused: `not_given`. NotAllowed except for the speaker and people who conduct the meeting.
    """
    conducts = turn.meeting.network.allows(user, Action.CONDUCT_MEETINGS)
    locked, turn = _lock_turn(turn, user, Action.CONDUCT_MEETINGS if conducts else Action.ASK_FOR_FLOOR)
    if turn.seat.user_id != user.pk and not conducts:
        raise NotAllowed(Action.CONDUCT_MEETINGS)
    if turn.given_at is None:
        raise Refused("not_given", _("This speaker has not been called yet."))
    if turn.ended_at is not None:
        return
    turn.ended_at = max(timezone.now(), turn.given_at)
    turn.save(update_fields=["ended_at"])
    _record(locked, FLOOR_ENDED, turn, user)


@transaction.atomic
def set_current_item(*, meeting: Meeting, user: User, item: AgendaItem | None) -> None:
    """Make this the current agenda item, or none; the current speaker has spoken, and the list of the previous item
    waits until that is current again.

    Refused: `elsewhere` (an item of another meeting), `not_now`; NotAllowed without a seat that conducts meetings.
    """
    locked = _lock_meeting_under_way(meeting, user, Action.CONDUCT_MEETINGS)
    if item is not None and item.meeting_id != locked.pk:
        raise Refused("elsewhere", _("This item belongs to the agenda of another meeting."), field="item")
    Turn.objects.speaking().filter(meeting=locked).update(ended_at=timezone.now())
    locked.at_item = item
    locked.save(update_fields=["at_item"])
    payload = {"meeting": locked.pk, "item": item.pk if item else None}
    events.record(locked.network, FLOOR_MOVED, payload, actor=user)


def _withdrawn() -> Refused:
    return Refused("withdrawn", _("This request to speak has been withdrawn."))


def _turn_end(meeting: Meeting, speaking: Turn | None) -> datetime | None:
    if speaking is None or speaking.given_at is None or not meeting.turn_minutes:
        return None
    return speaking.given_at + timedelta(minutes=meeting.turn_minutes)


def _lock_meeting_under_way(meeting: Meeting, user: User, action: Action) -> Meeting:
    locked = lock_meeting(meeting=meeting, user=user, action=action)
    if locked.state != MeetingState.ANNOUNCED:
        raise Refused("not_now", _("The meeting has already been held or cancelled."))
    return locked


def _lock_turn(turn: Turn, user: User, action: Action) -> tuple[Meeting, Turn]:
    meeting = _lock_meeting_under_way(turn.meeting, user, action)
    rows = Turn.objects.select_for_update(of=("self",)).select_related("seat", "meeting__network")
    locked: Turn = rows.get(pk=turn.pk)
    return meeting, locked


def _record(meeting: Meeting, kind: str, turn: Turn, user: User) -> None:
    payload = {"meeting": meeting.pk, "item": turn.item_id, "turn": turn.pk, "seat": turn.seat_id}
    events.record(meeting.network, kind, payload, actor=user)
