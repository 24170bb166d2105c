"""Registry of models that point to subjects, each with the rows that a reader can see."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet

Where = Callable[[Any], QuerySet[Any]]
subject_uses: dict[type[Model], Where] = {}


def register_subject_use(model: type[Model], *, where: Where) -> None:
    """Register a model that points to subjects; `where` returns the rows that a reader can see.

    Other rows are only counted.
    """
    subject_uses[model] = where
