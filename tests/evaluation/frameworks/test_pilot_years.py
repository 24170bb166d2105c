"""A criterion in its pilot year is answered and published but not scored, and its answers are counted afterwards."""

from typing import Any

import pytest
from django.test import Client

from evaluation.frameworks.adopting import adopt_framework, altered_frameworks
from evaluation.frameworks.pilot_years import PilotYear, pilot_years_of
from evaluation.models import AssessmentVersion, Criterion, Cycle, Framework
from evaluation.results.country_profile import profile
from evaluation.values import YearLink
from networkapp.models import Network
from tests.factories.results import make_cycle, make_framework, make_published
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def framework() -> Framework:
    """Return criteria; 1.1 is essential and in its pilot before 2026."""
    made = make_framework()
    Framework.objects.filter(pk=made.pk).update(status="draft", content_hash="")
    Criterion.objects.filter(series_id="1.1").update(scored_from=2026)
    return adopt_framework(framework=Framework.objects.get(), decision="By the conference")


def cycle_of(framework: Framework, year: int) -> Cycle:
    return make_cycle(framework=framework, countries=["XA", "XB", "XC"], year=year)


def publish_year(framework: Framework, year: int, **changes: dict[str, Any]) -> AssessmentVersion:
    return make_published(cycle_of(framework, year), "XA", **changes)


def test_criterion_in_its_pilot_year_is_answered_but_not_scored(framework: Framework) -> None:
    version = publish_year(framework, 2025, c1={"level": 0})
    result = version.results["recommendations"]["1"]
    place = next(row for row in result["criteria"] if row["series_id"] == "1.1")
    assert (place["place"], place["score"], version.answers["1.1"]["level"]) == ("shadow", None, 0)
    assert (result["applicable_weight"], result["capped_by"]) == (4, [])


def test_criterion_is_scored_after_its_pilot_year_without_comparison_to_that_year(framework: Framework) -> None:
    publish_year(framework, 2025, c1={"level": 0})
    version = publish_year(framework, 2026, c1={"level": 0})
    result = version.results["recommendations"]["1"]
    assert (result["applicable_weight"], result["capped_by"]) == (5, ["1.1"])
    found = profile(country="XA", year=2026, user=None)
    assert found is not None
    progress = found.rows[0].progress
    assert progress is not None
    outcomes = {change.series_id: change.outcome.value for change in progress.changes}
    assert outcomes["1.1"] == "not_comparable"
    assert outcomes["1.2"] == "unchanged"
    assert [mark.link for mark in found.rows[0].marks if mark.shown][1] is YearLink.BREAK


def test_number_of_countries_that_could_answer_is_shown_after_the_pilot_year(framework: Framework) -> None:
    cycle = cycle_of(framework, 2025)
    make_published(cycle, "XA")
    make_published(cycle, "XB", c1={"status": "not_available", "level": None, "reason": "not_collected"})
    assert pilot_years_of(framework, None) == {"1.1": [PilotYear(year=2025, able=1, of=2)]}
    assert pilot_years_of(framework, None)["1.1"][0].stays is True
    make_published(cycle, "XC", c1={"status": "not_applicable", "level": None, "comment": "No"})
    assert pilot_years_of(framework, None)["1.1"][0].stays is False
    page = Client().get("/evaluation/frameworks/1/").content.decode()
    assert "Countries that published results for 2025 and could answer this criterion: 1 of 3." in page
    assert "Answered but not scored before 2026" in page


def test_pilot_results_published_to_a_closed_network_are_not_counted_for_visitors(framework: Framework) -> None:
    cycle = cycle_of(framework, 2025)
    assert cycle.network.visibility == Network.Visibility.CLOSED
    make_published(cycle, "XA", for_everybody=False)
    assert pilot_years_of(framework, None) == {}


def test_hash_of_criteria_covers_pilot_years(framework: Framework) -> None:
    other = make_framework(version="2")
    assert framework.content_hash != other.content_hash
    Criterion.objects.filter(recommendation__framework=framework, series_id="1.1").update(scored_from=2027)
    assert altered_frameworks() == [framework]
