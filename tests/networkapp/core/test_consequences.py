"""Links from causes to effects: stored once, never circular, and visible only at both readable ends."""

from itertools import pairwise
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import Http404

from networkapp.decisions.models import FollowUp
from networkapp.discussion.models import Message
from networkapp.errors import Refused
from networkapp.models import CausalLink, Network
from networkapp.provenance.links import causes_of, chain_of, effects_of, find_link, link_cause
from networkapp.registry.provenance import dossier_parts
from tests.factories.decisions import adopt, propose
from tests.factories.discussion import start_topic
from tests.factories.meetings import make_meeting
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds_are_known() -> None:
    """Load the content types, which each process looks up once."""
    ContentType.objects.get_for_models(CausalLink, *(part.model for part in dossier_parts.values()))


def first_message(seat: Any) -> Message:
    return start_topic(seat).messages.get()


def test_link_is_read_from_cause_and_effect() -> None:
    seat = SeatFactory()
    message, proposal = first_message(seat), propose(seat).proposal
    link_cause(cause=message, effect=proposal, user=seat.user)
    assert [(link.kind, link.it) for link in effects_of(message, seat.user)] == [("proposal", proposal)]
    assert [(link.kind, link.it) for link in causes_of(proposal, seat.user)] == [("message", message)]
    assert (causes_of(message, seat.user), effects_of(proposal, seat.user)) == ([], [])


def test_linking_twice_keeps_one_link_and_its_first_author() -> None:
    seat = SeatFactory()
    other = SeatFactory(network=seat.network)
    message, proposal = first_message(seat), propose(seat).proposal
    drawn = [link_cause(cause=message, effect=proposal, user=one.user) for one in (seat, other)]
    assert drawn[0] == drawn[1] == CausalLink.objects.get()
    assert drawn[0].made_by == seat.user


def test_circular_link_is_refused() -> None:
    seat = SeatFactory()
    messages = [first_message(seat) for _each in range(3)]
    for cause, effect in pairwise(messages):
        link_cause(cause=cause, effect=effect, user=seat.user)
    for cause, effect in ((messages[2], messages[0]), (messages[0], messages[0])):
        with pytest.raises(Refused) as refusal:
            link_cause(cause=cause, effect=effect, user=seat.user)
        assert refusal.value.code == "goes_round"
    assert CausalLink.objects.count() == 2


def test_link_against_the_order_of_proposal_and_decision_is_refused_as_circular() -> None:
    seat = SeatFactory()
    decision = adopt(seat.network, seat=seat)
    with pytest.raises(Refused) as refusal:
        link_cause(cause=decision, effect=decision.proposal, user=seat.user)
    assert refusal.value.code == "goes_round"


def test_links_to_or_from_hidden_items_are_refused() -> None:
    seat, stranger = SeatFactory(), SeatFactory(network=NetworkFactory())
    hidden, own = first_message(seat), propose(stranger).proposal
    for cause, effect in ((hidden, own), (own, hidden)):
        with pytest.raises(Refused) as refusal:
            link_cause(cause=cause, effect=effect, user=stranger.user)
        assert refusal.value.code == "not_there"
    assert not CausalLink.objects.exists()


def test_public_decision_hides_its_closed_source_message() -> None:
    network = NetworkFactory(slug="public", visibility=Network.Visibility.PUBLIC)
    seat = SeatFactory(network=network, offices=["chair"])
    decision = adopt(network, seat=seat)
    message = first_message(SeatFactory(user=seat.user, network=NetworkFactory(slug="closed")))
    link_cause(cause=message, effect=decision, user=seat.user)
    reader = SeatFactory(network=network).user
    assert [link.it for link in causes_of(decision, seat.user)] == [message, decision.procedure]
    assert [link.it for link in causes_of(decision, reader)] == [decision.procedure]
    assert causes_of(decision, UserFactory()) == []
    with pytest.raises(Http404):
        find_link(f"message-{message.pk}", user=reader)


def test_chain_stops_at_hidden_items() -> None:
    open_network, closed = NetworkFactory(slug="open"), NetworkFactory(slug="closed")
    seat = SeatFactory(network=open_network)
    inside = SeatFactory(user=seat.user, network=closed)
    first, hidden, last = first_message(seat), first_message(inside), first_message(seat)
    link_cause(cause=first, effect=hidden, user=seat.user)
    link_cause(cause=hidden, effect=last, user=seat.user)
    reader = SeatFactory(network=open_network).user
    assert [link.it for link in chain_of(first, seat.user)] == [first, hidden, last]
    assert [link.it for link in chain_of(first, reader)] == [first]
    assert [link.it for link in chain_of(last, reader)] == [last]


def test_chain_leads_from_a_message_over_decision_and_follow_up_back_to_the_source() -> None:
    seat = SeatFactory(offices=["chair"])
    message = first_message(seat)
    decision = adopt(seat.network, seat=seat)
    link_cause(cause=message, effect=decision.proposal, user=seat.user)
    task = FollowUp.objects.create(decision=decision, delegation=DelegationFactory(), task="Ask for figures")
    item = make_meeting(seat.network, agenda=["Figures"]).agenda.get()
    item.about = decision
    item.save()
    chain = [message, decision.proposal, decision.procedure, decision, task, item]
    assert {link.key for link in chain_of(message, seat.user)} == {f"{it._meta.model_name}-{it.pk}" for it in chain}
    assert [link.it for link in chain_of(task, seat.user)] == [
        task,
        decision,
        decision.procedure,
        decision.proposal,
        message,
    ]


@pytest.mark.parametrize("key", ["decision-", "decision-x", "nothing-1", "user-1", "decision-9999", "-1", "decision"])
def test_items_of_unlinked_kinds_are_not_found(key: str) -> None:
    with pytest.raises(Http404):
        find_link(key, user=SeatFactory().user)
