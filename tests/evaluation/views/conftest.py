"""What tests of the pages may ask for."""

import pytest
from django.test import Client

from tests.factories.assessments import Work


@pytest.fixture
def page(client: Client, work: Work) -> Client:
    """The browser of the delegate."""
    client.force_login(work.delegate)
    return client
