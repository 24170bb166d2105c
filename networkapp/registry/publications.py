"""Number of publications that matter for a thing: the library answers, if it is installed."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Value

PublicationCount = Callable[[type[Model], str], Any]
publication_counts: list[PublicationCount] = []


def register_publication_count(count: PublicationCount) -> None:
    """Count publications with `count(model, series)`, which returns an annotation for rows of the model."""
    publication_counts[:] = [count]


def publication_count(model: type[Model], series: str = "") -> Any:
    """Return an annotation for rows of this model: the number of publications linked to each row; 0 without a library.

    `series` is the field of the model with its series, if publications are linked to a series and not to one row.
    """
    return publication_counts[0](model, series) if publication_counts else Value(0)
