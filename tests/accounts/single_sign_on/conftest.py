"""An OpenID provider for the tests of single sign-on, and the site configured to use it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from tests.openid import Provider, provider


@pytest.fixture(scope="session")
def parliament() -> Iterator[Provider]:
    with provider("http://testserver") as running:
        yield running


@pytest.fixture(autouse=True)
def _configured(settings: Any, parliament: Provider, db: None) -> None:
    cache.clear()
    settings.SOCIALACCOUNT_PROVIDERS = parliament.settings()
