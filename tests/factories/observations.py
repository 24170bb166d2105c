"""What a source publishes, to test with."""

from decimal import Decimal
from typing import Any

from evaluation.exchange.counts import ParsedCount
from evaluation.models import ObservationFile
from evaluation.sources.observations_upsert import store_observations
from evaluation.sources.row_matching import MatchedObservation


def observe(
    country: str,
    year: int,
    *,
    value: int | None = None,
    below: int | None = None,
    file: ObservationFile | None = None,
    **place: Any,
) -> None:
    """A body of the UN publishes one number, by default of persons convicted, in a file of its own."""
    usual = {
        "indicator": "persons_convicted",
        "unit": "persons",
        "source": "A body of the UN",
        "url": "https://un.example/",
    }
    reading = ParsedCount(
        value=None if value is None else Decimal(value),
        below=None if below is None else Decimal(below),
    )
    row = MatchedObservation(country=country, year=year, reading=reading, **{**usual, **place})
    store_observations(observed=[row], file=file or ObservationFile.objects.create(name="table.csv"))
