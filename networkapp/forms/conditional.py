"""Fields that are needed or not by what another field says."""

from typing import Any


def mark_conditional(field: Any) -> Any:
    """Return the field marked so that pages do not label it optional: another field decides whether it is required."""
    field.depends = True
    return field
