"""Repeated procedures on one text are visible to all who can read it, and to nobody else."""

from typing import Any

import pytest
from django.test import Client

from networkapp.decisions.models import Decision, Procedure, Proposal
from networkapp.decisions.procedures.actions import withdraw_procedure
from networkapp.decisions.procedures.results import record_results
from networkapp.models import Network, Seat
from tests.factories.networks import NetworkFactory
from tests.factories.procedures import chair_of, make_procedure, make_proposal, next_minute, states, voice

pytestmark = pytest.mark.django_db
WHY = "Quetzal: another day"


@pytest.fixture
def chair() -> Seat:
    return chair_of(NetworkFactory(slug="here", visibility=Network.Visibility.PUBLIC))


def open_repeatedly(chair: Seat, times: int, **terms: Any) -> tuple[Proposal, list[Procedure]]:
    """Return a text that was opened and withdrawn this number of times, and is open now, with its procedures."""
    proposal, made = make_proposal(chair.network, by=chair.user), []
    for _each in range(times):
        made.append(make_procedure(chair, "written", proposal=proposal, quorum=1, **terms))
        withdraw_procedure(procedure=made[-1], user=chair.user, words=WHY)
        proposal.refresh_from_db()
    return proposal, [*made, make_procedure(chair, "written", proposal=proposal, quorum=1)]


def page_of(reader: Any, address: str) -> str:
    client = Client()
    if reader is not None:
        client.force_login(reader.user)
    return client.get(address).content.decode()


def test_procedure_page_lists_all_other_procedures_on_its_text(chair: Seat) -> None:
    _proposal, made = open_repeatedly(chair, 2)
    make_procedure(chair, "written")
    for shown in made:
        page = page_of(voice(chair.network, "XB"), shown.get_absolute_url())
        assert "Other procedures on this text" in page
        linked = [f'<li><a href="{other.get_absolute_url()}">' in page for other in Procedure.objects.order_by("pk")]
        assert linked == [other != shown for other in made] + [False]
        assert page.count(WHY) == (2 if shown == made[-1] else 1 + (shown in made[:2]))
    assert "Other procedures on this text" not in page_of(chair, Procedure.objects.latest("pk").get_absolute_url())


def test_lists_show_the_number_of_earlier_procedures_on_a_text(chair: Seat) -> None:
    _proposal, made = open_repeatedly(chair, 2)
    listed = page_of(chair, "/networks/here/procedures/")
    for n, (words, shown) in enumerate((("One earlier procedure", made[1]), ("2 earlier procedures", made[2]))):
        assert (n, f'<a href="{shown.get_absolute_url()}#others">{words} on this text</a>' in listed) == (n, True)
    assert "2 earlier procedures" in page_of(chair, "/decisions/")


def test_decision_lists_earlier_procedures_for_readers_of_the_network_only(chair: Seat) -> None:
    _proposal, made = open_repeatedly(chair, 2)
    states(made[-1], chair, "agree")
    record_results(next_minute(days=9))
    decision = Decision.objects.get()
    member = voice(chair.network, "XB")
    for reader, seen in ((member, True), (None, False), (voice(NetworkFactory(slug="else"), "XC"), False)):
        page, register = page_of(reader, decision.get_absolute_url()), page_of(reader, "/decisions/")
        assert ("2 other procedures on the text" in page, WHY in page) == (seen, seen)
        assert ("2 earlier procedures" in register, decision.title in register) == (seen, True)


def test_hidden_positions_of_an_earlier_procedure_stay_hidden(chair: Seat) -> None:
    member = voice(chair.network, "XB")
    proposal = make_proposal(chair.network, by=chair.user)
    first = make_procedure(chair, "written", proposal=proposal, hidden_until_closed=True)
    states(first, member, "object", "Kakapo", counter_text="Takahe")
    withdraw_procedure(procedure=first, user=chair.user, words=WHY)
    proposal.refresh_from_db()
    page = page_of(chair, make_procedure(chair, "written", proposal=proposal).get_absolute_url())
    assert [words in page for words in (WHY, "Kakapo", "Takahe", "Objects")] == [True, False, False, False]
