"""Comparison of published versions, for readers of both."""

from django.test import Client

from evaluation.assessments.transitions import reopen
from evaluation.models import Assessment, AssessmentVersion
from evaluation.results.publishing.publish import publish
from evaluation.results.publishing.version_diff import version_page
from evaluation.reviews.remarks import reply_to_remark
from tests.evaluation.results.views.page_text import text_of
from tests.factories.assessments import Work, make_work
from tests.factories.results import answer_all, make_cycle, make_framework, publish_as_it_stands
from tests.factories.reviews import make_peers
from tests.worlds import world

YEAR = "/evaluation/countries/xa/2026/versions/"


def published(work: Work, *, for_everybody: bool = True) -> AssessmentVersion:
    work.sign_by_both()
    version = publish(assessment=work.assessment, user=work.secretariat, for_everybody=for_everybody)
    work.assessment.refresh_from_db()
    return version


@world
def twice(db: None) -> Work:
    """Return an assessment that was published, corrected in one answer, comment and document, and published again."""
    work = make_work()
    work.answer_all()
    work.answer("1.2", numerator=9, denominator=24, comment="Counted by the police.")
    published(work)
    reopen(assessment=work.assessment, user=work.delegate, reason="One case was counted twice.")
    work.answer("1.2", numerator=6, denominator=24, comment="Counted by the courts.")
    work.evidence("1.4", title="The act itself")
    published(work)
    return work


def test_page_of_a_version_shows_its_reason_and_what_changed(twice: Work, client: Client) -> None:
    text = text_of(client.get(f"{YEAR}2/"))
    for words in (
        "Reason for this version: One case was counted twice.",
        "Answers changed since version 1",
        "9 of 24, 37.5 % before, 6 of 24, 25.0 % now",
        "The act itself",
        "Verification: stated before, evidence attached now",
        "72.7 between 60.6 and 77.3",
        "69.6 between 58.0 and 74.7",
    ):
        assert words in text
    assert "1.3 Criterion" not in text
    html = client.get(f"{YEAR}2/").content.decode()
    assert "police" in html.partition("<del>")[2].partition("</del>")[0]


def test_first_and_replaced_versions_are_marked_on_their_pages(twice: Work, client: Client) -> None:
    text = text_of(client.get(f"{YEAR}1/"))
    assert "This is the first version, so there is no comparison." in text
    assert "Replaced by a later version" in text
    listed = text_of(client.get(YEAR))
    assert listed.index("Version 2") < listed.index("Version 1")
    assert all(version.content_hash in listed for version in AssessmentVersion.objects.all())


def test_version_altered_after_publication_shows_a_warning(twice: Work, client: Client) -> None:
    newest = AssessmentVersion.objects.get(number=2)
    newest.answers["1.4"]["choice"] = False
    newest.save()
    assert "Stored version differs from the published version" in text_of(client.get(f"{YEAR}2/"))
    assert "Stored version differs from the published version" not in text_of(client.get(f"{YEAR}1/"))


def test_version_is_not_compared_with_one_that_the_reader_may_not_read(twice: Work, client: Client) -> None:
    AssessmentVersion.objects.filter(number=1).update(for_everybody=False)
    text = text_of(client.get(f"{YEAR}2/"))
    assert "The previous version was not published for you" in text
    assert "37.5" not in text
    assert client.get(f"{YEAR}1/").status_code == 404
    client.force_login(twice.secretariat)
    assert "37.5 % before" in text_of(client.get(f"{YEAR}2/"))


def test_unknown_versions_return_404(twice: Work, client: Client) -> None:
    paths = (
        f"{YEAR}3/",
        f"{YEAR}0/",
        "/evaluation/countries/xa/2025/versions/",
        "/evaluation/countries/xb/2026/versions/",
    )
    assert [client.get(path).status_code for path in paths] == [404] * 4


def test_remarks_of_peer_reviewers_are_on_the_page_of_their_version(db: None, client: Client) -> None:
    peers = make_peers()
    peers.open()
    kept = peers.remark("1.4", "Older than said.")
    reply_to_remark(remark=kept, text="Amended since.", user=peers.work.delegate)
    peers.conclude("XB", "XC")
    peers.end()
    publish(assessment=peers.work.assessment, user=peers.work.secretariat, for_everybody=True)
    text = text_of(client.get(f"{YEAR}1/"))
    reviewed = "Reviewed by Sample country B, Sample country C"
    for words in (reviewed, "Comment by Sample country B", "Older than said.", "Amended since."):
        assert words in text
    data = client.get("/api/v1/evaluation/results/xa/", {"year": 2026}).json()["review"]
    remark = {"country": "XB", "text": "Older than said.", "reply": "Amended since.", "is_of_earlier_answer": False}
    assert data == {"countries": ["XB", "XC"], "by_both": True, "remarks": {"1.4": [remark]}}


def test_comparison_of_versions_shows_no_number_that_one_of_them_hides(db: None) -> None:
    """Version 1 shows 17 of 40, version 2 3 of 40 as a range: the comparison shows neither 3 nor the comment."""
    cycle = make_cycle(framework=make_framework(), countries=["XA"], year=2025)
    assessment = Assessment.objects.get(cycle=cycle)
    answer_all(assessment, c4={"numerator": 17, "denominator": 40})
    publish_as_it_stands(assessment)
    answer_all(assessment, c4={"numerator": 3, "denominator": 40, "comment": "Three quetzals"})
    publish_as_it_stands(assessment, reason="Corrected.")
    page = version_page(country="xa", year=2025, number=2, user=None)
    assert page is not None
    [change] = [one for one in page.answers if one.criterion.series_id == "1.4"]
    assert change.after is not None
    assert (change.after["numerator"], change.after["denominator"], change.after["band"]) == (None, None, ["0", "20"])
    assert "quetzal" not in str(page.answers)
