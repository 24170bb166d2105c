"""Recommendations on the front page and their links."""

import pytest
from django.contrib.auth.models import AnonymousUser

from evaluation.models import Recommendation
from home.domain.front import recommendations
from tests.factories.networks import NetworkFactory, SeatFactory, SubjectFactory
from tests.factories.results import make_framework

pytestmark = pytest.mark.django_db


def test_recommendation_links_to_its_subject_or_to_its_results() -> None:
    make_framework(recommendations=2)
    Recommendation.objects.filter(code=1).update(subject=SubjectFactory(slug="drinking-water"))
    addresses = [one["url"] for one in recommendations(user=AnonymousUser(), language="en")]
    assert addresses == ["/subjects/drinking-water/", "/evaluation/recommendations/2/"]


def test_front_page_shows_visitors_no_criteria_of_a_closed_network() -> None:
    closed = NetworkFactory(slug="closed", kind="national", visibility="closed")
    make_framework(network=closed, version="9", first_year=2025)
    assert recommendations(user=AnonymousUser(), language="en") == []
    assert len(recommendations(user=SeatFactory(network=closed).user, language="en")) == 1
