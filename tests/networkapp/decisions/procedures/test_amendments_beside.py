"""A procedure opens on a text with all accepted amendments in it; what the text lacks is listed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from networkapp.decisions.models import Amendment, Procedure, ProposalVersion
from networkapp.decisions.procedures.actions import withdraw_procedure
from networkapp.decisions.procedures.amendments_beside import amendments_omitted_at_opening, omitted_amendments
from networkapp.decisions.proposals.actions import change_proposal, reopen_proposal
from networkapp.decisions.proposals.amendments import reopen_amendment, withdraw_amendment
from networkapp.decisions.proposals.consolidation import consolidate, generate_version
from networkapp.decisions.proposals.versions import newest_version
from networkapp.decisions.rules.paragraphs import join_paragraphs
from networkapp.errors import Refused
from networkapp.models import Seat
from tests.factories.networks import SeatFactory
from tests.factories.procedures import make_procedure, next_minute, states
from tests.factories.proposals import Drafting, make_drafting
from tests.worlds import world


@world
def here(db: None) -> Drafting:
    return make_drafting()


@world
def chair(here: Drafting) -> Seat:
    return SeatFactory(network=here.network, delegation=here.member.delegation, offices=["chair"])


def refused(do: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as refusal:
        do(*args, **kwargs)
    return refusal.value.code, str(refusal.value.message)


def opened(here: Drafting, chair: Seat, kind: str = "silence", **terms: Any) -> Procedure:
    return make_procedure(chair, kind, proposal=here.proposal, **terms)


def generate(here: Drafting) -> ProposalVersion:
    return generate_version(proposal=here.proposal, user=here.rapporteur.user, base=here.newest.number)


def numbers(amendments: tuple[Amendment, ...]) -> list[int]:
    return [one.number for one in amendments]


def with_replacement(here: Drafting, old: str, new: str) -> dict[str, Any]:
    text = join_paragraphs(paragraphs=here.newest.text).replace(old, new)
    return {"title": "Help", "text": text, "reason": "Clearer", "base": here.newest.number}


@pytest.mark.parametrize("kind", ["silence", "written", "meeting"])
def test_binding_procedure_is_refused_while_an_accepted_amendment_is_not_in_the_text(
    here: Drafting, chair: Seat, kind: str
) -> None:
    here.amend(1, 2, "may")
    here.accept(here.amend(1, 3, "should"))
    assert refused(opened, here, chair, kind) == (
        "accepted_amendments",
        "Amendment 2 is accepted but not in the text. Create the next version first.",
    )
    assert (Procedure.objects.count(), here.proposal.state) == (0, "draft")
    generate(here)
    procedure = opened(here, chair, kind)
    assert procedure.version is not None
    assert (procedure.version.number, procedure.version.text[0].text) == (2, "Help should depend on evidence.")


def test_sense_check_opens_although_an_accepted_amendment_is_not_in_the_text(here: Drafting, chair: Seat) -> None:
    here.accept(here.amend(1, 2, "may"))
    assert opened(here, chair, "sense_check").version == here.newest


def test_reopened_proposal_must_include_the_amendment_that_broke_the_silence(here: Drafting, chair: Seat) -> None:
    first = opened(here, chair)
    broken_by = here.amend(1, 2, "may")
    reopen_proposal(proposal=here.proposal, user=here.rapporteur.user)
    here.accept(broken_by)
    assert refused(opened, here, chair)[0] == "accepted_amendments"
    assert not amendments_omitted_at_opening(first)
    generate(here)
    assert not amendments_omitted_at_opening(opened(here, chair))


def test_text_of_a_withdrawn_procedure_must_include_amendments_accepted_since(here: Drafting, chair: Seat) -> None:
    withdraw_procedure(procedure=opened(here, chair, "written"), user=chair.user, words="Another amendment came")
    amendment = here.accept(here.amend(1, 2, "may"))
    assert refused(opened, here, chair)[0] == "accepted_amendments"
    reopen_amendment(amendment=amendment, user=here.rapporteur.user)
    withdraw_amendment(amendment=amendment, user=here.other.user)
    assert opened(here, chair).version == here.newest


def test_open_amendments_are_listed_and_do_not_prevent_a_procedure(here: Drafting, chair: Seat) -> None:
    here.accept(here.amend(1, 2, "may"))
    here.amend(0, 1, "Aid")
    here.set_aside(here.amend(3, 4, "rest"))
    beside = omitted_amendments(here.newest)
    assert (numbers(beside.missing), numbers(beside.changed), numbers(beside.undecided)) == ([1], [], [2])
    generate(here)
    procedure = opened(here, chair)
    assert numbers(amendments_omitted_at_opening(procedure).undecided) == [2]


def test_open_amendment_to_an_older_version_is_listed_as_undecided(here: Drafting, chair: Seat) -> None:
    here.amend(1, 2, "may")
    change_proposal(proposal=here.proposal, user=here.member.user, **with_replacement(here, "must not", "does not"))
    assert numbers(omitted_amendments(here.newest).undecided) == [1]


@pytest.mark.parametrize("who", ["proposer", "rapporteur"])
def test_opening_requires_confirmation_if_a_version_undid_an_accepted_amendment(
    here: Drafting, chair: Seat, who: str
) -> None:
    here.accept(here.amend(1, 3, "should"))
    generate(here)
    act, seat = (change_proposal, here.member) if who == "proposer" else (consolidate, here.rapporteur)
    act(proposal=here.proposal, user=seat.user, **with_replacement(here, "should", "must not"))
    assert here.newest.text[0].text == "Help must not depend on evidence."
    assert refused(opened, here, chair) == (
        "accepted_changed",
        "Accepted amendments were changed again (1). Compare the versions and confirm the text.",
    )
    procedure = opened(here, chair, despite_changes=True)
    assert numbers(amendments_omitted_at_opening(procedure).changed) == [1]


def test_opening_needs_no_confirmation_if_accepted_amendments_are_still_in_the_text(
    here: Drafting, chair: Seat
) -> None:
    here.accept(here.amend(1, 3, "should"))
    generate(here)
    change_proposal(proposal=here.proposal, user=here.member.user, **with_replacement(here, "in a year", "each year"))
    assert not amendments_omitted_at_opening(opened(here, chair))


def test_procedure_pages_state_that_an_accepted_amendment_is_missing(
    here: Drafting, chair: Seat, client: Client
) -> None:
    amendment = here.amend(1, 3, "should")
    procedure = opened(here, chair, "written", quorum=1)
    Amendment.objects.filter(pk=amendment.pk).update(state="accepted", settled_at=procedure.opened_at)
    Amendment.objects.filter(pk=amendment.pk).update(proposed_at=procedure.opened_at)
    states(procedure, here.member, "agree")
    assert numbers(amendments_omitted_at_opening(procedure).missing) == [1]
    client.force_login(here.other.user)
    result = "One amendment was accepted before the procedure opened but is not in this text:"
    assert result in client.get(procedure.get_absolute_url()).content.decode()
    assert "1 accepted but not in this version" in client.get(here.proposal.get_absolute_url()).content.decode()


def test_opening_page_lists_missing_amendments_instead_of_the_form(here: Drafting, chair: Seat, client: Client) -> None:
    client.force_login(chair.user)
    address = f"{here.proposal.get_absolute_url()}open/"
    accepted, left = here.accept(here.amend(1, 2, "may")), here.amend(0, 1, "Aid")
    page = client.get(address).content.decode()
    links = [f'href="{one.get_absolute_url()}"' in page for one in (accepted, left)]
    assert (links, "/generate/" in page, 'name="expires_at"' in page) == ([True, True], True, False)
    sent = {"kind": "silence", "expires_at": f"{next_minute(days=1):%Y-%m-%dT%H:%M}", "base": 1}
    sent["client_key"] = "6e8f0b7a-2f6b-4a37-9b9a-3d7f0a8f6a11"
    answer = client.post(address, sent)
    assert (answer.status_code, Procedure.objects.count()) == (422, 0)
    generate(here)
    answer = client.post(address, sent)
    assert (answer.status_code, answer.context["form"]["base"].value(), Procedure.objects.count()) == (422, "2", 0)
    assert "Version 2 is now the newest. Check its text, then open the procedure." in answer.content.decode()
    assert client.post(address, {**sent, "base": 2}).status_code == 302
    assert Procedure.objects.get().version == newest_version(here.proposal)
