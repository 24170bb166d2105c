"""Parts of a report about events outside the network: treaty actions and findings in the period."""

from datetime import date
from typing import Any

import pytest

from evaluation.reports.context_events import findings, treaty_acts
from networkapp.models import Network
from networkapp.registry.reports import ReportPart, ReportScope
from tests.factories.findings import make_finding
from tests.factories.networks import DelegationFactory, NetworkFactory
from tests.factories.treaties import ActionFactory, InstrumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    made: Network = NetworkFactory(slug="joint", visibility="public")
    made.delegations.add(DelegationFactory(code="XA"))
    return made


def part_rows(expected: Any, network: Network) -> list[tuple[str, ...]]:
    part: ReportPart = expected(ReportScope(network=network, since=date(2025, 1, 1), until=date(2025, 6, 30)))
    return [row.cells for row in part.tables[0].rows]


def test_treaty_actions_of_the_networks_countries_in_the_period_are_listed_once(network: Network) -> None:
    instrument = InstrumentFactory()
    for country, day, source in (
        ("XA", date(2025, 6, 30), "One"),
        ("XA", date(2025, 6, 30), "Another"),
        ("XA", date(2025, 7, 1), "One"),
        ("XB", date(2025, 6, 30), "One"),
    ):
        ActionFactory(country=country, instrument=instrument, kind="ratified", date=day, source=source)
    assert part_rows(treaty_acts, network) == [("Sample country A", instrument.symbol, "ratified", "30 June 2025")]


def test_findings_on_the_networks_countries_in_the_period_are_counted_by_body(network: Network) -> None:
    for number, (country, day) in enumerate((("XA", 1), ("XA", 2), ("XB", 3))):
        make_finding(country=country, date=date(2025, 3, day), body="A body", document="R", text=f"Found {number}")
    assert part_rows(findings, network) == [("Sample country A", "A body", "R", "2")]
