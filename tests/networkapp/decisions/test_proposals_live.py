"""An open proposal page, updated by its frames, equals a reloaded page after every action."""

from collections.abc import Callable

import pytest
from django.test import Client

from networkapp.decisions.models import Proposal, ProposalState
from networkapp.decisions.proposals.actions import change_proposal, reopen_proposal, withdraw_proposal
from networkapp.decisions.proposals.amendments import reopen_amendment, withdraw_amendment
from networkapp.decisions.proposals.consolidation import consolidate, generate_version
from networkapp.decisions.proposals.translations import save_translation
from networkapp.models import Event
from tests.factories.proposals import TEXT, Drafting, make_drafting
from tests.networkapp.core.live_pages import OpenPage
from tests.networkapp.core.test_state_and_events import frames_for


def propose_another(here: Drafting) -> None:
    here.propose(title="A <second> one")


def amend(here: Drafting) -> None:
    here.amend(1, 2, "<may>")
    here.add_paragraph("A new one", key="p2")
    here.add_paragraph("First of all")


def amend_in_conflict(here: Drafting) -> None:
    here.amend(1, 2, "may")
    here.amend(0, 3, "It may not", by=here.rapporteur)


def settle(here: Drafting) -> None:
    here.accept(here.amend(1, 2, "may"))
    here.set_aside(here.amend(0, 1, "Each", key="p2"))


def settle_and_reopen(here: Drafting) -> None:
    reopen_amendment(amendment=here.accept(here.amend(1, 2, "may")), user=here.rapporteur.user)


def withdraw_one(here: Drafting) -> None:
    withdraw_amendment(amendment=here.amend(1, 2, "may"), user=here.other.user)


def generate(here: Drafting) -> None:
    lost = here.amend(2, 4, "ever rest")
    here.accept(here.amend(1, 3, "may never"))
    generate_version(proposal=here.proposal, user=here.rapporteur.user, base=1)
    withdraw_amendment(amendment=lost, user=here.other.user)


def consolidated(here: Drafting) -> None:
    here.accept(here.amend(1, 2, "may"))
    consolidate(
        proposal=here.proposal, user=here.rapporteur.user, title="T", text="One\n\nTwo", reason="Shorter", base=1
    )


def change(here: Drafting) -> None:
    here.amend(0, 1, "Each", key="p2")
    text = TEXT.replace("report", "tell")
    change_proposal(proposal=here.proposal, user=here.member.user, title="New", text=text, reason="So", base=1)


def write(here: Drafting) -> None:
    fields = {"language": "ru", "title": "", "paragraphs": {"p1": "Один"}, "base": 1}
    save_translation(proposal=here.proposal, user=here.rapporteur.user, **fields)


def withdraw(here: Drafting) -> None:
    withdraw_proposal(proposal=here.proposal, user=here.member.user)


def take_up(here: Drafting) -> None:
    reopen_proposal(proposal=here.proposal, user=here.member.user)


ACTS = [
    propose_another, amend, amend_in_conflict, settle, settle_and_reopen, withdraw_one, generate, consolidated, change,
    write, withdraw, take_up,
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_open_proposal_page_updated_by_its_frames_equals_a_reloaded_page(act: Callable[[Drafting], None]) -> None:
    here, client = make_drafting(), Client()
    if act is take_up:
        Proposal.objects.update(state=ProposalState.NOT_ADOPTED)
    client.force_login(here.adviser.user, backend="django.contrib.auth.backends.ModelBackend")
    addresses = ["/networks/joint/proposals/", "/networks/joint/proposals/1/"]
    pages = [OpenPage(client.get(address).content.decode()) for address in addresses]
    act(here)
    for page, address in zip(pages, addresses, strict=True):
        page.apply(frames_for(here.adviser, page))
        assert page.lists() == OpenPage(client.get(address).content.decode()).lists()


@pytest.mark.django_db
def test_amendment_events_contain_no_text() -> None:
    here = make_drafting()
    here.set_aside(here.amend(1, 2, "Quetzal", reason="Quetzal"), words="Quetzal")
    assert "Quetzal" not in str(list(Event.objects.values_list("payload", flat=True)))
