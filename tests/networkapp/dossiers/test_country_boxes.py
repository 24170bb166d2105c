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
from tests.factories.inquiries import file_answer, keeper_of, make_cast, make_inquiry
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def joint() -> Joint:
    return Joint()


def test_an_editor_gets_a_draft_with_the_answer_and_its_source_and_nothing_is_published(joint: Joint) -> None:
    reply = file_answer(joint.cast)
    joint.bring(reply)
    ((country, ((label, value),)),) = joint.boxes()
    assert (country, label) == ("XA", "How many were convicted?")
    assert value.startswith("“Twelve were convicted.” (")
    assert str(joint.cast.inquiry) in value
    assert joint.boxes(ChapterPage.objects.get(pk=joint.section.page_id)) == []
    assert [link.it for link in effects_of(reply, joint.editor)] == [joint.section]
    assert reply in {link.it for link in causes_of(joint.section, joint.editor)}


def test_what_the_box_will_say_is_shown_before_and_the_editor_comes_to_her_draft(joint: Joint, client: Client) -> None:
    reply = file_answer(joint.cast)
    address = f"/dossier/reply-{reply.pk}/section/{joint.section.pk}/"
    client.force_login(joint.editor)
    page = client.get(address)
    assert (page.context["fact"], page.context["edits"]) == (fact_for(reply=reply, section=joint.section), True)
    answer = client.post(address, {"client_key": uuid4()})
    assert answer.headers["Location"] == f"/admin/pages/{joint.section.page_id}/edit/"


def test_what_cannot_stand_in_the_box_is_said_before_it_is_asked_for(joint: Joint, client: Client) -> None:
    reply = file_answer(joint.cast, quotation="Twelve [[in one case]].", withheld_because="One could be known.")
    client.force_login(joint.member)
    page = client.get(f"/dossier/reply-{reply.pk}/section/{joint.section.pk}/")
    assert (page.context["refused"].code, "fact" in page.context) == ("withheld", False)


def test_a_step_into_handbooks_is_offered_only_where_there_is_a_section_for_it(joint: Joint, client: Client) -> None:
    stranger = SeatFactory(network=NetworkFactory(slug="elsewhere")).user
    file_answer(joint.cast)
    offered = []
    for person in (joint.member, stranger):
        client.force_login(person)
        offered.append(client.get(joint.cast.get_absolute_url()).content.decode().count("/section/"))
    assert offered == [1, 0]


def test_brought_twice_it_stands_there_once_and_another_answer_comes_into_the_same_box(joint: Joint) -> None:
    first, second = file_answer(joint.cast), file_answer(joint.cast, 2, quotation="Nine went home.")
    for reply in (first, first, second):
        joint.bring(reply)
    ((country, facts),) = joint.boxes()
    assert (country, [label for label, _value in facts]) == (
        "XA", ["How many were convicted?", "How many went home safely?"],
    )  # fmt: skip


def test_the_box_of_a_chapter_speaks_its_language_whoever_brings_the_answer(joint: Joint) -> None:
    inquiry = joint.cast.inquiry
    texts = {question.key: "Wie viele?" for question in inquiry.questions.all()}
    keeper = keeper_of(inquiry.network).user
    translate_questions(inquiry=inquiry, user=keeper, language="de", texts=texts)
    original = ChapterPage.objects.get(pk=joint.section.page_id)
    german = make_handbook(joint.network, language="de", translation_of=original.handbook)
    (section, _other) = sections_of(
        make_chapter(german, 1, translation_of=original, sections=[section_of("numbers"), section_of("other")])
    )
    reply = file_answer(joint.cast)
    told = [fact_for(reply=Reply.objects.get(pk=reply.pk), section=one) for one in (joint.section, section)]
    assert [fact.label for fact in told] == ["How many were convicted?", "Wie viele?"]
    assert ["Beispielland A" in fact.value for fact in told] == [False, True]
    with override("de"):
        assert fact_for(reply=Reply.objects.get(pk=reply.pk), section=joint.section) == told[0]


def test_who_is_no_editor_asks_the_editors_for_it_once(joint: Joint) -> None:
    reply, key = file_answer(joint.cast), uuid4()
    assert joint.bring(reply, joint.member, client_key=key) == joint.bring(reply, joint.member, client_key=key)
    note = Annotation.objects.get()
    assert note.request == RequestState.ASKED
    assert "“Twelve were convicted.”" in note.proposal
    assert joint.boxes() == []
    assert [link.it for link in effects_of(reply, joint.member)] == [note]


def test_the_editors_go_from_what_they_are_asked_for_to_the_draft_and_others_to_the_answer(
    joint: Joint, client: Client
) -> None:
    reply = file_answer(joint.cast)
    note = joint.bring(reply, joint.member)
    draft, found = f'href="/dossier/reply-{reply.pk}/section/{joint.section.pk}/"', []
    for person in (joint.editor, joint.member):
        client.force_login(person)
        page = client.get(note.get_absolute_url()).content.decode()
        found.append((f'href="{reply.get_absolute_url()}"' in page, draft in page))
    assert found == [(True, True), (True, False)]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"embargo_until": timezone.now() + timedelta(days=900)}, "embargo"),
        ({"quotation": "Of them [[Quetzal]].", "withheld_because": "Names persons"}, "withheld"),
        ({"quotation": "", "status": "not_answered"}, "nothing_said"),
    ],
)
def test_what_is_kept_from_anybody_goes_into_no_handbook_whoever_brings_it(
    joint: Joint, said: dict[str, Any], code: str
) -> None:
    own = SeatFactory(network=joint.network, delegation=joint.cast.delegation, offices=["editor"]).user
    reply = file_answer(joint.cast, **said)
    with pytest.raises(Refused) as refusal:
        joint.bring(reply, own)
    assert refusal.value.code == code
    assert joint.boxes() == []
    assert quotable_answers(replies=[reply]) == {}


def test_an_answer_to_a_closed_network_goes_into_no_handbook_of_another(joint: Joint) -> None:
    closed = NetworkFactory(slug="closed")
    SeatFactory(network=closed, user=joint.editor)
    reply = file_answer(make_cast(make_inquiry(closed), "XA"))
    with pytest.raises(Refused) as refusal:
        joint.bring(reply)
    assert refusal.value.code == "elsewhere"
    Network.objects.filter(pk=closed.pk).update(visibility=Network.Visibility.PUBLIC)
    joint.bring(Reply.objects.get(pk=reply.pk))
    assert len(joint.boxes()) == 1


def test_a_delegation_that_stands_for_no_country_has_no_box(joint: Joint) -> None:
    Delegation.objects.filter(pk=joint.cast.delegation_id).update(kind=Delegation.Kind.REGIONAL, assessed=False)
    reply = Reply.objects.get(pk=file_answer(joint.cast).pk)
    with pytest.raises(Refused) as refusal:
        joint.bring(reply)
    assert refusal.value.code == "no_country"
