"""Positions: who records one for a delegation, what is stored, and who sees what of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from networkapp.decisions.models import PositionAct, Procedure
from networkapp.decisions.procedures.actions import extend_procedure
from networkapp.decisions.procedures.desk import draft_desk_items, position_desk_items
from networkapp.decisions.procedures.notices import render_notices, send_reminders
from networkapp.decisions.procedures.outcomes import outcome_of
from networkapp.decisions.procedures.position_drafts import (
    POSITIONS,
    position_drafts_for,
    prepare_position,
    release_position,
)
from networkapp.decisions.procedures.positions import withdraw_objection
from networkapp.decisions.procedures.results import record_results
from networkapp.errors import NotAllowed, Refused
from networkapp.four_eyes import withdraw
from networkapp.meetings.models import Attendance
from networkapp.models import Event, Network, Notification, Seat
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.procedures import chair_of, make_procedure, make_proposal, states, voice
from tests.worlds import world

MONDAY = datetime(2026, 6, 8, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
SetClock = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    def to(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    to(MONDAY)
    return to


@world
def network(db: None) -> Network:
    return NetworkFactory(slug="here")


@pytest.fixture
def chair(network: Network, set_clock: SetClock) -> Seat:
    return chair_of(network)


@pytest.fixture
def member(chair: Seat) -> Seat:
    return voice(chair.network, "XB")


def refusal_code(act: Callable[..., Any], *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **named)
    return refused.value.code


def position_of(procedure: Procedure, seat: Seat) -> str:
    return outcome_of(Procedure.objects.get(pk=procedure.pk)).statuses[seat.delegation_id].value


def end(seat: Seat, at: datetime = MONDAY) -> None:
    Seat.objects.filter(pk=seat.pk).update(ends_at=at)


def notifications_for(seat: Seat, kind: str) -> list[str]:
    notices = list(Notification.objects.filter(user=seat.user, kind=kind))
    return [str(item.title) for item in render_notices(user=seat.user, notifications=notices).values()]


def test_position_is_the_last_one_recorded_by_member_or_substitute(chair: Seat, member: Seat) -> None:
    substitute, procedure = voice(member.network, "XB", capacity="substitute"), make_procedure(chair, "written")
    states(procedure, substitute, "object")
    states(procedure, member, "agree")
    assert position_of(procedure, member) == "agree"
    states(procedure, substitute, "abstain")
    assert position_of(procedure, member) == "abstain"
    assert list(PositionAct.objects.values_list("capacity", flat=True)) == ["substitute", "member", "substitute"]


@pytest.mark.parametrize("capacity", ["adviser", "secretariat", "expert", "observer", "government"])
def test_roles_without_voting_rights_cannot_record_a_position(chair: Seat, member: Seat, capacity: str) -> None:
    seat, procedure = voice(member.network, "XB", capacity=capacity), make_procedure(chair)
    with pytest.raises(NotAllowed):
        states(procedure, seat, "agree")


def test_later_delegation_is_not_on_the_roll_and_a_departed_one_keeps_its_position(
    chair: Seat, member: Seat, set_clock: SetClock
) -> None:
    procedure = make_procedure(chair, "written", quorum=1)
    joining = voice(chair.network, "XC")
    with pytest.raises(NotAllowed):
        states(procedure, joining, "object")
    states(procedure, member, "abstain")
    set_clock(MONDAY + HOUR)
    end(member, MONDAY + HOUR)
    chair.network.delegations.remove(member.delegation)
    with pytest.raises(NotAllowed):
        states(procedure, member, "object")
    assert position_of(procedure, member) == "abstain"
    assert procedure.roll.count() == 2


def test_successor_can_vote_for_the_delegation_and_a_vacant_seat_counts_as_absent(
    chair: Seat, member: Seat, set_clock: SetClock
) -> None:
    procedure = make_procedure(chair, "written", quorum=1)
    set_clock(MONDAY + HOUR)
    end(member, MONDAY + HOUR)
    assert position_of(procedure, member) == "absent"
    successor = voice(chair.network, "XB", starts_at=MONDAY + HOUR)
    assert position_of(procedure, member) == "silent"
    states(procedure, successor, "agree")
    end(successor, MONDAY + 2 * HOUR)
    set_clock(procedure.expires_at)
    assert position_of(procedure, member) == "agree"


def test_delegation_whose_member_is_deactivated_counts_as_absent(chair: Seat, member: Seat) -> None:
    procedure = make_procedure(chair)
    member.user.is_active = False
    member.user.save()
    assert position_of(procedure, member) == "absent"


def test_delegation_absent_from_the_meeting_without_position_counts_as_absent(chair: Seat, member: Seat) -> None:
    other, procedure = voice(chair.network, "XC"), make_procedure(chair, "meeting", quorum=1)
    for seat, mode in ((chair, "present"), (member, "excused"), (other, "absent")):
        facts = {"meeting": procedure.meeting, "delegation": seat.delegation, "seat": seat, "capacity": "member"}
        Attendance.objects.create(mode=mode, **facts)
    states(procedure, other, "agree")
    assert [position_of(procedure, seat) for seat in (chair, member, other)] == ["silent", "absent", "agree"]


def test_same_client_key_records_a_position_once_even_after_the_deadline(
    chair: Seat, member: Seat, set_clock: SetClock
) -> None:
    procedure, key = make_procedure(chair, "written"), uuid4()
    first = states(procedure, member, "agree", client_key=key)
    set_clock(procedure.expires_at)
    assert states(procedure, member, "agree", client_key=key) == first
    assert refusal_code(states, procedure, member, "agree") == "closed"
    assert PositionAct.objects.count() == 1
    set_clock(MONDAY)
    other = make_procedure(chair, "written", proposal=make_proposal(chair.network, by=chair.user))
    assert refusal_code(states, other, member, "agree", client_key=key) == "key_used"


def test_invalid_positions_are_refused(chair: Seat, member: Seat) -> None:
    procedure = make_procedure(chair)
    for stance, words, refusal in (
        ("withdraw", "", "no_such_position"),
        ("amend", "", "no_such_position"),
        ("explain", " \u200b", "words_needed"),
        ("object", " ", "words_needed"),
        ("agree", "a" * 10_001, "too_long"),
    ):
        assert refusal_code(states, procedure, member, stance, words) == refusal
    assert states(procedure, member, "agree", "Read with paragraph 2.").stance == "explain"


def test_withdrawn_objection_counts_as_an_abstention_towards_the_quorum(chair: Seat, member: Seat) -> None:
    procedure = make_procedure(chair, "written", quorum=1)
    fields = {"procedure": procedure, "user": member.user}
    assert refusal_code(withdraw_objection, client_key=uuid4(), **fields) == "no_objection"
    states(procedure, member, "object")
    key = uuid4()
    assert withdraw_objection(client_key=key, **fields) == withdraw_objection(client_key=key, **fields)
    assert position_of(procedure, member) == "abstain"
    assert record_results(procedure.expires_at) == 1
    assert Procedure.objects.get().result == "adopted"


def test_broken_silence_is_recorded_immediately_and_other_delegations_are_notified(chair: Seat, member: Seat) -> None:
    adviser, other = voice(member.network, "XB", capacity="adviser"), voice(chair.network, "XC")
    expert = voice(chair.network, "XC", capacity="expert")
    official = voice(chair.network, "XC", capacity="government", offices=["chair"])
    procedure = make_procedure(chair)
    assert notifications_for(other, "procedure.opened") == ["Opened: silence procedure, Help"]
    states(procedure, member, "object", "Quetzal")
    procedure.refresh_from_db()
    assert (procedure.result, procedure.proposal.state) == ("broken", "not_adopted")
    words = ["Silence broken by XB: Help"]
    told_of_it = [notifications_for(seat, "procedure.ended") for seat in (chair, adviser, other, member, expert)]
    assert told_of_it == [words, words, words, [], []]
    assert not Notification.objects.filter(user=official.user).exists()
    assert notifications_for(other, "procedure.opened") == []
    assert refusal_code(states, procedure, chair, "agree") == "closed"
    assert "Quetzal" not in str(list(Event.objects.values_list("payload", flat=True)))


def test_delegations_without_position_are_reminded_a_day_before_each_deadline(
    chair: Seat, member: Seat, set_clock: SetClock
) -> None:
    procedure = make_procedure(chair, "written", expires_at=MONDAY + 72 * HOUR)
    make_procedure(chair, "silence", expires_at=MONDAY + 72 * HOUR)
    states(procedure, chair, "agree")
    assert [send_reminders(now=MONDAY + hours * HOUR) for hours in (47, 48, 49, 72)] == [0, 1, 0, 0]
    assert notifications_for(member, "procedure.reminder") == ["Respond for your delegation: Help"]
    assert notifications_for(chair, "procedure.reminder") == []
    extend_procedure(procedure=procedure, user=chair.user, expires_at=MONDAY + 96 * HOUR, reason="Holidays")
    states(procedure, member, "agree")
    assert not Notification.objects.filter(kind="procedure.reminder", seen_at=None).exists()
    assert send_reminders(now=MONDAY + 72 * HOUR) == 1


def test_procedure_is_on_desks_of_voting_seats_until_a_position_or_the_deadline(
    chair: Seat, member: Seat, set_clock: SetClock
) -> None:
    adviser = voice(member.network, "XB", capacity="adviser")
    later = make_procedure(chair, "written", expires_at=MONDAY + 9 * HOUR)
    make_procedure(chair, "silence", expires_at=MONDAY + 3 * HOUR)
    assert [item.deadline for item in position_desk_items(user=member.user)] == [MONDAY + 3 * HOUR, MONDAY + 9 * HOUR]
    assert list(position_desk_items(user=adviser.user)) == []
    states(later, member, "agree")
    assert [item.deadline for item in position_desk_items(user=member.user)] == [MONDAY + 3 * HOUR]
    set_clock(MONDAY + 3 * HOUR)
    assert list(position_desk_items(user=member.user)) == []


def test_member_alone_is_notified_of_a_position_recorded_by_the_substitute(chair: Seat, member: Seat) -> None:
    kind, substitute = "procedure.stated_by_substitute", voice(member.network, "XB", capacity="substitute")
    adviser, gone = voice(member.network, "XB", capacity="adviser"), voice(member.network, "XB")
    end(gone)
    procedure = make_procedure(chair, "written", hidden_until_closed=True)
    states(procedure, member, "agree")
    assert not Notification.objects.filter(kind=kind).exists()
    states(procedure, substitute, "object", "Not before spring.")
    text = f"{substitute.user}, your substitute, recorded the position of XB: Help"
    assert notifications_for(member, kind) == [text]
    assert [notifications_for(seat, kind) for seat in (chair, substitute, adviser, gone)] == [[], [], [], []]
    [item] = render_notices(user=member.user, notifications=Notification.objects.filter(kind=kind)).values()
    assert (item.email_title, item.url) == ("Your substitute recorded a position", procedure.get_absolute_url())
    withdraw_objection(procedure=procedure, user=substitute.user, client_key=uuid4())
    assert notifications_for(member, kind) == [text, text]
    end(member)
    assert notifications_for(member, kind) == []


def test_member_is_notified_of_the_substitute_who_broke_the_silence(chair: Seat, member: Seat) -> None:
    substitute = voice(member.network, "XB", capacity="substitute")
    states(make_procedure(chair), substitute, "object", "Not before spring.")
    assert notifications_for(member, "procedure.stated_by_substitute") == [
        f"{substitute.user}, your substitute, recorded the position of XB: Help"
    ]


def test_draft_becomes_a_position_once_approved_with_its_drafter_recorded(
    chair: Seat, member: Seat, set_clock: SetClock
) -> None:
    adviser, procedure = voice(member.network, "XB", capacity="adviser"), make_procedure(chair)
    fields = {"procedure": procedure, "user": adviser.user, "partner": member.pk, "client_key": uuid4()}
    draft = prepare_position(**fields, stance="object", words="Too early.")
    assert prepare_position(**fields, stance="object", words="Too early.") == draft
    assert position_of(procedure, member) == "not_opposed"
    assert [[item.deadline for item in draft_desk_items(user=who.user)] for who in (member, adviser, chair)] == [
        [procedure.expires_at], [], [],
    ]  # fmt: skip
    events = Event.objects.filter(kind="procedure.prepared")
    assert set(events.values_list("audience_person", flat=True)) == {adviser.user_id, member.user_id}
    with pytest.raises(NotAllowed):
        release_position(draft=draft, user=adviser.user)
    act = release_position(draft=draft, user=member.user)
    assert release_position(draft=draft, user=member.user) == act
    assert (act.seat, act.drafted_by, act.words) == (member, adviser, "Too early.")
    assert refusal_code(withdraw, kind=POSITIONS, draft=draft, user=adviser.user) == "settled"


def test_draft_is_hidden_from_a_member_or_adviser_whose_seat_ended(chair: Seat, member: Seat) -> None:
    adviser, procedure = voice(member.network, "XB", capacity="adviser"), make_procedure(chair)
    fields = {"procedure": procedure, "user": adviser.user, "partner": member.pk, "client_key": uuid4()}
    draft = prepare_position(**fields, stance="object", words="Too early.")
    for seat in (member, adviser):
        SeatFactory(network=seat.network, user=seat.user, capacity="observer")
        assert list(position_drafts_for(seat.user)) == [draft]
        end(seat)
        assert list(position_drafts_for(seat.user)) == []


def test_draft_not_approved_before_the_deadline_does_not_count(chair: Seat, member: Seat, set_clock: SetClock) -> None:
    procedure = make_procedure(chair)
    fields = {"procedure": procedure, "user": member.user, "partner": member.pk, "client_key": uuid4()}
    draft = prepare_position(**fields, stance="object", words="Too early.")
    set_clock(procedure.expires_at)
    assert refusal_code(release_position, draft=draft, user=member.user) == "closed"
    assert record_results(procedure.expires_at) == 1
    assert Procedure.objects.get().result == "adopted"
