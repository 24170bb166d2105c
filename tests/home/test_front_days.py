"""Upcoming dates on the front page."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from evaluation.models import Cycle
from home.domain.front import days_ahead
from tests.factories.networks import NetworkFactory
from tests.factories.results import make_cycle, make_framework

pytestmark = pytest.mark.django_db


def test_due_date_of_a_cycle_locked_early_is_not_listed_as_upcoming() -> None:
    now, network = timezone.now(), NetworkFactory(slug="joint", kind="joint", visibility="public")
    cycle = make_cycle(framework=make_framework(recommendations=1), countries=["XA"], network=network)
    Cycle.objects.update(due_at=now + timedelta(days=9), locks_at=now + timedelta(days=20))
    ahead = [day.cycle for day in days_ahead(user=AnonymousUser(), today=timezone.localdate())]
    assert ahead.count(cycle) == 1
    Cycle.objects.update(locks_at=now - timedelta(days=1))
    ahead = [day.cycle for day in days_ahead(user=AnonymousUser(), today=timezone.localdate())]
    assert cycle not in ahead
