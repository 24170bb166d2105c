"""The management page of a running procedure offers only what its kind and state allow."""

from typing import Any

import pytest
from django.test import Client

from networkapp.decisions.models import Procedure
from networkapp.decisions.procedures.clock_stops import pause_deadline
from networkapp.models import Network, Seat
from tests.factories.networks import NetworkFactory
from tests.factories.procedures import chair_of, make_procedure, make_proposal, next_minute, translate
from tests.factories.proposals import make_drafting
from tests.worlds import world

ACTS = ("extend", "withdraw", "close", "stop", "resume")


@world
def chair(db: None) -> Seat:
    network: Network = NetworkFactory(slug="here")
    return chair_of(network)


def page_of(client: Client, chair: Seat, procedure: Procedure) -> str:
    client.force_login(chair.user)
    return " ".join(client.get(f"{procedure.get_absolute_url()}keep/").content.decode().split())


def offered(page: str) -> set[str]:
    return {act for act in ACTS if f'/{act}/"' in page}


@pytest.mark.parametrize(
    ("kind", "value", "acts", "sentence"),
    [
        ("silence", {}, {"extend", "withdraw"}, "or as soon as a delegation objects or proposes a change."),
        ("written", {}, {"extend", "withdraw"}, "also if all delegations have taken a position before."),
        ("meeting", {"quorum": 1}, {"withdraw", "close"}, "the chair closes it."),
        ("sense_check", {}, {"extend", "withdraw"}, "The procedure ends at its deadline and cannot be closed early."),
    ],
)
def test_management_page_offers_actions_by_kind_of_procedure_and_explains_its_end(
    client: Client, chair: Seat, kind: str, value: Any, acts: set[str], sentence: str
) -> None:
    page = page_of(client, chair, make_procedure(chair, kind, **value))
    assert (offered(page), sentence in page) == (acts, True)
    assert ("the proposal becomes a draft again" in page) == (kind != "sense_check")
    assert ("Pause" in page, "paused" in page) == (False, False)


def test_paused_deadline_can_be_resumed_and_is_not_paused_twice_for_a_language(client: Client, chair: Seat) -> None:
    proposal = make_proposal(chair.network, by=chair.user, paragraphs=["One."])
    for language in ("ru", "de"):
        translate(proposal.versions.get(), language, {"p1": "."})
    running = make_procedure(chair, proposal=proposal, required_languages=["ru", "de"], expires_at=next_minute(hours=3))
    page = page_of(client, chair, running)
    assert (offered(page), '<option value="ru">' in page) == ({"extend", "withdraw", "stop"}, True)
    pause_deadline(procedure=running, user=chair.user, language="ru", words="Cut off")
    page = page_of(client, chair, running)
    assert offered(page) == {"extend", "withdraw", "stop", "resume"}
    assert ['<option value="ru">' in page, '<option value="de">' in page] == [False, True]
    pause_deadline(procedure=running, user=chair.user, language="de", words="Cut off")
    page = page_of(client, chair, running)
    assert offered(page) == {"extend", "withdraw", "resume"}
    assert "An extension adds to the time that is left." in page


def test_consolidation_page_links_to_each_open_amendment(client: Client, db: None) -> None:
    here = make_drafting()
    amended = [here.amend(1, 2, "may"), here.amend(4, 5, "testimony")]
    client.force_login(here.rapporteur.user)
    address = "/networks/joint/proposals/1/consolidate/"
    page = " ".join(client.get(address).content.decode().split())
    assert [f'href="{one.get_absolute_url()}"' in page for one in amended] == [True, True]
    assert "2 open amendments" in page
    for one in amended:
        here.accept(one)
    assert "open amendment" not in client.get(address).content.decode()
