"""Published counts of other bodies, each as its source has it, and the criteria beside which they are shown."""

from datetime import date
from typing import Any

from evaluation.exchange.counts import read_count
from evaluation.models import ObservationFile, SeriesSource
from evaluation.sources.observations_upsert import store_observations
from evaluation.sources.row_matching import INDICATORS, MatchedObservation
from home.domain.demo.content import content, items

FILE = "published_counts.json"


def make_observations() -> None:
    """Store every count of the data file; the same count twice is one row. "<5" is smaller than 5, and no number."""
    file, _made = ObservationFile.objects.get_or_create(name=FILE)
    store_observations(observed=map(_observed, items("published_counts")), file=file)
    for row in content("published_counts")["series"]:
        place = {name: row[name] for name in ("series_id", "source", "dataset", "indicator")}
        SeriesSource.objects.get_or_create(**place, defaults={"is_same": row["is_same"], "note": row["note"]})


def _observed(fact: dict[str, Any]) -> MatchedObservation:
    return MatchedObservation(
        country=fact["country"],
        year=fact["year"],
        indicator=INDICATORS[fact["indicator"].casefold()].value,
        unit=fact["unit"],
        source=fact["source"],
        dataset=fact["dataset"],
        url=fact["source_link"],
        retrieved_on=date.fromisoformat(fact["as_of"]),
        reading=read_count(fact["value"]),
    )
