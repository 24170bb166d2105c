"""The pages of gaps."""

import pytest

pytestmark = pytest.mark.django_db
