"""Draft amendments: an adviser prepares one, a member of the delegation approves it, and nobody else sees it before."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.decisions.models import Amendment, AmendmentDraft
from networkapp.decisions.proposals.amendment_drafts import (
    AMENDMENTS,
    amendment_drafts_for,
    desk_items,
    prepare_amendment,
    release_amendment,
)
from networkapp.decisions.rules.amending import ParagraphChange
from networkapp.errors import NotAllowed, Refused
from networkapp.four_eyes import acts_of, send_back, withdraw
from networkapp.models import Event, Seat
from tests.factories.networks import SeatFactory
from tests.factories.proposals import Drafting, make_drafting
from tests.worlds import world

CHANGE = ParagraphChange(number=0, key="p1", start=1, end=2, replacement="may")


@world
def here(db: None) -> Drafting:
    return make_drafting()


def prepare(here: Drafting, **kwargs: Any) -> AmendmentDraft:
    usual = {"user": here.adviser.user, "partner": here.member.pk, "change": CHANGE, "reason": "Clearer"}
    return prepare_amendment(version=here.newest, **{**usual, "client_key": uuid4(), **kwargs})


def test_draft_amendment_is_visible_to_adviser_and_member_only_and_not_logged(here: Drafting) -> None:
    before = Event.objects.count()
    prepared = prepare(here)
    seats = (here.member, here.adviser, here.other, here.rapporteur, here.secretariat)
    assert [list(amendment_drafts_for(seat.user)) for seat in seats] == [[prepared], [prepared], [], [], []]
    assert [len(list(desk_items(user=seat.user))) for seat in seats] == [1, 0, 0, 0, 0]
    assert (Event.objects.count(), Amendment.objects.count()) == (before, 0)


def test_approving_a_draft_amendment_twice_proposes_it_once_with_its_drafter(here: Drafting) -> None:
    prepared = prepare(here)
    made = release_amendment(draft=prepared, user=here.member.user)
    assert release_amendment(draft=prepared, user=here.member.user) == made
    assert (made.drafted_by, made.seat, made.replacement, made.number) == (here.adviser, here.member, "may", 1)
    assert list(desk_items(user=here.member.user)) == []


def test_draft_amendment_is_approved_for_its_delegation_by_a_member_of_two(here: Drafting) -> None:
    substitute = SeatFactory(network=here.network, delegation=here.member.delegation, capacity="substitute")
    SeatFactory(network=here.network, user=substitute.user, delegation=here.other.delegation)
    prepared = prepare(here, partner=substitute.pk)
    released = release_amendment(draft=prepared, user=substitute.user)
    assert (released.delegation, released.seat) == (substitute.delegation, substitute)


def test_only_the_member_approves_a_draft_amendment_and_advisers_cannot_propose(here: Drafting) -> None:
    prepared = prepare(here)
    for seat in (here.adviser, here.other, here.rapporteur):
        with pytest.raises(NotAllowed):
            release_amendment(draft=prepared, user=seat.user)
    with pytest.raises(NotAllowed):
        here.ask(CHANGE, by=here.adviser)
    with pytest.raises(NotAllowed):
        withdraw(kind=AMENDMENTS, draft=prepared, user=here.member.user)


def test_draft_amendment_requires_a_voting_seat_of_the_same_delegation(here: Drafting) -> None:
    with pytest.raises(Refused, match="The person you chose no longer holds that seat"):
        prepare(here, partner=here.other.pk)
    with pytest.raises(Refused) as refusal:
        prepare(here, change=ParagraphChange(number=0, key="p1", start=1, end=99))
    assert refusal.value.code == "out_of_range"


def test_returned_or_withdrawn_draft_amendment_cannot_be_approved(here: Drafting) -> None:
    prepared = prepare(here)
    send_back(kind=AMENDMENTS, draft=prepared, user=here.member.user, note="Shorter")
    assert [item.title for item in desk_items(user=here.adviser.user)] == ["Revise the returned amendment to P-1"]
    for _twice in range(2):
        withdraw(kind=AMENDMENTS, draft=prepared, user=here.adviser.user)
    with pytest.raises(Refused) as refusal:
        release_amendment(draft=prepared, user=here.member.user)
    assert (refusal.value.code, Amendment.objects.count()) == ("settled", 0)


def test_adviser_of_two_delegations_must_choose_one(here: Drafting) -> None:
    SeatFactory(network=here.network, user=here.adviser.user, delegation=here.other.delegation, capacity="adviser")
    with pytest.raises(Refused) as refusal:
        prepare(here)
    assert (refusal.value.code, refusal.value.field) == ("which_delegation", "delegation")
    with pytest.raises(NotAllowed):
        prepare(here, delegation=here.rapporteur.delegation_id)
    with pytest.raises(Refused, match="The person you chose no longer holds that seat"):
        prepare(here, delegation=here.other.delegation_id)
    prepared = prepare(here, partner=here.other.pk, delegation=here.other.delegation_id)
    assert (prepared.prepared_by.delegation, prepared.prepared_for) == (here.other.delegation, here.other)


def end_seat(seat: Seat) -> None:
    """End the seat; its former holder can still read as an observer."""
    SeatFactory(network=seat.network, user=seat.user, capacity="observer")
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())


def shown_to(seat: Seat, prepared: AmendmentDraft) -> tuple[int, bool, bool]:
    """Return the status of the draft page, whether the desk lists the draft, and whether a page shows its text."""
    client = Client()
    client.force_login(seat.user)
    page, desk = client.get(prepared.get_absolute_url()), client.get("/desk/")
    answers = [answer.content.decode() for answer in (page, desk)]
    return page.status_code, prepared.get_absolute_url() in answers[1], any("Quetzal" in one for one in answers)


def test_draft_amendment_of_a_vacated_seat_is_inherited_by_the_successor_only(here: Drafting) -> None:
    alike = {"network": here.network, "delegation": here.member.delegation}
    colleague = SeatFactory(**alike)
    prepared = prepare(here, reason="Quetzal")
    end_seat(here.member)
    assert list(amendment_drafts_for(colleague.user)) == []
    others = [SeatFactory(**alike, capacity=capacity) for capacity in ("substitute", "adviser", "government")]
    heir, later = SeatFactory(**alike), SeatFactory(**alike)
    baited = [here.member, colleague, later, here.other, here.rapporteur, *others]
    assert [list(amendment_drafts_for(seat.user)) for seat in baited] == [[]] * len(baited)
    assert [shown_to(seat, prepared) for seat in baited] == [(404, False, False)] * len(baited)
    assert shown_to(heir, prepared) == (200, True, True)
    [found] = amendment_drafts_for(heir.user)
    assert acts_of(kind=AMENDMENTS, draft=found, user=heir.user) == {"release", "send_back", "withdraw"}
    for person, refused in ((here.member, Refused), (colleague, NotAllowed), (later, NotAllowed)):
        with pytest.raises((NotAllowed, refused)):
            release_amendment(draft=prepared, user=person.user)
    made = release_amendment(draft=prepared, user=heir.user)
    assert (made.seat, made.proposed_by, made.drafted_by) == (heir, heir.user, here.adviser)


def test_successor_returns_or_withdraws_an_inherited_draft_amendment(here: Drafting) -> None:
    prepared = prepare(here)
    end_seat(here.member)
    heir = SeatFactory(network=here.network, delegation=here.member.delegation)
    send_back(kind=AMENDMENTS, draft=prepared, user=heir.user, note="Shorter")
    assert [len(list(desk_items(user=seat.user))) for seat in (here.adviser, heir)] == [1, 1]
    withdraw(kind=AMENDMENTS, draft=prepared, user=heir.user)
    assert AmendmentDraft.objects.get().state == "dropped"


def test_successor_sees_inherited_drafts_but_none_resolved_before(here: Drafting) -> None:
    dropped, released, waiting = (prepare(here) for _each in range(3))
    withdraw(kind=AMENDMENTS, draft=dropped, user=here.adviser.user)
    release_amendment(draft=released, user=here.member.user)
    end_seat(here.member)
    heir = SeatFactory(network=here.network, delegation=here.member.delegation)
    assert list(amendment_drafts_for(heir.user)) == [waiting]
    assert [shown_to(heir, prepared)[0] for prepared in (dropped, released, waiting)] == [404, 404, 200]
    made = release_amendment(draft=waiting, user=heir.user)
    assert list(amendment_drafts_for(heir.user)) == [waiting]
    assert release_amendment(draft=waiting, user=heir.user) == made


def test_reelected_colleague_does_not_inherit_a_draft_amendment(here: Drafting) -> None:
    alike = {"network": here.network, "delegation": here.member.delegation}
    colleague = SeatFactory(**alike)
    prepared = prepare(here)
    end_seat(here.member)
    end_seat(colleague)
    renewed, heir = SeatFactory(**alike, user=colleague.user), SeatFactory(**alike)
    assert [list(amendment_drafts_for(seat.user)) for seat in (renewed, heir)] == [[], [prepared]]
    with pytest.raises(NotAllowed):
        release_amendment(draft=prepared, user=renewed.user)


def test_draft_amendment_page_states_the_vacancy_and_the_successor(here: Drafting) -> None:
    def page_of(seat: Seat) -> str:
        client = Client()
        client.force_login(seat.user)
        return client.get(prepared.get_absolute_url()).content.decode()

    prepared = prepare(here)
    end_seat(here.member)
    assert "The seat that should approve this draft is vacant" in page_of(here.adviser)
    heir = SeatFactory(network=here.network, delegation=here.member.delegation)
    assert "for the previous holder of your seat" in page_of(heir)
    assert "approve this draft is vacant" not in page_of(here.adviser)
