"""Checks of answers before they are signed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from evaluation.assessments.answer_content import AnswerContent
from evaluation.assessments.cross_checks import SourceFigure
from evaluation.assessments.validation import RULES, AnswerCase, Severity, blockers, findings
from evaluation.models import Criterion, Evidence, ExternalObservation
from evaluation.sources.observations import Publisher

TODAY = date(2026, 6, 1)
RATIO = {"kind": "ratio", "is_share": True}
VALUE = {"status": "value"}


def case(
    criterion: dict[str, Any], content: dict[str, Any], *earlier: dict[str, Any] | None, **more: Any
) -> AnswerCase:
    past = [None if item is None else AnswerContent(**item) for item in (*earlier, None, None)][:2]
    return AnswerCase(
        criterion=Criterion(series_id="1.1", **criterion),
        content=AnswerContent(**content),
        earlier=(past[0], past[1]),
        today=TODAY,
        **more,
    )


def codes(*cases: AnswerCase) -> list[str]:
    return [finding.code for finding in findings(cases)]


def share(numerator: Any, denominator: Any, **more: Any) -> dict[str, Any]:
    numbers = [None if part is None else Decimal(part) for part in (numerator, denominator)]
    return {**VALUE, "numerator": numbers[0], "denominator": numbers[1], **more}


YESTERDAY = date(2026, 5, 31)
COPY = {"document_id": 1, "sha256": "0"}
OVER = ["no_evidence", "evidence_over"]
LATE = {"status": "not_available", "reason": "late"}


def number(value: Any, **more: Any) -> dict[str, Any]:
    return {**VALUE, "number": Decimal(value), **more}


def document(dated: date | None = None, **more: Any) -> Evidence:
    return Evidence(title="Act", url="https://example.org/", dated=dated, **more)


def source(value: int) -> SourceFigure:
    publisher = Publisher(name="A body", url="", as_of=None)
    return SourceFigure(publisher=publisher, found=(ExternalObservation(value=Decimal(value)),))


LEVEL, NUMBER = {"kind": "level"}, {"kind": "number"}


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        (case(RATIO, {}), ["unanswered"]),
        (case(RATIO, {"status": "not_available"}), ["no_reason"]),
        (case(RATIO, {"status": "not_available", "reason": "not_collected"}), []),
        (case(RATIO, {"status": "not_available", "reason": "other"}), ["no_reason"]),
        (case(RATIO, {"status": "not_available", "reason": "other", "comment": "Fire."}), []),
        (case(RATIO, {"status": "not_available", "reason": "late"}), ["late"]),
        (case(RATIO, {"status": "not_applicable"}), ["no_reason"]),
        (case(RATIO, {"status": "not_applicable", "comment": "No coast."}), []),
        (case(RATIO, {"status": "confidential"}), []),
        (case(NUMBER, number(89), sources=[source(100)]), ["differs"]),
        (case(NUMBER, number(89, comment="Final ones."), sources=[source(100)]), []),
        (case(NUMBER, number(90), sources=[source(100)]), []),
        (case(RATIO, {"status": "suppressed_small"}), []),
        (case(RATIO, share(3, None)), ["half_a_ratio"]),
        (case(RATIO, share(None, 24)), ["half_a_ratio"]),
        (case(RATIO, share(24, 24)), []),
        (case(RATIO, share(25, 24)), ["more_than_whole"]),
        (case({**RATIO, "is_share": False}, share(25, 24)), []),
        (case({**RATIO, "is_share": False}, share(25, 0)), ["nothing_to_count"]),
        (case(RATIO, share(-1, 24)), ["negative"]),
        (case(RATIO, share(0, 24)), []),
        (case(LEVEL, {**VALUE, "level": 2}), []),
        (case(LEVEL, {**VALUE, "level": 3}), ["no_evidence"]),
        (case(LEVEL, {**VALUE, "level": 4}, evidence=[document()]), []),
        (case(LEVEL, {**VALUE, "level": 2}, {**VALUE, "level": 0}), ["jumped"]),
        (case(LEVEL, {**VALUE, "level": 0}, {**VALUE, "level": 2}), ["jumped"]),
        (case(LEVEL, {**VALUE, "level": 0, "comment": "Repealed."}, {**VALUE, "level": 2}), []),
        (case(LEVEL, {**VALUE, "level": 1}, {**VALUE, "level": 0}), []),
        (case(NUMBER, number(31), number(20)), ["changed_much"]),
        (case(NUMBER, number(30), number(20)), []),
        (case(NUMBER, number(12), number(2)), []),
        (case(NUMBER, number(13), number(2)), ["changed_much"]),
        (case(NUMBER, number(0), number(11)), ["changed_much"]),
        (case(NUMBER, number(31, comment="A new register."), number(20)), []),
        (case(RATIO, share(9, 10), share(4, 10)), ["changed_much"]),
        (case(NUMBER, number(7, since="still_true"), number(7), number(7)), ["same_again"]),
        (case(NUMBER, number(7, since="still_true"), number(7), None), []),
        (case(RATIO, share(1, 2), share(2, 4), share(4, 8)), ["same_again"]),
        (case(NUMBER, number(7), number(7)), ["not_compared"]),
        (case(NUMBER, number(7, comment="New words."), number(7, comment="Old words.")), ["not_compared"]),
        (case(NUMBER, number(7, since="changed"), number(7)), []),
        (case(NUMBER, number(8), number(7)), []),
        (case(NUMBER, number(7), {}), []),
        (case(NUMBER, {}, number(7)), ["unanswered"]),
        (case(RATIO, LATE, LATE), ["not_compared", "late"]),
        (case(NUMBER, number(8, since="still_true"), number(7)), ["not_still_true"]),
        (case(NUMBER, number(7, since="still_true"), None), ["not_still_true"]),
        (case(NUMBER, number(0, since="retired"), number(7)), ["retired"]),
        (case(NUMBER, number(0, since="retired", comment="It ended."), number(7)), []),
        (case(LEVEL, {**VALUE, "level": 3}, evidence=[document(expires_on=YESTERDAY)]), OVER),
        (case(LEVEL, {**VALUE, "level": 3}, evidence=[document(expires_on=TODAY)]), []),
        (case(LEVEL, {**VALUE, "level": 2}, evidence=[document(gone_on=YESTERDAY)]), ["evidence_over"]),
        (case(LEVEL, {**VALUE, "level": 3}, evidence=[document(gone_on=YESTERDAY, **COPY)]), []),
        (case(RATIO, {"status": "confidential"}, share(9, 10)), ["no_longer_reported"]),
        (case(RATIO, {}, share(9, 10)), ["unanswered"]),
        (case(LEVEL, {**VALUE, "level": 3}, evidence=[document(date(2023, 6, 1))]), ["old_evidence"]),
        (case(LEVEL, {**VALUE, "level": 3}, evidence=[document(date(2023, 6, 2))]), []),
        (case({"kind": "narrative", "word_limit": 2}, {**VALUE, "text": "one two three"}), ["too_long"]),
        (case({"kind": "narrative", "word_limit": 3}, {**VALUE, "text": "one two\nthree"}), []),
        (case({"kind": "narrative"}, {**VALUE, "text": "Anna Berg, born on 4 May 1999"}), ["personal"]),
        (case({"kind": "narrative"}, {**VALUE, "text": "Ask anna@example.org"}), ["personal"]),
        (case({"kind": "narrative"}, {**VALUE, "text": "Call +371 29 123 456"}), ["personal"]),
        (case({"kind": "narrative"}, {**VALUE, "text": "Born 12.03.1999 in X"}), ["personal"]),
        (case({"kind": "narrative"}, {**VALUE, "text": "In 2025, 12 cases of 24."}), []),
        (case({**RATIO, "computed": True}, {}), []),
        (case({"kind": "treaty"}, {}), []),
    ],
)  # fmt: skip
def test_check_of_an_answer_reports_the_expected_findings(judged: AnswerCase, expected: list[str]) -> None:
    assert codes(judged) == expected


def test_every_check_rule_has_a_test_case() -> None:
    named = {rule.code for rule in RULES}
    marks = test_check_of_an_answer_reports_the_expected_findings.pytestmark  # type: ignore[attr-defined]
    assert named == {code for _judged, value in marks[0].args[1] for code in value}


def test_blocking_findings_come_first_and_hints_do_not_block() -> None:
    found = findings([case(RATIO, {"status": "not_available", "reason": "late"}), case(RATIO, {})])
    assert [finding.severity for finding in found] == [Severity.BLOCKER, Severity.HINT]
    assert [finding.code for finding in blockers(found)] == ["unanswered"]
