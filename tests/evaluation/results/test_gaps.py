"""Gaps: what a country has not answered, declined, or not updated."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from evaluation.models import Answer, Assessment, Criterion, Instrument, Recommendation
from evaluation.results.gaps.queries import draft_gaps, published_gaps
from evaluation.results.gaps.rules import CriterionHistory, EvidenceAge, GapKind, YearAnswer, find_gaps, gap_kinds
from tests.factories.assessments import Work, open_a_cycle
from tests.factories.networks import SeatFactory
from tests.factories.results import make_cycle, make_framework, make_published, publish_as_it_stands

TODAY = date(2026, 6, 1)


def answers(kind: str = "level", before: Any = (), sources: Any = (), **kwargs: Any) -> CriterionHistory:
    criterion = Criterion(
        pk=1, series_id="5.1", kind=kind, title="Help without testimony", recommendation=Recommendation()
    )
    criterion._prefetched_objects_cache = {"translations": []}  # type: ignore[attr-defined]
    return CriterionHistory(
        criterion=criterion, recommendation=5, before=before, sources=sources,
        now=YearAnswer(**{"status": "value", **kwargs}),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "kinds"),
    [
        ({"status": "unanswered"}, [GapKind.UNANSWERED]),
        ({"status": "not_available", "reason": "not_collected"}, [GapKind.NOT_COLLECTED]),
        ({"status": "not_available", "reason": "late"}, [GapKind.LATE]),
        ({"status": "not_available", "reason": "not_compiled"}, [GapKind.NOT_COMPILED]),
        ({"status": "not_available", "reason": "other"}, [GapKind.NOT_AVAILABLE]),
        ({"status": "not_available"}, [GapKind.NOT_AVAILABLE]),
        ({"status": "confidential"}, [GapKind.DECLINED]),
        ({"status": "not_applicable"}, [GapKind.NOT_CONFIRMED]),
        ({"status": "not_applicable", "confirmed": True}, []),
        ({"status": "suppressed_small"}, []),
        ({"status": "undefined"}, []),
        ({"level": 2}, []),
        ({"level": 3}, [GapKind.NO_EVIDENCE]),
        ({"level": 3, "proofs": (EvidenceAge(dated=date(2024, 1, 1)),)}, []),
        ({"level": 3, "proofs": (EvidenceAge(dated=date(2023, 6, 1)),)}, [GapKind.OLD_EVIDENCE]),
        ({"level": 1, "proofs": (EvidenceAge(dated=None, stands=False),)}, [GapKind.EXPIRED_EVIDENCE]),
    ],
)
def test_answer_has_the_expected_gap(data: dict[str, Any], kinds: list[GapKind]) -> None:
    assert gap_kinds(history=answers(**data), today=TODAY) == kinds


def test_value_unchanged_for_a_third_year_is_a_gap() -> None:
    same, other = YearAnswer(status="value", value=7), YearAnswer(status="value", value=8)
    assert gap_kinds(history=answers("number", value=7, before=[same, same]), today=TODAY) == [GapKind.SAME_AGAIN]
    assert gap_kinds(history=answers("number", value=7, before=[same, other]), today=TODAY) == []
    assert gap_kinds(history=answers("number", value=7, before=[same]), today=TODAY) == []


def test_gap_keeps_its_key_over_years_and_counts_consecutive_years() -> None:
    late = YearAnswer(status="not_available", reason="late")
    [now] = find_gaps(
        histories=[answers(status="not_available", reason="late", before=[late, late])],
        country="XA",
        year=2026,
        today=TODAY,
    )
    [then] = find_gaps(histories=[answers(status="not_available", reason="late")], country="XA", year=2024, today=TODAY)
    assert (now.key, now.since, now.years) == (then.key, 2024, 3)
    assert now.key == "XA-5.1-late"


def test_gap_suggests_a_question_and_names_the_source_of_a_comparable_figure() -> None:
    [gap] = find_gaps(
        histories=[answers(status="unanswered", sources=("UNODC",))], country="XA", year=2026, today=TODAY
    )
    assert gap.question == (
        "How does the government answer criterion 5.1 (“Help without testimony”), which is still open? "
        "UNODC publishes a figure on the same subject: does the government agree with that figure?"
    )


def test_treaty_without_a_record_in_the_register_is_a_gap() -> None:
    treaties = {"palermo": "no_record", "cets-197": "in_force"}
    [gap] = find_gaps(histories=[answers("treaty", treaties=treaties)], country="XA", year=2026, today=TODAY)
    assert (gap.kind, gap.named) == (GapKind.NO_RECORD, ("palermo",))


def kinds(gaps: Any) -> list[tuple[str, str]]:
    return [(gap.criterion.series_id, str(gap.kind)) for gap in gaps]


@pytest.mark.django_db
def test_gaps_of_a_draft_are_sorted_by_criterion(work: Work) -> None:
    work.answer_all()
    work.answer("1.4", status="confidential")
    work.answer("1.1", ticks=["k1a", "k1b", "k2a", "k2b", "k3a", "k3b"])
    page = draft_gaps(assessment=work.assessment)
    assert kinds(page.gaps) == [("1.1", "no_evidence"), ("1.4", "declined"), ("1.9", "no_record")]
    work.evidence("1.1", dated=date(2020, 1, 1), expires_on=date(2021, 1, 1))
    assert ("1.1", "expired_evidence") in kinds(draft_gaps(assessment=work.assessment).gaps)


@pytest.mark.django_db
def test_treaties_without_a_record_are_named_by_their_symbol(work: Work) -> None:
    work.answer_all()
    [key] = work.criteria["1.9"].instruments
    Instrument.objects.update_or_create(key=key, defaults={"symbol": "Sample Protocol"})
    gap = draft_gaps(assessment=work.assessment).gaps[-1]
    assert (gap.named, "on Sample Protocol (" in gap.question) == (("Sample Protocol",), True)


@pytest.mark.django_db
def test_gap_of_a_draft_is_counted_since_the_year_before(work: Work) -> None:
    work.answer("1.3", status="not_available", reason="late")
    open_a_cycle(work.framework, work.network, 2027)
    newer = Assessment.objects.select_related("cycle__network", "delegation").get(
        cycle__year=2027, delegation=work.assessment.delegation
    )
    Answer.objects.filter(assessment=newer, criterion__series_id="1.3").update(status="not_available", reason="late")
    [gap] = [gap for gap in draft_gaps(assessment=newer).gaps if gap.criterion.series_id == "1.3"]
    assert (gap.kind, gap.since, gap.years) == ("late", 2026, 2)


@pytest.mark.django_db
def test_public_gaps_are_those_of_the_published_version() -> None:
    version = make_published(make_cycle(framework=make_framework(), countries=["XA"]), "XA")
    before = published_gaps(country="xa", today=TODAY)
    Answer.objects.filter(assessment=version.assessment).update(
        status="confidential", level=None, number=None, numerator=None, denominator=None, choice=None
    )
    after = published_gaps(country="xa", today=TODAY)
    assert before == after
    assert before is not None
    assert (kinds(before.gaps), before.published) == ([("1.1", "no_evidence")], 1)
    publish_as_it_stands(version.assessment, reason="Declined")
    revised = published_gaps(country="xa", today=TODAY)
    assert revised is not None
    assert [gap.kind for gap in revised.gaps] == [GapKind.DECLINED] * 5


@pytest.mark.django_db
def test_answers_about_few_people_are_no_public_gap() -> None:
    cycle = make_cycle(framework=make_framework(), countries=["XA"])
    make_published(cycle, "XA", c5={"number": Decimal(3)}, c4={"numerator": 2, "denominator": 40})
    page = published_gaps(country="xa", today=TODAY)
    assert page is not None
    assert kinds(page.gaps) == [("1.1", "no_evidence")]


@pytest.mark.django_db
def test_results_published_to_a_closed_network_have_no_public_gaps() -> None:
    cycle = make_cycle(framework=make_framework(), countries=["XA"])
    cycle.network.visibility = "closed"
    cycle.network.save()
    make_published(cycle, "XA", for_everybody=False)
    assert published_gaps(country="xa", user=SeatFactory().user) is None
    assert published_gaps(country="xa", user=SeatFactory(network=cycle.network).user) is not None
