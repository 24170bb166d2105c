"""Procedures: opened by the chair on a complete text, and ended by a position, by the deadline, or by hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from networkapp.decisions.models import Procedure, Proposal
from networkapp.decisions.procedures.actions import (
    ProcedureTerms,
    close_at_meeting,
    extend_procedure,
    open_procedure,
    withdraw_procedure,
)
from networkapp.decisions.procedures.clock_stops import pause_deadline, resume_deadline
from networkapp.decisions.procedures.outcomes import clock_of, outcome_of
from networkapp.decisions.procedures.results import record_results
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Event, Network, Seat, Subject
from networkapp.registry.adoptions import adoption_effects
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, SubjectFactory
from tests.factories.procedures import (
    chair_of,
    make_procedure,
    make_proposal,
    next_minute,
    states,
    translate,
    voice,
)
from tests.worlds import world

MONDAY = datetime(2026, 6, 8, 10, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
SetClock = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Return a function that sets the time for all code that reads it; it starts at MONDAY."""

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


def refusal_code(act: Callable[..., Any], **kwargs: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as refused:
        act(**kwargs)
    return refused.value.code, refused.value.field


def opens(chair: Seat, **terms: Any) -> tuple[str, str | None]:
    proposal = terms.pop("proposal", None) or make_proposal(chair.network, by=chair.user)
    fields = {"kind": "silence", "expires_at": MONDAY + 9 * HOUR, **terms}
    arguments = {"network": chair.network, "user": chair.user, "client_key": uuid4(), "proposal": proposal}
    return refusal_code(open_procedure, terms=ProcedureTerms(**fields), **arguments)


def positions_of(procedure: Procedure) -> dict[str, str]:
    return {entry.delegation.code: entry.status for entry in procedure.roll.select_related("delegation")}


def test_roll_lists_each_delegation_once_with_its_voting_seats_or_none(
    chair: Seat,
) -> None:
    network = chair.network
    member, substitute = voice(network, "XB"), voice(network, "XB", capacity="substitute")
    voice(network, "XB", capacity="adviser")
    network.delegations.add(DelegationFactory(code="XC"))
    left = voice(network, "XD")
    network.delegations.remove(left.delegation)
    SeatFactory(network=network, delegation=DelegationFactory(code="XE"), capacity="observer", starts_at=MONDAY)
    procedure = make_procedure(chair)
    roll = {entry.delegation.code: set(entry.seats.all()) for entry in procedure.roll.all()}
    assert roll == {"XA": {chair}, "XB": {member, substitute}, "XC": set(), "XD": {left}}


def test_chair_opens_a_procedure_once_per_client_key_and_its_proposal_is_open(chair: Seat) -> None:
    member, proposal, key = voice(chair.network, "XB"), make_proposal(chair.network, by=chair.user), uuid4()
    terms = ProcedureTerms(kind="silence", expires_at=MONDAY + 9 * HOUR)
    fields = {"network": chair.network, "proposal": proposal, "client_key": key, "terms": terms}
    with pytest.raises(NotAllowed):
        open_procedure(user=member.user, **fields)
    first = open_procedure(user=chair.user, **fields)
    assert open_procedure(user=chair.user, **fields) == first
    proposal.refresh_from_db()
    assert (proposal.state, first.version, first.quorum) == ("open", proposal.versions.get(), 1)
    assert list(Event.objects.filter(network=chair.network).values_list("kind", flat=True)) == [
        "proposal.changed",
        "procedure.opened",
    ]
    fields["client_key"] = uuid4()
    assert refusal_code(open_procedure, user=chair.user, **fields) == ("not_a_draft", None)


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        ({"kind": "lottery"}, ("no_such_kind", "kind")),
        ({"expires_at": None}, ("no_expiry", "expires_at")),
        ({"expires_at": MONDAY + 2 * HOUR + SECOND}, ("not_to_the_minute", "expires_at")),
        ({"expires_at": MONDAY + timedelta(minutes=59)}, ("too_soon", "expires_at")),
        ({"expires_at": MONDAY + timedelta(days=367)}, ("too_far", "expires_at")),
        ({"quorum": 0}, ("quorum_impossible", "quorum")),
        ({"quorum": 2}, ("quorum_impossible", "quorum")),
        ({"required_languages": ["en", "ru"]}, ("language_missing", "required_languages")),
        ({"kind": "meeting"}, ("no_meeting", "meeting")),
        ({"kind": "date_poll"}, ("no_dates", "dates")),
        ({"kind": "date_poll", "dates": [MONDAY]}, ("date_past", "dates")),
    ],
)
def test_procedure_with_invalid_terms_is_refused_with_a_reason(chair: Seat, terms: Any, refusal: Any) -> None:
    assert opens(chair, **terms) == refusal
    assert Procedure.objects.count() == 0


def test_procedure_is_refused_while_a_required_translation_is_incomplete(chair: Seat) -> None:
    proposal = make_proposal(chair.network, by=chair.user)
    translate(proposal.versions.get(), "ru", {"p1": "Помощь", "p2": " "})
    with pytest.raises(Refused) as refused:
        make_procedure(chair, proposal=proposal, required_languages=["ru"])
    assert str(refused.value) == "Missing in Русский: paragraphs 2."
    translate(proposal.versions.get(), "ru", {"p1": "Помощь", "p2": "Да"})
    assert make_procedure(chair, proposal=proposal, required_languages=["ru"]).required_languages == ["ru"]


def test_silence_procedure_without_objection_adopts_the_text_at_its_deadline_once(
    chair: Seat, set_clock: SetClock
) -> None:
    voice(chair.network, "XB")
    chair.network.delegations.add(DelegationFactory(code="XC"))
    procedure = make_procedure(chair, expires_at=MONDAY + 3 * HOUR)
    states(procedure, chair, "explain", "Read with paragraph 2.")
    assert record_results(MONDAY + 3 * HOUR - SECOND) == 0
    set_clock(MONDAY + 3 * HOUR)
    assert outcome_of(procedure).result == "adopted"
    assert [record_results(MONDAY + 4 * HOUR) for _again in range(2)] == [1, 0]
    procedure.refresh_from_db()
    assert (procedure.result, procedure.ended_at) == ("adopted", MONDAY + 3 * HOUR)
    assert positions_of(procedure) == {"XA": "explain", "XB": "not_opposed", "XC": "absent"}
    assert (procedure.decision.label, procedure.decision.adopted_at) == ("2026/1", MONDAY + 3 * HOUR)
    assert Proposal.objects.get().state == "adopted"


def test_deadline_is_only_extended_with_a_reason_and_logged(chair: Seat, set_clock: SetClock) -> None:
    procedure, member = make_procedure(chair, expires_at=MONDAY + 3 * HOUR), voice(chair.network, "XB")
    fields = {"procedure": procedure, "user": chair.user, "reason": "Holidays"}
    for moment, refusal in (
        (MONDAY + 3 * HOUR, ("not_later", "expires_at")),
        (MONDAY + 2 * HOUR, ("not_later", "expires_at")),
        (MONDAY + 4 * HOUR + SECOND, ("not_to_the_minute", "expires_at")),
    ):
        assert refusal_code(extend_procedure, expires_at=moment, **fields) == refusal
    assert refusal_code(extend_procedure, expires_at=MONDAY + 5 * HOUR, **{**fields, "reason": " "}) == (
        "reason_needed",
        "reason",
    )
    with pytest.raises(NotAllowed):
        extend_procedure(expires_at=MONDAY + 5 * HOUR, **{**fields, "user": member.user})
    extend_procedure(expires_at=MONDAY + 5 * HOUR, **fields)
    [logged] = procedure.extensions.all()
    assert (logged.before, logged.after, logged.reason) == (MONDAY + 3 * HOUR, MONDAY + 5 * HOUR, "Holidays")
    set_clock(MONDAY + 5 * HOUR)
    assert refusal_code(extend_procedure, expires_at=MONDAY + 9 * HOUR, **fields) == ("closed", None)


def test_withdrawn_procedure_has_result_withdrawn_and_its_text_can_be_opened_again(chair: Seat) -> None:
    procedure = make_procedure(chair)
    assert refusal_code(withdraw_procedure, procedure=procedure, user=chair.user, words="") == (
        "reason_needed",
        "words",
    )
    withdraw_procedure(procedure=procedure, user=chair.user, words="A better text")
    procedure.refresh_from_db()
    assert (procedure.result, procedure.proposal.state) == ("withdrawn", "draft")
    assert refusal_code(withdraw_procedure, procedure=procedure, user=chair.user, words="Again") == ("closed", None)
    assert make_procedure(chair, proposal=procedure.proposal).result == ""


@pytest.mark.parametrize(
    ("stances", "quorum", "result", "state"),
    [
        (("agree", "abstain"), 2, "adopted", "adopted"),
        (("agree", "object"), 2, "rejected", "not_adopted"),
        (("object", ""), 2, "not_reached", "draft"),
        (("", ""), 1, "not_reached", "draft"),
    ],
)
def test_procedure_at_a_meeting_ends_when_the_chair_closes_it(
    chair: Seat, stances: tuple[str, ...], quorum: int, result: str, state: str
) -> None:
    seats = (chair, voice(chair.network, "XB"))
    procedure = make_procedure(chair, "meeting", quorum=quorum)
    for seat, stance in zip(seats, stances, strict=True):
        if stance:
            states(procedure, seat, stance)
    assert outcome_of(procedure, MONDAY + timedelta(days=300)).result == "running"
    close_at_meeting(procedure=procedure, user=chair.user)
    procedure.refresh_from_db()
    assert (procedure.result, procedure.proposal.state) == (result, state)
    assert refusal_code(close_at_meeting, procedure=procedure, user=chair.user) == ("closed", None)


def test_paused_deadline_keeps_the_remaining_time_until_it_is_resumed(chair: Seat, set_clock: SetClock) -> None:
    proposal, member = make_proposal(chair.network, by=chair.user), voice(chair.network, "XB")
    text = translate(proposal.versions.get(), "ru", {"p1": "Раз", "p2": "Два"})
    procedure = make_procedure(chair, proposal=proposal, expires_at=MONDAY + 3 * HOUR, required_languages=["ru"])
    fields = {"procedure": procedure, "user": member.user}
    assert refusal_code(pause_deadline, language="de", words="All", **fields) == ("not_required", "language")
    set_clock(MONDAY + HOUR)
    text.paragraphs = {"p1": "Раз"}
    text.save()
    stop = pause_deadline(language="ru", words="", **fields)
    assert stop.words == "Missing in Русский: paragraphs 2."
    assert pause_deadline(language="ru", words="Again", **fields) == stop
    set_clock(MONDAY + 9 * HOUR)
    procedure = Procedure.objects.get()
    assert (outcome_of(procedure).result, clock_of(procedure).left(MONDAY)) == ("stopped", 2 * HOUR)
    assert record_results(MONDAY + 9 * HOUR) == 0
    assert refusal_code(resume_deadline, language="ru", **fields) == ("still_missing", "language")
    resume_deadline(procedure=procedure, user=chair.user, language="ru")
    assert refusal_code(resume_deadline, language="ru", **fields) == ("not_stopped", "language")
    assert clock_of(Procedure.objects.get()).closes_at() == MONDAY + 11 * HOUR
    assert [record_results(MONDAY + hours * HOUR) for hours in (10, 11)] == [0, 1]


def test_adoption_that_cannot_take_effect_ends_with_a_reason_and_can_be_reopened(
    chair: Seat, set_clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(**kwargs: Any) -> None:
        raise Refused("changed", "The criteria have changed.")

    monkeypatch.setitem(adoption_effects, Subject, refuses)
    proposal = make_proposal(chair.network, by=chair.user, about=SubjectFactory())
    procedure = make_procedure(chair, proposal=proposal, expires_at=MONDAY + 3 * HOUR)
    set_clock(MONDAY + 3 * HOUR)
    assert record_results(timezone.now()) == 1
    monkeypatch.delitem(adoption_effects, Subject)
    procedure.refresh_from_db()
    assert (procedure.result, procedure.not_entered_words) == ("adopted", "The criteria have changed.")
    assert (hasattr(procedure, "decision"), procedure.proposal.state) == (False, "draft")
    assert record_results(timezone.now()) == 0


def test_text_adopted_by_an_unrecorded_deadline_cannot_be_opened_again(chair: Seat, set_clock: SetClock) -> None:
    procedure = make_procedure(chair, expires_at=next_minute(hours=2))
    set_clock(MONDAY + 3 * HOUR)
    assert opens(chair, proposal=procedure.proposal, expires_at=MONDAY + 9 * HOUR) == ("not_a_draft", None)
