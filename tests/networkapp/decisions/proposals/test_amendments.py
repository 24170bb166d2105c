"""Amendments: proposed, decided on, included in the next version, carried over, and who is notified."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils.timezone import now

from networkapp.decisions.models import Amendment, AmendmentState, Procedure, Proposal, ProposalState, ProposalVersion
from networkapp.decisions.proposals.actions import change_proposal, reopen_proposal
from networkapp.decisions.proposals.amendments import decide_amendment, reopen_amendment, withdraw_amendment
from networkapp.decisions.proposals.carry_over import carry_over_offer
from networkapp.decisions.proposals.conflicts import conflicts_of
from networkapp.decisions.proposals.consolidation import consolidate, generate_version
from networkapp.decisions.rules.amending import Conflict, ParagraphChange
from networkapp.errors import NotAllowed, Refused
from networkapp.models import SeatOffice
from tests.factories.networks import SeatFactory
from tests.factories.procedures import make_procedure
from tests.factories.proposals import TEXT, Drafting, make_drafting
from tests.worlds import world

ACCEPTED = AmendmentState.ACCEPTED


@world
def here(db: None) -> Drafting:
    return make_drafting()


def refusal_code(do: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as refusal:
        do(*args, **kwargs)
    return refusal.value.code


def state_of(amendment: Amendment) -> str:
    return Amendment.objects.get(pk=amendment.pk).state


def texts(drafting: Drafting) -> list[str]:
    return [each.text for each in drafting.newest.text]


def generate(drafting: Drafting) -> ProposalVersion:
    return generate_version(proposal=drafting.proposal, user=drafting.rapporteur.user, base=drafting.newest.number)


def test_amendment_has_a_number_in_its_proposal_and_belongs_to_its_delegation(here: Drafting) -> None:
    first, second = here.amend(1, 2, "may"), here.add_paragraph("A new one", by=here.rapporteur)
    assert [(one.number, one.delegation.code, one.kind) for one in (first, second)] == [
        (1, "XB", "words"),
        (2, "XC", "new"),
    ]
    last = here.network.events.last()
    assert (last.kind, last.payload) == (
        "amendment.proposed",
        {"proposal": here.proposal.pk, "amendment": second.pk, "state": "open"},
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"start": 3, "end": 7}, "out_of_range"),
        ({"start": 0, "end": 1, "key": "p9"}, "out_of_range"),
        ({"start": 1, "end": 3, "replacement": "must  not"}, "no_change"),
        ({"start": 1, "end": 1}, "no_change"),
        ({"start": 1, "end": 2, "replacement": "one\n\ntwo"}, "more_than_one"),
        ({"start": 1, "end": 2, "replacement": "x" * 20_001}, "replacement_too_long"),
        ({"start": 1, "end": 2, "reason": "\x00 "}, "no_reason"),
        ({"start": 1, "end": 2, "reason": "x" * 4_001}, "reason_too_long"),
    ],
)
def test_invalid_amendment_is_refused_and_not_stored(here: Drafting, fields: dict[str, Any], code: str) -> None:
    assert refusal_code(here.amend, **fields) == code
    assert Amendment.objects.count() == 0


def test_invisible_characters_are_removed_from_amendments(here: Drafting) -> None:
    amendment = here.amend(1, 2, "\x00may\u202e\r\n ever", reason="So\x00")
    assert (amendment.replacement, amendment.reason) == ("may\never", "So")


@pytest.mark.parametrize("who", ["adviser", "secretariat"])
def test_only_voting_seats_propose_amendments(here: Drafting, who: str) -> None:
    with pytest.raises(NotAllowed):
        here.amend(1, 2, "may", by=getattr(here, who))


def test_same_client_key_proposes_an_amendment_once(here: Drafting) -> None:
    key = uuid4()
    assert here.amend(1, 2, "may", client_key=key) == here.amend(1, 2, "may", client_key=key)
    here.proposals.insert(0, here.propose())
    assert refusal_code(here.amend, 1, 2, "may", client_key=key) == "key_used"


def test_amendment_to_an_older_version_is_refused_with_its_place_in_the_new_one(here: Drafting) -> None:
    old, change = here.newest, ParagraphChange(number=0, key="p2", start=2, end=3, replacement="must")
    text = TEXT.replace("Every state", "In this region every state").replace("Help", "All help")
    change_proposal(
        proposal=here.proposal, user=here.member.user, title="T", text=text, reason="Wider", base=old.number
    )
    assert refusal_code(here.ask, change, version=old) == "newer_version"
    offer = carry_over_offer(proposal=here.proposal, base=1, change=change)
    assert offer is not None
    assert offer.change is not None
    assert offer.changed is not None
    assert (offer.newest, offer.change.start, offer.change.end) == (here.newest, 5, 6)
    assert (offer.changed.old, offer.changed.fate) == ("Every state shall ask and answer.", "changed")
    gone = carry_over_offer(proposal=here.proposal, base=1, change=ParagraphChange(number=0, key="p1", start=0, end=1))
    assert gone is not None
    assert gone.change is None
    assert carry_over_offer(proposal=here.proposal, base=9, change=change) is None


def test_proposal_in_an_open_procedure_or_adopted_cannot_be_amended(here: Drafting) -> None:
    amendment = here.amend(1, 2, "may")
    Proposal.objects.update(state=ProposalState.OPEN)
    assert refusal_code(here.amend, 1, 2, "may") == "being_decided"
    assert refusal_code(here.accept, amendment) == "not_a_draft"
    Proposal.objects.update(state=ProposalState.ADOPTED)
    assert refusal_code(here.amend, 1, 2, "may") == "not_a_draft"


def test_amendment_breaks_the_silence_and_stays_open_for_the_reopened_proposal(
    here: Drafting,
) -> None:
    SeatOffice.objects.create(seat=here.member, office="chair")
    procedure = make_procedure(here.member, proposal=here.proposal)
    amendment = here.amend(1, 2, "may")
    procedure.refresh_from_db()
    assert (procedure.result, procedure.broken_by, here.proposal.state) == (
        "broken",
        here.other.delegation,
        "not_adopted",
    )
    assert refusal_code(here.accept, amendment) == "not_a_draft"
    reopen_proposal(proposal=here.proposal, user=here.member.user)
    assert here.accept(amendment).state == ACCEPTED


def test_text_at_a_meeting_or_after_its_silence_deadline_cannot_be_amended(here: Drafting) -> None:
    SeatOffice.objects.create(seat=here.member, office="chair")
    make_procedure(here.member, "meeting", proposal=here.proposal)
    assert refusal_code(here.amend, 1, 2, "may") == "being_decided"
    here.proposals.insert(0, here.propose())
    procedure = make_procedure(here.member, proposal=here.proposal)
    Procedure.objects.filter(pk=procedure.pk).update(opened_at=now() - timedelta(9), expires_at=now())
    assert refusal_code(here.amend, 1, 2, "may") == "not_a_draft"


def test_only_its_delegation_withdraws_an_amendment(here: Drafting) -> None:
    amendment = here.amend(1, 2, "may")
    with pytest.raises(NotAllowed):
        withdraw_amendment(amendment=amendment, user=here.member.user)
    successor = SeatFactory(network=here.network, delegation=here.other.delegation, capacity="substitute")
    for _twice in range(2):
        withdraw_amendment(amendment=amendment, user=successor.user)
    assert state_of(amendment) == "withdrawn"
    assert here.network.events.filter(kind="amendment.withdrawn").count() == 1
    assert refusal_code(here.accept, amendment) == "settled"


def test_rapporteur_decides_on_an_amendment_with_a_reason_and_can_reopen_it(here: Drafting) -> None:
    amendment = here.amend(1, 2, "may")
    assert refusal_code(here.set_aside, amendment, words=" ") == "words_needed"
    here.set_aside(amendment, words="Another time")
    assert Amendment.objects.get().settled_words == "Another time"
    assert refusal_code(here.accept, amendment) == "settled"
    reopen_amendment(amendment=amendment, user=here.rapporteur.user)
    assert here.accept(here.accept(amendment)).settled_by == here.rapporteur.user
    assert refusal_code(withdraw_amendment, amendment=amendment, user=here.other.user) == "settled"
    for act in (reopen_amendment, lambda **kwargs: decide_amendment(state=ACCEPTED, **kwargs)):
        with pytest.raises(NotAllowed):
            act(amendment=amendment, user=here.member.user)
    states = here.network.events.filter(kind="amendment.settled").values_list("payload__state", flat=True)
    assert list(states) == ["set_aside", "open", "accepted"]


def test_conflicting_amendments_are_marked_and_never_both_accepted(here: Drafting) -> None:
    nested, outer, strikes = here.amend(1, 2, "may"), here.amend(0, 4, "It cannot depend"), here.amend(1, 3)
    found = conflicts_of(here.newest, Amendment.objects.all())
    assert [(one.number, one.kind) for one in found[1]] == [(2, Conflict.NESTED), (3, Conflict.STRIKES)]
    assert found[3][1].words == "Conflicts with amendment 2: one deletes words that the other changes."
    here.accept(nested)
    for other in (outer, strikes):
        with pytest.raises(Refused, match="Conflicts with amendment 1: one"):
            here.accept(other)
    reopen_amendment(amendment=nested, user=here.rapporteur.user)
    here.accept(strikes)
    assert texts(here) == [each.text for each in here.proposal.versions.get().text]


def test_next_version_contains_accepted_amendments_only(here: Drafting) -> None:
    here.accept(here.amend(1, 3, "may never"))
    here.accept(here.add_paragraph("First of all."))
    here.accept(here.amend(0, 6, key="p3"))
    here.set_aside(here.amend(0, 1, "Each", key="p2"))
    waiting = here.amend(2, 3, "must", key="p2")
    made = generate(here)
    assert [(each.key, each.text) for each in made.text] == [
        ("p4", "First of all."),
        ("p1", "Help may never depend on evidence."),
        ("p2", "Every state shall ask and answer."),
    ]
    assert (made.origin, made.number) == ("generated", 2)
    carried = Amendment.objects.get(version=made)
    assert (carried.number, carried.state, carried.carried_from, state_of(waiting)) == (5, "open", waiting, "carried")
    assert refusal_code(generate, here) == "nothing_accepted"


def test_version_without_any_paragraph_is_refused(here: Drafting) -> None:
    for key in ("p1", "p2", "p3"):
        here.accept(here.amend(0, 6, key=key))
    assert refusal_code(generate, here) == "nothing_left"


def test_proposer_cannot_overwrite_accepted_amendments(here: Drafting) -> None:
    here.accept(here.amend(1, 2, "may"))
    fields = {"title": "T", "text": "Mine", "reason": "So", "base": 1}
    assert (
        refusal_code(change_proposal, proposal=here.proposal, user=here.member.user, **fields) == "accepted_amendments"
    )


def test_rapporteur_consolidates_the_generated_version_with_a_reason(here: Drafting) -> None:
    here.accept(here.amend(1, 2, "may"))
    fields = {"proposal": here.proposal, "user": here.rapporteur.user, "title": here.proposal.title, "base": 1}
    text = TEXT.replace("must not", "may not").replace("report in", "report within")
    assert refusal_code(consolidate, text=text, reason="", **fields) == "no_reason"
    consolidate(text=text, reason="Style", **fields)
    assert list(here.proposal.versions.values_list("number", "origin", "reason")) == [
        (1, "proposed", ""),
        (2, "generated", ""),
        (3, "consolidated", "Style"),
    ]
    assert refusal_code(consolidate, text=text, reason="Style", **fields) == "newer_version"
    assert refusal_code(consolidate, text=text, reason="Style", **{**fields, "base": 3}) == "no_change"
    with pytest.raises(NotAllowed):
        consolidate(text=text, reason="Style", **{**fields, "user": here.member.user})


def test_consolidating_without_changes_stores_only_the_generated_version(here: Drafting) -> None:
    here.accept(here.amend(1, 2, "may"))
    fields = {"proposal": here.proposal, "user": here.rapporteur.user, "title": here.proposal.title, "base": 1}
    assert consolidate(text=TEXT.replace("must", "may"), reason="", **fields).origin == "generated"
