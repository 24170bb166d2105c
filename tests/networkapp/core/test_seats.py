"""Seats: granting, changing and ending them, and the rights and groups that follow."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone

from networkapp.errors import NotAllowed, Refused
from networkapp.models import Capacity, Event, Network, Office, Seat
from networkapp.networks.actions import seats
from networkapp.permissions import Action
from networkapp.signals import seat_changed
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.worlds import world

NOW = timezone.now()


@world
def joint(db: None) -> Network:
    network = NetworkFactory(slug="joint")
    network.delegations.add(DelegationFactory(code="XA"))
    return network


@world
def secretariat(joint: Network) -> Seat:
    return SeatFactory(network=joint, capacity="secretariat", delegation=None)


def grant(network: Network, **fields: Any) -> Seat:
    place = {"user": None, "capacity": Capacity.MEMBER, "delegation": DelegationFactory(code="XA")} | fields
    place["user"] = place["user"] or UserFactory()
    return seats.grant_seat(network=network, **place)


def kinds() -> list[str]:
    return list(Event.objects.order_by("sequence").values_list("kind", flat=True))


def groups_of(user: Any) -> list[str]:
    return sorted(user.groups.values_list("name", flat=True))


def test_granted_seat_gives_its_rights_and_is_logged(joint: Network) -> None:
    seat = grant(joint, offices=[Office.CHAIR])
    assert joint.allows(seat.user, Action.POST)
    event = Event.objects.get()
    assert (event.kind, event.payload) == ("seat.granted", {"seat": seat.pk, "user": seat.user_id})


def test_seat_changed_signal_is_sent_after_commit(joint: Network, django_capture_on_commit_callbacks: Any) -> None:
    heard: list[Seat] = []

    def listen(sender: Any, seat: Seat, **kwargs: Any) -> None:
        heard.append(seat)

    seat_changed.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        seat = grant(joint)
        assert heard == []
    seat_changed.disconnect(listen)
    assert heard == [seat]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"delegation": None}, "delegation_missing"),
        ({"capacity": Capacity.GOVERNMENT, "delegation": None}, "delegation_missing"),
        ({"ends_at": NOW - timedelta(days=1), "starts_at": NOW - timedelta(days=2)}, "term_over"),
        ({"ends_at": NOW + timedelta(days=1), "starts_at": NOW + timedelta(days=2)}, "term_backwards"),
        ({"capacity": Capacity.ADVISER, "offices": [Office.CHAIR]}, "office_needs_a_voice"),
        ({"capacity": Capacity.GOVERNMENT, "offices": [Office.RAPPORTEUR]}, "office_needs_a_voice"),
    ],
)
def test_invalid_seat_is_refused(joint: Network, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        grant(joint, **fields)
    assert refused.value.code == code
    assert not Seat.objects.exists()


def test_seat_for_a_delegation_of_another_network_is_refused(joint: Network) -> None:
    with pytest.raises(Refused, match="does not take part"):
        grant(joint, delegation=DelegationFactory(code="XB"))


def test_same_seat_cannot_be_held_twice_at_a_time_but_again_after_it_ended(joint: Network, secretariat: Seat) -> None:
    seat = grant(joint)
    with pytest.raises(Refused) as refused:
        grant(joint, user=seat.user)
    assert refused.value.code == "seat_held"
    seats.end_seat(seat=seat, user=secretariat.user)
    grant(joint, user=seat.user)


def test_ended_seat_gives_no_rights_and_is_logged_once(joint: Network, secretariat: Seat) -> None:
    seat = grant(joint)
    seats.end_seat(seat=seat, user=secretariat.user)
    seats.end_seat(seat=seat, user=secretariat.user)
    assert not joint.allows(seat.user, Action.READ)
    assert kinds() == ["seat.granted", "seat.ended"]
    assert seats.record_ended_seats(now=timezone.now()) == 0


def test_seat_can_be_set_to_end_later(joint: Network, secretariat: Seat) -> None:
    seat, later = grant(joint), timezone.now() + timedelta(days=3)
    seats.end_seat(seat=seat, user=secretariat.user, at=later)
    assert joint.allows(seat.user, Action.POST)
    assert Seat.objects.get(pk=seat.pk).ends_at == later


def test_member_cannot_end_seats(joint: Network) -> None:
    seat = grant(joint)
    with pytest.raises(NotAllowed):
        seats.end_seat(seat=seat, user=grant(joint).user)


def test_secretariat_of_another_network_cannot_end_a_seat(joint: Network) -> None:
    stranger = SeatFactory(network=NetworkFactory(), capacity="secretariat", delegation=None)
    with pytest.raises(NotAllowed):
        seats.end_seat(seat=grant(joint), user=stranger.user)


def test_last_secretariat_seat_cannot_be_ended(joint: Network, secretariat: Seat) -> None:
    with pytest.raises(Refused) as refused:
        seats.end_seat(seat=secretariat, user=secretariat.user)
    assert refused.value.code == "last_secretariat"


@pytest.mark.django_db(transaction=True)
def test_two_secretariats_that_end_each_other_at_once_leave_one() -> None:
    network = NetworkFactory()
    first, second = (SeatFactory(network=network, capacity="secretariat", delegation=None) for _each in range(2))
    together, outcomes = Barrier(2), []

    def end(seat: Seat, by: Any) -> None:
        together.wait()
        try:
            seats.end_seat(seat=Seat.objects.get(pk=seat.pk), user=by)
            outcomes.append("ended")
        except (NotAllowed, Refused):
            outcomes.append("stays")
        finally:
            connection.close()

    threads = [Thread(target=end, args=one) for one in ((first, second.user), (second, first.user))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["ended", "stays"]
    assert Seat.objects.current().filter(network=network).count() == 1


def test_secretariat_changes_the_end_of_a_current_seat(joint: Network, secretariat: Seat) -> None:
    seat = grant(joint, offices=[Office.EDITOR], ends_at=timezone.now() + timedelta(days=1))
    later = timezone.now() + timedelta(days=400)
    for _each in range(2):
        seats.change_term(seat=seat, ends_at=later, user=secretariat.user)
    seat.refresh_from_db()
    assert (seat.ends_at, groups_of(seat.user)) == (later, ["joint: editor"])
    assert kinds()[-2:] == ["seat.granted", "seat.changed"]
    seats.change_term(seat=seat, ends_at=None, user=secretariat.user)
    seat.refresh_from_db()
    assert seat.ends_at is None


def test_end_of_a_seat_is_changed_only_by_permitted_people_and_not_into_the_past(
    joint: Network, secretariat: Seat
) -> None:
    seat, ended = grant(joint), grant(joint)
    seats.end_seat(seat=ended, user=secretariat.user)
    tomorrow, yesterday = (timezone.now() + timedelta(days=days) for days in (1, -1))
    with pytest.raises(NotAllowed):
        seats.change_term(seat=seat, ends_at=tomorrow, user=seat.user)
    for one, moment, code in ((seat, yesterday, "term_backwards"), (ended, tomorrow, "seat_ended")):
        with pytest.raises(Refused) as refused:
            seats.change_term(seat=one, ends_at=moment, user=secretariat.user)
        assert refused.value.code == code
    Seat.objects.filter(pk=seat.pk).update(starts_at=NOW - timedelta(days=9))
    with pytest.raises(Refused) as refused:
        seats.change_term(seat=seat, ends_at=yesterday, user=secretariat.user)
    assert refused.value.code == "term_over"


def test_editors_are_in_the_group_of_their_network_while_they_hold_the_office(
    joint: Network, secretariat: Seat
) -> None:
    seat = grant(joint, offices=[Office.EDITOR])
    assert groups_of(seat.user) == ["joint: editor"]
    assert seat.user.has_perm("wagtailadmin.access_admin")
    seats.change_offices(seat=seat, offices=[Office.TRANSLATOR], user=secretariat.user)
    assert groups_of(seat.user) == ["joint: translator"]
    seats.end_seat(seat=seat, user=secretariat.user)
    assert groups_of(seat.user) == []


def test_offices_of_an_ended_seat_cannot_be_changed(joint: Network, secretariat: Seat) -> None:
    seat = grant(joint)
    seats.end_seat(seat=seat, user=secretariat.user)
    with pytest.raises(Refused) as refused:
        seats.change_offices(seat=seat, offices=[Office.EDITOR], user=secretariat.user)
    assert refused.value.code == "seat_ended"


def test_scheduler_records_seats_that_ended_and_removes_them_from_groups(joint: Network) -> None:
    seat = grant(joint, offices=[Office.EDITOR], ends_at=timezone.now() + timedelta(hours=1))
    Seat.objects.filter(pk=seat.pk).update(starts_at=NOW - timedelta(days=9), ends_at=NOW - timedelta(days=1))
    assert groups_of(seat.user) == ["joint: editor"]
    assert [seats.record_ended_seats(now=timezone.now()), seats.record_ended_seats(now=timezone.now())] == [1, 0]
    assert kinds() == ["seat.granted", "seat.ended"]
    assert groups_of(seat.user) == []


def test_groups_follow_a_term_that_begins_later_and_other_groups_are_left_alone(joint: Network) -> None:
    seat = grant(joint, offices=[Office.EDITOR], starts_at=timezone.now() + timedelta(days=1))
    seat.user.groups.add(Group.objects.create(name="Press office"))
    assert groups_of(seat.user) == ["Press office"]
    Seat.objects.filter(pk=seat.pk).update(starts_at=NOW - timedelta(days=1))
    assert [seats.sync_groups(), seats.sync_groups()] == [1, 0]
    assert groups_of(seat.user) == ["Press office", "joint: editor"]


def test_groups_of_a_superuser_are_left_alone(joint: Network) -> None:
    root = UserFactory(is_superuser=True)
    grant(joint, user=root, offices=[Office.EDITOR])
    root.groups.add(Group.objects.get_or_create(name="joint: translator")[0])
    seats.sync_groups()
    assert groups_of(root) == ["joint: translator"]
