"""Answers in country notes: editors get a draft, others send a request, and nothing withheld is revealed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from networkapp.dossiers.actions.country_boxes import fact_for, quotable_answers
from networkapp.errors import Refused
from networkapp.handbooks.models import Annotation, ChapterPage, RequestState
from networkapp.inquiries.actions.inquiries import translate_questions
from networkapp.inquiries.models import Reply
from networkapp.models import Delegation, Network
from networkapp.provenance.links import causes_of, effects_of
from tests.factories.annotations import sections_of
from tests.factories.country_boxes import Joint
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.handbooks import section as section_of
from tests.factories.inquiries import file_answer, keeper_of, make_case, make_inquiry
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def joint() -> Joint:
    return Joint()


def test_editor_gets_a_draft_country_note_with_answer_and_source_unpublished(joint: Joint) -> None:
    reply = file_answer(joint.case)
    joint.bring(reply)
    ((country, ((label, value),)),) = joint.boxes()
    assert (country, label) == ("XA", "How many were convicted?")
    assert value.startswith("“Twelve were convicted.” (")
    assert str(joint.case.inquiry) in value
    assert joint.boxes(ChapterPage.objects.get(pk=joint.section.page_id)) == []
    assert [link.it for link in effects_of(reply, joint.editor)] == [joint.section]
    assert reply in {link.it for link in causes_of(joint.section, joint.editor)}


def test_country_note_is_previewed_and_saving_redirects_the_editor_to_the_draft(joint: Joint, client: Client) -> None:
    reply = file_answer(joint.case)
    address = f"/dossier/reply-{reply.pk}/section/{joint.section.pk}/"
    client.force_login(joint.editor)
    page = client.get(address)
    assert (page.context["fact"], page.context["edits"]) == (fact_for(reply=reply, section=joint.section), True)
    answer = client.post(address, {"client_key": uuid4()})
    assert answer.headers["Location"] == f"/admin/pages/{joint.section.page_id}/edit/"


def test_country_note_page_refuses_a_withheld_answer_before_the_form_is_sent(joint: Joint, client: Client) -> None:
    reply = file_answer(joint.case, quotation="Twelve [[in one case]].", withheld_because="One could be known.")
    client.force_login(joint.member)
    page = client.get(f"/dossier/reply-{reply.pk}/section/{joint.section.pk}/")
    assert (page.context["refused"].code, "fact" in page.context) == ("withheld", False)


def test_link_to_handbooks_is_offered_only_to_users_with_a_section_to_change(joint: Joint, client: Client) -> None:
    stranger = SeatFactory(network=NetworkFactory(slug="elsewhere")).user
    file_answer(joint.case)
    offered = []
    for person in (joint.member, stranger):
        client.force_login(person)
        offered.append(client.get(joint.case.get_absolute_url()).content.decode().count("/section/"))
    assert offered == [1, 0]


def test_answer_is_added_to_a_country_note_once_and_further_answers_join_the_note(joint: Joint) -> None:
    first, second = file_answer(joint.case), file_answer(joint.case, 2, quotation="Nine went home.")
    for reply in (first, first, second):
        joint.bring(reply)
    ((country, facts),) = joint.boxes()
    assert (country, [label for label, _value in facts]) == (
        "XA", ["How many were convicted?", "How many went home safely?"],
    )  # fmt: skip


def test_country_note_is_in_the_language_of_its_chapter_not_of_the_user(joint: Joint) -> None:
    inquiry = joint.case.inquiry
    texts = {question.key: "Wie viele?" for question in inquiry.questions.all()}
    keeper = keeper_of(inquiry.network).user
    translate_questions(inquiry=inquiry, user=keeper, language="de", texts=texts)
    original = ChapterPage.objects.get(pk=joint.section.page_id)
    german = make_handbook(joint.network, language="de", translation_of=original.handbook)
    (section, _other) = sections_of(
        make_chapter(german, 1, translation_of=original, sections=[section_of("numbers"), section_of("other")])
    )
    reply = file_answer(joint.case)
    actual = [fact_for(reply=Reply.objects.get(pk=reply.pk), section=one) for one in (joint.section, section)]
    assert [fact.label for fact in actual] == ["How many were convicted?", "Wie viele?"]
    assert ["Beispielland A" in fact.value for fact in actual] == [False, True]
    with override("de"):
        assert fact_for(reply=Reply.objects.get(pk=reply.pk), section=joint.section) == actual[0]


def test_user_who_is_no_editor_creates_one_change_request_with_the_answer(joint: Joint) -> None:
    reply, key = file_answer(joint.case), uuid4()
    assert joint.bring(reply, joint.member, client_key=key) == joint.bring(reply, joint.member, client_key=key)
    note = Annotation.objects.get()
    assert note.request == RequestState.ASKED
    assert "“Twelve were convicted.”" in note.proposal
    assert joint.boxes() == []
    assert [link.it for link in effects_of(reply, joint.member)] == [note]


def test_change_request_links_editors_to_the_draft_and_everyone_to_the_answer(joint: Joint, client: Client) -> None:
    reply = file_answer(joint.case)
    note = joint.bring(reply, joint.member)
    draft, found = f'href="/dossier/reply-{reply.pk}/section/{joint.section.pk}/"', []
    for person in (joint.editor, joint.member):
        client.force_login(person)
        page = client.get(note.get_absolute_url()).content.decode()
        found.append((f'href="{reply.get_absolute_url()}"' in page, draft in page))
    assert found == [(True, True), (True, False)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"embargo_until": timezone.now() + timedelta(days=900)}, "embargo"),
        ({"quotation": "Of them [[Quetzal]].", "withheld_because": "Names persons"}, "withheld"),
        ({"quotation": "", "status": "not_answered"}, "nothing_said"),
    ],
)
def test_answer_with_embargo_or_withheld_passage_cannot_become_a_country_note(
    joint: Joint, data: dict[str, Any], code: str
) -> None:
    own = SeatFactory(network=joint.network, delegation=joint.case.delegation, offices=["editor"]).user
    reply = file_answer(joint.case, **data)
    with pytest.raises(Refused) as refusal:
        joint.bring(reply, own)
    assert refusal.value.code == code
    assert joint.boxes() == []
    assert quotable_answers(replies=[reply]) == {}


def test_answer_to_a_closed_network_cannot_become_a_country_note_of_another(joint: Joint) -> None:
    closed = NetworkFactory(slug="closed")
    SeatFactory(network=closed, user=joint.editor)
    reply = file_answer(make_case(make_inquiry(closed), "XA"))
    with pytest.raises(Refused) as refusal:
        joint.bring(reply)
    assert refusal.value.code == "elsewhere"
    Network.objects.filter(pk=closed.pk).update(visibility=Network.Visibility.PUBLIC)
    joint.bring(Reply.objects.get(pk=reply.pk))
    assert len(joint.boxes()) == 1


def test_answer_of_a_delegation_without_country_is_refused_as_a_country_note(joint: Joint) -> None:
    Delegation.objects.filter(pk=joint.case.delegation_id).update(kind=Delegation.Kind.REGIONAL, assessed=False)
    reply = Reply.objects.get(pk=file_answer(joint.case).pk)
    with pytest.raises(Refused) as refusal:
        joint.bring(reply)
    assert refusal.value.code == "no_country"
