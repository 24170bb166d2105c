"""Confirming or changing last year's answers."""

from datetime import date
from typing import Any

import pytest

from evaluation.assessments.previous_year import record_answer_with_comparison
from evaluation.assessments.worksheet import load_worksheet
from evaluation.errors import Blocked
from evaluation.models import Answer, AnswerRevision
from networkapp.errors import Refused
from tests.factories.assessments import Work, make_work
from tests.worlds import world


@world
def before(work: Work) -> Work:
    """Return the country's assessment of the year before."""
    return make_work(year=2025, framework=work.framework)


def confirm_unchanged(work: Work, series_id: str, **kwargs: Any) -> Answer:
    return record_answer_with_comparison(
        assessment=work.assessment,
        criterion=work.criteria[series_id],
        base_version=work.row(series_id).version,
        user=work.delegate,
        **{"status": "value", "since": "still_true", **kwargs},
    )


def open_points(work: Work, series_id: str) -> list[str]:
    found = load_worksheet(work.assessment).findings
    return [finding.code for finding in found if finding.series_id == series_id]


def test_confirming_last_years_answer_copies_it_with_its_source(work: Work, before: Work) -> None:
    before.answer("1.2", numerator=14, denominator=22, flags=["E", "B"], comment="The register moved.")
    answer = confirm_unchanged(work, "1.2")
    assert (answer.numerator, answer.denominator, answer.flags, answer.comment) == (14, 22, ["E"], "")
    assert answer.since == "still_true"
    revision = AnswerRevision.objects.get(answer=answer)
    assert (revision.via, revision.source) == ("prefill", "XA, 2025")
    assert open_points(work, "1.2") == []


def test_confirming_last_years_answer_copies_documents_that_have_not_expired(work: Work, before: Work) -> None:
    before.answer("1.1", ticks=["k1a", "k1b"])
    stands, over = before.evidence("1.1"), before.evidence("1.1", url="https://example.org/b")
    over.expires_on = date(2020, 1, 1)
    over.save()
    assert list(confirm_unchanged(work, "1.1").evidence.all()) == [stands]


def test_confirming_last_years_answer_copies_the_reason_for_no_value(work: Work, before: Work) -> None:
    before.answer("1.2", status="not_applicable", comment="No coast.")
    answer = confirm_unchanged(work, "1.2")
    assert (answer.status, answer.comment) == ("not_applicable", "No coast.")


def test_answer_equal_to_last_years_is_listed_until_it_is_confirmed(work: Work, before: Work) -> None:
    before.answer("1.4", choice=True)
    work.answer("1.4", choice=True)
    assert open_points(work, "1.4") == ["not_compared"]
    confirm_unchanged(work, "1.4", choice=True, comment="Looked at again.")
    assert open_points(work, "1.4") == []
    assert AnswerRevision.objects.filter(answer__assessment=work.assessment).latest("pk").via == "web"


def test_assessment_cannot_be_signed_until_unchanged_answers_are_confirmed(work: Work, before: Work) -> None:
    before.answer_all()
    work.answer_all()
    with pytest.raises(Blocked) as stopped:
        work.sign_by_both()
    assert {finding.code for finding in stopped.value.findings} == {"not_compared"}
    Answer.objects.filter(assessment=work.assessment, status="value").update(since="still_true")
    work.sign_by_both()
    assert work.assessment.stage == "signed"


def test_answer_that_differs_from_last_years_needs_no_confirmation(work: Work, before: Work) -> None:
    before.answer("1.4", choice=True)
    confirm_unchanged(work, "1.4", choice=True)
    assert work.answer("1.4", choice=False).since == ""
    assert open_points(work, "1.4") == []


def test_discontinued_answer_needs_a_comment_and_stays_discontinued(work: Work, before: Work) -> None:
    before.answer("1.4", choice=True)
    work.answer("1.4", choice=True, since="retired")
    assert open_points(work, "1.4") == ["retired"]
    assert work.answer("1.4", choice=False, comment="The act was repealed.").since == "retired"
    assert open_points(work, "1.4") == []


def test_question_without_an_answer_last_year_cannot_be_confirmed_as_unchanged(work: Work, before: Work) -> None:
    with pytest.raises(Refused, match="no answer from last year"):
        confirm_unchanged(work, "1.4")


def test_last_years_answer_of_another_country_cannot_be_confirmed(work: Work, before: Work) -> None:
    other = before.assessment.cycle.assessments.get(delegation__code="XB")
    Answer.objects.filter(assessment=other, criterion=work.criteria["1.4"]).update(status="value", choice=True)
    with pytest.raises(Refused, match="no answer from last year"):
        confirm_unchanged(work, "1.4")


def test_first_assessment_of_a_country_is_signed_without_a_comparison(work: Work) -> None:
    work.answer_all()
    work.sign_by_both()
    assert work.assessment.stage == "signed"
