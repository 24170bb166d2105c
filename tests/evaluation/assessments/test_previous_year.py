"""Last year's answer beside this year's."""

from datetime import date
from typing import Any

import pytest

from evaluation.assessments.previous_year import record_answer_with_comparison
from evaluation.assessments.worksheet import load_worksheet
from evaluation.errors import Blocked
from evaluation.models import Answer, AnswerRevision
from networkapp.errors import Refused
from tests.factories.assessments import Work, make_work


@pytest.fixture
def before(work: Work) -> Work:
    """The assessment of the year before, of the same country."""
    return make_work(year=2025, framework=work.framework)


def still_true(work: Work, series_id: str, **given: Any) -> Answer:
    return record_answer_with_comparison(
        assessment=work.assessment,
        criterion=work.criteria[series_id],
        base_version=work.row(series_id).version,
        user=work.delegate,
        **{"status": "value", "since": "still_true", **given},
    )


def open_points(work: Work, series_id: str) -> list[str]:
    found = load_worksheet(work.assessment).findings
    return [finding.code for finding in found if finding.series_id == series_id]


def test_one_word_takes_last_years_answer_over_and_says_from_where(work: Work, before: Work) -> None:
    before.answer("1.2", numerator=14, denominator=22, flags=["E", "B"], comment="The register moved.")
    answer = still_true(work, "1.2")
    assert (answer.numerator, answer.denominator, answer.flags, answer.comment) == (14, 22, ["E"], "")
    assert answer.since == "still_true"
    revision = AnswerRevision.objects.get(answer=answer)
    assert (revision.via, revision.source) == ("prefill", "XA, 2025")
    assert open_points(work, "1.2") == []


def test_documents_that_still_stand_come_with_it(work: Work, before: Work) -> None:
    before.answer("1.1", ticks=["k1a", "k1b"])
    stands, over = before.evidence("1.1"), before.evidence("1.1", url="https://example.org/b")
    over.expires_on = date(2020, 1, 1)
    over.save()
    assert list(still_true(work, "1.1").evidence.all()) == [stands]


def test_the_reason_why_there_is_no_value_comes_with_it(work: Work, before: Work) -> None:
    before.answer("1.2", status="not_applicable", comment="No coast.")
    answer = still_true(work, "1.2")
    assert (answer.status, answer.comment) == ("not_applicable", "No coast.")


def test_what_says_the_same_is_asked_about_until_somebody_has_said_so(work: Work, before: Work) -> None:
    before.answer("1.4", choice=True)
    work.answer("1.4", choice=True)
    assert open_points(work, "1.4") == ["not_compared"]
    still_true(work, "1.4", choice=True, comment="Looked at again.")
    assert open_points(work, "1.4") == []
    assert AnswerRevision.objects.filter(answer__assessment=work.assessment).latest("pk").via == "web"


def test_nothing_is_signed_before_it_is_said_whether_what_stands_there_is_still_true(work: Work, before: Work) -> None:
    before.answer_all()
    work.answer_all()
    with pytest.raises(Blocked) as stopped:
        work.sign_by_both()
    assert {finding.code for finding in stopped.value.findings} == {"not_compared"}
    Answer.objects.filter(assessment=work.assessment, status="value").update(since="still_true")
    work.sign_by_both()
    assert work.assessment.stage == "signed"


def test_another_value_has_changed_and_nobody_need_say_so(work: Work, before: Work) -> None:
    before.answer("1.4", choice=True)
    still_true(work, "1.4", choice=True)
    assert work.answer("1.4", choice=False).since == ""
    assert open_points(work, "1.4") == []


def test_a_retired_answer_says_what_took_its_place_and_stays_retired(work: Work, before: Work) -> None:
    before.answer("1.4", choice=True)
    work.answer("1.4", choice=True, since="retired")
    assert open_points(work, "1.4") == ["retired"]
    assert work.answer("1.4", choice=False, comment="The act was repealed.").since == "retired"
    assert open_points(work, "1.4") == []


def test_what_was_never_said_cannot_be_still_true(work: Work, before: Work) -> None:
    with pytest.raises(Refused, match="no answer from last year"):
        still_true(work, "1.4")


def test_nor_can_the_answer_of_another_country(work: Work, before: Work) -> None:
    other = before.assessment.cycle.assessments.get(delegation__code="XB")
    Answer.objects.filter(assessment=other, criterion=work.criteria["1.4"]).update(status="value", choice=True)
    with pytest.raises(Refused, match="no answer from last year"):
        still_true(work, "1.4")


def test_an_answer_without_a_year_before_is_signed_as_ever(work: Work) -> None:
    work.answer_all()
    work.sign_by_both()
    assert work.assessment.stage == "signed"
