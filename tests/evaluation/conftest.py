"""What tests of the evaluation may ask for."""

import pytest
from django.test import Client

from evaluation.models import Cycle
from tests.factories.assessments import Work, make_work
from tests.factories.results import make_cycle, make_framework


@pytest.fixture
def work(db: None) -> Work:
    """An open assessment of XA with a question of every kind, and who works on it."""
    return make_work()


@pytest.fixture
def page(client: Client, work: Work) -> Client:
    """The browser of the delegate."""
    client.force_login(work.delegate)
    return client


@pytest.fixture
def cycle(db: None) -> Cycle:
    """A cycle of three sample countries and two recommendations; nothing is published yet."""
    return make_cycle(framework=make_framework(recommendations=2), countries=["XA", "XB", "XC"])
