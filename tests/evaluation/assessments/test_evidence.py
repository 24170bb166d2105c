"""Documents as evidence of answers."""

import pytest

from evaluation.assessments.evidence import add_evidence, remove_evidence, reuse_evidence
from evaluation.models import Answer, AnswerEvidence, Evidence
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Delegation
from tests.factories.assessments import Work
from tests.factories.networks import NetworkFactory
from tests.factories.results import make_cycle


def test_answer_with_a_document_has_grade_v1_and_without_one_v0(work: Work) -> None:
    evidence = work.evidence("1.1")
    assert work.row("1.1").grade == "V1"
    remove_evidence(assessment=work.assessment, criterion=work.criteria["1.1"], evidence=evidence, user=work.government)
    assert work.row("1.1").grade == "V0"
    assert Evidence.objects.count() == 0


def test_adding_a_document_keeps_a_grade_given_by_peer_review(work: Work) -> None:
    Answer.objects.filter(assessment=work.assessment, criterion=work.criteria["1.1"]).update(grade="V2")
    work.evidence("1.1")
    assert work.row("1.1").grade == "V2"


def test_adding_the_same_address_twice_creates_one_document(work: Work) -> None:
    assert work.evidence("1.1") == work.evidence("1.1", title="The act")


def test_document_of_one_answer_can_be_reused_for_another(work: Work) -> None:
    first = work.evidence("1.1")
    reuse_evidence(assessment=work.assessment, criterion=work.criteria["1.2"], evidence=first, user=work.delegate)
    assert list(first.answers.order_by("pk")) == [work.row("1.1"), work.row("1.2")]


def test_document_of_another_country_cannot_be_reused(work: Work) -> None:
    theirs = Delegation.objects.get(code="XB")
    document = Evidence.objects.create(delegation=theirs, title="Theirs", url="https://example.org/theirs")
    with pytest.raises(Refused, match="another country"):
        reuse_evidence(
            assessment=work.assessment, criterion=work.criteria["1.1"], evidence=document, user=work.delegate
        )


def test_document_of_the_same_country_in_another_network_cannot_be_reused(work: Work) -> None:
    elsewhere = make_cycle(
        framework=work.framework, countries=["XA"], network=NetworkFactory(slug="elsewhere", kind="sample")
    ).assessments.get()
    document = Evidence.objects.create(
        delegation=work.assessment.delegation, title="Ours", url="https://example.org/act"
    )
    AnswerEvidence.objects.create(answer=elsewhere.answers.earliest("pk"), evidence=document)
    with pytest.raises(Refused, match="another network"):
        reuse_evidence(
            assessment=work.assessment, criterion=work.criteria["1.1"], evidence=document, user=work.delegate
        )
    assert work.evidence("1.1") != document


@pytest.mark.parametrize(
    ("title", "url", "field"),
    [(" ", "https://example.org/", "title"), ("Act", "javascript:alert(1)", "url"), ("Act", "", "url")],
)
def test_document_without_a_title_or_a_web_address_is_refused(work: Work, title: str, url: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        work.evidence("1.1", title=title, url=url)
    assert refusal.value.field == field


def test_secretariat_cannot_add_documents_to_an_answer(work: Work) -> None:
    with pytest.raises(NotAllowed):
        add_evidence(
            assessment=work.assessment,
            criterion=work.criteria["1.1"],
            title="Act",
            url="https://example.org/",
            user=work.secretariat,
        )


def test_adding_a_document_withdraws_the_signatures(work: Work) -> None:
    work.answer_all()
    work.sign("delegate")
    work.evidence("1.1")
    assert work.assessment.signatures.filter(withdrawn_at__isnull=True).count() == 0
