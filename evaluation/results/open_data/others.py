"""Tables of the open data without a published version: treaty actions, numbers and findings of others, conclusions.

Each table has its rows, and the sources by which a client knows that a file has not changed.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Case, Count, F, Max, Q, Sum, Value, When
from django.utils.translation import override

from evaluation.conf import setting
from evaluation.exchange.tables import Cell, TableSchema
from evaluation.follow_up.verdicts import recorded_verdicts
from evaluation.models import ExternalObservation, TreatyAction
from evaluation.results.open_data.rows import (
    action_cells,
    event_cells,
    finding_cells,
    observation_cells,
    response_cells,
    verdict_cells,
)
from evaluation.results.open_data.shapes_others import (
    FINDING_RESPONSES,
    FINDINGS,
    MONITORING_EVENTS,
    OBSERVATIONS,
    TREATY_ACTIONS,
    VERDICTS,
)
from evaluation.sources.findings import recorded_events, recorded_findings, recorded_responses
from evaluation.treaties.history import SAID
from evaluation.treaties.status import recorded_actions
from networkapp.languages.sorting import alphabetical
from networkapp.networks.queries.countries import country_name

LANGUAGE = "en"
"""Files say the same to every reader, so their words and the order of countries are in English."""
TableRow = tuple[Cell, ...]


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of countries by code, in alphabetical order."""
    with override(LANGUAGE):
        found = {str(code): country_name(code=str(code)) for code in codes}
        return dict(alphabetical(found.items(), name=lambda item: item[1], language=LANGUAGE))


def order_by_list(field: str, values: list[Any]) -> Any:
    """Return a database ordering by the position in `values`."""
    if not values:
        return F("pk")
    return Case(*(When(**{field: value}, then=Value(place)) for place, value in enumerate(values)), default=Value(0))


def _treaty_actions() -> Iterator[TableRow]:
    return _by_country(recorded_actions(), action_cells)


def _observations() -> Iterator[TableRow]:
    found = ExternalObservation.objects.filter(source__in=setting("DATA_OF_OTHERS"))
    names = names_of(found.order_by().values_list("country", flat=True).distinct())
    ordered = found.order_by(
        order_by_list("country", list(names)),
        *("indicator", "source", "dataset", "year", "dimension", "category", "sex", "age", "occurrence"),
    )
    return (observation_cells(item, names) for item in ordered.iterator(chunk_size=1000))


def _by_country(found: Iterable[Any], cells: Callable[[Any, dict[str, str]], TableRow]) -> Iterator[TableRow]:
    """Return the rows in the alphabetical order of the countries, sample countries last."""
    items = alphabetical(found, name=lambda item: country_name(code=str(item.country)), language=LANGUAGE)
    names = names_of({str(item.country) for item in items})
    return (cells(item, names) for item in sorted(items, key=lambda item: item.is_sample))


def _actions_fingerprint() -> Any:
    return list(TreatyAction.objects.current().order_by("pk").values_list("instrument__key", "country", *SAID))


def _observations_fingerprint() -> Any:
    """Return counts that change with the observations: there are too many to compare them all."""
    state = ExternalObservation.objects.aggregate(
        Count("pk"),
        Max("pk"),
        Sum("revision"),
        Max("retrieved_on"),
        withheld=Sum("pk", filter=Q(is_withheld=True)),
        newest=Max("seen_in"),
    )
    return sorted(state.items())


def _verdicts_fingerprint() -> Any:
    fields = ("pk", "network__name", "network__kind", "delegation__country")
    return list(recorded_verdicts(user=None).order_by("pk").values_list(*fields))


def _fingerprint_of(found: Callable[[], Any]) -> Callable[[], Any]:
    return lambda: list(found().order_by("pk").values_list())


OTHERS: dict[str, tuple[TableSchema, Callable[[], Iterator[TableRow]], Callable[[], Any]]] = {
    TREATY_ACTIONS.name: (TREATY_ACTIONS, _treaty_actions, _actions_fingerprint),
    OBSERVATIONS.name: (OBSERVATIONS, _observations, _observations_fingerprint),
    MONITORING_EVENTS.name: (
        MONITORING_EVENTS,
        lambda: _by_country(recorded_events(), event_cells),
        _fingerprint_of(recorded_events),
    ),
    FINDINGS.name: (
        FINDINGS,
        lambda: _by_country(recorded_findings(), finding_cells),
        _fingerprint_of(recorded_findings),
    ),
    FINDING_RESPONSES.name: (
        FINDING_RESPONSES,
        lambda: _by_country(recorded_responses(), response_cells),
        _fingerprint_of(recorded_responses),
    ),
    VERDICTS.name: (
        VERDICTS,
        lambda: _by_country(recorded_verdicts(user=None), verdict_cells),
        _verdicts_fingerprint,
    ),
}
