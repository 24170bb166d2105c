"""Proposals: created, changed while they are drafts, withdrawn, reopened and translated."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest

from networkapp.decisions.models import Proposal, ProposalState
from networkapp.decisions.proposals.actions import change_proposal, propose, reopen_proposal, withdraw_proposal
from networkapp.decisions.proposals.translations import languages_of, save_translation
from networkapp.discussion.models import Topic
from networkapp.errors import NotAllowed, Refused
from networkapp.registry.linkables import find_linkable, search_linkables
from tests.factories.discussion import start_topic
from tests.factories.networks import NetworkFactory, SeatFactory, SubjectFactory
from tests.factories.proposals import TEXT, Drafting, make_drafting
from tests.worlds import world

BASE = {"title": "Help", "text": "One.\n\nTwo.", "reason": "Shorter", "base": 1}


@world
def here(db: None) -> Drafting:
    return make_drafting()


def refused(do: Callable[..., Any], **kwargs: Any) -> str:
    with pytest.raises(Refused) as refusal:
        do(**kwargs)
    return refusal.value.code


def texts(drafting: Drafting) -> list[tuple[str, str]]:
    return [(each.key, each.text) for each in drafting.newest.text]


def test_entered_text_becomes_version_one_in_paragraphs_without_typed_numbers(here: Drafting) -> None:
    assert texts(here) == [
        ("p1", "Help must not depend on evidence."),
        ("p2", "Every state shall ask and answer."),
        ("p3", "The delegations report in a year."),
    ]
    assert (here.proposal.label, here.proposal.state, here.newest.number) == ("P-1", "draft", 1)
    kinds = here.network.events.values_list("kind", "payload", "actor")
    assert list(kinds) == [("proposal.made", {"proposal": here.proposal.pk}, here.member.user.pk)]


def test_proposals_are_numbered_per_network(here: Drafting) -> None:
    other = make_drafting("elsewhere")
    assert [here.propose().number, here.propose(here.adviser).number, other.proposal.number] == [2, 3, 1]


def test_same_client_key_creates_one_proposal_and_is_refused_in_another_network(here: Drafting) -> None:
    key = uuid4()
    assert here.propose(client_key=key) == here.propose(client_key=key, title="Again")
    SeatFactory(user=here.member.user, network=NetworkFactory(slug="other"))
    fields = {"user": here.member.user, "title": "T", "text": "T", "client_key": key}
    assert refused(propose, network=NetworkFactory(slug="other"), **fields) == "key_used"
    assert Proposal.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " \n"}, "empty_title"),
        ({"title": "t" * 201}, "title_too_long"),
        ({"text": " \n\n1.\n\n\u200b"}, "empty_text"),
        ({"text": "t" * 200_001}, "text_too_long"),
        ({"text": "t\n\n" * 501}, "too_many_paragraphs"),
    ],
)
def test_invalid_proposal_is_refused_and_not_stored(here: Drafting, fields: dict[str, Any], code: str) -> None:
    usual = {"network": here.network, "user": here.member.user, "title": "T", "text": "T", "client_key": uuid4()}
    assert refused(propose, **{**usual, **fields}) == code
    assert Proposal.objects.count() == 1


def test_proposal_of_10000_words_is_accepted_without_invisible_characters(here: Drafting) -> None:
    made = here.propose(title="A\x00 title", text="One\x00 \u202etext\r\n\r\n" + "word " * 10_000)
    [first, second] = made.versions.get().text
    assert (made.title, first.text, len(second.text.split())) == ("A title", "One text", 10_000)


@pytest.mark.parametrize("capacity", ["expert", "observer", "government"])
def test_experts_observers_and_government_cannot_propose(here: Drafting, capacity: str) -> None:
    guest = SeatFactory(network=here.network, capacity=capacity)
    with pytest.raises(NotAllowed):
        here.propose(guest)


def test_proposal_opens_a_topic_about_it_that_only_readers_find(here: Drafting) -> None:
    key = uuid4()
    made = here.propose(opening="Why I ask", client_key=key)
    assert here.propose(opening="Why I ask", client_key=key).topic == made.topic
    topic = Topic.objects.get()
    assert (made.topic, topic.about, topic.messages.get().body) == (topic, made, "Why I ask")
    assert find_linkable(kind="proposal", pk=made.pk, user=here.other.user).it == made
    stranger = SeatFactory(network=NetworkFactory(slug="other"))
    assert search_linkables(words="testimony", user=stranger.user) == []
    assert len(search_linkables(words="testimony", user=here.other.user)) == 2


def test_proposal_can_be_linked_to_a_topic_of_its_network_only(here: Drafting) -> None:
    topic = start_topic(here.member)
    assert here.propose(topic=topic, opening="passed over").topic == topic
    away = start_topic(SeatFactory(user=here.member.user, network=NetworkFactory(slug="other")))
    fields = {"user": here.member.user, "title": "T", "text": "T", "client_key": uuid4(), "topic": away}
    assert refused(propose, network=here.network, **fields) == "topic_elsewhere"


def test_proposal_stores_its_subjects(here: Drafting) -> None:
    subject = SubjectFactory()
    assert list(here.propose(subjects=[subject]).subjects.all()) == [subject]


def test_proposal_hash_is_the_sha256_of_its_canonical_json(here: Drafting) -> None:
    made = here.propose(title="Café", text="One\n\nTwo", language="sv")
    canonical = '{"language":"sv","paragraphs":["One","Two"],"title":"Café"}'
    assert made.versions.get().content_hash == sha256(canonical.encode()).hexdigest()


def test_proposer_and_rapporteur_change_the_text_and_paragraph_keys_are_preserved(here: Drafting) -> None:
    text = "New first.\n\n" + TEXT.replace("shall ask", "must ask")
    for seat in (here.member, here.rapporteur):
        change_proposal(
            proposal=here.proposal, user=seat.user, title="Help", text=f"{text}\n\n{seat.pk}", reason="Better",
            base=here.newest.number,
        )  # fmt: skip
    assert [key for key, _text in texts(here)] == ["p4", "p1", "p2", "p3", "p5"]
    assert (here.newest.number, here.newest.reason, here.newest.seat) == (3, "Better", here.rapporteur)
    assert here.proposal.title == "Help"
    assert here.proposal.versions.get(number=1).title == "Help without testimony"


def test_members_other_than_proposer_and_rapporteur_cannot_change_a_proposal(here: Drafting) -> None:
    for seat in (here.other, here.adviser):
        with pytest.raises(NotAllowed):
            change_proposal(proposal=here.proposal, user=seat.user, **BASE)
        with pytest.raises(NotAllowed):
            withdraw_proposal(proposal=here.proposal, user=seat.user)


def test_change_of_an_older_version_or_without_reason_or_difference_is_refused(here: Drafting) -> None:
    fields = {"proposal": here.proposal, "user": here.member.user, **BASE}
    assert refused(change_proposal, **{**fields, "reason": " "}) == "no_reason"
    assert refused(change_proposal, **{**fields, "title": here.proposal.title, "text": TEXT}) == "no_change"
    change_proposal(**fields)
    assert refused(change_proposal, **fields) == "newer_version"
    withdraw_proposal(proposal=here.proposal, user=here.member.user)
    assert refused(change_proposal, **{**fields, "base": 2, "text": "Three."}) == "not_a_draft"


def test_proposal_in_an_open_procedure_cannot_be_changed_or_withdrawn(here: Drafting) -> None:
    Proposal.objects.update(state=ProposalState.OPEN)
    assert refused(change_proposal, proposal=here.proposal, user=here.member.user, **BASE) == "not_a_draft"
    for act in (withdraw_proposal, reopen_proposal):
        assert refused(act, proposal=here.proposal, user=here.member.user) == "not_now"


def test_proposal_not_adopted_can_be_reopened_and_a_withdrawn_one_cannot(here: Drafting) -> None:
    Proposal.objects.update(state=ProposalState.NOT_ADOPTED)
    reopen_proposal(proposal=here.proposal, user=here.rapporteur.user)
    assert here.proposal.state == ProposalState.DRAFT
    for _twice in range(2):
        withdraw_proposal(proposal=here.proposal, user=here.member.user)
    assert refused(reopen_proposal, proposal=here.proposal, user=here.member.user) == "not_now"
    changes = here.network.events.filter(kind="proposal.changed").values_list("payload__change", flat=True)
    assert list(changes) == ["taken_up", "withdrawn"]


def write(drafting: Drafting, **kwargs: Any) -> Any:
    usual = {"language": "ru", "title": "Помощь", "paragraphs": {"p1": "Первый", "p3": " ", "p9": "?"}, "base": 1}
    return save_translation(**{"proposal": drafting.proposal, "user": drafting.rapporteur.user, **usual, **kwargs})


def test_translation_of_a_proposal_lists_its_missing_paragraphs(here: Drafting) -> None:
    write(here)
    found = [(one.language, one.is_original, one.missing) for one in languages_of(here.newest)]
    assert found == [("en", True, ()), ("ru", False, (2, 3))]
    write(here, paragraphs={"p1": "Один", "p2": "Два", "p3": "Три"})
    assert languages_of(here.newest)[1].missing == ()


def test_translations_of_unchanged_paragraphs_are_copied_to_the_next_version(here: Drafting) -> None:
    write(here, paragraphs={"p1": "Один", "p2": "Два", "p3": "Три"})
    changed = TEXT.replace("shall ask", "must ask")
    change_proposal(proposal=here.proposal, user=here.member.user, **{**BASE, "text": changed})
    [text] = here.newest.texts.all()
    assert (text.title, text.paragraphs) == ("", {"p1": "Один", "p3": "Три"})
    assert here.proposal.versions.get(number=1).texts.get().title == "Помощь"


def test_invalid_translation_of_a_proposal_is_refused(here: Drafting) -> None:
    assert refused(write, drafting=here, language="en") == "no_such_language"
    assert refused(write, drafting=here, language="xx") == "no_such_language"
    assert refused(write, drafting=here, title="t" * 201) == "title_too_long"
    assert refused(write, drafting=here, paragraphs={"p1": "t" * 400_001}) == "text_too_long"
    assert refused(write, drafting=here, base=2) == "newer_version"
    with pytest.raises(NotAllowed):
        write(here, user=here.member.user)
    Proposal.objects.update(state=ProposalState.OPEN)
    write(here)
    Proposal.objects.update(state=ProposalState.ADOPTED)
    assert refused(write, drafting=here) == "not_a_draft"
