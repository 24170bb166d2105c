"""The answers that unfold under each recommendation of a country: what is published of them, and nothing else."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from evaluation.models import Answer, AnswerEvidence, Assessment, AssessmentVersion, Cycle, Evidence, VoiceNote
from evaluation.results.country_answers import RecommendationAnswers
from evaluation.results.country_pages import country_page
from evaluation.results.public_figures import answers_of
from evaluation.results.published_versions import read_version
from tests.evaluation.results.open_data_files import csv_rows
from tests.factories.networks import SeatFactory, UserFactory
from tests.factories.results import answer_all, make_cycle, make_framework, make_published, publish_as_it_stands
from tests.worlds import world

pytestmark = pytest.mark.django_db
PAGE = "/evaluation/countries/xa/"
CANARY = "Only one woman in Upper Town"


@world
def cycle() -> Cycle:
    return make_cycle(framework=make_framework(), countries=["XA"])


def answers(user: object = None) -> RecommendationAnswers:
    found = country_page(country="xa", year=None, user=user or AnonymousUser())
    assert found is not None
    return found.answers[1]


def unfolded(client: Client, series: str) -> Tag:
    found = BeautifulSoup(client.get(PAGE).content, "html.parser").find(id=f"a-{series}")
    assert isinstance(found, Tag)
    assert found.find_parent("details") is not None
    return found


def words_of(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def write_everywhere(answer: Answer, text: str) -> None:
    """Put this text wherever people can write something about an answer."""
    network = answer.assessment.cycle.network
    seat = SeatFactory(network=network, capacity="observer", organisation="A shelter")
    VoiceNote.objects.create(
        answer=answer, voice="civil_society", body="A shelter", text=text, disputes=True, seat=seat,
        written_by=seat.user, number=1,
    )  # fmt: skip
    attach_document(answer, text)
    Answer.objects.filter(pk=answer.pk).update(comment=text)


def attach_document(answer: Answer, title: str) -> None:
    facts = {"delegation": answer.assessment.delegation, "added_by": UserFactory(), "added_at": timezone.now()}
    document = Evidence.objects.create(title=title, url="https://example.org/report", **facts)
    AnswerEvidence.objects.create(answer=answer, evidence=document)


def test_answer_unfolds_with_value_score_evidence_grade_and_comments(cycle: Cycle, client: Client) -> None:
    answer = Answer.objects.get(criterion__series_id="1.1")
    write_everywhere(answer, "The act of 2020")
    Answer.objects.filter(pk=answer.pk).update(grade="V1")
    make_published(cycle, "XA")
    text = words_of(unfolded(client, "1.1"))
    for wanted in (
        "1.1 Criterion 1 of 1 Level 3 of 4, in place 75.0 points",
        "Verification V1 evidence attached",
        "Evidence The act of 2020",
        "Civil society , A shelter disputes this answer The act of 2020",
    ):
        assert wanted in text
    link = unfolded(client, "1.1").find("a")
    assert isinstance(link, Tag)
    assert link["href"] == "https://example.org/report"


def test_context_figure_is_marked_as_not_scored(cycle: Cycle, client: Client) -> None:
    make_published(cycle, "XA")
    assert "context, not scored 40 persons" in words_of(unfolded(client, "1.5"))


def test_answer_of_last_year_is_beside_the_answer(cycle: Cycle, client: Client) -> None:
    before = make_cycle(framework=cycle.framework, countries=["XA"], year=2024, network=cycle.network)
    make_published(before, "XA", c1={"level": 2}, c3={"choice": False, "flags": ["D"]})
    make_published(cycle, "XA")
    assert "2024 Level 2 of 4, partly in place 50.0 points" in words_of(unfolded(client, "1.1"))
    assert "2024 No 0.0 points (not comparable)" in words_of(unfolded(client, "1.3"))


def test_answers_of_a_first_year_have_no_year_before(cycle: Cycle) -> None:
    make_published(cycle, "XA")
    assert [row.before for row in answers().answers] == [None] * 5


def test_country_page_shows_the_same_answers_as_the_open_data(cycle: Cycle, client: Client) -> None:
    version = make_published(cycle, "XA", c4={"numerator": 3, "denominator": 4711}, c5={"number": 2})
    assert [row.answer for row in answers().answers] == answers_of(read_version(version))
    opened = [(row["criterion"], row["grade"], row["status"]) for row in csv_rows(client, "answers.csv")]
    shown = [(row.answer.criterion, row.answer.grade, row.answer.status) for row in answers().answers]
    assert shown == opened


@pytest.mark.parametrize(
    ("series", "few"), [("1.4", {"c4": {"numerator": 3, "denominator": 4711}}), ("1.5", {"c5": {"number": 2}})]
)
def test_texts_beside_a_number_of_few_people_are_on_no_page(
    cycle: Cycle, client: Client, series: str, few: dict[str, Any]
) -> None:
    write_everywhere(Answer.objects.get(criterion__series_id=series), CANARY)
    make_published(cycle, "XA", **few)
    page = client.get(PAGE).content.decode()
    assert (CANARY in page, "4711" in page, "2 persons" in page) == (False, False, False)
    publish_as_it_stands(with_larger_numbers(cycle))
    assert CANARY in client.get(PAGE).content.decode()


def with_larger_numbers(cycle: Cycle) -> Assessment:
    """Return the assessment, every answer of which now has a number that can be published."""
    assessment = cycle.assessments.get()
    answer_all(assessment)
    return assessment


def test_answers_of_a_draft_are_not_on_the_country_page(cycle: Cycle, client: Client) -> None:
    version = make_published(cycle, "XA")
    answer = version.assessment.answers.get(criterion__series_id="1.1")
    write_everywhere(answer, CANARY)
    Answer.objects.filter(pk=answer.pk).update(level=1)
    html = client.get(PAGE).content.decode()
    assert (CANARY in html, "Level 1 of 4" in html) == (False, False)


def test_answers_of_last_year_that_only_members_can_read_are_hidden_from_others(cycle: Cycle, client: Client) -> None:
    before = make_cycle(framework=cycle.framework, countries=["XA"], year=2024, network=cycle.network)
    make_published(before, "XA", for_everybody=False, c5={"number": 1234})
    make_published(cycle, "XA")
    member = SeatFactory(network=cycle.network).user
    cycle.network.visibility = "closed"
    cycle.network.save()
    assert "1,234" not in client.get(PAGE).content.decode()
    client.force_login(member)
    assert "2024 1,234 persons" in words_of(unfolded(client, "1.5"))


def test_newer_version_for_members_only_is_hidden_from_others(cycle: Cycle, client: Client) -> None:
    version = make_published(cycle, "XA")
    write_everywhere(version.assessment.answers.get(criterion__series_id="1.1"), CANARY)
    publish_as_it_stands(version.assessment, for_everybody=False)
    cycle.network.visibility = "closed"
    cycle.network.save()
    assert AssessmentVersion.objects.count() == 2
    assert CANARY not in client.get(PAGE).content.decode()
    client.force_login(SeatFactory(network=cycle.network).user)
    assert CANARY in client.get(PAGE).content.decode()


def test_remark_of_a_peer_is_linked_from_its_answer(cycle: Cycle, client: Client) -> None:
    version = make_published(cycle, "XA")
    values = {"country": "XB", "text": "See the act.", "reply": "", "is_of_earlier_answer": False}
    review = {"countries": ["XB"], "by_both": True, "remarks": {"1.2": [values]}}
    AssessmentVersion.objects.filter(pk=version.pk).update(review=review)
    link = unfolded(client, "1.2").find("a", href="#remarks-1.2")
    assert isinstance(link, Tag)
    assert link.get_text() == "One peer review comment"
    assert BeautifulSoup(client.get(PAGE).content, "html.parser").find(id="remarks-1.2") is not None
