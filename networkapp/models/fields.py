"""Fields that several models have."""

from typing import Any

from django.conf import settings
from django.db import models

from networkapp.models.seats import Seat


def act_of(**kwargs: Any) -> Any:
    """Return a field for the person who did something; deleting the account does not delete the act."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **kwargs)


def seat_of(**kwargs: Any) -> Any:
    """Return a field for the seat from which something was done."""
    return models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", **kwargs)
