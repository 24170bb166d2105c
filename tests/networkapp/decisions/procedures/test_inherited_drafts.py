"""A draft for a seat that changes hands is inherited by the successor and by nobody else."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.decisions.models import PositionDraft, Procedure
from networkapp.decisions.procedures.desk import draft_desk_items
from networkapp.decisions.procedures.position_drafts import (
    POSITIONS,
    position_drafts_for,
    prepare_position,
    release_position,
    revise_position,
)
from networkapp.errors import NotAllowed, Refused
from networkapp.four_eyes import acts_of, send_back, withdraw
from networkapp.models import Event, Seat
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.procedures import chair_of, make_procedure, voice
from tests.worlds import world

pytestmark = pytest.mark.django_db
WORDS = "Quetzal is too early."
ALL = {"release", "send_back", "revise", "withdraw"}


class VacatedSeat:
    """A seat of XB for which an adviser drafted an objection, and whose holder has left since."""

    def __init__(self) -> None:
        self.chair = chair_of(NetworkFactory(slug="here"))
        self.member, self.adviser = self.seat(), self.seat("adviser")
        self.colleague, self.substitute = self.seat(), self.seat("substitute")
        self.procedure: Procedure = make_procedure(self.chair, "written")
        self.draft = self.drafted(self.adviser)
        self.leaves(self.member)

    def seat(self, capacity: str = "member", code: str = "XB", **kwargs: Any) -> Seat:
        return voice(self.chair.network, code, capacity=capacity, **kwargs)

    def drafted(self, by: Seat) -> PositionDraft:
        fields = {"procedure": self.procedure, "user": by.user, "partner": self.member.pk, "client_key": uuid4()}
        return prepare_position(**fields, stance="object", words=WORDS, counter_text="Kakapo")

    def leaves(self, seat: Seat) -> None:
        """End the seat; its former holder can still read as an observer."""
        SeatFactory(network=seat.network, user=seat.user, capacity="observer")
        Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())


@world
def office() -> VacatedSeat:
    return VacatedSeat()


def seen_by(seat: Seat) -> list[PositionDraft]:
    return list(position_drafts_for(seat.user))


def test_draft_of_a_vacated_seat_is_visible_to_the_successor_and_its_drafter_only(office: VacatedSeat) -> None:
    assert [seen_by(seat) for seat in (office.adviser, office.member, office.colleague)] == [[office.draft], [], []]
    heir = office.seat()
    later = office.seat()
    new_adviser, elsewhere = office.seat("adviser"), voice(NetworkFactory(slug="else"), "XB")
    baited = [
        office.member, office.colleague, office.substitute, office.chair, later, new_adviser, elsewhere,
        office.seat("expert"), office.seat("government"), office.seat(code="XC"), office.seat("substitute"),
    ]  # fmt: skip
    assert seen_by(heir) == seen_by(office.adviser) == [office.draft]
    assert [seen_by(seat) for seat in baited] == [[] for _each in baited]
    pages = (office.draft.get_absolute_url(), office.procedure.get_absolute_url(), "/desk/")
    for seat, shows in ((heir, True), *((seat, False) for seat in baited)):
        client = Client()
        client.force_login(seat.user)
        answers = [client.get(page) for page in pages]
        assert answers[0].status_code == (200 if shows else 404)
        html = [office.draft.get_absolute_url() in answer.content.decode() for answer in answers[1:]]
        assert (html, any("Quetzal" in answer.content.decode() for answer in answers)) == ([shows] * 2, shows)


def test_seat_created_after_the_opening_inherits_the_draft_whatever_its_start_date(
    office: VacatedSeat,
) -> None:
    heir = office.seat(starts_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert (seen_by(heir), seen_by(office.colleague)) == ([office.draft], [])
    Seat.objects.filter(pk=heir.pk).update(ends_at=timezone.now())
    again = office.seat()
    assert (seen_by(heir), seen_by(again)) == ([], [office.draft])


def test_reelected_colleague_does_not_inherit_the_draft_but_a_new_member_does(office: VacatedSeat) -> None:
    renewed = office.seat(user=office.colleague.user)
    Seat.objects.filter(pk=office.colleague.pk).update(ends_at=timezone.now())
    assert seen_by(renewed) == []
    new, promoted = office.seat(), office.seat(user=office.substitute.user)
    assert [seen_by(seat) for seat in (renewed, new, promoted)] == [[], [office.draft], []]
    again = office.seat(user=office.member.user)
    assert [seen_by(seat) for seat in (again, new)] == [[office.draft], []]
    for seat in (again, new):
        Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    assert seen_by(promoted) == [office.draft]


def test_draft_withdrawn_before_the_seat_changed_is_not_inherited(office: VacatedSeat) -> None:
    withdraw(kind=POSITIONS, draft=office.draft, user=office.adviser.user)
    heir = office.seat()
    assert (seen_by(heir), seen_by(office.adviser)) == ([], [office.draft])
    client = Client()
    client.force_login(heir.user)
    assert client.get(office.draft.get_absolute_url()).status_code == 404


def test_draft_of_an_ended_procedure_is_not_inherited(office: VacatedSeat) -> None:
    heir = office.seat()
    Procedure.objects.filter(pk=office.procedure.pk).update(result="adopted", ended_at=timezone.now())
    assert (seen_by(heir), seen_by(office.adviser)) == ([], [office.draft])


def test_draft_is_not_inherited_while_the_seat_is_held(office: VacatedSeat) -> None:
    Seat.objects.filter(pk=office.member.pk).update(ends_at=timezone.now() + timedelta(days=1))
    new = office.seat()
    assert (seen_by(new), seen_by(office.member)) == ([], [office.draft])


def test_draft_that_a_member_wrote_for_themselves_is_not_inherited(office: VacatedSeat) -> None:
    Seat.objects.filter(pk=office.member.pk).update(ends_at=None)
    own = office.drafted(office.member)
    Seat.objects.filter(pk=office.member.pk).update(ends_at=timezone.now())
    assert own not in seen_by(office.seat())


def test_successor_revises_and_approves_the_draft_and_its_drafter_is_recorded(office: VacatedSeat) -> None:
    heir = office.seat()
    [draft] = position_drafts_for(heir.user)
    assert acts_of(kind=POSITIONS, draft=draft, user=heir.user) == ALL
    assert [item.url for item in draft_desk_items(user=heir.user)] == [draft.get_absolute_url()]
    revise_position(draft=draft, user=heir.user, words="Still too early.")
    assert seen_by(heir) == [draft]
    act = release_position(draft=draft, user=heir.user)
    assert (act.seat, act.drafted_by, act.words, act.stance) == (heir, office.adviser, "Still too early.", "object")
    events = (
        Event.objects.filter(kind="procedure.prepared").order_by("sequence").values_list("audience_person", flat=True)
    )
    assert set(events[2:]) == {office.adviser.user_id, heir.user_id}
    assert (seen_by(heir), release_position(draft=draft, user=heir.user)) == ([draft], act)


def test_successor_returns_or_withdraws_the_draft_and_the_predecessor_cannot(office: VacatedSeat) -> None:
    heir = office.seat()
    for person, refused in ((office.member, Refused), (office.colleague, NotAllowed), (office.substitute, NotAllowed)):
        with pytest.raises(refused):
            release_position(draft=office.draft, user=person.user)
        with pytest.raises(NotAllowed):
            withdraw(kind=POSITIONS, draft=office.draft, user=person.user)
    send_back(kind=POSITIONS, draft=office.draft, user=heir.user, note="Shorter.")
    [draft] = position_drafts_for(heir.user)
    assert acts_of(kind=POSITIONS, draft=draft, user=heir.user) == {"revise", "withdraw"}
    revise_position(draft=draft, user=office.adviser.user, words="Too early.")
    withdraw(kind=POSITIONS, draft=draft, user=heir.user)
    assert PositionDraft.objects.get().state == "dropped"


def test_draft_page_tells_the_successor_of_the_draft_and_the_drafter_of_the_vacancy(
    office: VacatedSeat,
) -> None:
    def page_of(seat: Seat) -> str:
        client = Client()
        client.force_login(seat.user)
        return client.get(office.draft.get_absolute_url()).content.decode()

    assert "The seat that should approve this draft is vacant" in page_of(office.adviser)
    heir = office.seat()
    shown = page_of(heir)
    for words in ("for the previous holder of your seat", "Delete draft", "Object for XB", "Edit draft"):
        assert words in shown
    assert "approve this draft is vacant" not in page_of(office.adviser)
