"""A fingerprint of everything beside results on pages, which changes when something is added."""

from typing import Any

from django.db.models import Model, Subquery

from evaluation.models import (
    Cycle,
    ExternalObservation,
    ObservationFile,
    ObservationRevision,
    SeriesSource,
    TreatyAction,
    TreatyChange,
)
from evaluation.results.cache import page_state

BESIDE: tuple[Any, ...] = (
    ExternalObservation,
    ObservationRevision,
    ObservationFile,
    SeriesSource,
    TreatyAction,
    TreatyChange,
)


def latest_keys() -> tuple[int | None, ...]:
    """Return the highest primary key of each table, in one query; empty without cycles, as nothing is published.

    Every import and acceptance adds a row. The last value is the state of what is changed by hand.
    """
    found = {f"newest_{place}": Subquery(_latest_key(model)) for place, model in enumerate(BESIDE)}
    found["state"] = page_state()
    return Cycle.objects.order_by().annotate(**found).values_list(*found).first() or ()


def _latest_key(model: type[Model]) -> Any:
    return model._default_manager.order_by("-pk").values("pk")[:1]
