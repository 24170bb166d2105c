"""Published counts of other bodies, each as its source has it."""

from decimal import Decimal
from typing import Any

from evaluation.models import ExternalObservation
from home.domain.demo.content import items

INDICATORS = {
    "Detected trafficking victims": ExternalObservation.Indicator.DETECTED_VICTIMS,
    "Persons convicted": ExternalObservation.Indicator.PERSONS_CONVICTED,
}


def make_observations() -> None:
    """Every count of the data file stands; the same count twice is one row. "<5" is smaller than 5, and no number."""
    ExternalObservation.objects.bulk_create(
        (
            ExternalObservation(
                country=fact["country"],
                year=fact["year"],
                indicator=INDICATORS[fact["indicator"]],
                series_id=fact["series_id"],
                unit=ExternalObservation.Unit(fact["unit"]),
                source=fact["source"],
                url=fact["source_link"],
                **_number(fact["value"]),
            )
            for fact in items("published_counts")
        ),
        ignore_conflicts=True,
    )


def _number(text: str) -> dict[str, Any]:
    return {"below": Decimal(text[1:])} if text.startswith("<") else {"value": Decimal(text)}
