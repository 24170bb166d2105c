"""Dossiers: the steps that led to a decision or answer, as far as the reader may see them."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from networkapp.decisions.models import AmendmentState, Procedure, ProcedureKind
from networkapp.decisions.procedures.results import record_result
from networkapp.decisions.procedures.statements import make_statement
from networkapp.decisions.proposals.amendments import decide_amendment
from networkapp.decisions.rules.outcomes import Stance
from networkapp.discussion.models import Message
from networkapp.handbooks.models import NoteAudience
from networkapp.handbooks.notes.outcomes import answer_change_request, request_change
from networkapp.inquiries.models import Reply
from networkapp.models import CausalLink, Network
from networkapp.provenance.dossiers import dossier_file, dossier_of
from networkapp.provenance.links import link_cause
from networkapp.registry.provenance import dossier_parts
from tests.access.accounts import client_of
from tests.factories.annotations import note_on, rewrite, sections_of
from tests.factories.decisions import ADOPTED_AT, adopt, propose, put_to, state
from tests.factories.discussion import start_topic
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.inquiries import file_answer, make_case, make_inquiry
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.factories.proposals import make_drafting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds_are_known() -> None:
    """Load the content types, which each process looks up once."""
    ContentType.objects.get_for_models(CausalLink, *(part.model for part in dossier_parts.values()))


def make_chain(visibility: str = Network.Visibility.PUBLIC) -> Any:
    network = NetworkFactory(slug="joint", visibility=visibility)
    seat = SeatFactory(network=network, offices=["chair"])
    message = start_topic(seat, body="Quetzals are counted nowhere.").messages.get()
    Message.objects.filter(pk=message.pk).update(posted_at=ADOPTED_AT - timedelta(days=30))
    decision = adopt(network, seat=seat)
    type(decision.proposal).objects.update(proposed_at=ADOPTED_AT - timedelta(days=20))
    link_cause(cause=message, effect=decision.proposal, user=seat.user)
    return seat, message, decision


def text_of_steps(dossier: Any) -> str:
    return " ".join(each.words for step in dossier.steps for each in step.entry.text)


def test_dossier_lists_the_steps_in_order_of_time_with_their_texts() -> None:
    seat, message, decision = make_chain()
    dossier = dossier_of(key=f"decision-{decision.pk}", user=seat.user)
    assert [step.link.kind for step in dossier.steps] == ["message", "proposal", "procedure", "decision"]
    assert [step.is_asked for step in dossier.steps] == [False, False, False, True]
    entry = dossier.steps[0].entry
    assert (entry.by, entry.text[0].words, entry.text[0].quote) == (f"{seat.user}, {seat.label}", message.body, True)
    assert [each.words for each in dossier.steps[3].entry.text[:2]] == decision.paragraphs
    SeatFactory(user=seat.user, network=NetworkFactory(slug="of-no-concern"))
    dossier = dossier_of(key=f"decision-{decision.pk}", user=seat.user)
    assert dossier.seen_as == (f"{seat.label} ({seat.network.name})",)


def test_public_dossier_of_a_decision_leaves_out_how_it_came_about() -> None:
    seat, _message, decision = make_chain()
    dossier = dossier_of(key=f"decision-{decision.pk}", user=AnonymousUser())
    assert [step.link.kind for step in dossier.steps] == ["decision"]
    assert "Quetzals" not in text_of_steps(dossier)
    assert "not opposed" not in text_of_steps(dossier)
    assert "not opposed" in text_of_steps(dossier_of(key=f"decision-{decision.pk}", user=seat.user))
    assert dossier.seen_as == ()


def test_dossier_of_a_closed_network_is_not_found_by_others() -> None:
    _seat, message, decision = make_chain(visibility=Network.Visibility.CLOSED)
    stranger = SeatFactory(network=NetworkFactory()).user
    for key in (f"decision-{decision.pk}", f"message-{message.pk}", f"proposal-{decision.proposal_id}"):
        with pytest.raises(Http404):
            dossier_of(key=key, user=stranger)


def test_withdrawn_message_stays_in_the_dossier_without_its_text() -> None:
    seat, message, decision = make_chain()
    Message.objects.filter(pk=message.pk).update(withdrawn_at=timezone.now())
    dossier = dossier_of(key=f"decision-{decision.pk}", user=seat.user)
    assert dossier.steps[0].link.it == message
    assert "Quetzals" not in text_of_steps(dossier)


def test_hash_of_a_dossier_depends_on_its_visible_steps() -> None:
    seat, _message, decision = make_chain()
    key = f"decision-{decision.pk}"
    first = dossier_of(key=key, user=seat.user).content_hash
    assert dossier_of(key=key, user=seat.user).content_hash == first
    assert dossier_of(key=key, user=AnonymousUser()).content_hash != first
    CausalLink.objects.all().delete()
    assert dossier_of(key=key, user=seat.user).content_hash != first


def test_section_changed_on_request_is_in_the_dossier_with_its_changes() -> None:
    seat, _message, decision = make_chain()
    editor = SeatFactory(network=seat.network, offices=["editor"])
    chapter = make_chapter(make_handbook(seat.network), sections=[section("one", text="Victims must testify.")])
    (part,) = sections_of(chapter)
    note = note_on(part, seat.user, audience=NoteAudience.NETWORK)
    request_change(note=note, user=seat.user, proposal="Help does not depend on testimony.")
    link_cause(cause=decision, effect=note, user=seat.user)
    rewrite(chapter, "Victims need not testify.")
    answer_change_request(note=note, user=editor.user, done=True, answer="Done.")
    dossier = dossier_of(key=f"decision-{decision.pk}", user=seat.user)
    steps = {step.link.kind: step for step in dossier.steps}
    changes = [part for each in steps["annotation"].entry.text for part in each.changes]
    assert [(one.change, one.text) for one in changes if one.change != "equal"] == [
        ("removed", "must"), ("added", "need not"),
    ]  # fmt: skip
    assert [each.words for each in steps["section"].entry.text] == ["Victims need not testify."]
    assert dossier.steps[-1] == steps["section"]


def test_dossier_can_be_downloaded_as_accessible_pdf() -> None:
    seat, _message, decision = make_chain()
    made = dossier_file(
        dossier=dossier_of(key=f"decision-{decision.pk}", user=seat.user), user=seat.user, address="http://here/"
    )
    assert made.startswith(b"%PDF-")
    assert b"pdfuaid" in made


def test_page_and_file_of_a_dossier_are_open_to_readers_of_its_decision() -> None:
    seat, _message, decision = make_chain()
    page = reverse("networkapp:dossier", args=[f"decision-{decision.pk}"])
    file = reverse("networkapp:dossier_file", args=[f"decision-{decision.pk}"])
    reader, anonymous = Client(), Client()
    reader.force_login(seat.user)
    assert "Quetzals" in reader.get(page).content.decode()
    assert "Quetzals" not in anonymous.get(page).content.decode()
    assert reader.get(file)["Content-Type"] == "application/pdf"
    assert anonymous.get(file).status_code == 302


def test_embargoed_answer_is_only_in_the_dossier_of_its_own_delegation() -> None:
    network = NetworkFactory(slug="joint", visibility=Network.Visibility.PUBLIC)
    inquiry = make_inquiry(network)
    case = make_case(inquiry, "XA")
    file_answer(case, quotation="Quetzals.", embargo_until=timezone.now() + timedelta(days=3))
    own = SeatFactory(network=network, delegation=case.delegation).user
    other = SeatFactory(network=network, delegation=DelegationFactory(code="XB")).user
    key = f"inquiry-{inquiry.pk}"
    assert [step.link.kind for step in dossier_of(key=key, user=own).steps][-1] == "reply"
    for reader in (other, AnonymousUser()):
        dossier = dossier_of(key=key, user=reader)
        assert "reply" not in {step.link.kind for step in dossier.steps}
        assert "Quetzals" not in text_of_steps(dossier)
        assert "answered" not in text_of_steps(dossier)


def test_withheld_passages_of_an_answer_are_not_in_dossiers_of_others() -> None:
    network = NetworkFactory(slug="joint", visibility=Network.Visibility.PUBLIC)
    case = make_case(make_inquiry(network), "XA")
    reply = file_answer(case, quotation="Of them [[Quetzals]] went home.", withheld_because="Names persons")
    dossier = dossier_of(key=f"reply-{reply.pk}", user=AnonymousUser())
    assert "Of them [withheld: Names persons] went home." in text_of_steps(dossier)
    assert "Quetzals" not in text_of_steps(dossier)
    own = SeatFactory(network=network, delegation=case.delegation).user
    assert "Quetzals" in text_of_steps(dossier_of(key=f"reply-{reply.pk}", user=own))


def make_withheld_and_embargoed_answers() -> tuple[Reply, Reply, Any]:
    """Return an answer with withheld words, another under embargo until 3 May 2099, and a member of the delegation."""
    network = NetworkFactory(slug="joint", visibility=Network.Visibility.PUBLIC)
    withholding = make_case(make_inquiry(network), "XA")
    reply = file_answer(withholding, quotation="Of them [[Quetzals]] went home.", withheld_because="Names persons")
    embargoed = make_case(make_inquiry(network), "XA")
    later = file_answer(embargoed, quotation="Quetzals.", embargo_until=datetime(2099, 5, 3, 12, tzinfo=UTC))
    return reply, later, SeatFactory(network=network, delegation=withholding.delegation).user


PASS_ON = "Do not share: contains answers under embargo"
NOT_FOR_OTHERS = "Confidential: passages in double square brackets are withheld from others"


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_withheld_words_are_marked_on_the_page_and_in_the_file_of_a_dossier() -> None:
    reply, _later, own = make_withheld_and_embargoed_answers()
    page = client_of(own).get(reverse("networkapp:dossier", args=[f"reply-{reply.pk}"])).content.decode()
    assert (
        '<mark class="withheld"><span class="visually-hidden">[withheld from others, from here] </span>Quetzals' in page
    )
    assert "[[" not in page
    assert PASS_ON in page
    dossier = dossier_of(key=f"reply-{reply.pk}", user=own)
    made = text_of(dossier_file(dossier=dossier, user=own, address="https://a.example/"))
    assert "Of them [[Quetzals]] went home." in made
    assert NOT_FOR_OTHERS in made


def test_answer_under_embargo_is_marked_on_the_page_and_in_the_file_of_a_dossier() -> None:
    _reply, later, own = make_withheld_and_embargoed_answers()
    page = client_of(own).get(reverse("networkapp:dossier", args=[f"reply-{later.pk}"])).content.decode()
    assert "Embargo until" in page
    assert "everyone else sees this question as “tabled”" in page
    assert PASS_ON in page
    dossier = dossier_of(key=f"reply-{later.pk}", user=own)
    made = text_of(dossier_file(dossier=dossier, user=own, address="https://a.example/"))
    assert "Embargo until 3 May 2099, 12:00" in made
    assert NOT_FOR_OTHERS in made


def test_dossier_for_other_delegations_contains_neither_withheld_words_nor_embargo_marks() -> None:
    reply, later, _own = make_withheld_and_embargoed_answers()
    other = SeatFactory(network=reply.case.inquiry.network, delegation=DelegationFactory(code="XB")).user
    for client in (client_of(other), Client()):
        page = client.get(reverse("networkapp:dossier", args=[f"reply-{reply.pk}"])).content.decode()
        assert '<span class="withheld">[withheld: Names persons]</span>' in page
        assert not any(words in page for words in ("Quetzals", PASS_ON, "embargo", "Embargo until"))
        assert client.get(reverse("networkapp:dossier", args=[f"reply-{later.pk}"])).status_code == 404
        html = client.get(reverse("networkapp:dossier", args=[f"parliamentcase-{later.case.pk}"])).content.decode()
        assert not any(words in html for words in ("Quetzals", PASS_ON, "embargo", "2099", "answered"))
    dossier = dossier_of(key=f"reply-{reply.pk}", user=other)
    made = text_of(dossier_file(dossier=dossier, user=other, address="https://a.example/"))
    assert "Of them [withheld: Names persons] went home." in made
    assert not any(words in made for words in ("Quetzals", "[[", NOT_FOR_OTHERS))


def test_draft_inquiry_is_not_in_the_dossier_for_readers_outside_the_network() -> None:
    network = NetworkFactory(slug="joint", visibility=Network.Visibility.PUBLIC)
    seat = SeatFactory(network=network, offices=["chair"])
    decision = adopt(network, seat=seat)
    inquiry = make_inquiry(network, approved=False)
    link_cause(cause=decision, effect=inquiry, user=seat.user)
    key = f"decision-{decision.pk}"
    assert "inquiry" in {step.link.kind for step in dossier_of(key=key, user=seat.user).steps}
    assert [step.link.kind for step in dossier_of(key=key, user=AnonymousUser()).steps] == ["decision"]


def test_amendments_are_in_the_dossier_with_text_reason_and_result() -> None:
    drafting = make_drafting()
    amendment = drafting.amend(1, 2, "may")
    decide_amendment(amendment=amendment, user=drafting.rapporteur.user, state=AmendmentState.SET_ASIDE, words="No.")
    dossier = dossier_of(key=f"proposal-{drafting.proposal.pk}", user=drafting.rapporteur.user)
    changed, why = dossier.steps[0].entry.text[-2:]
    assert changed.heading == f"Amendment 1, {amendment.delegation.label}: rejected"
    assert [piece.text for piece in changed.changes if piece.change == "added"] == ["may"]
    assert (why.words, why.quote) == (amendment.reason, True)


def ended(network: Network, **kwargs: Any) -> Procedure:
    """Return a procedure that has ended after an objection."""
    chair = SeatFactory(network=network, offices=["chair"])
    procedure = put_to(propose(chair), **kwargs)
    state(procedure, "XB", Stance.OBJECT, "Quetzals fly too far.", counter_text="Within a year.")
    record_result(procedure=procedure)
    procedure.refresh_from_db()
    assert procedure.result
    return procedure


def test_positions_of_delegations_are_in_the_dossier_once_the_procedure_is_over() -> None:
    procedure = ended(NetworkFactory())
    reader = procedure.seat.user
    dossier = dossier_of(key=f"procedure-{procedure.pk}", user=reader)
    entry = {step.link.kind: step.entry for step in dossier.steps}["procedure"]
    assert [each.words for each in entry.text[-2:]] == ["Quetzals fly too far.", "Within a year."]
    running = put_to(propose(procedure.seat), expires_at=timezone.now() + timedelta(days=2))
    state(running, "XB", Stance.EXPLAIN, "Secret quetzals.")
    assert "Secret" not in text_of_steps(dossier_of(key=f"procedure-{running.pk}", user=reader))


def test_positions_of_a_withdrawn_hidden_procedure_are_not_in_the_dossier() -> None:
    withdrawn = {"hidden_until_closed": True, "withdrawn_at": ADOPTED_AT - timedelta(minutes=1)}
    procedure = ended(NetworkFactory(), **withdrawn, kind=ProcedureKind.WRITTEN)
    assert procedure.result == "withdrawn"
    assert "Quetzals" not in text_of_steps(dossier_of(key=f"procedure-{procedure.pk}", user=procedure.seat.user))


def test_interpretative_statement_is_in_the_public_dossier_of_the_decision() -> None:
    seat, _message, decision = make_chain()
    make_statement(
        decision=decision, delegation=seat.delegation, user=seat.user, text="Quetzals are birds.", client_key=uuid4()
    )
    entry = dossier_of(key=f"decision-{decision.pk}", user=AnonymousUser()).steps[-1].entry
    assert [(each.heading, each.words) for each in entry.text if each.quote] == [
        (f"Interpretative statement: {seat.delegation.label}", "Quetzals are birds.")
    ]
