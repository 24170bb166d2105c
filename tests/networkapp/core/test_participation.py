"""Participation of delegations: who records it, what it changes, and what it leaves as it was."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone
from django.utils.timezone import localdate

from networkapp.editing.group_rights import group_name
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Capacity, Event, Network, Notification, ParticipationKind, ParticipationRecord, Seat
from networkapp.networks.actions.invitations import InvitedSeat, accept, invite
from networkapp.networks.actions.seats import end_seat, grant_seat
from networkapp.networks.queries.participation import participation_in
from networkapp.participation.actions import (
    correct_participation,
    record_effects,
    record_participation,
    retract_participation,
)
from networkapp.participation.notices import render_notices
from networkapp.permissions import Action, Role
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory, editor_of, make_seat
from tests.worlds import world

SUSPENDED, WITHDRAWN, RETURNED = (
    ParticipationKind.SUSPENDED,
    ParticipationKind.WITHDRAWN,
    ParticipationKind.RETURNED,
)
TODAY = date(2026, 5, 20)


@world
def joint(db: None) -> Network:
    network = NetworkFactory(slug="joint", time_zone="Europe/Riga")
    for code in ("XA", "XB"):
        network.delegations.add(DelegationFactory(code=code))
    return network


@world
def secretariat(joint: Network) -> Any:
    return SeatFactory(network=joint, capacity="secretariat", delegation=None).user


def record(network: Network, user: Any, *, kind: Any = SUSPENDED, code: str = "XA", **kwargs: Any) -> Any:
    words = {"source": "Statutes, article 5", "from_day": localdate(timezone=network.zone)} | kwargs
    return record_participation(network=network, delegation=DelegationFactory(code=code), user=user, kind=kind, **words)


def refused(**kwargs: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as refusal:
        record(**kwargs)
    return refusal.value.code, refusal.value.field


def test_seats_of_a_suspended_delegation_carry_no_rights(joint: Network, secretariat: Any) -> None:
    member, other = make_seat(joint, "XA"), make_seat(joint, "XB")
    record(joint, secretariat)
    assert [joint.allows(member.user, action) for action in (Action.SEE, Action.READ)] == [False, False]
    assert (joint.allows(other.user, Action.POST), member.is_current, member.is_in_term) == (True, False, True)


def test_other_seats_of_the_same_person_are_kept(joint: Network, secretariat: Any) -> None:
    member = make_seat(joint, "XA")
    second = make_seat(joint, "XB", "adviser", user=member.user)
    national = make_seat(NetworkFactory(slug="national"), "XA", user=member.user)
    record(joint, secretariat)
    assert set(Seat.objects.current().filter(user=member.user)) == {second, national}


def test_suspension_begins_at_midnight_in_the_time_zone_of_the_network(joint: Network, secretariat: Any) -> None:
    member = make_seat(joint, "XA", starts_at=datetime(2026, 1, 1, tzinfo=UTC))
    record(joint, secretariat, from_day=date(2026, 5, 20))
    begins = datetime(2026, 5, 19, 21, tzinfo=UTC)
    moments = (begins - timedelta(microseconds=1), begins)
    assert [Seat.objects.current(at).filter(pk=member.pk).exists() for at in moments] == [True, False]


def test_suspension_in_the_future_waits_for_its_day_without_the_clock(joint: Network, secretariat: Any) -> None:
    member = make_seat(joint, "XA")
    made = record(joint, secretariat, from_day=localdate() + timedelta(days=2))
    before = joint.allows(member.user, Action.READ)
    ParticipationRecord.objects.filter(pk=made.pk).update(takes_effect_at=timezone.now())
    assert (before, joint.allows(member.user, Action.READ)) == (True, False)


def test_return_gives_the_same_seats_their_rights_again(joint: Network, secretariat: Any) -> None:
    member, day = make_seat(joint, "XA"), localdate(timezone=joint.zone)
    record(joint, secretariat, from_day=day - timedelta(days=9))
    record(joint, secretariat, kind=RETURNED, from_day=day)
    assert joint.allows(member.user, Action.POST)


def test_a_suspended_delegation_can_withdraw(joint: Network, secretariat: Any) -> None:
    member, day = make_seat(joint, "XA"), localdate(timezone=joint.zone)
    record(joint, secretariat, from_day=day - timedelta(days=9))
    made = record(joint, secretariat, kind=WITHDRAWN, from_day=day)
    assert (joint.allows(member.user, Action.READ), joint.absence_of(member.delegation)) == (False, made)


def test_only_the_secretariat_of_the_network_records_participation(joint: Network, secretariat: Any) -> None:
    chair = make_seat(joint, "XB", offices=["chair"])
    elsewhere = SeatFactory(network=NetworkFactory(slug="other"), capacity="secretariat", delegation=None)
    for user in (chair.user, elsewhere.user):
        with pytest.raises(NotAllowed):
            record(joint, user)
    assert not ParticipationRecord.objects.exists()


@pytest.mark.parametrize(
    ("earlier", "kind"), [(SUSPENDED, SUSPENDED), (WITHDRAWN, WITHDRAWN), (WITHDRAWN, SUSPENDED), (None, RETURNED)]
)
def test_a_kind_that_cannot_follow_is_refused(joint: Network, secretariat: Any, earlier: Any, kind: Any) -> None:
    if earlier:
        record(joint, secretariat, kind=earlier, from_day=localdate() - timedelta(days=9))
    assert refused(network=joint, user=secretariat, kind=kind) == ("already", "kind")


def test_a_day_that_is_not_after_the_last_record_is_refused(joint: Network, secretariat: Any) -> None:
    record(joint, secretariat, from_day=date(2026, 5, 20))
    fields = {"network": joint, "user": secretariat, "kind": RETURNED}
    assert refused(**fields, from_day=date(2026, 5, 20)) == ("before_last", "from_day")


def test_records_without_source_and_with_a_bad_address_are_refused(joint: Network, secretariat: Any) -> None:
    fields = {"network": joint, "user": secretariat}
    assert refused(**fields, source=" ") == ("source_needed", "source")
    assert refused(**fields, source_url="javascript:alert(1)") == ("no_address", "source_url")
    assert refused(**fields, source="x" * 301) == ("too_long", "source")


def test_delegation_of_another_network_is_refused(joint: Network, secretariat: Any) -> None:
    assert refused(network=joint, user=secretariat, code="XC") == ("elsewhere", "delegation")


def test_suspension_that_would_leave_no_secretariat_is_refused(joint: Network) -> None:
    own = make_seat(joint, "XA", "secretariat")
    assert refused(network=joint, user=own.user)[0] == "last_secretariat"
    assert not ParticipationRecord.objects.exists()


def test_two_future_suspensions_cannot_leave_no_secretariat(joint: Network) -> None:
    own, day = make_seat(joint, "XA", "secretariat"), localdate(timezone=joint.zone)
    make_seat(joint, "XB", "secretariat")
    record(joint, own.user, from_day=day + timedelta(days=5))
    fields = {"network": joint, "user": own.user, "code": "XB", "from_day": day + timedelta(days=3)}
    assert refused(**fields)[0] == "last_secretariat"


def test_return_cannot_be_corrected_to_a_day_without_secretariat(joint: Network) -> None:
    own, other, day = (
        make_seat(joint, "XA", "secretariat"),
        make_seat(joint, "XB", "secretariat"),
        localdate(timezone=joint.zone),
    )
    record(joint, other.user, from_day=day + timedelta(days=2))
    returned = record(joint, other.user, kind=RETURNED, from_day=day + timedelta(days=4))
    record(joint, own.user, code="XB", from_day=day + timedelta(days=5))
    with pytest.raises(Refused) as refusal:
        correct_participation(record=returned, user=own.user, from_day=day + timedelta(days=6), source="x")
    assert refusal.value.code == "last_secretariat"


def test_secretariat_seat_needed_during_a_recorded_suspension_cannot_be_ended(joint: Network) -> None:
    own, other = make_seat(joint, "XA", "secretariat"), make_seat(joint, "XB", "secretariat")
    record(joint, other.user, from_day=localdate() + timedelta(days=5))
    with pytest.raises(Refused) as refusal:
        end_seat(seat=other, user=own.user)
    assert refusal.value.code == "last_secretariat"


def test_seat_is_granted_from_the_day_of_the_return_and_not_before(joint: Network, secretariat: Any) -> None:
    day, user = localdate(timezone=joint.zone), UserFactory()
    record(joint, secretariat)
    returned = record(joint, secretariat, kind=RETURNED, from_day=day + timedelta(days=5))
    seat = {"user": user, "network": joint, "capacity": Capacity.MEMBER, "delegation": returned.delegation}
    with pytest.raises(Refused) as refusal:
        grant_seat(**seat, starts_at=returned.takes_effect_at - timedelta(seconds=1))
    granted = grant_seat(**seat, starts_at=returned.takes_effect_at)
    assert (refusal.value.code, granted.starts_at) == ("delegation_absent", returned.takes_effect_at)


def test_day_that_a_new_time_zone_moves_before_the_last_record_is_refused(joint: Network, secretariat: Any) -> None:
    Network.objects.filter(pk=joint.pk).update(time_zone="Pacific/Pago_Pago")
    record(joint, secretariat, from_day=date(2026, 5, 20))
    Network.objects.filter(pk=joint.pk).update(time_zone="Pacific/Kiritimati")
    fields = {"network": joint, "user": secretariat, "kind": RETURNED, "from_day": date(2026, 5, 21)}
    assert refused(**fields) == ("before_last", "from_day")


def test_correction_moves_the_day_and_keeps_the_earlier_version(joint: Network, secretariat: Any) -> None:
    member = make_seat(joint, "XA")
    made = record(joint, secretariat)
    later = localdate() + timedelta(days=9)
    corrected = correct_participation(record=made, user=secretariat, from_day=later, source="Statutes, article 6")
    [row] = [row for row in participation_in(network=joint) if row.history]
    assert joint.allows(member.user, Action.READ)
    assert (row.last, set(row.history), corrected.corrects) == (corrected, {corrected, made}, made)


def test_deleted_record_counts_as_never_made(joint: Network, secretariat: Any) -> None:
    member, day = make_seat(joint, "XA"), localdate(timezone=joint.zone)
    record(joint, secretariat, from_day=day - timedelta(days=9))
    returned = record(joint, secretariat, kind=RETURNED, from_day=day)
    retract_participation(record=returned, user=secretariat, reason="Entered for the wrong delegation")
    assert not joint.allows(member.user, Action.READ)
    assert record(joint, secretariat, kind=RETURNED, from_day=day).until is None
    assert joint.allows(member.user, Action.READ)


def test_only_the_newest_record_can_be_corrected_or_deleted(joint: Network, secretariat: Any) -> None:
    first = record(joint, secretariat, from_day=date(2026, 5, 1))
    record(joint, secretariat, kind=RETURNED, from_day=date(2026, 5, 9))
    with pytest.raises(Refused) as correction:
        correct_participation(record=first, user=secretariat, from_day=date(2026, 5, 2), source="x")
    with pytest.raises(Refused) as deletion:
        retract_participation(record=first, user=secretariat, reason="x")
    assert (correction.value.code, deletion.value.code) == ("not_last", "not_last")


def test_invitation_of_a_suspended_delegation_is_neither_sent_nor_accepted(joint: Network, secretariat: Any) -> None:
    place = InvitedSeat(capacity=Capacity.MEMBER, delegation=DelegationFactory(code="XA"))
    guest = UserFactory(email="guest@example.org")
    EmailAddress.objects.create(user=guest, email=guest.email, verified=True, primary=True)
    open_one = invite(network=joint, email=guest.email, place=place, user=secretariat, base_url="http://x/")
    record(joint, secretariat)
    with pytest.raises(Refused) as sent:
        invite(network=joint, email="second@example.org", place=place, user=secretariat, base_url="http://x/")
    with pytest.raises(Refused) as accepted:
        accept(invitation=open_one, user=guest)
    assert (sent.value.code, accepted.value.code) == ("delegation_absent", "delegation_absent")


def test_groups_in_wagtail_end_with_the_suspension_and_come_back(joint: Network, secretariat: Any) -> None:
    editor, day = editor_of(joint), localdate(timezone=joint.zone)
    group = Group.objects.get(name=group_name(network=joint, role=Role.EDITOR))
    record(joint, secretariat, from_day=day - timedelta(days=1))
    suspended = group in editor.groups.all()
    record(joint, secretariat, kind=RETURNED, from_day=day)
    assert (suspended, group in editor.groups.all()) == (False, True)


def test_clock_writes_down_once_that_the_day_has_come(joint: Network, secretariat: Any) -> None:
    made = record(joint, secretariat, from_day=localdate() + timedelta(days=2))
    later = made.takes_effect_at + timedelta(minutes=1)
    assert [record_effects(now=at) for at in (timezone.now(), later, later)] == [0, 1, 0]
    kinds = Event.objects.filter(kind__startswith="participation").order_by("sequence")
    assert list(kinds.values_list("kind", "payload")) == [
        ("participation.recorded", {"record": made.pk, "delegation": made.delegation_id}),
        ("participation.began", {"record": made.pk, "delegation": made.delegation_id}),
    ]


def test_members_of_the_delegation_and_of_the_network_are_notified(joint: Network, secretariat: Any) -> None:
    member, other = make_seat(joint, "XA"), make_seat(joint, "XB")
    record(joint, secretariat, from_day=date(2026, 5, 20))
    rows = Notification.objects.filter(kind="participation.recorded")
    rendered = {one.user_id: render_notices(user=one.user, notifications=[one]) for one in rows.select_related("user")}
    words = {user: [str(item.title) for item in items.values()] for user, items in rendered.items()}
    text = f"{member.delegation.label}: delegation suspended from 20 May 2026"
    assert words == {member.user_id: [text], other.user_id: [text]}


def test_deleting_a_record_takes_its_notice_back(joint: Network, secretariat: Any) -> None:
    make_seat(joint, "XA")
    made = record(joint, secretariat)
    retract_participation(record=made, user=secretariat, reason="A mistake")
    assert not Notification.objects.filter(kind="participation.recorded", seen_at=None).exists()
    assert mail.outbox == []
