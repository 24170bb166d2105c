"""Open pages of decisions and date polls, updated by their frames, equal reloaded pages."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from networkapp import registry
from networkapp.decisions.date_polls.actions import answer_dates
from networkapp.decisions.follow_up.actions import open_follow_ups, report_follow_up
from networkapp.decisions.live import decisions
from networkapp.decisions.models import Decision, Procedure
from networkapp.decisions.procedures.actions import extend_procedure, withdraw_procedure
from networkapp.decisions.procedures.outcome_statements import write_outcome_statement
from networkapp.decisions.procedures.results import record_results
from networkapp.decisions.procedures.statements import make_statement, prepare_statement, release_statement
from networkapp.models import Event, Network, Seat
from tests.factories.decisions import adopt
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.procedures import chair_of, make_procedure, next_minute, voice
from tests.networkapp.decisions.views.test_procedures_live import frames_for, load

pytestmark = pytest.mark.django_db
SOON = datetime(2099, 5, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def chair() -> Seat:
    return chair_of(NetworkFactory(slug="here", visibility=Network.Visibility.PUBLIC))


@pytest.fixture
def member(chair: Seat) -> Seat:
    return voice(chair.network, "XB")


def state(decision: Decision, chair: Seat, member: Seat) -> None:
    fields = {"decision": decision, "delegation": member.delegation, "user": member.user, "client_key": uuid4()}
    make_statement(**fields, text="Read <b>with</b> paragraph 2.")


def release(decision: Decision, chair: Seat, member: Seat) -> None:
    adviser = SeatFactory(network=chair.network, delegation=member.delegation, capacity="adviser")
    fields = {"decision": decision, "delegation": member.delegation, "user": adviser.user, "client_key": uuid4()}
    release_statement(draft=prepare_statement(**fields, text="Drafted."), user=member.user, text="Drafted.")


def write(decision: Decision, chair: Seat, member: Seat) -> None:
    write_outcome_statement(decision=decision, user=chair.user, text="Figures come in May.")


def correct(decision: Decision, chair: Seat, member: Seat) -> None:
    write(decision, chair, member)
    later = timezone.now().date() + timedelta(days=99)
    write_outcome_statement(decision=decision, user=chair.user, text="Figures come in June.", review_on=later)


def ask(decision: Decision, chair: Seat, member: Seat) -> None:
    result = [member.delegation, chair.delegation]
    open_follow_ups(decision=decision, user=chair.user, task="Ask <for> figures", delegations=result)


def report(decision: Decision, chair: Seat, member: Seat) -> None:
    ask(decision, chair, member)
    follow_up = decision.follow_ups.get(delegation=member.delegation)
    fields = {"follow_up": follow_up, "user": member.user, "client_key": uuid4()}
    report_follow_up(**fields, state="done", words="They are <i>there</i>.")


SAID_OF_DECISIONS = (state, release, write, correct, ask, report)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("act", SAID_OF_DECISIONS)
def test_open_decision_page_updated_by_its_frames_equals_a_reloaded_page(
    chair: Seat, member: Seat, act: Callable[..., None], language: str
) -> None:
    decision, reader = adopt(chair.network, seat=chair), voice(chair.network, "XC", capacity="expert")
    old = load(reader, decision, language)
    before = old.lists()
    act(decision, chair, member)
    old.apply(frames_for(reader, old))
    fresh = load(reader, decision, language)
    assert set(fresh.lists()) == {f"decision-{part}-{decision.pk}" for part in ("outcome", "statements", "follow-up")}
    assert old.lists() == fresh.lists() != before
    assert old.seen == fresh.seen


def test_every_event_kind_shown_on_a_decision_page_is_recorded_by_an_action(chair: Seat, member: Seat) -> None:
    for act in SAID_OF_DECISIONS:
        act(adopt(chair.network, seat=chair), chair, member)
    shown = {kind for kind, view in registry.event_views.items() if view is decisions.decision_changed}
    assert shown <= set(Event.objects.values_list("kind", flat=True))


def test_draft_statement_is_in_no_frame_and_only_on_the_page_of_its_delegation(chair: Seat, member: Seat) -> None:
    decision = adopt(chair.network, seat=chair)
    page = load(chair, decision)
    fields = {"decision": decision, "delegation": member.delegation, "user": member.user, "client_key": uuid4()}
    prepared = prepare_statement(**fields, text="Quetzal")
    assert str(prepared.get_absolute_url()) not in json.dumps(frames_for(chair, page))
    address = f"{decision.get_absolute_url()}drafts/"
    parts = {seat: part_of(seat, address) for seat in (member, chair)}
    assert [prepared.get_absolute_url() in parts[seat] for seat in (member, chair)] == [True, False]
    release_statement(draft=prepared, user=member.user, text="Quetzal")
    assert prepared.get_absolute_url() not in part_of(member, address)


def test_public_decision_page_opens_no_socket_and_experts_see_no_drafts(chair: Seat) -> None:
    decision = adopt(chair.network, seat=chair)
    assert "live-network" not in Client().get(decision.get_absolute_url()).content.decode()
    expert = voice(chair.network, "XC", capacity="expert")
    assert "own-part" not in str(load(expert, decision).soup)
    client = Client()
    client.force_login(expert.user)
    assert client.get(f"{decision.get_absolute_url()}drafts/").status_code == 403


def answer(poll: Procedure, chair: Seat, member: Seat) -> None:
    first, second = poll.options.all()
    answer_dates(procedure=poll, user=member.user, choices={first.pk: "yes", second.pk: "if_needed"})
    answer_dates(procedure=poll, user=chair.user, choices={first.pk: "no"})


def answer_again(poll: Procedure, chair: Seat, member: Seat) -> None:
    answer(poll, chair, member)
    answer_dates(procedure=poll, user=chair.user, choices={poll.options.all()[0].pk: "yes"})


def put_off(poll: Procedure, chair: Seat, member: Seat) -> None:
    extend_procedure(procedure=poll, user=chair.user, expires_at=next_minute(days=9), reason="Holidays")


def withdraw(poll: Procedure, chair: Seat, member: Seat) -> None:
    answer(poll, chair, member)
    withdraw_procedure(procedure=poll, user=chair.user, words="Another way")


def close(poll: Procedure, chair: Seat, member: Seat) -> None:
    answer(poll, chair, member)
    Procedure.objects.filter(pk=poll.pk).update(opened_at=SOON - timedelta(days=9), expires_at=SOON)
    record_results(SOON + timedelta(minutes=1))


def open_poll(chair: Seat, **kwargs: Any) -> Procedure:
    dates = [SOON, SOON + timedelta(days=1)]
    return make_procedure(chair, "date_poll", title="When?", dates=dates, expires_at=next_minute(days=3), **kwargs)


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("act", [answer, answer_again, put_off, withdraw, close])
def test_open_date_poll_page_updated_by_its_frames_equals_a_reloaded_page(
    chair: Seat, member: Seat, act: Callable[..., None], language: str, hidden: bool
) -> None:
    poll = open_poll(chair, hidden_until_closed=hidden)
    old = load(member, poll, language)
    before = old.lists()
    act(poll, chair, member)
    old.apply(frames_for(member, old))
    fresh = load(member, poll, language)
    assert set(fresh.lists()) == {f"poll-{part}-{poll.pk}" for part in ("head", "grid")}
    assert old.lists() == fresh.lists() != before
    assert old.seen == fresh.seen


def test_hidden_date_poll_answers_are_in_no_frame_and_only_on_the_page_of_their_delegation(
    chair: Seat, member: Seat
) -> None:
    poll = open_poll(chair, hidden_until_closed=True)
    page = load(chair, poll)
    answer_dates(procedure=poll, user=member.user, choices={poll.options.all()[0].pk: "if_needed"})
    sent = json.dumps(frames_for(chair, page))
    assert ("answered" in sent, "If need be" in sent, "if_needed" in sent) == (True, False, False)
    address = f"{poll.get_absolute_url()}own/"
    chosen = f'value="if_needed" id="id_date-{poll.options.all()[0].pk}_1" checked'
    assert [chosen in part_of(seat, address) for seat in (member, chair)] == [True, False]
    withdraw_procedure(procedure=poll, user=chair.user, words="Another way")
    assert ["If need be</li>" in part_of(seat, address) for seat in (member, chair)] == [True, False]


def part_of(reader: Seat, address: str) -> str:
    client = Client()
    client.force_login(reader.user)
    answered = client.get(address, headers={"hx-request": "true"})
    assert answered.status_code == 200
    return answered.content.decode()
