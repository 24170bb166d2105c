"""Answers that are offered from sources and the treaty register."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from evaluation.assessments.answer_content import AnswerContent
from evaluation.assessments.prefill import PrefillOffer, offers_for, registered_statuses, use_offer
from evaluation.assessments.worksheet import load_worksheet
from evaluation.models import AnswerRevision, ExternalObservation, SeriesInstrument, SeriesSource
from networkapp.errors import NotAllowed, Refused
from tests.factories.assessments import Work
from tests.factories.treaties import ActionFactory, InstrumentFactory


def store_source_figure(
    value: int | None, *, series_id: str = "1.3", part: str = "whole", **more: Any
) -> ExternalObservation:
    """Store a figure of a source for the criterion in the assessed year."""
    SeriesSource.objects.get_or_create(
        series_id=series_id, source="A body", dataset="A table", indicator="persons_convicted", is_same=True, part=part
    )
    return ExternalObservation.objects.create(
        **{
            "country": "XA",
            "year": 2026,
            "indicator": "persons_convicted",
            "unit": "persons",
            "source": "A body",
            "dataset": "A table",
            "key": f"k{ExternalObservation.objects.count()}",
            "value": value,
            "retrieved_on": date(2026, 5, 1),
            "url": "https://example.org/table",
            **more,
        }
    )


def offered(work: Work, series_id: str = "1.3") -> tuple[PrefillOffer, ...]:
    question = load_worksheet(work.assessment).question(series_id)
    assert question is not None
    registered = registered_statuses(work.assessment).get(series_id)
    return offers_for(question.criterion, question.content, question.case.sources, registered)


def use(work: Work, offer: str, by: Any = None, series_id: str = "1.3") -> Any:
    return use_offer(
        assessment=work.assessment,
        criterion=work.criteria[series_id],
        offer=offer,
        base_version=work.row(series_id).version,
        user=by or work.delegate,
    )


def test_source_figure_is_offered_and_used_as_an_answer_with_its_source(work: Work) -> None:
    item = store_source_figure(12)
    offer = PrefillOffer(
        key=f"observation-{item.pk}",
        content=AnswerContent(status="value", number=Decimal(12)),
        source="A body, A table, 2026, as of 1 May 2026",
        url="https://example.org/table",
    )
    assert offered(work) == (offer,)
    assert work.row("1.3").version == 0
    answer = use(work, offer.key)
    revision = AnswerRevision.objects.get(answer=answer)
    assert (answer.number, revision.via, revision.source) == (12, "prefill", offer.source)
    assert offered(work) == ()


@pytest.mark.parametrize(
    "more", [{"value": None, "below": Decimal(5)}, {"value": 2, "is_withheld": True}, {"value": 7, "country": "XB"}]
)
def test_suppressed_or_unrelated_source_figures_are_not_offered(work: Work, more: dict[str, Any]) -> None:
    item = store_source_figure(**more)
    assert offered(work) == ()
    with pytest.raises(Refused, match="source has changed"):
        use(work, f"observation-{item.pk}")


def test_secretariat_cannot_use_a_source_figure_for_a_country(work: Work) -> None:
    item = store_source_figure(12)
    with pytest.raises(NotAllowed):
        use(work, f"observation-{item.pk}", by=work.secretariat)


def test_offered_denominator_leaves_the_numerator_unchanged(work: Work) -> None:
    work.answer("1.2", numerator=3, comment="Counted by us.")
    store_source_figure(24, series_id="1.2", part="denominator")
    (offer,) = offered(work, "1.2")
    answer = use(work, offer.key, series_id="1.2")
    actual = (answer.numerator, answer.denominator, answer.comment)
    assert actual == (3, 24, "Counted by us.")
    assert AnswerRevision.objects.get(answer=answer, version=2).source.startswith("the denominator: A body, A table")
    assert offered(work, "1.2") == ()
    assert [one.code for one in load_worksheet(work.assessment).findings if one.code == "differs"] == []


def test_treaty_status_and_its_date_are_offered_from_the_treaty_register(work: Work) -> None:
    dated = next(key for key, criterion in work.criteria.items() if criterion.kind == "date")
    instrument = InstrumentFactory()
    for series_id in ("1.4", dated):
        SeriesInstrument.objects.create(series_id=series_id, instrument=instrument)
    assert offered(work, "1.4") == offered(work, dated) == ()
    ActionFactory(instrument=instrument, country="XA", kind="signed", date=date(2010, 3, 1))
    assert [one.content.choice for one in offered(work, "1.4")] == [False]
    assert offered(work, dated) == ()
    ActionFactory(instrument=instrument, country="XA", date=date(2012, 5, 6))
    (bound,), (since,) = offered(work, "1.4"), offered(work, dated)
    assert (bound.content.choice, since.content.date) == (True, date(2012, 5, 6))
    assert bound.source == since.source == "CETS 197, ratified, 2012-05-06, Council of Europe"
    assert use(work, bound.key, series_id="1.4").choice is True
    assert offered(work, "1.4") == ()
