"""What tests of the evaluation may ask for."""

import pytest

from tests.factories.assessments import Work, make_work


@pytest.fixture
def work(db: None) -> Work:
    """An open assessment of XA with a question of every kind, and who works on it."""
    return make_work()
