"""What need not be asked again."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from evaluation.domain.prefill import Offer, offers_for, take_offer
from evaluation.domain.sheets import load_sheet
from evaluation.models import AnswerRevision, ExternalObservation, SeriesSource
from networkapp.errors import NotAllowed, Refused
from tests.factories.assessments import Work


def published(value: int | None, **more: Any) -> ExternalObservation:
    """What a source publishes of what 1.3 asks, in the year assessed."""
    SeriesSource.objects.get_or_create(
        series_id="1.3", source="A body", dataset="A table", indicator="persons_convicted", is_same=True
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


def offered(work: Work) -> tuple[Offer, ...]:
    question = load_sheet(work.assessment).question("1.3")
    assert question is not None
    return offers_for(question.criterion, question.content, question.case.sources)


def take(work: Work, offer: str, by: Any = None) -> Any:
    return take_offer(
        assessment=work.assessment,
        criterion=work.criteria["1.3"],
        offer=offer,
        base_version=work.row("1.3").version,
        by=by or work.delegate,
    )


def test_a_number_of_a_source_is_offered_and_taken_over_with_its_provenance(work: Work) -> None:
    item = published(12)
    offer = Offer(
        key=f"observation-{item.pk}",
        number=Decimal(12),
        source="A body, A table, 2026, as of 2026-05-01",
        url="https://example.org/table",
    )
    assert offered(work) == (offer,)
    assert work.row("1.3").version == 0
    answer = take(work, offer.key)
    revision = AnswerRevision.objects.get(answer=answer)
    assert (answer.number, revision.via, revision.source) == (12, "prefill", offer.source)
    assert offered(work) == ()


@pytest.mark.parametrize(
    "more", [{"value": None, "below": Decimal(5)}, {"value": 2, "is_withheld": True}, {"value": 7, "country": "XB"}]
)
def test_what_a_source_keeps_back_or_says_of_others_is_not_offered(work: Work, more: dict[str, Any]) -> None:
    item = published(**more)
    assert offered(work) == ()
    with pytest.raises(Refused, match="something else now"):
        take(work, f"observation-{item.pk}")


def test_an_offer_is_the_countrys_to_take(work: Work) -> None:
    item = published(12)
    with pytest.raises(NotAllowed):
        take(work, f"observation-{item.pk}", by=work.secretariat)
