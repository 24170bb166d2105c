"""The annex of criteria in reports, with the hash under which they were adopted."""

from datetime import date

import pytest
from django.utils.translation import override

from evaluation.models import CriterionTranslation, Framework
from evaluation.reports.annexes import criteria
from networkapp.models import Network
from networkapp.registry.reports import ReportPart, ReportScope, known_parts
from tests.factories.networks import NetworkFactory
from tests.factories.results import make_cycle, make_framework

pytestmark = pytest.mark.django_db


def annex_of(network: Network, year: int = 2025) -> ReportPart:
    return criteria(ReportScope(network=network, since=date(year, 1, 1), until=date(year, 12, 31)))


def framework_of(network: Network, *, version: str = "1", recommendations: int = 1) -> Framework:
    return make_framework(version=version, network=network, recommendations=recommendations)


def test_annex_lists_the_criteria_of_the_period_with_their_hash() -> None:
    network = NetworkFactory(slug="joint", kind="joint", visibility="public")
    framework = framework_of(network, recommendations=2)
    make_cycle(framework=framework, countries=["XA"], network=network)
    part = annex_of(network)
    assert framework.content_hash
    assert framework.content_hash in part.lines[0]
    assert [table.title for table in part.tables] == [
        "1. Recommendation about subject 1",
        "2. Recommendation about subject 2",
    ]
    first = part.tables[0].rows[0]
    assert (first.cells[1:], first.language) == (("level 0 to 4", "essential"), "en")
    assert part.tables[0].rows[-1].cells[2] == "context, not scored"
    assert annex_of(network, 2024).is_empty
    assert known_parts["criteria"].is_annex


def test_annex_of_criteria_is_in_the_language_of_the_report_where_translated() -> None:
    network = NetworkFactory(slug="joint", kind="joint", visibility="public")
    framework = framework_of(network)
    make_cycle(framework=framework, countries=["XA"], network=network)
    criterion = framework.recommendations.get().criteria.first()
    assert criterion is not None
    CriterionTranslation.objects.create(source=criterion, language="de", title="Ein Gesetz")
    with override("de"):
        row = annex_of(network).tables[0].rows[0]
    assert (row.cells[0], row.language) == (f"{criterion.series_id} Ein Gesetz", "de")


def test_criteria_of_a_closed_network_are_not_in_reports_of_another() -> None:
    closed = NetworkFactory(slug="closed", visibility="closed")
    network = NetworkFactory(slug="open", visibility="public")
    framework = framework_of(closed)
    make_cycle(framework=framework, countries=["XA"], network=network)
    assert annex_of(network).is_empty
