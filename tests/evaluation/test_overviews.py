"""The evaluation on pages of subjects: a recommendation, and published results of countries."""

from typing import Any

import pytest
from django.test import Client

from evaluation.models import Cycle, Recommendation
from networkapp.registry.overviews import OverviewPart
from tests.factories.networks import NetworkFactory, SeatFactory, SubjectFactory
from tests.factories.results import make_cycle, make_framework, make_published

pytestmark = pytest.mark.django_db
ADDRESS = "/subjects/help/"


def cycle_of(countries: list[str], **kwargs: Any) -> Cycle:
    """Create a cycle of these countries with two recommendations; the second is about the subject "help"."""
    cycle = make_cycle(framework=make_framework(recommendations=2), countries=countries, **kwargs)
    Recommendation.objects.filter(code=2).update(subject=SubjectFactory(slug="help"))
    return cycle


def part(client: Client, key: str = "recommendation") -> OverviewPart | None:
    return next((one for one in client.get(ADDRESS).context["page"].parts if one.key == key), None)


def results_by_network(client: Client) -> dict[str, list[tuple[str, str]]]:
    found = part(client)
    return {
        one.cycle.network.slug: [(row.country, row.line.shown if row.line else "") for row in one.rows]
        for one in (found.context["cycles"] if found else ())
    }


def test_subject_page_sorts_countries_by_name_whatever_their_bands(client: Client) -> None:
    cycle = cycle_of(["XC", "XA", "XB"])
    make_published(cycle, "XC")
    make_published(cycle, "XA", c4={"numerator": 0, "denominator": 40}, c2={"numerator": 0, "denominator": 40})
    assert [country for country, _shown in results_by_network(client)["sample"]] == ["XA", "XB", "XC"]
    assert dict(results_by_network(client)["sample"])["XB"] == ""
    page = client.get(ADDRESS)
    shown = page.context["page"]
    assert (shown.kicker, shown.standfirst) == ("Recommendation 2", "What it says.")
    assert shown.standfirst_language == "en"
    body = page.content.decode()
    assert "Not published yet: Sample country B" in " ".join(body.split())
    assert '<a href="/evaluation/recommendations/2/">' in body


def test_subject_page_shows_the_same_results_as_the_recommendation_page(client: Client) -> None:
    make_published(cycle_of(["XA"]), "XA")
    results = client.get("/evaluation/recommendations/2/").context["page"].results
    assert results_by_network(client)["sample"] == [(row.country, row.result.shown) for row in results[0].rows]


def test_subject_page_shows_results_of_a_closed_network_only_to_its_members(client: Client) -> None:
    cycle = cycle_of(["XA"], network=NetworkFactory(slug="shut"))
    make_published(cycle, "XA", for_everybody=False)
    assert results_by_network(client) == {}
    client.force_login(SeatFactory(network=cycle.network).user)
    assert list(results_by_network(client)) == ["shut"]


def test_subject_page_shows_the_recommendation_without_any_results(client: Client) -> None:
    cycle_of(["XA"])
    found = part(client)
    assert found is not None
    assert ([one.code for one in found.context["recommendations"]], found.context["cycles"]) == ([2], [])
    assert "Not published yet." in client.get(ADDRESS).content.decode()
