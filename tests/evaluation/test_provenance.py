"""Gaps and recommendations become questions of inquiries, and parliamentary answers are offered with their source."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone

from evaluation.assessments.prefill import use_offer
from evaluation.bridges.inquiries import GovernmentAnswer, answers_of_government
from evaluation.models import Answer, AnswerRevision, Recommendation
from evaluation.provenance import asking_seat_name
from networkapp.dossiers.actions.conversions import create_inquiry_from, questions_from
from networkapp.errors import Refused
from networkapp.inquiries.actions.answer_links import inquiries_about, linked_objects_by_question
from networkapp.inquiries.actions.approval import approve_inquiry
from networkapp.inquiries.actions.inquiries import change_inquiry
from networkapp.inquiries.models import Reply
from networkapp.provenance.links import causes_of, chain_of, effects_of, link_cause
from tests.factories.assessments import Work
from tests.factories.inquiries import file_answer, keeper_of, make_case, make_inquiry
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

NARRATIVE, NUMBER = "narrative", "number"


def file_linked_answer(work: Work, series_id: str = "1.3", network: Any = None, **kwargs: Any) -> Reply:
    """File an answer of XA's government in parliament, and link it to the criterion."""
    case = make_case(make_inquiry(network or work.network), "XA")
    reply = file_answer(case, **{"quotation": "There were 12 convictions.", **kwargs})
    keeper = keeper_of(case.inquiry.network)
    SeatFactory(user=keeper.user, network=work.framework.network, capacity="secretariat", delegation=None)
    link_cause(cause=reply, effect=work.criteria[series_id], user=keeper.user)
    return reply


def offers(work: Work, reader: Any = None) -> dict[str, list[str]]:
    found = answers_of_government(work.assessment, reader or work.delegate)
    return {series: [answer.words for answer in answers] for series, answers in found.items()}


def test_parliamentary_answer_is_offered_and_used_with_its_source(work: Work) -> None:
    reply = file_linked_answer(work)
    assert offers(work) == {"1.3": ["There were 12 convictions."]}
    taken = use_offer(
        assessment=work.assessment,
        criterion=work.criteria["1.3"],
        offer=f"reply-{reply.pk}",
        base_version=work.row("1.3").version,
        user=work.delegate,
    )
    revision = AnswerRevision.objects.get(answer=taken)
    assert (taken.number, taken.comment, revision.via) == (12, "There were 12 convictions.", "prefill")
    assert str(reply.case.inquiry) in revision.source
    assert Answer.objects.get(pk=taken.pk) in {link.it for link in effects_of(reply, work.delegate)}
    assert [link.it for link in causes_of(taken, work.delegate)] == [reply]


def test_answer_is_not_offered_to_people_outside_the_network_of_the_inquiry(work: Work) -> None:
    file_linked_answer(work)
    outsider = SeatFactory(network=NetworkFactory(slug="elsewhere")).user
    assert offers(work, outsider) == {}


@pytest.mark.parametrize(
    "data",
    [
        {"embargo_until": timezone.now() + timedelta(days=900)},
        {"quotation": "There were 12 [[of them Quetzal]].", "withheld_because": "Names persons"},
    ],
)
def test_embargoed_or_withheld_parliamentary_answer_is_not_offered(work: Work, data: dict[str, Any]) -> None:
    reply = file_linked_answer(work, **data)
    assert offers(work) == {}
    with pytest.raises(Refused) as refusal:
        use_offer(
            assessment=work.assessment, criterion=work.criteria["1.3"], offer=f"reply-{reply.pk}", base_version=0,
            user=work.delegate,
        )  # fmt: skip
    assert refusal.value.code == "offer_gone"


def test_parliamentary_answer_of_a_closed_network_or_another_country_is_not_offered(work: Work) -> None:
    file_linked_answer(work, network=NetworkFactory(slug="closed"))
    other = make_case(make_inquiry(work.network), "XB")
    keeper = keeper_of(work.network)
    SeatFactory(user=keeper.user, network=work.framework.network, capacity="secretariat", delegation=None)
    link_cause(cause=file_answer(other), effect=work.criteria["1.3"], user=keeper.user)
    assert offers(work) == {}


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("There were 12 convictions.", Decimal(12)),
        ("In 2024 there were 12.", None),
        ("Twelve.", None),
        ("About 12 % of them.", Decimal(12)),
        ("About 12% of them.", None),
        ("Article 5a applies.", None),
        ("4,5", Decimal("4.5")),
        ("1.234.567", None),
    ],
)
def test_number_is_taken_from_an_answer_only_if_it_contains_exactly_one(words: str, number: Decimal | None) -> None:
    assert GovernmentAnswer(reply=1, words=words, source="", url="").number == number


def test_gap_becomes_an_inquiry_question_only_for_people_who_act_for_the_country(work: Work) -> None:
    member = SeatFactory(network=work.network, delegation=work.assessment.delegation).user
    other = SeatFactory(network=work.network, delegation=None, capacity="secretariat").user
    key = f"assessment-{work.assessment.pk}"
    assert (asking_seat_name(work.assessment.pk, member), asking_seat_name(work.assessment.pk, other)) == (key, "")
    cause, draft = questions_from(key=key, part="XA-1.3-unanswered", user=member)
    assert (cause.it, draft.network, len(draft.questions)) == (work.assessment, work.network, 1)
    assert work.criteria["1.3"].local_title in draft.questions[0]
    assert len(questions_from(key=key, part="", user=member)[1].questions) > 1
    for reader, part in ((other, ""), (member, "XA-9.9-unanswered")):
        with pytest.raises(Http404):
            questions_from(key=key, part=part, user=reader)
    inquiry = create_inquiry_from(
        cause=cause.it, network=work.network, user=member, title=draft.title, questions=draft.questions,
        client_key=uuid4(),
    )  # fmt: skip
    assert [link.it for link in causes_of(inquiry, member)] == [work.assessment]


@world
def member(work: Work) -> Any:
    """Return a member for XA in the network that assesses and in the network of the framework."""
    seat = SeatFactory(network=work.network, delegation=work.assessment.delegation)
    SeatFactory(user=seat.user, network=work.framework.network)
    return seat.user


def asked_by_gap(work: Work, member: Any, *, questions: Any = None) -> Any:
    """Return the approved inquiry that XA's member made from the gap of 1.3."""
    key = f"assessment-{work.assessment.pk}"
    cause, draft = questions_from(key=key, part="XA-1.3-unanswered", user=member)
    inquiry = create_inquiry_from(
        cause=cause.it, draft=draft, network=work.network, user=member, title=draft.title,
        questions=questions or draft.questions, client_key=uuid4(),
    )  # fmt: skip
    return approve_inquiry(inquiry=inquiry, user=keeper_of(work.network).user)


@pytest.mark.parametrize(
    ("words", "carried"),
    [
        (None, [1]),
        (["How many were convicted?"], [1]),
        (["Why?", "How many were convicted?"], []),
    ],
)
def test_question_from_a_gap_is_linked_to_its_criterion_if_that_is_certain(
    work: Work, member: Any, words: Any, carried: list[int]
) -> None:
    inquiry = asked_by_gap(work, member, questions=words)
    found = linked_objects_by_question(questions=inquiry.questions.asking(), user=member)
    assert [question.number for question in inquiry.questions.all() if question.pk in found] == carried
    assert [thing.it for things in found.values() for thing in things] == [work.criteria["1.3"]] * len(carried)


def test_answer_to_a_question_from_a_gap_is_offered_without_a_manual_link(work: Work, member: Any) -> None:
    inquiry = asked_by_gap(work, member)
    assert inquiries_about(things=[work.criteria["1.3"]], user=member) == {work.criteria["1.3"].pk: [inquiry]}
    assert inquiries_about(things=[work.criteria["1.3"]], user=SeatFactory().user) == {}
    assert offers(work) == {}
    reply = file_answer(make_case(inquiry, "XA"), quotation="There were 12 convictions.")
    file_answer(make_case(inquiry, "XB"), quotation="There were 99 convictions.")
    assert offers(work) == {"1.3": ["There were 12 convictions."]}
    taken = use_offer(
        assessment=work.assessment, criterion=work.criteria["1.3"], offer=f"reply-{reply.pk}",
        base_version=work.row("1.3").version, user=work.delegate,
    )  # fmt: skip
    assert str(inquiry) in AnswerRevision.objects.get(answer=taken).source
    chain = {link.it for link in chain_of(taken, member)}
    assert {inquiry, reply, work.assessment} <= chain


def test_changed_question_is_no_longer_linked_to_its_criterion(work: Work, member: Any) -> None:
    key = f"assessment-{work.assessment.pk}"
    cause, draft = questions_from(key=key, part="XA-1.3-unanswered", user=member)
    fields = {"network": work.network, "user": member, "title": draft.title, "client_key": uuid4()}
    inquiry = create_inquiry_from(cause=cause.it, draft=draft, questions=draft.questions, **fields)
    change_inquiry(
        inquiry=inquiry, user=member, base_version=inquiry.version, title="Otherwise", questions=draft.questions
    )
    assert len(linked_objects_by_question(questions=inquiry.questions.asking(), user=member)) == 1
    inquiry.refresh_from_db()
    change_inquiry(inquiry=inquiry, user=member, base_version=inquiry.version, title="So", questions=["What else?"])
    assert linked_objects_by_question(questions=inquiry.questions.asking(), user=member) == {}


def test_recommendation_becomes_inquiry_questions_with_its_subject(work: Work) -> None:
    recommendation = Recommendation.objects.filter(framework=work.framework).earliest("code")
    member = SeatFactory(network=work.framework.network, delegation=work.assessment.delegation).user
    _cause, draft = questions_from(key=f"recommendation-{recommendation.pk}", part="", user=member)
    assert recommendation.local_title in draft.questions[0]
    assert len(draft.questions) == 1 + recommendation.criteria.count()
    assert draft.subjects == ((recommendation.subject,) if recommendation.subject else ())
