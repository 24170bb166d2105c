"""Recording answers of every kind and status, and simultaneous changes."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from evaluation.assessments.answer_content import content_of
from evaluation.assessments.worksheet import load_worksheet
from evaluation.errors import AnswerConflict
from evaluation.models import Answer, AnswerRevision, Assessment, Cycle
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Event
from tests.factories.assessments import Work, make_work
from tests.factories.networks import SeatFactory


@pytest.mark.parametrize(
    ("series_id", "fields", "kept"),
    [
        ("1.1", {"ticks": ["k1a", "k1b", "k2a"]}, {"level": 1, "ticks": ["k1a", "k1b", "k2a"]}),
        ("1.1", {"ticks": ["k2a", "k2b"]}, {"level": 0}),
        ("1.1", {"ticks": ["k0"]}, {"level": 0, "ticks": ["k0"]}),
        ("1.1", {"ticks": ["k0", "k1a", "k1b"]}, {"level": 1, "ticks": ["k1a", "k1b"]}),
        ("1.1", {"ticks": [f"k{n}{x}" for n in range(1, 5) for x in "ab"]}, {"level": 4}),
        ("1.2", {"numerator": 0, "denominator": 24}, {"numerator": Decimal(0), "denominator": Decimal(24)}),
        ("1.2", {"numerator": 25, "denominator": 24}, {"numerator": Decimal(25)}),
        ("1.2", {"numerator": 3}, {"numerator": Decimal(3), "denominator": None}),
        ("1.3", {"number": Decimal("12.5")}, {"number": Decimal("12.5")}),
        ("1.4", {"choice": False}, {"choice": False}),
        ("1.5", {"ticks": ["b", "a"]}, {"ticks": ["a", "b"]}),
        ("1.5", {"ticks": []}, {"ticks": []}),
        ("1.6", {"number": 1000}, {"number": Decimal(1000)}),
        ("1.7", {"date": date(2026, 4, 16)}, {"date": date(2026, 4, 16)}),
        ("1.8", {"text": " Many more words than are asked for "}, {"text": "Many more words than are asked for"}),
    ],
)
def test_answer_of_each_kind_stores_its_value(
    work: Work, series_id: str, fields: dict[str, Any], kept: dict[str, Any]
) -> None:
    work.answer(series_id, **fields)
    row = work.row(series_id)
    assert (row.status, row.version) == ("value", 1)
    assert {name: getattr(row, name) for name in kept} == kept


@pytest.mark.parametrize("status", ["not_available", "not_applicable", "confidential", "suppressed_small", "undefined"])
def test_answer_with_a_reason_stores_no_number(work: Work, status: str) -> None:
    work.answer("1.2", numerator=3, denominator=24, flags=["E"])
    fields = {"numerator": 3, "reason": "late", "comment": "Soon.", "flags": ["E"]}
    row = work.answer("1.2", status=status, **fields)
    assert (row.status, row.numerator, row.comment, row.flags) == (status, None, "Soon.", [])
    assert row.reason == ("late" if status == "not_available" else "")


def test_zero_of_zero_is_undefined_and_an_empty_answer_is_unanswered(work: Work) -> None:
    assert work.answer("1.2", numerator=0, denominator=0).status == "undefined"
    assert work.answer("1.2").status == "unanswered"
    assert work.answer("1.8", text="  ", comment="Later").status == "unanswered"


@pytest.mark.parametrize(
    ("series_id", "status", "fields", "code"),
    [
        ("1.1", "value", {"ticks": ["x"]}, "unknown_option"),
        ("1.5", "value", {"ticks": ["a", "x"]}, "unknown_option"),
        ("1.2", "value", {"numerator": 1, "flags": ["Z"]}, "unknown_option"),
        ("1.2", "perhaps", {}, "unknown_state"),
        ("1.2", "not_available", {"reason": "tired"}, "unknown_reason"),
        ("1.3", "value", {"number": Decimal("0.00001")}, "too_precise"),
        ("1.3", "value", {"number": 10**16}, "too_large"),
        ("1.3", "value", {"number": Decimal("NaN")}, "not_a_number"),
        ("1.3", "value", {"number": -1}, "negative"),
        ("1.6", "value", {"number": Decimal("-0.01")}, "negative"),
        ("1.2", "value", {"numerator": 3, "denominator": -24}, "negative"),
        ("1.7", "value", {"date": date.max}, "day_to_come"),
        ("1.9", "value", {}, "computed"),
        ("13.1", "value", {"numerator": 1, "denominator": 1}, "computed"),
    ],
)
def test_invalid_answer_is_refused(work: Work, series_id: str, status: str, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        work.answer(series_id, status=status, **fields)
    assert refusal.value.code == code
    assert AnswerRevision.objects.count() == 0


def test_float_as_a_number_raises_type_error(work: Work) -> None:
    with pytest.raises(TypeError):
        work.answer("1.3", number=0.5)


def test_every_change_creates_a_revision_and_saving_the_same_answer_again_does_not(work: Work) -> None:
    work.answer("1.2", numerator=3, denominator=24)
    work.answer("1.2", numerator=4, denominator=24)
    work.answer("1.2", numerator=4, denominator=24, base=0)
    found = [
        (row.version, row.old["numerator"], row.new["numerator"], row.via)
        for row in AnswerRevision.objects.order_by("version")
    ]
    assert found == [(1, None, "3", "web"), (2, "3", "4", "web")]
    assert {row.changed_by for row in AnswerRevision.objects.all()} == {work.delegate}


def test_answer_based_on_an_old_version_raises_a_conflict_and_overwrites_nothing(work: Work) -> None:
    work.answer("1.2", numerator=19, denominator=31)
    work.answer("1.2", numerator=22, denominator=31, by=work.government, comment="Three late reports came in.")
    with pytest.raises(AnswerConflict) as conflict:
        work.answer("1.2", numerator=20, denominator=31, base=1)
    value = conflict.value
    assert [item.numerator for item in (value.before, value.theirs, value.mine)] == [19, 22, 20]
    assert value.theirs.comment == "Three late reports came in."
    assert value.answer.changed_by == work.government
    assert work.row("1.2").numerator == 22


def test_answer_can_be_saved_over_a_newer_one_after_the_conflict(work: Work) -> None:
    work.answer("1.2", numerator=22, denominator=31, by=work.government)
    with pytest.raises(AnswerConflict) as conflict:
        work.answer("1.2", numerator=20, denominator=31, base=0)
    assert (conflict.value.before.status, conflict.value.before.numerator) == ("unanswered", None)
    assert work.answer("1.2", numerator=20, denominator=31, base=1).version == 2


@pytest.mark.parametrize("base", [-1, 7])
def test_answer_based_on_a_version_that_never_existed_raises_a_conflict(work: Work, base: int) -> None:
    with pytest.raises(AnswerConflict):
        work.answer("1.4", choice=True, base=base)


def test_answers_are_refused_before_the_cycle_opens_and_after_it_locks(work: Work) -> None:
    now, cycles = timezone.now(), Cycle.objects.filter(pk=work.assessment.cycle_id)
    cycles.update(opens_at=now + timedelta(days=1))
    with pytest.raises(Refused, match="not open yet"):
        work.answer("1.4", choice=True)
    cycles.update(opens_at=now - timedelta(days=3), due_at=now - timedelta(days=2), locks_at=now - timedelta(days=1))
    with pytest.raises(Refused, match="is closed"):
        work.answer("1.4", choice=True)


def test_answers_are_refused_once_both_sides_have_signed(work: Work) -> None:
    work.answer_all()
    work.sign_by_both()
    with pytest.raises(Refused) as refusal:
        work.answer("1.4", choice=False)
    assert refusal.value.code == "signed"


@pytest.mark.parametrize(
    "seat",
    [
        {"capacity": "member"},
        {"capacity": "substitute"},
        {"capacity": "secretariat", "delegation": None},
        {"capacity": "adviser", "delegation__code": "XB", "offices": ["assessment_delegate"]},
        {"capacity": "government", "delegation__code": "XB"},
        {
            "capacity": "adviser",
            "ends_at": timezone.now() - timedelta(days=1),
            "starts_at": timezone.now() - timedelta(days=9),
        },
        {"capacity": "adviser", "network__slug": "another"},
    ],
)
def test_people_without_a_current_answering_role_for_the_country_cannot_answer(
    work: Work, seat: dict[str, Any]
) -> None:
    where = {} if "network__slug" in seat else {"network": work.network}
    person = SeatFactory(**{"delegation__code": "XA"} | where | seat if "delegation" not in seat else where | seat).user
    with pytest.raises(NotAllowed):
        work.answer("1.4", choice=True, by=person)


def test_answer_event_names_question_and_version_but_not_the_content(work: Work) -> None:
    work.answer("1.2", numerator=3, denominator=24, comment="secret")
    event = Event.objects.get(kind="assessment.answered")
    assert event.payload == {
        "assessment": work.assessment.pk,
        "answer": work.row("1.2").pk,
        "series_id": "1.2",
        "version": 1,
    }
    assert (event.audience, event.audience_delegation) == ("delegation", work.assessment.delegation)


@pytest.mark.django_db(transaction=True)
def test_of_two_simultaneous_answers_one_is_saved_and_the_other_gets_a_conflict() -> None:
    work, barrier = make_work(), Barrier(2)

    def write(by: Any, numerator: int) -> str:
        try:
            barrier.wait(10)
            work.answer("1.2", by=by, base=0, numerator=numerator, denominator=31)
            return "saved"
        except AnswerConflict:
            return "conflict"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        done = [threads.submit(write, work.delegate, 20), threads.submit(write, work.government, 22)]
        assert sorted(each.result(30) for each in done) == ["conflict", "saved"]
    assert work.row("1.2").version == AnswerRevision.objects.count() == 1


def test_answer_content_is_read_back_unchanged_from_its_revision(work: Work) -> None:
    from_row = content_of(work.answer("1.2", numerator=Decimal("3.5"), denominator=24, flags=["P", "E"], comment="c"))
    work.answer("1.2")
    with pytest.raises(AnswerConflict) as conflict:
        work.answer("1.2", numerator=1, denominator=2, base=1)
    assert conflict.value.before == from_row
    assert from_row.flags == ("E", "P")


def test_answer_in_one_assessment_does_not_change_that_of_another_country(work: Work) -> None:
    other = Assessment.objects.get(delegation__code="XB")
    work.answer("1.4", choice=True)
    assert Answer.objects.get(assessment=other, criterion=work.criteria["1.4"]).version == 0


@pytest.mark.parametrize(("series_id", "field"), [("1.4", "comment"), ("1.8", "text")])
def test_texts_over_50000_characters_are_refused_and_shorter_ones_are_checked_quickly(
    work: Work, series_id: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        work.answer(series_id, **{field: "a" * 50_001})
    assert (refused.value.code, refused.value.field) == ("too_long", field)
    began = time.process_time()
    work.answer(series_id, **{field: "a" * 50_000})
    assert load_worksheet(work.assessment).findings
    assert time.process_time() - began < 5
