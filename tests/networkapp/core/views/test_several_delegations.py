"""A user who can vote for two delegations chooses one of them for each act; a forged choice is
refused."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from networkapp.decisions.date_polls.actions import answer_dates
from networkapp.decisions.models import Amendment, AmendmentDraft, DateAnswer, PositionAct, PositionDraft, Procedure
from networkapp.decisions.procedures.position_drafts import prepare_position
from networkapp.decisions.procedures.positions import state_position
from networkapp.decisions.proposals.amendments import withdraw_amendment
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Seat
from tests.factories.networks import NetworkFactory
from tests.factories.procedures import chair_of, make_procedure, make_proposal, next_minute, states, voice
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def chair() -> Seat:
    return chair_of(NetworkFactory(slug="here"))


@world
def seats(chair: Seat) -> tuple[Seat, Seat]:
    """Return two seats of one user: as a member for XB and as a substitute for XC."""
    first = voice(chair.network, "XB")
    return first, voice(chair.network, "XC", user=first.user, capacity="substitute")


def sign_in(seat: Seat) -> Client:
    client = Client()
    client.force_login(seat.user)
    return client


def sent(prefix: str = "", **kwargs: Any) -> dict[str, Any]:
    return {f"{prefix}{name}": value for name, value in {"client_key": uuid4(), **kwargs}.items()}


def test_domain_functions_require_the_delegation_of_a_user_with_two(chair: Seat, seats: tuple[Seat, Seat]) -> None:
    fields = {"user": seats[0].user, "client_key": uuid4()}
    written, poll = make_procedure(chair, "written"), open_poll(chair)
    asking: list[tuple[Callable[..., object], dict[str, Any]]] = [
        (state_position, {"procedure": written, "stance": "agree", **fields}),
        (prepare_position, {"procedure": written, "stance": "agree", "partner": seats[0].pk, **fields}),
        (answer_dates, {"procedure": poll, "user": seats[0].user, "choices": {poll.options.get().pk: "yes"}}),
    ]
    for act, value in asking:
        with pytest.raises(Refused) as refused:
            act(**value)
        assert (refused.value.code, refused.value.field) == ("which_delegation", "delegation")
        with pytest.raises(NotAllowed):
            act(**value, delegation=chair.delegation_id)
    assert not PositionAct.objects.exists()


def test_user_with_two_delegations_chooses_one_on_the_page_and_it_is_recorded(
    chair: Seat, seats: tuple[Seat, Seat]
) -> None:
    procedure, client = make_procedure(chair, "written"), sign_in(seats[0])
    page = client.get(procedure.get_absolute_url()).content.decode()
    for words in ("Position of XB", "Position of XC", "Delegation", "Record position"):
        assert words in page
    assert [f'name="delegation" value="{seat.delegation_id}"' in page for seat in (*seats, chair)] == [
        True,
        True,
        False,
    ]
    address = f"{procedure.get_absolute_url()}state/"
    missing = client.post(address, sent(stance="agree", words="Kept words"))
    assert (missing.status_code, "Choose a delegation." in missing.content.decode()) == (422, True)
    assert "Kept words" in missing.content.decode()
    forged = client.post(address, sent(stance="agree", delegation=chair.delegation_id))
    assert (forged.status_code, "You cannot vote for that delegation here" in forged.content.decode()) == (422, True)
    assert not PositionAct.objects.exists()
    assert client.post(address, sent(stance="agree", delegation=seats[1].delegation_id)).status_code == 302
    act = PositionAct.objects.get()
    assert (act.entry.delegation, act.seat, act.capacity) == (seats[1].delegation, seats[1], "substitute")


def test_objection_and_its_withdrawal_are_recorded_for_the_chosen_delegation(
    chair: Seat, seats: tuple[Seat, Seat]
) -> None:
    procedure, client = make_procedure(chair, "written"), sign_in(seats[0])
    address = procedure.get_absolute_url()
    objecting = sent("objection-", words="Too early.", delegation=seats[1].delegation_id)
    assert client.post(f"{address}object/", {**objecting, "objection-delegation": ""}).status_code == 422
    made = client.post(f"{address}object/", objecting)
    draft = PositionDraft.objects.get()
    assert (draft.entry.delegation, draft.prepared_by, draft.prepared_for) == (seats[1].delegation, seats[1], seats[1])
    client.post(f"{made['Location']}release/")
    assert PositionAct.objects.get().entry.delegation == seats[1].delegation
    states(procedure, seats[0], "agree", delegation=seats[0].delegation_id)
    page = client.get(address).content.decode()
    assert f'name="withdrawal-delegation" value="{seats[1].delegation_id}"' in page
    assert client.post(f"{address}withdraw-objection/", sent("withdrawal-")).status_code == 422
    withdrawn = sent("withdrawal-", delegation=seats[1].delegation_id)
    assert client.post(f"{address}withdraw-objection/", withdrawn).status_code == 302
    assert procedure.roll.get(delegation=seats[1].delegation).acts.last().stance == "withdraw"


def test_adviser_of_two_delegations_drafts_for_that_of_the_approving_member(chair: Seat) -> None:
    first = voice(chair.network, "XB", capacity="adviser")
    voice(chair.network, "XC", user=first.user, capacity="adviser")
    members = [voice(chair.network, code) for code in ("XB", "XC")]
    procedure, client = make_procedure(chair, "written"), sign_in(first)
    drafted = sent("draft-", stance="agree", words="", partner=members[1].pk)
    assert 'value=""' in client.get(procedure.get_absolute_url()).content.decode()
    address = f"{procedure.get_absolute_url()}prepare/"
    assert [client.post(address, {**drafted, "draft-partner": pk}).status_code for pk in ("", chair.pk)] == [422, 422]
    assert client.post(address, drafted).status_code == 302
    assert PositionDraft.objects.get().entry.delegation == members[1].delegation


def test_user_who_is_member_and_adviser_can_state_and_draft_positions(chair: Seat) -> None:
    member = voice(chair.network, "XB")
    voice(chair.network, "XC", user=member.user, capacity="adviser")
    other = voice(chair.network, "XC")
    procedure, client = make_procedure(chair, "written"), sign_in(member)
    page = client.get(procedure.get_absolute_url()).content.decode()
    assert [words in page for words in ("Record XB’s position", "Draft a position", "Record XC’s position")] == [
        True, True, False,
    ]  # fmt: skip
    address = procedure.get_absolute_url()
    assert client.post(f"{address}state/", sent(stance="agree")).status_code == 302
    drafted = sent("draft-", stance="abstain", words="", partner=other.pk)
    assert client.post(f"{address}prepare/", drafted).status_code == 302
    assert PositionAct.objects.get().entry.delegation == member.delegation
    assert PositionDraft.objects.get().entry.delegation == other.delegation


def test_date_poll_is_answered_for_the_chosen_delegation(chair: Seat, seats: tuple[Seat, Seat]) -> None:
    poll, client = open_poll(chair), sign_in(seats[0])
    address, date = poll.get_absolute_url(), f"date-{poll.options.get().pk}"
    assert "Which dates suit your delegations?" in client.get(address).content.decode()
    assert client.post(address, {date: "yes"}).status_code == 422
    assert client.post(address, {date: "yes", "delegation": chair.delegation_id}).status_code == 422
    assert client.post(address, {date: "yes", "delegation": seats[1].delegation_id}).status_code == 302
    answer = DateAnswer.objects.get()
    assert (answer.entry.delegation, answer.seat) == (seats[1].delegation, seats[1])
    assert "checked" not in client.get(address).content.decode()


def open_poll(chair: Seat) -> Procedure:
    return make_procedure(chair, "date_poll", title="When?", dates=[next_minute(days=9)])


def test_amendment_of_the_chosen_delegation_breaks_the_silence_for_it(chair: Seat, seats: tuple[Seat, Seat]) -> None:
    procedure, client = make_procedure(chair, "silence"), sign_in(seats[0])
    address = f"{procedure.proposal.get_absolute_url()}amend/"
    assert "Delegation" in client.get(address, {"key": "p1"}).content.decode()
    fields = sent(base=1, key="p1", start=1, end=1, act="replace", replacement="Aid", reason="Clearer.")
    for named in ({}, {"delegation": chair.delegation_id}):
        assert client.post(address, {**fields, **named}).status_code == 422
    drafted = client.post(address, {**fields, "delegation": seats[1].delegation_id})
    confirmed = {"replacement": "Aid", "reason": "Clearer.", "breaks_silence": "True"}
    assert client.post(f"{drafted['Location']}release/", confirmed).status_code == 302
    amendment = Amendment.objects.get()
    procedure.refresh_from_db()
    assert (amendment.delegation, amendment.seat, procedure.broken_by) == (
        seats[1].delegation, seats[1], seats[1].delegation,
    )  # fmt: skip
    withdraw_amendment(amendment=amendment, user=seats[0].user)


def test_adviser_of_two_delegations_prepares_an_amendment_for_that_of_the_approving_member(chair: Seat) -> None:
    adviser = voice(chair.network, "XB", capacity="adviser")
    voice(chair.network, "XC", user=adviser.user, capacity="adviser")
    members = [voice(chair.network, code) for code in ("XB", "XC")]
    address, client = f"{make_proposal(chair.network, by=chair.user).get_absolute_url()}amend/", sign_in(adviser)
    page = client.get(address, {"key": "p1"}).content.decode()
    assert [f"{seat.user}, {seat.label}" in page for seat in (*members, chair)] == [True, True, False]
    assert "checked" not in page.partition('name="partner"')[2].partition("</fieldset>")[0]
    fields = sent(base=1, key="p1", start=1, end=1, act="replace", replacement="Aid", reason="Clearer.")
    for named in ({}, {"partner": chair.pk}):
        assert client.post(address, {**fields, **named}).status_code == 422
    assert client.post(address, {**fields, "partner": members[1].pk}).status_code == 302
    prepared = AmendmentDraft.objects.get()
    assert (prepared.prepared_by.delegation, prepared.prepared_for) == (members[1].delegation, members[1])


def test_user_who_is_member_and_adviser_can_propose_and_prepare_amendments(chair: Seat) -> None:
    member = voice(chair.network, "XB")
    voice(chair.network, "XC", user=member.user, capacity="adviser")
    other = voice(chair.network, "XC")
    address, client = f"{make_proposal(chair.network, by=chair.user).get_absolute_url()}amend/", sign_in(member)
    page = client.get(address, {"key": "p1"}).content.decode()
    assert [words in page for words in ("Propose as", "Draft an amendment for Sample country C instead")] == [
        True,
        True,
    ]
    fields = sent(base=1, key="p1", start=1, end=1, act="replace", replacement="Aid", reason="Clearer.")
    assert client.post(address, fields).status_code == 302
    assert client.post(f"{address}?prepare=1", {**sent(), **fields, "partner": other.pk}).status_code == 302
    assert Amendment.objects.get().delegation == member.delegation
    assert AmendmentDraft.objects.get().prepared_for == other
