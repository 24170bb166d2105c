"""Publishing an assessment: what becomes public, what is withheld, and what cannot change afterwards."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evaluation.assessments.signing import confirm_not_applicable
from evaluation.assessments.transitions import reopen
from evaluation.models import Answer, AssessmentVersion, Criterion
from evaluation.results.publishing.publish import compute_results, freeze_answers, is_unaltered, publish
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Event
from tests.factories.assessments import Work, make_work


def publish_it(work: Work) -> AssessmentVersion:
    work.sign_by_both()
    return publish(assessment=work.assessment, user=work.secretariat)


def about_persons(**fields: Any) -> None:
    """Mark two criteria as counting people, as if the criteria had been adopted like this."""
    Criterion.objects.filter(series_id__in=["1.2", "1.3"]).update(about_persons=True, **fields)


def test_signed_assessment_is_published_once_and_marked_as_not_peer_reviewed(work: Work) -> None:
    work.answer_all()
    version = publish_it(work)
    work.assessment.refresh_from_db()
    assert work.assessment.stage == "published"
    assert (version.number, version.peer_reviewed, version.reason) == (1, False, "")
    assert is_unaltered(version)
    assert Event.objects.get(kind="assessment.published").audience == "network"
    with pytest.raises(Refused, match="Only signed assessments"):
        publish(assessment=work.assessment, user=work.secretariat)


def test_change_of_a_published_version_is_detected_by_its_hash(work: Work) -> None:
    work.answer_all()
    version = publish_it(work)
    version.answers["1.4"]["choice"] = False
    version.save()
    assert not is_unaltered(AssessmentVersion.objects.get())


def test_published_results_are_exact_fractions(work: Work) -> None:
    work.answer_all()
    results = publish_it(work).results
    # 1.1 level 2 = 50, 1.2 = 37.5 % of 80 = 46.875, 1.3 = 12 of 24 to 6 = 200/3, 1.4 = 100, 13.1 = 100; 1.9 no record
    found = results["recommendations"]["1"]
    assert found["point"] == "1745/24"
    assert (found["coverage"], found["label"], found["band"]) == ("5/6", "ok", "substantial")
    assert found["weakest"] == {"series_id": "1.2", "score": "375/8"}
    assert results["counts"] == {
        "early": 0,
        "developing": 0,
        "substantial": 1,
        "advanced": 0,
        "insufficient": 0,
        "not_applicable": 0,
    }
    assert "internal" not in str(results)


def test_only_the_secretariat_can_publish_an_assessment(work: Work) -> None:
    work.answer_all()
    work.sign_by_both()
    for person in (work.delegate, work.government):
        with pytest.raises(NotAllowed):
            publish(assessment=work.assessment, user=person)


def test_assessment_without_both_signatures_is_not_published(work: Work) -> None:
    work.answer_all()
    work.sign("delegate")
    with pytest.raises(Refused, match="Only signed assessments"):
        publish(assessment=work.assessment, user=work.secretariat)


def test_assessment_with_unconfirmed_not_applicable_answers_is_not_published(work: Work) -> None:
    work.answer_all()
    work.answer("1.2", status="not_applicable", comment="No coast.")
    work.sign_by_both()
    with pytest.raises(Refused) as refusal:
        publish(assessment=work.assessment, user=work.secretariat)
    assert (refusal.value.code, "1.2" in str(refusal.value)) == ("not_confirmed", True)
    confirm_not_applicable(assessment=work.assessment, criterion=work.criteria["1.2"], user=work.secretariat)
    version = publish(assessment=work.assessment, user=work.secretariat)
    assert version.answers["1.2"]["not_applicable_confirmed"] is True
    assert version.results["recommendations"]["1"]["outside_weight"] == 1


def test_answer_changed_in_the_database_after_signing_prevents_publication(work: Work) -> None:
    work.answer_all()
    work.sign_by_both()
    Answer.objects.filter(pk=work.row("1.4").pk).update(choice=False)
    with pytest.raises(Refused, match="changed since they were signed"):
        publish(assessment=work.assessment, user=work.secretariat)


def test_revised_assessment_is_a_new_version_with_a_reason_beside_the_first(work: Work) -> None:
    work.answer_all()
    first = publish_it(work)
    reopen(assessment=work.assessment, user=work.delegate, reason="One conviction was counted twice.")
    assert AssessmentVersion.objects.count() == 1
    work.answer("1.4", choice=False)
    second = publish_it(work)
    assert (second.number, second.reason) == (2, "One conviction was counted twice.")
    assert (first.answers["1.4"]["choice"], second.answers["1.4"]["choice"]) == (True, False)
    assert is_unaltered(AssessmentVersion.objects.get(number=1))


@pytest.mark.parametrize("status", ["confidential", "suppressed_small"])
def test_published_version_contains_nothing_of_a_confidential_answer(work: Work, status: str) -> None:
    work.answer_all()
    work.evidence("1.2", title="Nine of twenty-four", url="https://example.org/quetzal")
    work.answer("1.2", status=status, comment="It is quetzal.")
    version = publish_it(work)
    assert version.answers["1.2"]["status"] == status
    assert "quetzal" not in str(version.answers)
    assert "quetzal" not in str(version.results)


def test_share_of_few_people_is_published_as_a_range_without_its_numbers(work: Work) -> None:
    about_persons()
    work.answer_all()
    work.answer("1.2", numerator=3, denominator=24, comment="quetzal")
    frozen = freeze_answers(work.assessment)["1.2"]
    assert (frozen["numerator"], frozen["denominator"], frozen["comment"]) == (None, None, "")
    assert frozen["band"] == ["0", "20"]
    other = make_same(work, numerator=4)
    assert (frozen["value"], frozen["band"]) == (other["value"], other["band"])


def make_same(work: Work, **numbers: int) -> dict[str, Any]:
    work.answer("1.2", **{"denominator": 24, **numbers})
    return freeze_answers(work.assessment)["1.2"]


def test_counts_of_one_to_four_people_are_suppressed_and_other_counts_are_not(work: Work) -> None:
    about_persons()
    found = {}
    for count in (0, 1, 4, 5):
        work.answer("1.3", number=count, comment="quetzal")
        frozen = freeze_answers(work.assessment)["1.3"]
        found[count] = (frozen["status"], frozen["number"], frozen["comment"])
    hidden = ("suppressed_small", None, "")
    assert found == {0: ("value", "0", "quetzal"), 1: hidden, 4: hidden, 5: ("value", "5", "quetzal")}


def test_small_ratios_that_do_not_count_people_are_published_exactly(work: Work) -> None:
    work.answer("1.2", numerator=3, denominator=24)
    frozen = freeze_answers(work.assessment)["1.2"]
    assert (frozen["numerator"], frozen["denominator"], frozen["value"], frozen["band"]) == ("3", "24", "25/2", None)


def test_small_ratios_are_pooled_with_published_years_only(work: Work) -> None:
    before = make_work(year=2025, framework=work.framework)
    before.answer_all()
    before.answer("1.2", numerator=1, denominator=3)
    work.answer("1.2", numerator=2, denominator=4)

    def reading() -> str | None:
        value: str | None = freeze_answers(work.assessment)["1.2"]["value"]
        return value

    assert reading() is None
    publish_it(before)
    assert reading() == "300/7"
    assert "POOLED" in freeze_answers(work.assessment)["1.2"]["flags"]


def test_reopened_year_is_pooled_with_its_published_numbers(work: Work) -> None:
    before = make_work(year=2025, framework=work.framework)
    before.answer_all()
    before.answer("1.2", numerator=1, denominator=3)
    work.answer("1.2", numerator=2, denominator=4)
    publish_it(before)
    reopen(assessment=before.assessment, user=before.delegate, reason="The court counted again.")
    before.assessment.refresh_from_db()
    before.answer("1.2", numerator=3, denominator=3)
    before.answer("1.2", numerator=2, denominator=3)
    assert freeze_answers(work.assessment)["1.2"]["value"] == "300/7"
    publish_it(before)
    assert freeze_answers(work.assessment)["1.2"]["value"] == "400/7"


def test_criterion_about_timely_answers_is_computed_by_the_site(work: Work) -> None:
    assert freeze_answers(work.assessment)["13.1"]["numerator"] == "0"
    work.answer("1.4", choice=True)
    work.answer("1.2", status="not_available", reason="late")
    work.answer("1.3", number=3)
    work.answer("1.3")
    frozen = freeze_answers(work.assessment)["13.1"]
    assert (frozen["numerator"], frozen["denominator"]) == ("2", "8")
    assert compute_results(work.assessment)["recommendations"]["1"]["answered"] == 4


def test_public_pages_are_rendered_at_publication(
    work: Work, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    work.answer_all()
    work.sign_by_both()
    with django_capture_on_commit_callbacks(execute=True):
        publish(assessment=work.assessment, user=work.secretariat, for_everybody=True)
    country = str(work.assessment.delegation.country).lower()
    for address in (f"/evaluation/countries/{country}/", "/evaluation/"):
        costs = []
        for _time in range(2):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            costs.append(len(captured))
        assert costs[0] == costs[1]
