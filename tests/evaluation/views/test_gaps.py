"""The pages of gaps."""

import pytest
from django.test import Client

from evaluation.models import Answer, Assessment
from tests.evaluation.views.reading import queries, text_of
from tests.factories.assessments import Work
from tests.factories.results import answer_all, make_cycle, make_framework, publish_as_it_stands

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 3])
def test_what_is_published_costs_the_same_number_of_queries_with_one_and_three_rows(
    client: Client, number: int
) -> None:
    cycle = make_cycle(framework=make_framework(), countries=["XA"])
    assessment = Assessment.objects.get(cycle=cycle)
    answer_all(assessment, c1={"level": 2})
    rows = list(Answer.objects.filter(assessment=assessment).values_list("pk", flat=True)[:number])
    Answer.objects.filter(pk__in=rows).update(
        status="unanswered", level=None, numerator=None, denominator=None, choice=None
    )
    publish_as_it_stands(assessment)
    said = text_of(client.get("/evaluation/countries/xa/gaps/"))
    assert said.count("An answer, or the reason why there is none.") == number
    assert queries(client, "/evaluation/countries/xa/gaps/") == 8
    assert client.get("/evaluation/countries/xb/gaps/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_draft_costs_the_same_number_of_queries_with_one_and_three_rows(
    client: Client, work: Work, number: int
) -> None:
    work.answer_all()
    for series in ("1.4", "1.5", "1.6")[:number]:
        work.answer(series, status="confidential")
    client.force_login(work.delegate)
    page = f"/evaluation/assessments/{work.assessment.pk}/gaps/"
    said = text_of(client.get(page))
    assert said.count("Declined: confidential") == number
    assert queries(client, page) == 14
