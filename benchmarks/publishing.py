"""Many published results: 15 recommendations with 75 criteria in a number of countries and years.

Each country is scored once by the engine; its other years are copies, because the cost of pages does not depend on
numbers.
"""

from typing import Any

from evaluation.models import Cycle
from networkapp.models import Network
from tests.factories.networks import UserFactory
from tests.factories.results import copy_year, make_cycle, make_framework, make_published

NEWEST = 2025
CODES = "ABCDEFGHIJKLMNOPQRST"


def fill(*, countries: int, years: int) -> None:
    """Make sure that this number of countries has published this number of years up to 2025. Existing ones stay."""
    codes = [f"X{letter}" for letter in CODES[:countries]]
    newest = Cycle.objects.filter(year=NEWEST).first()
    if newest is None:
        UserFactory.reset_sequence(100_000)
        joint = Network.objects.create(slug="joint", name="Joint network", visibility="public")
        framework = make_framework(recommendations=15, network=joint)
        newest = make_cycle(framework=framework, countries=codes, year=NEWEST, network=joint)
        for place, code in enumerate(codes):
            make_published(newest, code, **_different(place))
    for year in range(NEWEST - years + 1, NEWEST):
        if not Cycle.objects.filter(year=year).exists():
            copy_year(newest, year)


def _different(place: int) -> dict[str, Any]:
    missing = {"status": "not_available", "reason": "late", "numerator": None, "denominator": None}
    changes: dict[str, Any] = {"c1": {"level": place % 5}, "c4": {"numerator": 5 + place * 2, "denominator": 40}}
    return changes | ({"c2": missing} if place % 3 == 0 else {})
