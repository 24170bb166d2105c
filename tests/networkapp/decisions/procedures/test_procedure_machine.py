"""Random procedures on the database, compared with the independent reference implementation in reference.py."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from networkapp.decisions.models import PositionAct, Procedure
from networkapp.decisions.procedures.actions import close_at_meeting, extend_procedure, withdraw_procedure
from networkapp.decisions.procedures.clock_stops import pause_deadline, resume_deadline
from networkapp.decisions.procedures.outcomes import outcome_of
from networkapp.decisions.procedures.position_drafts import prepare_position, release_position
from networkapp.decisions.procedures.positions import withdraw_objection
from networkapp.decisions.procedures.results import record_results
from networkapp.decisions.proposals.amendments import propose_amendment
from networkapp.decisions.rules.amending import ParagraphChange
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Seat
from networkapp.received_at import clear_received, mark_received
from tests.factories.networks import NetworkFactory
from tests.factories.procedures import chair_of, make_procedure, make_proposal, states, translate, voice
from tests.networkapp.decisions.reference import Diary

MONDAY = datetime(2026, 6, 8, 10, tzinfo=UTC)
HOURS = 4
CLOCK: dict[str, datetime] = {"now": MONDAY}
DELEGATIONS = ("XA", "XB", "XC")
POSITIONS = ("agree", "explain", "abstain", "object")
WAITS = st.sampled_from([0, 0, 0, 1, 5, 6])
who, languages = st.sampled_from(DELEGATIONS), st.sampled_from(["ru", "de"])


class ProcedureMachine(RuleBasedStateMachine):
    """One procedure. Positions may coincide with another act or with the deadline."""

    def __init__(self) -> None:
        super().__init__()
        CLOCK["now"] = MONDAY
        clear_received()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(kind=st.sampled_from(["silence", "written", "meeting"]), quorum=st.integers(1, 3))
    def open(self, kind: str, quorum: int) -> None:
        network = NetworkFactory()
        self.chair = chair_of(network)
        self.seats: dict[str, list[Seat]] = {
            "XA": [self.chair],
            "XB": [voice(network, "XB")],
            "XC": [voice(network, "XC")],
        }
        self.seats["XB"].append(voice(network, "XB", capacity="substitute"))
        proposal = make_proposal(network, by=self.chair.user, paragraphs=["One."])
        for language in ("ru", "de"):
            translate(proposal.versions.get(), language, {"p1": "1"})
        expires_at = MONDAY + timedelta(hours=HOURS)
        terms: dict[str, Any] = {"expires_at": expires_at, "quorum": quorum, "required_languages": ["ru", "de"]}
        self.kind, self.procedure = kind, make_procedure(self.chair, kind, proposal=proposal, **terms)
        self.diary = Diary("silence" if kind == "silence" else "written", DELEGATIONS, quorum, HOURS * 3600)
        self.diary.left = None if kind == "meeting" else self.diary.left
        self.diary.nobody_speaks_for = lambda: {code for code, seats in self.seats.items() if not seats}
        self.sent: list[tuple[Seat, str, Any, int]] = []
        self.drafts: list[tuple[str, Any, str]] = []
        self.acts = 0

    def passes(self, seconds: float) -> None:
        CLOCK["now"] += timedelta(seconds=seconds)
        self.diary.lasts(seconds)

    def tries(self, act: Any, *args: Any, **named: Any) -> Any:
        """What came of it: None, where it was refused because the procedure has ended, as the diary knows it has."""
        if not self.diary.ended:
            return act(*args, **named)
        with pytest.raises(Refused) as refused:
            act(*args, **named)
        assert refused.value.code == "closed"
        return None

    @rule(seconds=st.sampled_from([1, 59, 600, 3599, 3600, 7200]))
    def wait(self, seconds: int) -> None:
        self.passes(seconds)

    @precondition(lambda self: (self.diary.left or 0) > 1 and not self.diary.stoppers)
    @rule(before=st.sampled_from([0, 1]))
    def wait_for_the_end(self, before: int) -> None:
        self.passes(self.diary.left - before)  # type: ignore[operator]

    @rule(code=who, stance=st.sampled_from(POSITIONS), last=st.booleans(), seconds=st.sampled_from([0, 1]), waits=WAITS)
    def state(self, code: str, stance: str, last: bool, seconds: int, waits: int) -> None:
        """State a position that arrives and then `waits` for the lock: up to five seconds it counts as of its
        arrival."""
        self.passes(seconds)
        if not self.seats[code]:
            return
        mark_received()
        if waits > 5:
            self.passes(waits)
        else:
            CLOCK["now"] += timedelta(seconds=waits)
        seat, key = self.seats[code][-1 if last else 0], uuid4()
        made = self.tries(states, self.procedure, seat, stance, client_key=key)
        assert (made is not None) == self.diary.hears(code, stance)
        clear_received()
        if waits <= 5:
            self.diary.lasts(waits)
        if made is not None:
            self.acts += 1
            self.sent.append((seat, stance, key, made.pk))

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def send_again(self, data: Any) -> None:
        self.passes(1)
        seat, stance, key, made = data.draw(st.sampled_from(self.sent))
        assert states(self.procedure, seat, stance, client_key=key).pk == made

    @rule(code=who)
    def withdraw_an_objection(self, code: str) -> None:
        self.passes(1)
        if self.seats[code] and (self.diary.positions[code] == "object" or self.diary.ended):
            person = self.seats[code][0].user
            made = self.tries(withdraw_objection, procedure=self.procedure, user=person, client_key=uuid4())
            assert (made is not None) == self.diary.hears(code, "withdraw")
            self.acts += made is not None

    @precondition(lambda self: self.kind == "silence" and not self.diary.ended)
    @rule(code=who)
    def amend(self, code: str) -> None:
        self.passes(1)
        if self.seats[code] and not self.diary.ended:
            change = ParagraphChange(number=0, key="p1", start=0, end=1, replacement="Two.")
            fields = {"user": self.seats[code][0].user, "reason": "Because.", "client_key": uuid4()}
            propose_amendment(version=self.procedure.version, change=change, breaks_silence=True, **fields)
            assert self.diary.hears(code, "amend")
            self.acts += 1

    @rule(code=who, stance=st.sampled_from(POSITIONS))
    def draft(self, code: str, stance: str) -> None:
        self.passes(1)
        if self.seats[code]:
            seat = self.seats[code][0]
            fields = {"procedure": self.procedure, "user": seat.user, "partner": seat.pk, "client_key": uuid4()}
            made = self.tries(prepare_position, **fields, stance=stance, words="Because.")
            if made is not None:
                self.drafts.append((code, made, stance if stance != "agree" else "explain"))

    @precondition(lambda self: self.drafts)
    @rule()
    def release(self) -> None:
        self.passes(1)
        code, draft, stance = self.drafts.pop()
        if draft.prepared_for in self.seats[code]:
            made = self.tries(release_position, draft=draft, user=draft.prepared_for.user)
            assert (made is not None) == self.diary.hears(code, stance)
            self.acts += made is not None

    @rule(code=st.sampled_from(["XB", "XC"]))
    def a_seat_ends(self, code: str) -> None:
        self.passes(0.5)
        if self.seats[code]:
            seat = self.seats[code].pop(0)
            Seat.objects.filter(pk=seat.pk).update(ends_at=CLOCK["now"])
            self.sent = [one for one in self.sent if one[0] != seat]
        self.passes(0.5)

    @rule(code=st.sampled_from(["XB", "XC"]))
    def a_successor_comes(self, code: str) -> None:
        self.passes(0.5)
        self.seats[code].append(voice(self.chair.network, code, starts_at=CLOCK["now"]))
        self.passes(0.5)

    @rule()
    def a_delegation_joins_and_is_not_heard(self) -> None:
        self.passes(1)
        with pytest.raises(NotAllowed):
            states(self.procedure, voice(self.chair.network, "XD"), "object")

    @rule()
    def a_delegation_leaves(self) -> None:
        self.chair.network.delegations.remove(self.procedure.roll.get(delegation__code="XC").delegation)

    @precondition(lambda self: self.kind != "meeting")
    @rule(language=languages)
    def stop(self, language: str) -> None:
        self.passes(1)
        if self.tries(
            pause_deadline, procedure=self.procedure, user=self.chair.user, language=language, words="The end"
        ):
            self.diary.stoppers.add(language)

    @precondition(lambda self: self.diary.stoppers)
    @rule()
    def resume(self) -> None:
        self.passes(1)
        language = sorted(self.diary.stoppers)[0]
        if self.tries(resume_deadline, procedure=self.procedure, user=self.chair.user, language=language):
            self.diary.stoppers.remove(language)

    @precondition(lambda self: self.kind != "meeting")
    @rule(hours=st.integers(1, 3))
    def put_off(self, hours: int) -> None:
        self.passes(1)
        later = Procedure.objects.get(pk=self.procedure.pk).expires_at + timedelta(hours=hours)
        if later < CLOCK["now"] + timedelta(hours=1) and not self.diary.ended:
            return
        if self.tries(
            extend_procedure, procedure=self.procedure, user=self.chair.user, expires_at=later, reason="Holidays"
        ):
            self.diary.left += hours * 3600  # type: ignore[operator]

    @rule(really=st.integers(0, 9))
    def take_back(self, really: int) -> None:
        self.passes(1)
        facts = {"procedure": self.procedure, "user": self.chair.user, "words": "Better"}
        if not really and self.tries(withdraw_procedure, **facts):
            self.diary.is_taken_back()

    @precondition(lambda self: self.kind == "meeting")
    @rule(really=st.integers(0, 4))
    def close(self, really: int) -> None:
        self.passes(1)
        if not really and self.tries(close_at_meeting, procedure=self.procedure, user=self.chair.user):
            self.diary.is_closed_by_hand()

    @rule()
    def the_clock_strikes(self) -> None:
        self.passes(1)
        record_results(CLOCK["now"])

    @invariant()
    def both_come_to_the_same(self) -> None:
        if not hasattr(self, "procedure"):
            return
        found = outcome_of(Procedure.objects.get(pk=self.procedure.pk))
        codes = {
            entry.delegation_id: entry.delegation.code for entry in self.procedure.roll.select_related("delegation")
        }
        assert found.result == self.diary.now()
        assert {codes[key]: status.value for key, status in found.statuses.items()} == self.diary.statuses()
        assert codes.get(found.broken_by) == self.diary.breaker  # type: ignore[arg-type]
        assert PositionAct.objects.filter(entry__procedure=self.procedure).count() == self.acts


def test_random_procedures_have_the_results_of_the_reference_implementation(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: CLOCK["now"])
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        ProcedureMachine,
        settings=settings(max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=checks),
    )
