"""Inquiries: who drafts, changes, approves and closes them, and how a network decides on their questions."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from networkapp.decisions.models import Proposal, ProposalState
from networkapp.decisions.procedures.recording import record_decision
from networkapp.errors import NotAllowed, Refused
from networkapp.inquiries.actions.approval import approve_inquiry, inquiry_hash, propose_inquiry
from networkapp.inquiries.actions.inquiries import change_inquiry, close_inquiry, create_inquiry, reopen_inquiry
from networkapp.inquiries.models import CaseState, Inquiry, InquiryState
from networkapp.models import Network, Seat
from networkapp.permissions import Action
from networkapp.registry.adoptions import Adoption, apply_adoption
from tests.factories.decisions import outcome_of, put_to
from tests.factories.inquiries import TEXTS, drafted, keeper_of, make_inquiry
from tests.factories.networks import NetworkFactory, SeatFactory, make_seat
from tests.worlds import world


@world
def inquiry(network: Network) -> Inquiry:
    return make_inquiry(network)


@world
def adviser(network: Network) -> Seat:
    return make_seat(network, "XA", "adviser")


def refused(act: Callable[..., Any], **kwargs: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(**kwargs)
    return refusal.value.code


def visible_titles(user: Any) -> list[str]:
    return [one.title for one in Inquiry.objects.where(user, may=Action.SEE).order_by("pk")]


def test_inquiry_is_public_only_after_the_chair_approves_the_draft_of_an_adviser(
    network: Network, adviser: Seat
) -> None:
    Network.objects.filter(pk=network.pk).update(visibility="public")
    fields = {"network": network, "title": " Convictions ", "questions": ["One?", "", "Two?"], "client_key": uuid4()}
    inquiry = create_inquiry(user=adviser.user, **fields)
    assert create_inquiry(user=adviser.user, **fields).pk == inquiry.pk
    stranger, observer = SeatFactory(network=NetworkFactory()).user, make_seat(network, "XB", "observer").user
    assert [visible_titles(user) for user in (adviser.user, observer, stranger)] == [
        ["Convictions"],
        ["Convictions"],
        [],
    ]
    assert list(inquiry.questions.values_list("number", "text")) == [(1, "One?"), (2, "Two?")]
    with pytest.raises(NotAllowed):
        approve_inquiry(inquiry=inquiry, user=adviser.user)
    with pytest.raises(NotAllowed):
        create_inquiry(user=observer, **{**fields, "client_key": uuid4()})
    chair = make_seat(network, "XB", "member", offices=["chair"])
    approved = approve_inquiry(inquiry=inquiry, user=chair.user)
    assert approve_inquiry(inquiry=inquiry, user=chair.user).approved_at == approved.approved_at
    assert (approved.approved_seat, visible_titles(stranger)) == (chair, ["Convictions"])
    log = network.events.filter(kind__startswith="inquiry.").values_list("kind", "audience")
    assert list(log) == [("inquiry.written", "network"), ("inquiry.approved", "network")]


def test_draft_inquiry_is_edited_by_its_delegation_and_old_versions_are_refused(
    network: Network, adviser: Seat
) -> None:
    inquiry = create_inquiry(
        network=network, user=adviser.user, title="A", questions=["One?", "Two?"], client_key=uuid4()
    )
    keys = list(inquiry.questions.values_list("key", flat=True))
    fields = {"inquiry": inquiry, "user": adviser.user, "title": "B", "questions": ["Uno?", "Two?", "Three?"]}
    change_inquiry(base_version=1, **fields)
    assert refused(change_inquiry, base_version=1, **fields) == "changed"
    assert list(inquiry.questions.values_list("key", flat=True))[:2] == keys
    with pytest.raises(NotAllowed):
        change_inquiry(base_version=2, **{**fields, "user": make_seat(network, "XB", "adviser").user})
    approve_inquiry(inquiry=inquiry, user=keeper_of(network).user)
    assert refused(change_inquiry, base_version=2, **fields) == "not_a_draft"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " "}, "no_title"),
        ({"title": "a" * 201}, "too_long"),
        ({"questions": [" ", ""]}, "no_questions"),
        ({"questions": ["?"] * 31}, "too_many_questions"),
        ({"questions": ["?" * 5_001]}, "too_long"),
        ({"language": "xx"}, "language"),
    ],
)
def test_invalid_inquiry_is_refused(network: Network, adviser: Seat, fields: dict[str, Any], code: str) -> None:
    arguments = {"network": network, "user": adviser.user, "title": "A", "questions": ["One?"], "client_key": uuid4()}
    assert refused(create_inquiry, **{**arguments, **fields}) == code
    assert Inquiry.objects.count() == 0


def test_inquiry_is_approved_by_a_decision_of_its_own_network_only(network: Network) -> None:
    inquiry = make_inquiry(network, approved=False)
    fields: dict[str, Any] = {"decision": "2026/3", "at": timezone.now()}
    with pytest.raises(Refused) as refusal:
        apply_adoption(subject=inquiry, adoption=Adoption(network=NetworkFactory(), **fields))
    assert refusal.value.code == "another_network"
    with pytest.raises(Refused) as refusal:
        apply_adoption(subject=inquiry, adoption=Adoption(network=network, content_hash="0" * 64, **fields))
    assert refusal.value.code == "altered"
    adoption = Adoption(network=network, content_hash=inquiry_hash(inquiry=inquiry), **fields)
    apply_adoption(subject=inquiry, adoption=adoption)
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.decision_label, inquiry.approved_at) == ("approved", "2026/3", fields["at"])


def test_inquiry_is_proposed_with_its_hash_and_approved_when_adopted(network: Network) -> None:
    inquiry = make_inquiry(network, approved=False, language="fi")
    keeper, key = keeper_of(network), uuid4()
    proposal = propose_inquiry(inquiry=inquiry, user=keeper.user, client_key=key)
    assert propose_inquiry(inquiry=inquiry, user=keeper.user, client_key=key) == proposal
    assert (proposal.about, proposal.about_hash, proposal.language) == (inquiry, inquiry_hash(inquiry=inquiry), "fi")
    texts = [row["text"] for row in proposal.versions.get().paragraphs]
    assert (tuple(texts[1:-1]), inquiry_hash(inquiry=inquiry) in texts[-1]) == (TEXTS, True)
    again = {"inquiry": inquiry, "user": keeper.user, "client_key": uuid4()}
    assert refused(propose_inquiry, **again) == "put_already"
    procedure = put_to(proposal.versions.get())
    with transaction.atomic():
        decision = record_decision(procedure=procedure, outcome=outcome_of(procedure))
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.decision) == ("approved", decision)
    assert refused(propose_inquiry, **again) == "not_a_draft"


def test_changed_inquiry_is_proposed_again_by_inquiry_managers_only(network: Network, adviser: Seat) -> None:
    inquiry, keeper = make_inquiry(network, approved=False), keeper_of(network)
    with pytest.raises(NotAllowed):
        propose_inquiry(inquiry=inquiry, user=adviser.user, client_key=uuid4())
    propose_inquiry(inquiry=inquiry, user=keeper.user, client_key=uuid4())
    change_inquiry(inquiry=inquiry, user=keeper.user, base_version=1, title="B", questions=["How many?"])
    assert propose_inquiry(inquiry=inquiry, user=keeper.user, client_key=uuid4()).number == 2


def test_inquiry_in_an_open_procedure_cannot_be_changed_approved_or_closed(network: Network) -> None:
    inquiry, keeper = make_inquiry(network, approved=False), keeper_of(network)
    Proposal.objects.create(
        network=network, number=1, title="Ask", seat=keeper, proposed_by=keeper.user, state=ProposalState.OPEN,
        about_type=ContentType.objects.get_for_model(Inquiry), about_id=inquiry.pk,
    )  # fmt: skip
    fields = {"inquiry": inquiry, "user": keeper.user}
    assert refused(change_inquiry, base_version=1, title="B", questions=["?"], **fields) == "being_decided"
    assert refused(approve_inquiry, **fields) == "being_decided"
    assert refused(close_inquiry, words="No", **fields) == "being_decided"


def test_closed_inquiry_accepts_no_new_questions_and_can_be_reopened(inquiry: Inquiry, adviser: Seat) -> None:
    keeper = keeper_of(inquiry.network)
    assert refused(close_inquiry, inquiry=inquiry, user=keeper.user, words=" ") == "no_words"
    with pytest.raises(NotAllowed):
        close_inquiry(inquiry=inquiry, user=adviser.user, words="Enough")
    close_inquiry(inquiry=inquiry, user=keeper.user, words="Enough")
    assert refused(drafted, inquiry=inquiry, by=adviser) == "not_approved"
    reopen_inquiry(inquiry=inquiry, user=keeper.user)
    assert drafted(inquiry, adviser).state == CaseState.DRAFTED
    draft = make_inquiry(inquiry.network, approved=False)
    close_inquiry(inquiry=draft, user=keeper.user, words="Never mind")
    assert refused(reopen_inquiry, inquiry=draft, user=keeper.user) == "never_approved"
    assert Inquiry.objects.get(pk=draft.pk).state == InquiryState.CLOSED
