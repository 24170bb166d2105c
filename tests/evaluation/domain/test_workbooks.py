"""Answers that come back in a workbook: compared, and taken over one by one."""

from decimal import Decimal

from evaluation.domain.contents import content_of
from evaluation.domain.workbooks import Standing
from tests.factories.assessments import Work
from tests.factories.workbooks import Brought


def test_a_workbook_that_comes_back_unchanged_offers_nothing(work: Work) -> None:
    work.answer_all()
    assert Brought(work).offers() == []


def test_a_changed_cell_is_offered_and_taken_over(work: Work) -> None:
    work.answer_all()
    brought = Brought(work).fill({"1.2|numerator": 12})
    found = brought.compared()
    assert {series_id: one.standing for series_id, one in found.items()} == {"1.2": Standing.CHANGE}
    assert (found["1.2"].before.numerator, found["1.2"].mine.numerator) == (Decimal(9), Decimal(12))
    assert content_of(work.row("1.2")).numerator == Decimal(9)
    assert brought.take("1.2").done == ("1.2",)
    row = work.row("1.2")
    assert (row.numerator, row.denominator, row.version) == (Decimal(12), Decimal(24), 2)
    assert [revision.via for revision in row.revisions.all()] == ["xlsx", "web"]
