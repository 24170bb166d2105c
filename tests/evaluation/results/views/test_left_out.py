"""An answer that is not scored is marked wherever it can still be changed, and where it is published."""

from decimal import Decimal

from django.test import Client

from evaluation.models import AssessmentVersion, Criterion
from evaluation.reports.document import compose_version, render_report
from evaluation.results.publishing.publish import publish
from tests.evaluation.assessments.views.answer_requests import JSON, address, send
from tests.factories.assessments import Work
from tests.worlds import world

SMALL = {"numerator": Decimal(3), "denominator": Decimal(4)}
WORDS = "The base is below 5, so this answer is not scored."


def page_html(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@world
def small(work: Work) -> Work:
    """Return an assessment with all answers, one of them a share with a base of 4."""
    work.answer_all(**{"1.2": SMALL})
    return work


def test_answer_with_a_small_base_is_marked_as_not_scored_when_saved(page: Client, work: Work) -> None:
    saved = send(page, work, "1.2", numerator="3", denominator="4", headers=JSON).json()
    assert sum(WORDS in part for part in saved["parts"]) == 2, "beside the answer and at the head of the section"
    assert WORDS in page_html(page, address(work, "sections/1/"))


def test_answer_with_a_large_base_is_not_marked_as_not_scored(page: Client, work: Work) -> None:
    send(page, work, "1.2", numerator="3", denominator="40")
    assert WORDS not in page_html(page, address(work, "sections/1/"))


def test_answer_with_a_small_base_is_marked_before_signing_and_publishing(client: Client, small: Work) -> None:
    client.force_login(small.delegate)
    assert WORDS in page_html(client, address(small, "sign/"))
    small.sign_by_both()
    client.force_login(small.secretariat)
    text = page_html(client, address(small, "review/"))
    assert text.index("answers do not count") < text.index(WORDS) < text.index("Publish as not peer reviewed")


def test_answer_with_a_small_base_is_listed_among_gaps(client: Client, small: Work) -> None:
    client.force_login(small.delegate)
    assert WORDS in page_html(client, address(small, "gaps/"))
    small.sign_by_both()
    publish(assessment=small.assessment, user=small.secretariat, for_everybody=True)
    client.logout()
    assert WORDS in page_html(client, "/evaluation/countries/xa/gaps/")


def test_country_report_shows_the_numbers_of_a_small_base_and_why_they_are_not_scored(small: Work) -> None:
    small.sign_by_both()
    version = publish(assessment=small.assessment, user=small.secretariat, for_everybody=True)
    text = render_report(compose_version(AssessmentVersion.objects.get(pk=version.pk)), in_document=False)
    assert "3 of 4" in text
    assert WORDS in text


def test_answer_about_few_people_is_marked_before_signing(client: Client, small: Work) -> None:
    Criterion.objects.filter(series_id="1.2").update(about_persons=True)
    client.force_login(small.delegate)
    assert "neither published nor scored" in page_html(client, address(small, "sign/"))
