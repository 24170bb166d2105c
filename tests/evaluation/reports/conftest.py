"""Published results of one cycle, for reports about them."""

import pytest

from evaluation.models import Cycle
from tests.factories.networks import NetworkFactory
from tests.factories.results import make_cycle, make_framework, make_published


@pytest.fixture
def cycle() -> Cycle:
    """Return a cycle in which XA and XB have published two years, and XC none."""
    framework = make_framework(recommendations=2)
    network = NetworkFactory(slug="sample", name="Sample network", kind="sample")
    for year, level in ((2024, 1), (2025, 3)):
        cycle = make_cycle(framework=framework, countries=["XA", "XB", "XC"], year=year, network=network)
        make_published(cycle, "XB", c1={"level": level}, c2={"numerator": 10, "denominator": 30})
        make_published(cycle, "XA", c3={"status": "unanswered", "choice": None})
    return cycle
