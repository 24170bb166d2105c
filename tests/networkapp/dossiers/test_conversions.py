"""Creating one thing from another: both and their link are stored, or nothing is; quotations are kept."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone

from networkapp.decisions.models import Proposal, ProposalState
from networkapp.discussion.actions.messages import edit_message, message_choices, withdraw_message
from networkapp.discussion.actions.topics import share_topic
from networkapp.dossiers.actions.conversions import (
    create_inquiry_from,
    proposal_text_from,
    propose_from_messages,
    proposing_networks,
    questions_from,
    selectable_messages,
    selected_messages,
)
from networkapp.errors import NotAllowed, Refused
from networkapp.inquiries.models import Inquiry
from networkapp.models import CausalLink, Seat
from networkapp.provenance.links import causes_of, effects_of
from tests.factories.decisions import adopt
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat() -> Any:
    return SeatFactory(offices=["chair"])


def make_proposal(seat: Any, messages: Any, **kwargs: Any) -> Proposal:
    fields = {"title": "Hotlines", "text": proposal_text_from(messages=messages), "client_key": uuid4(), **kwargs}
    return propose_from_messages(messages=messages, network=seat.network, user=seat.user, **fields)


def test_messages_become_paragraphs_of_a_proposal_that_links_back_to_them(seat: Any) -> None:
    topic = start_topic(seat, body="One line for all.")
    second = add_message(topic, seat, "In every language.\n\nDay and night.")
    first = topic.messages.earliest("sequence")
    proposal = make_proposal(seat, [second, first])
    texts = [row["text"] for row in proposal.versions.get().paragraphs]
    assert texts == ["One line for all.", "In every language.", "Day and night."]
    assert {link.it for link in causes_of(proposal, seat.user)} == {first, second}
    assert [link.it for link in effects_of(first, seat.user)] == [proposal]
    assert proposal.topic == topic


def test_same_client_key_creates_a_proposal_from_messages_once(seat: Any) -> None:
    messages, key = list(start_topic(seat).messages.all()), uuid4()
    assert make_proposal(seat, messages, client_key=key) == make_proposal(seat, messages, client_key=key)
    assert (Proposal.objects.count(), CausalLink.objects.count()) == (1, 1)


def test_withdrawn_messages_cannot_be_proposed(seat: Any) -> None:
    message = start_topic(seat).messages.get()
    withdraw_message(message=message, user=seat.user)
    for chosen, code in (([message], "sealed"), ([], "no_messages")):
        with pytest.raises(Refused) as refusal:
            make_proposal(seat, chosen, text="Something")
        assert refusal.value.code == code
    assert not Proposal.objects.exists()
    assert not selectable_messages(topic=message.topic, user=seat.user).exists()


@pytest.mark.parametrize(
    ("state", "locked"),
    [
        (ProposalState.DRAFT, False), (ProposalState.OPEN, True), (ProposalState.ADOPTED, True),
        (ProposalState.NOT_ADOPTED, False), (ProposalState.WITHDRAWN, False),
    ],
)  # fmt: skip
def test_message_is_locked_while_a_proposal_made_from_it_is_open_or_adopted(
    seat: Any, state: str, locked: bool
) -> None:
    message = start_topic(seat).messages.get()
    proposal = make_proposal(seat, [message])
    Proposal.objects.filter(pk=proposal.pk).update(state=state)
    assert bool(message_choices(message=message, user=seat.user).locked) == locked
    acts: Any = (
        lambda: edit_message(message=message, user=seat.user, body="Otherwise.", base=0),
        lambda: withdraw_message(message=message, user=seat.user),
    )
    for act in acts:
        if not locked:
            act()
            continue
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "locked"


def test_proposal_of_a_network_that_the_author_cannot_read_does_not_lock_the_message(seat: Any) -> None:
    topic = start_topic(seat)
    message = topic.messages.get()
    there = SeatFactory(network=NetworkFactory(slug="closed", visibility="closed"))
    share_topic(topic=topic, network=there.network, user=SeatFactory(network=there.network, user=seat.user).user)
    proposal = make_proposal(there, [message])
    Proposal.objects.filter(pk=proposal.pk).update(state=ProposalState.OPEN)
    assert message_choices(message=message, user=seat.user).locked
    Seat.objects.filter(user=seat.user, network=there.network).update(ends_at=timezone.now())
    assert not message_choices(message=message, user=seat.user).locked
    edit_message(message=message, user=seat.user, body="Otherwise.", base=0)


def test_shared_topic_becomes_a_proposal_in_networks_where_the_user_may_propose(seat: Any) -> None:
    guest, elsewhere = SeatFactory(user=seat.user, network=NetworkFactory(slug="guest")), NetworkFactory(slug="else")
    SeatFactory(user=seat.user, network=elsewhere)
    topic = start_topic(seat)
    share_topic(topic=topic, network=guest.network, user=seat.user)
    observer = SeatFactory(network=seat.network, capacity="observer").user
    found = proposing_networks(topic=topic, user=seat.user)
    assert set(found) == {seat.network, guest.network}
    assert not proposing_networks(topic=topic, user=observer).exists()
    with pytest.raises(NotAllowed):
        make_proposal(SeatFactory(network=seat.network, capacity="observer"), list(topic.messages.all()))


def test_selection_contains_only_readable_messages_of_the_topic(seat: Any) -> None:
    topic, other = start_topic(seat), start_topic(seat).messages.get()
    own = topic.messages.get()
    keys = [str(own.pk), str(other.pk), "x", "", "9" * 40, "-1"]
    assert selected_messages(topic=topic, user=seat.user, keys=keys) == [own]
    assert selected_messages(topic=topic, user=SeatFactory(network=NetworkFactory()).user, keys=keys) == []


def test_inquiry_created_from_a_decision_belongs_to_its_network_and_links_back(seat: Any) -> None:
    decision = adopt(seat.network, seat=seat)
    cause, draft = questions_from(key=f"decision-{decision.pk}", part="", user=seat.user)
    assert (cause.it, draft.network) == (decision, seat.network)
    assert decision.title in draft.questions[0]
    fields = {"title": draft.title, "questions": draft.questions, "client_key": uuid4()}
    made = [create_inquiry_from(cause=decision, network=seat.network, user=seat.user, **fields) for _twice in range(2)]
    assert made == [Inquiry.objects.get()] * 2
    assert [link.it for link in effects_of(decision, seat.user)] == [made[0]]
    assert decision in {link.it for link in causes_of(made[0], seat.user)}


def test_creating_an_inquiry_from_a_decision_requires_the_right_to_inquire(seat: Any) -> None:
    decision = adopt(seat.network, seat=seat)
    for reader in (
        SeatFactory(network=seat.network, capacity="observer").user,
        SeatFactory(network=NetworkFactory()).user,
    ):
        with pytest.raises(Http404):
            questions_from(key=f"decision-{decision.pk}", part="", user=reader)
    with pytest.raises(Http404):
        questions_from(key=f"procedure-{decision.procedure_id}", part="", user=seat.user)
