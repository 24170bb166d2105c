"""Proposals, procedures, decisions and their follow-up, dossiers, and the events that open pages receive."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from networkapp import events
from networkapp.decisions.follow_up.actions import open_follow_ups
from networkapp.decisions.follow_up.queries import follow_up_by_delegation, list_follow_ups
from networkapp.decisions.models import FollowUp, FollowUpStep
from networkapp.decisions.procedures.actions import withdraw_procedure
from networkapp.decisions.procedures.desk import position_desk_items
from networkapp.decisions.procedures.notices import ENDED
from networkapp.decisions.procedures.statements import make_statement
from networkapp.decisions.proposals.translations import save_translation
from networkapp.live import messages
from networkapp.live.messages import Variant
from networkapp.models import Event, Seat
from networkapp.provenance.dossiers import dossier_of
from networkapp.provenance.links import causes_of, chain_of, link_cause
from tests.factories.decisions import adopt, propose, put_to
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, SubjectFactory
from tests.factories.procedures import chair_of, make_procedure, make_proposal, states, voice
from tests.factories.proposals import make_drafting
from tests.query_counts.table import ROWS, Call, Case, Page

EN = [Variant("en", "UTC")]


def _chair() -> Seat:
    return chair_of(NetworkFactory(slug="here", visibility="public"))


def _newest_event(seat: Seat) -> int:
    return Event.objects.filter(network=seat.network).latest("sequence").sequence


def proposals() -> Case:
    here = make_drafting(proposed=False)
    for _row in ROWS:
        here.propose()
        yield [Page(7, "/networks/joint/proposals/", here.member.user)]


def a_proposal() -> Case:
    here = make_drafting()
    fields = {"proposal": here.proposal, "user": here.rapporteur.user, "title": "", "base": 1}
    save_translation(**fields, language="ru", paragraphs={"p1": "Один"})
    for place in range(3):
        here.amend(place, place + 1, "may")
        yield [Page(15, "/networks/joint/proposals/1/", here.member.user)]


def procedures() -> Case:
    chair = _chair()
    for _row in ROWS:
        make_procedure(chair)
        make_procedure(chair, "meeting", quorum=1)
        make_procedure(chair, "written")
        yield [
            Page(8, "/networks/here/procedures/", chair.user),
            Call(2, position_desk_items, user=chair.user),
        ]


def a_board() -> Case:
    chair = _chair()
    seats = [voice(chair.network, code) for code in ("XB", "XC", "XD")]
    procedure = make_procedure(chair)
    for seat in seats:
        states(procedure, seat, "agree", drafted_by=seat)
        yield [Page(25, procedure.get_absolute_url(), chair.user)]


def a_board_of_a_text_that_was_put_often() -> Case:
    chair = _chair()
    proposal = make_proposal(chair.network, by=chair.user)
    for _row in ROWS:
        ended = make_procedure(chair, "written", proposal=proposal, quorum=1)
        withdraw_procedure(procedure=ended, user=chair.user, words="Another day")
        proposal.refresh_from_db()
        yield [Page(21, ended.get_absolute_url(), chair.user)]


def decisions() -> Case:
    chair = _chair()
    for _row in ROWS:
        decision = adopt(chair.network, seat=chair)
        decision.subjects.add(SubjectFactory())
        put_to(propose(chair), expires_at=timezone.now() + timedelta(days=2))
        open_follow_ups(decision=decision, user=chair.user, task="A", delegations=[DelegationFactory(code="XA")])
        yield [
            Page(13, "/decisions/", chair.user),
            Page(7, "/decisions/follow-up/"),
            Call(3, _countries_to_report, chair.user, grows=False),
        ]


def _countries_to_report(reader: Any) -> list[Any]:
    return [
        (one.delegation.code, one.total) for one in follow_up_by_delegation(follow_ups=list_follow_ups(user=reader))
    ]


def a_decision() -> Case:
    chair = _chair()
    decision = adopt(chair.network, seat=chair)
    for number in ROWS:
        delegation = DelegationFactory(code="XB")
        fields = {"decision": decision, "user": chair.user, "task": f"Task {number}"}
        (follow_up,) = open_follow_ups(**fields, delegations=[delegation])
        seat = SeatFactory(network=decision.network, delegation=delegation)
        by = {"seat": seat, "reported_by": seat.user}
        FollowUpStep.objects.create(follow_up=follow_up, state="done", words="Done.", client_key=uuid4(), **by)
        _state(decision, seat, f"Said {number}")
        yield [Page(29, decision.get_absolute_url(), chair.user)]


def _state(decision: Any, seat: Seat, text: str) -> None:
    fields = {"decision": decision, "delegation": seat.delegation, "user": seat.user}
    make_statement(**fields, text=text, client_key=uuid4())


def statements_on_open_pages() -> Case:
    chair = _chair()
    member, decision = voice(chair.network, "XB"), adopt(chair.network, seat=chair)
    begin = _newest_event(chair)
    for number in ROWS:
        _state(decision, member, f"Said {number}")
        yield [Call(2, messages.encode_events, events.events_after(chair.network_id, begin, limit=99), EN)]


def positions_on_open_pages() -> Case:
    chair = _chair()
    seats = [voice(chair.network, code) for code in ("XC", "XD", "XE")]
    procedure = make_procedure(chair, "written")
    begin = _newest_event(chair)
    for seat in seats:
        states(procedure, seat, "agree")
        yield [Call(8, messages.encode_events, events.events_after(chair.network_id, begin, limit=99), EN)]


def ended_procedures_on_open_pages() -> Case:
    chair = _chair()
    proposal = make_proposal(chair.network, by=chair.user, paragraphs=["One."])
    for _row in ROWS:
        procedure = make_procedure(chair, "written", proposal=proposal)
        begin = _newest_event(chair)
        withdraw_procedure(procedure=procedure, user=chair.user, words="Another day")
        proposal.refresh_from_db()
        ended = [each for each in events.events_after(chair.network_id, begin, limit=99) if each.kind == ENDED]
        yield [Call(8, messages.encode_events, ended, EN, grows=False)]


def what_led_to_a_proposal() -> Case:
    seat = SeatFactory(network=NetworkFactory(slug="here"))
    topic, proposal = start_topic(seat), propose(seat).proposal
    for _row in ROWS:
        link_cause(cause=add_message(topic, seat), effect=proposal, user=seat.user)
        yield [Call(3, _titles_of_causes, proposal, seat.user)]


def _titles_of_causes(effect: Any, reader: Any) -> list[str]:
    return [link.title for link in causes_of(effect, reader)]


def a_chain_of_effects() -> Case:
    chair = _chair()
    decision = adopt(chair.network, seat=chair)
    for _row in ROWS:
        FollowUp.objects.create(decision=decision, delegation=DelegationFactory(), task="Ask for figures")
        yield [Call(17, chain_of, decision, chair.user)]


def a_dossier() -> Case:
    chair = _chair()
    topic, decision = start_topic(chair), adopt(chair.network, seat=chair)
    for _row in ROWS:
        link_cause(cause=add_message(topic, chair), effect=decision.proposal, user=chair.user)
        yield [Call(24, _steps_of_dossier, f"decision-{decision.pk}", chair.user)]


def _steps_of_dossier(key: str, reader: Any) -> list[Any]:
    return list(dossier_of(key=key, user=reader).steps)
