"""Fixtures for tests of the evaluation."""

import pytest
from django.test import Client

from evaluation.models import Cycle
from tests.factories.assessments import Work, make_work
from tests.factories.results import make_cycle, make_framework
from tests.worlds import world


@world
def work(db: None) -> Work:
    """Return an open assessment of XA with a question of every kind, and the people who work on it."""
    return make_work()


@pytest.fixture
def page(client: Client, work: Work) -> Client:
    """Return the browser of the delegate."""
    client.force_login(work.delegate)
    return client


@world
def cycle(db: None) -> Cycle:
    """Return a cycle of three sample countries and two recommendations without published results."""
    return make_cycle(framework=make_framework(recommendations=2), countries=["XA", "XB", "XC"])
